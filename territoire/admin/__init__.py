"""The administration of the ground floor."""

from territoire.admin import accounts, imports, territories

__all__ = ["accounts", "imports", "territories"]
