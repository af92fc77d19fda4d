"""No template is left behind when what drew it goes."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.worlds import OUR_APPS

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
#: Drawn by Django, allauth or the error handlers, which look for them by name.
OF_OTHERS = ("account/", "admin/", "allauth/", "django/", "mfa/", "socialaccount/", "usersessions/")
ERRORS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "robots.txt"}
NAMES = [
    str(path.relative_to(TEMPLATES))
    for path in sorted(TEMPLATES.rglob("*.*"))
    if not str(path.relative_to(TEMPLATES)).startswith(OF_OTHERS)
]


def _told() -> str:
    code = [path for folder in OUR_APPS for path in (ROOT / folder).rglob("*.py")]
    return "\n".join(path.read_text() for path in [*code, *TEMPLATES.rglob("*.*")])


@pytest.fixture(scope="module")
def told() -> str:
    """All code and all templates, as one text."""
    return _told()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ERRORS])
def test_something_draws_it(name, told):
    assert _named(name) in told, f"nothing draws templates/{name}"


def _named(name: str) -> str:
    """Return how code names a template: mails without folder and ending, documents without folder."""
    if name.startswith("mail/"):
        return f'"{Path(name).stem}"'
    return f'"{Path(name).name}"' if name.startswith("documents/") else name
