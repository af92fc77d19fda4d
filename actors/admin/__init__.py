"""The administration of actors: one module per subject."""

from actors.admin import actors, competences, facts, partnerships, vocabulary

__all__ = ["actors", "competences", "facts", "partnerships", "vocabulary"]
