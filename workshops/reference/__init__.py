"""Sequences of questions that come with the project."""
