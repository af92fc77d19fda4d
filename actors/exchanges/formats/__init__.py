"""The formats of other programs, translated into sheets under our own headings: one pipeline for all."""
