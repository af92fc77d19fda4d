"""Whether words written about one person tell of another: those are not given to the first with their own data."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.models import Actor, Claim
from territoire.models import User
from territoire.text import normalise, searchable

MOST_WORDS = 5  # of a name
# An address or a number in a note may be anybody's.
REACHES_SOMEBODY = re.compile(r"\S@\S|(?:\+?\d[\s.\-]?){9,}")


def told(text: str, keys: list[int]) -> str:
    """Return what the person with these keys is told of `text`: all of it, or whom to ask when it tells of another."""
    if not tells_of_another(text, keys):
        return text
    asked = _("This note tells of somebody else too: ask %(contact)s for what it says of you.")
    return asked % {"contact": settings.DATA_CONTACT}


def tells_of_another(text: str, keys: list[int]) -> bool:
    """Tell whether `text`, about the person with these keys, names another person or account, or how to reach one."""
    if REACHES_SOMEBODY.search(text):
        return True
    groups = _groups(text)
    others = Actor.objects.filter(kind=ActorKind.PERSON, search_name__in=groups).exclude(pk__in=keys)
    own = Claim.objects.accepted().filter(actor__in=keys).values("user")
    accounts = User.objects.exclude(pk__in=own).exclude(name="").annotate(named=searchable("name"))
    return others.exclude(name__in=_names(keys)).exists() or accounts.filter(named__in=groups).exists()


def _names(keys: list[int]) -> list[str]:
    return list(Actor.objects.filter(pk__in=keys).values_list("name", flat=True))


def _groups(text: str) -> list[str]:
    """Return each run of one to a few words, as names are kept to be searched."""
    words = re.findall(r"[\w’'\-]+", text)
    runs = {" ".join(words[at : at + n]) for at in range(len(words)) for n in range(1, MOST_WORDS + 1)}
    return sorted({normalise(run) for run in runs})
