"""Workshops, in files."""
