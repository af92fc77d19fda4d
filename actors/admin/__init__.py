"""The administration of actors: one module per subject."""

from actors.admin import actors, competences, facts, partnerships, rights, vocabulary

__all__ = ["actors", "competences", "facts", "partnerships", "rights", "vocabulary"]
