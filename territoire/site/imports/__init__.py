"""Imports of all that the site registers: every kind of lines with what reads, compares and writes it."""
