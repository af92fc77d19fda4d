"""How a team sees the actors of a map: one voice an assessor, their median and how far they lie apart.

What a workshop settled for the project is one voice, and stands for all those of before.

The four parts of the grid follow Mendelow (influence and interest), the classes of salience Mitchell, Agle and Wood
(1997: power, legitimacy, urgency). Power is read from influence: who can change what happens.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.enums import Stance
from projects.models import Assessment, Project

#: In the middle of the scale: an actor right there is in no part of the grid, and holds no attribute of salience.
MIDDLE = 3
#: Voices this far apart (or more) disagree.
APART = 2


class Part(StrEnum):
    """A part of the grid of influence and interest."""

    WIN_OVER = "win-over"
    WORK_WITH = "work-with"
    INFORM = "inform"
    SUPPORT = "support"
    BETWEEN = "between"

    @property
    def label(self) -> str | Promise:
        """What to do with who stands there."""
        return PARTS[self]


PARTS = {
    Part.WORK_WITH: _("Work with closely"),
    Part.WIN_OVER: _("Win over"),
    Part.SUPPORT: _("Listen to and support"),
    Part.INFORM: _("Keep informed"),
    Part.BETWEEN: _("In between: to be discussed"),
}


@dataclass(frozen=True, slots=True)
class Salience:
    """A class of salience: which of power, legitimacy and urgency make it, its name, and what follows from it."""

    attributes: frozenset[str]
    name: str | Promise
    meaning: str | Promise


POWER, LEGITIMACY, URGENCY = "power", "legitimacy", "urgency"
ATTRIBUTES = {
    POWER: _("Power"),
    LEGITIMACY: _("Legitimacy"),
    URGENCY: _("Urgency"),
}
CLASSES = tuple(
    Salience(frozenset(attributes), name, meaning)
    for attributes, name, meaning in (
        (
            (POWER, LEGITIMACY, URGENCY),
            pgettext_lazy("salience", "Decisive"),
            _("Can act, is in its place and cannot wait: answer it first."),
        ),
        (
            (POWER, LEGITIMACY),
            pgettext_lazy("salience", "Dominant"),
            _("Can act and is in its place: keep it close to decisions."),
        ),
        (
            (POWER, URGENCY),
            pgettext_lazy("salience", "Able to constrain"),
            _("Can act and does not wait, without being recognised: talk early."),
        ),
        (
            (LEGITIMACY, URGENCY),
            pgettext_lazy("salience", "Dependent"),
            _("Is in its place and cannot wait, but needs others to be heard: find it an ally."),
        ),
        (
            (POWER,),
            pgettext_lazy("salience", "Asleep"),
            _("Can act, and asks for nothing today: keep it informed."),
        ),
        (
            (LEGITIMACY,),
            pgettext_lazy("salience", "Discreet"),
            _("Is in its place, without pressing: do not forget it."),
        ),
        (
            (URGENCY,),
            pgettext_lazy("salience", "Pressing"),
            _("Cannot wait, but has neither weight nor mandate: listen to it."),
        ),
        (
            (),
            pgettext_lazy("salience", "Aside"),
            _("None of the three, as the team sees it today."),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one assessor said last."""

    influence: int
    interest: int
    stance: str = ""
    legitimacy: int | None = None
    urgency: int | None = None
    day: date | None = None
    own: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Where several voices stand on one scale."""

    middle: float
    least: int
    most: int

    @property
    def apart(self) -> int:
        """How far the two ends lie from each other."""
        return self.most - self.least

    @property
    def high(self) -> bool:
        """Tell whether it is above the middle of the scale."""
        return self.middle > MIDDLE


@dataclass(frozen=True, slots=True)
class Judged:
    """What a team says of one actor."""

    voices: tuple[Voice, ...]

    @property
    def influence(self) -> Spread:
        """How much it can change of the project."""
        return _spread([voice.influence for voice in self.voices])

    @property
    def interest(self) -> Spread:
        """How much the project matters to it."""
        return _spread([voice.interest for voice in self.voices])

    @property
    def own(self) -> Voice | None:
        """What the viewer said of it."""
        return next((voice for voice in self.voices if voice.own), None)

    @property
    def agreed_on(self) -> date | None:
        """The day on which a workshop settled it, if one did."""
        return next((voice.day for voice in self.voices if voice.agreed), None)

    @property
    def apart(self) -> bool:
        """Tell whether voices disagree."""
        return max(self.influence.apart, self.interest.apart) >= APART

    @property
    def stances(self) -> list[tuple[str, int]]:
        """The stances seen, the most often seen first, each with how many see it so."""
        seen = Counter(voice.stance for voice in self.voices if voice.stance)
        order = Stance.values
        return sorted(seen.items(), key=lambda item: (-item[1], -order.index(item[0])))

    @property
    def part(self) -> Part:
        """The part of the grid where its median stands."""
        influence, interest = self.influence, self.interest
        if MIDDLE in (influence.middle, interest.middle):
            return Part.BETWEEN
        if influence.high:
            return Part.WORK_WITH if interest.high else Part.WIN_OVER
        return Part.SUPPORT if interest.high else Part.INFORM

    @property
    def salience(self) -> Salience | None:
        """Its class of salience, `None` while nobody said anything of legitimacy or of urgency."""
        legitimacy = [v.legitimacy for v in self.voices if v.legitimacy is not None]
        urgency = [v.urgency for v in self.voices if v.urgency is not None]
        if not legitimacy or not urgency:
            return None
        held = {
            POWER: self.influence.high,
            LEGITIMACY: median(legitimacy) > MIDDLE,
            URGENCY: median(urgency) > MIDDLE,
        }
        attributes = frozenset(name for name, holds in held.items() if holds)
        return next(one for one in CLASSES if one.attributes == attributes)


def _spread(values: list[int]) -> Spread:
    return Spread(median(values), min(values), max(values))


def load_judgements(project: Project, slugs: Iterable[str], user, day: date) -> dict[str, Judged]:
    """Return what the team said of these actors until `day`, by address; nothing for who is not of the team."""
    rows = (
        Assessment.objects.visible_to(user)
        .filter(project=project, actor__slug__in=list(slugs))
        .latest_by(day)
        .annotate(slug=F("actor__slug"))
    )
    said: dict[str, list[Assessment]] = {}
    for row in rows:
        said.setdefault(row.slug, []).append(row)
    return {slug: Judged(tuple(_voice(row, user) for row in _standing(them))) for slug, them in said.items()}


def _standing(said: list[Assessment]) -> list[Assessment]:
    """Keep the last word that a workshop settled and what was said since; all of it where none did."""
    settled = max((one for one in said if one.agreed), key=lambda one: one.updated_at, default=None)
    if settled is None:
        return said
    return [settled, *(one for one in said if not one.agreed and one.updated_at > settled.updated_at)]


def _voice(row: Assessment, user) -> Voice:
    return Voice(
        row.influence,
        row.interest,
        row.stance,
        row.legitimacy,
        row.urgency,
        row.day,
        own=row.assessor_id == user.pk and not row.agreed,
        agreed=row.agreed,
    )
