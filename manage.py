#!/usr/bin/env python
"""Django's command line for Territoire."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError


def main() -> None:
    """Run one management command; what is wrong around it is said in one line."""
    settings = "demo" if sys.argv[1:2] == ["demo"] else "dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"territoire.settings.{settings}")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"manage.py: {problem}")
    except OperationalError:
        if reason := problem_of_database():
            sys.exit(f"manage.py: {reason}")
        raise


def problem_of_database() -> str | None:
    """Say why the database cannot be used, if that is what stopped the command."""
    from django.conf import settings

    from territoire.database import checks

    return checks.problem(settings.DATABASES["default"])


if __name__ == "__main__":
    main()
