"""The pages on the gaps of one project, as one row of tabs (`templates/components/gap_tabs.html`)."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.permissions import follow_introductions

#: Name of the address and label, in order: a page of gaps adds its line, and shows once its address exists.
PAGES = (
    ("projects:gaps", _("Needs")),
    ("projects:circle-to-invite", _("Whom to invite")),
    ("projects:contributions", _("Contributions")),
    ("projects:what-if", _("What if…")),
    ("projects:over-time", _("Over time")),
    ("projects:introductions", _("Introductions")),
)
FOLLOWERS_ONLY = "projects:introductions"


@dataclass(frozen=True, slots=True)
class Tab:
    """A page on the gaps of a project."""

    url: str
    label: str


def gap_tabs(project: Project, user, follows: bool | None = None) -> list[Tab]:
    """Return the pages on the gaps of `project` whose address exists, those of who follows introductions included.

    `follows`: whether `user` does, where it is known already.
    """
    follows = follow_introductions(user, project) if follows is None else follows
    tabs = []
    for name, label in PAGES:
        if name == FOLLOWERS_ONLY and not follows:
            continue
        try:
            tabs.append(Tab(reverse(name, args=[project.slug]), str(label)))
        except NoReverseMatch:
            continue
    return tabs
