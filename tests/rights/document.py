"""`docs/rights.md`, written from the matrix."""

from collections.abc import Iterator
from pathlib import Path

from tests.rights import api
from tests.rights.matrix import ADMIN_PAGES, ROLES, RULES, SEEN_BY, Rule, can_be_hidden, routes, seen_by

PATH = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
HEAD = """# Who may do what

Written by `python -m tests.rights` from `tests/rights/matrix.py`: change the matrix, not this page. The tests of
`tests/rights` try each role at each address and by each method, and fail on an address that no rule names.

## How to read it

Each rule is a sentence, then what each role is answered, then the addresses that follow it.

| Answer | To whom |
|---|---|
| **yes** | who may: the page (200), or what was asked for is done (302 to where it shows) |
| sign in | a visitor, where an account is needed: led to the sign-in page |
| 404 | who may not see what the address is about: the same answer as for what does not exist |
| 403 | who sees it and may not do this |

A method that an address does not name never goes through (405).
"""


def render() -> str:
    """Return the whole page."""
    pages = ["## The rules\n", *_rules(RULES)]
    programs = ["## The rules of the API\n", API, *_rules(api.RULES)]
    return "\n".join([HEAD, *_roles(), *_seen(), *pages, *programs, *_administration()])


def _roles() -> Iterator[str]:
    yield "## The roles\n"
    yield "| Role | Who |\n|---|---|"
    yield from (f"| {role} | {who} |" for role, who in ROLES.items())
    yield ""


def _seen() -> Iterator[str]:
    yield "## Who sees what is hidden\n"
    yield "| Hidden | " + " | ".join(ROLES) + " |"
    yield "|---" * (len(ROLES) + 1) + "|"
    for thing in SEEN_BY:
        marks = ("**sees**" if role in seen_by(thing, hidden=True) else "" for role in ROLES)
        yield f"| {thing} | " + " | ".join(marks) + " |"
    yield ""


API = """Under `/api/v1/`, writes go through the views of pages: the same rights. A visitor gets 401 where an account is
needed; a token of an account opens what its scopes say, and never more than the account.
"""


def _rules(rules: list[Rule]) -> Iterator[str]:
    paths = {name: path for name, path, _arguments in routes()}
    for number, rule in enumerate(rules, 1):
        yield f"### {number}. {rule.sentence}\n"
        yield "| | " + " | ".join(ROLES) + " |"
        yield "|---" * (len(ROLES) + 1) + "|"
        for shade, hidden in (("public", False), ("hidden", True)) if _has_hidden(rule) else (("", False),):
            answers = (rule.expects(role, rule.about, hidden=hidden) or "**yes**" for role in ROLES)
            yield f"| {shade} | " + " | ".join(answers) + " |"
        yield "\n| Address | Name | Methods |\n|---|---|---|"
        for one in rule.addresses():
            yield f"| `{paths.get(one.name, '?')}` | `{one.name}` | {' '.join(one.answers)} |"
        yield ""


def _has_hidden(rule: Rule) -> bool:
    return can_be_hidden(rule.about)


def _administration() -> Iterator[str]:
    yield "## The pages of each model in the administration\n"
    pages = ", ".join(ADMIN_PAGES)
    yield f"Every `/admin/<app>/<model>/…` ({pages}): admins only. Others who are signed in get 403, visitors sign in;"
    yield "what the class of the model forbids (adding to the journal, deleting a degree…) is 403 for admins too."
    yield ""
