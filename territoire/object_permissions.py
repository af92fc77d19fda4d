"""`user.has_perm("projects.change_project", project)` asks `projects.permissions.change_project(user, project)`."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib.auth.backends import BaseBackend


class ObjectPermissions(BaseBackend):
    """Answer questions about one object with the predicate of that name in the app's `permissions` module."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        """Return what the predicate says; `False` without an object or without such a predicate."""
        if obj is None:
            return False
        app, _, codename = perm.partition(".")
        if find_spec(f"{app}.permissions") is None:
            return False
        predicate = getattr(import_module(f"{app}.permissions"), codename, None)
        return predicate is not None and predicate(user_obj, obj)
