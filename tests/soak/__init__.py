"""Long runs, apart from `make test`: `make soak`. Figures in docs/reliability.md."""
