"""The administration of the ground floor."""

from territoire.admin import accounts, imports, rights, territories

__all__ = ["accounts", "imports", "rights", "territories"]
