"""`python -m tests.rights`: write docs/rights.md from the matrix."""

import os

import django


def main() -> None:
    """Write it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "territoire.settings.test")
    django.setup()
    from tests.rights import document

    document.PATH.write_text(document.render())
    print(f"written: {document.PATH.name}")


main()
