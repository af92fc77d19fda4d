"""Measures of the site on synthetic worlds: `make bench`, figures in docs/performance.md."""
