"""The map in words: sentences on the whole, and what each actor is, does and is tied to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from actors.enums import Level
from actors.maps.values import PROJECT_SHAPE, Tie, TieNature
from projects.enums import Stage
from projects.maps.network.cuts import cut_off
from projects.maps.shared import leaning
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import NeedMark, ProjectNode, Stakeholder, StakeholderMap, project_key
from territoire.periods import since
from territoire.templatetags.ui import STATES, euro, number, period

#: So many ties at most are in a panel.
MOST_TIED = 60


@dataclass(frozen=True, slots=True)
class TiedTo:
    """Somebody at the other end of ties, with these ties in words."""

    key: str
    name: str
    words: str


def sentences(stakeholder_map: StakeholderMap) -> list[str]:
    """Say how many are on the map, who links whom, who is alone, where the circle leans and what is missing."""
    actors = stakeholder_map.stakeholders
    if not actors:
        return []
    tied = stakeholder_map.tied_to()
    return [
        _size(stakeholder_map),
        *_hub(actors, tied),
        *_links(stakeholder_map, tied),
        *_alone([actor for actor in actors if actor.slug not in tied], len(actors)),
        *leaning.sentences(stakeholder_map),
        *_absent(stakeholder_map),
        *_expected(stakeholder_map),
        *_seats(stakeholder_map),
    ]


def _hub(actors: tuple[Stakeholder, ...], tied: dict[str, tuple[str, ...]]) -> list[str]:
    hub = max(actors, key=lambda a: (len(tied.get(a.slug, ())), a.weight))
    count = len(tied.get(hub.slug, ()))
    if count < 3:
        return []
    return [
        _("%(name)s is tied to the greatest number: %(count)s.") % {"name": hub.name, "count": number(count)}
    ]


def _links(stakeholder_map: StakeholderMap, tied: dict[str, tuple[str, ...]]) -> list[str]:
    """Name the actor without whom the most others would be cut off from the rest, and whom."""
    names = stakeholder_map.names()
    found = cut_off(tied, {actor.slug for actor in stakeholder_map.stakeholders})
    if not found:
        return []
    link, lost = max(found.items(), key=lambda item: (len(item[1]), names[item[0]]))
    whom = listed([names[key] for key in sorted(lost, key=names.__getitem__)])
    return [
        _("Without %(name)s, nothing would tie these to the others any more: %(whom)s.")
        % {"name": names[link], "whom": whom}
    ]


def _expected(stakeholder_map: StakeholderMap) -> list[str]:
    names = stakeholder_map.names()
    pairs = [
        _("%(one)s and %(two)s") % {"one": names[one], "two": names[two]}
        for one, two in stakeholder_map.expected
    ]
    if not pairs:
        return []
    return [
        _("Carry or build together, and nothing says what ties them: %(pairs)s.") % {"pairs": listed(pairs)}
    ]


def listed(names: list[str], most: int = 5) -> str:
    """Return names in a row, the first ones and how many others when they are many."""
    if len(names) <= most + 1:
        return ", ".join(names)
    count = len(names) - most
    others = ngettext("and %(count)s other", "and %(count)s others", count) % {"count": number(count)}
    return f"{', '.join(names[:most])} {others}"


def _size(stakeholder_map: StakeholderMap) -> str:
    pairs = len({tie.pair for tie in stakeholder_map.ties})
    count = len(stakeholder_map.stakeholders)
    actors = ngettext("%(count)s actor", "%(count)s actors", count) % {"count": number(count)}
    ties = ngettext("%(count)s tie", "%(count)s ties", pairs) % {"count": number(pairs)}
    return _("%(actors)s, %(ties)s.") % {"actors": actors, "ties": ties}


def _alone(alone: list[Stakeholder], total: int) -> list[str]:
    if not alone:
        return []
    if len(alone) == total:
        return [_("No tie between them is registered yet.")]
    names = listed([actor.name for actor in alone], 3)
    return [_("Tied to nobody here: %(names)s.") % {"names": names}]


def _absent(stakeholder_map: StakeholderMap) -> list[str]:
    aboard = {a.family for a in stakeholder_map.stakeholders if not a.prospective}
    absent = [family.name for family in stakeholder_map.families if family.code not in aboard]
    everyone = len(stakeholder_map.stakeholders) == stakeholder_map.total
    if not everyone or not absent or len(absent) == len(stakeholder_map.families):
        return []
    return [_("Nobody from: %(families)s.") % {"families": ", ".join(absent)}]


def _seats(stakeholder_map: StakeholderMap) -> list[str]:
    """Name the needs that are not covered, each with its state."""
    if not stakeholder_map.seats:
        return []
    needs = listed([f"{seat.name} ({str(STATES[seat.state]).lower()})" for seat in stakeholder_map.seats], 12)
    return [_("Needs not covered yet: %(needs)s.") % {"needs": needs}]


def tie_words(tie: Tie, seen_from: str) -> str:
    """Say one tie as seen from one of its ends: "funds: Funding, €30,000, since 2011"."""
    parts = [tie_label(tie)]
    if tie.directed and tie.nature == TieNature.PARTNERSHIP:
        parts[0] = (
            pgettext("tie, outgoing", "%(kind)s (gives)")
            if tie.source == seen_from
            else pgettext("tie, incoming", "%(kind)s (receives)")
        ) % {"kind": parts[0]}
    if tie.amount is not None:
        parts.append(euro(tie.amount))
    if tie.since or tie.until:
        parts.append(period_words(tie.since, tie.until))
    if tie.declared:
        parts.append(_("declared, not confirmed"))
    if tie.illustrative:
        parts.append(pgettext("fact", "illustrative"))
    return ", ".join(parts)


def tie_label(tie: Tie) -> str:
    """Return the name of the tie, affiliations and involvements included."""
    if tie.nature == TieNature.AFFILIATION:
        return _("Affiliation (%(role)s)") % {"role": tie.label} if tie.label else _("Affiliation")
    if tie.nature == TieNature.INVOLVEMENT:
        return _("Takes part (%(degree)s)") % {"degree": tie.label}
    return tie.label


def period_words(first: date | None, until: date | None) -> str:
    """Say a period that may be open; nothing when both ends are."""
    return period(since(first, until)) if first or until else ""


def all_tied(stakeholder_map: StakeholderMap) -> dict[str, list[TiedTo]]:
    """Return, for each key, to whom it is tied and how, by name."""
    names = stakeholder_map.names()
    found: dict[str, dict[str, list[str]]] = {}
    for tie in stakeholder_map.ties:
        for key in tie.pair:
            found.setdefault(key, {}).setdefault(tie.other(key), []).append(tie_words(tie, key))
    return {
        key: sorted(
            (TiedTo(other, names[other], " ; ".join(words)) for other, words in others.items()),
            key=lambda tied: (tied.name.casefold(), tied.key),
        )
        for key, others in found.items()
    }


@dataclass(frozen=True, slots=True)
class Panel:
    """What the side panel says of an actor, in strings ready to be shown; `rows` are names and values."""

    slug: str
    name: str
    url: str
    map_url: str
    family: str
    shape: str
    degree: int = 0
    involvement: str = ""
    state: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    fills: tuple[NeedMark, ...] = ()
    ties: tuple[TiedTo, ...] = ()

    @property
    def first_ties(self) -> tuple[TiedTo, ...]:
        """Those that the panel lists: of thousands, the table and the picture show the others."""
        return self.ties[:MOST_TIED]

    @property
    def more_ties(self) -> int:
        """How many others there are."""
        return max(0, len(self.ties) - MOST_TIED)


def panel(actor: Stakeholder, stakeholder_map: StakeholderMap, tied: Iterable[TiedTo]) -> Panel:
    """Say who the actor is, what it brings, since when, the gaps it fills and to whom it is tied."""
    return Panel(
        slug=actor.slug,
        name=actor.name,
        url=actor_url(actor.slug),
        map_url=_map_url(actor, stakeholder_map),
        family=actor.family_name,
        shape=shape_of(actor.family),
        degree=actor.degree or 0,
        involvement=_involvement(actor, stakeholder_map.degrees),
        state=_states(actor),
        rows=tuple((str(name), value) for name, value in _rows(actor, stakeholder_map.degrees) if value),
        fills=tuple(need for need in stakeholder_map.needs if actor.slug in need.fillers),
        ties=tuple(tied),
    )


def panel_of(key: str, stakeholder_map: StakeholderMap, tied: Iterable[TiedTo]) -> Panel | None:
    """Return the panel of an actor or a project of the map, by its key; nothing when it is not there."""
    if actor := stakeholder_map.find(key):
        return panel(actor, stakeholder_map, tied)
    project = next((p for p in stakeholder_map.projects if project_key(p.slug) == key), None)
    return _project_panel(project, tied) if project else None


def _project_panel(project: ProjectNode, tied: Iterable[TiedTo]) -> Panel:
    return Panel(
        slug=project_key(project.slug),
        name=project.name,
        url=reverse("projects:detail", args=[project.slug]),
        map_url=reverse("projects:map", args=[project.slug]),
        family=_("Project"),
        shape=PROJECT_SHAPE,
        rows=((_("Stage"), str(Stage(project.stage).label)), (_("Place"), project.place)),
        ties=tuple(tied),
    )


def _involvement(actor: Stakeholder, degrees: dict[int, str]) -> str:
    if actor.degree:
        return f"{actor.degree} · {degrees.get(actor.degree, '')}"
    return _("Not aboard yet") if actor.prospective else ""


def _rows(actor: Stakeholder, degrees: dict[int, str]) -> Iterator[tuple[str, str]]:
    wished = actor.wanted_degree if actor.wanted_degree != actor.degree else None
    yield _("Involvement wished for"), f"{wished} · {degrees.get(wished, '')}" if wished else ""
    yield _("Role"), actor.role
    yield _("Brings"), Truncator(actor.brings).chars(300)
    yield _("Aboard"), period_words(actor.since, actor.until)
    yield _("Projects"), ", ".join(actor.projects)
    yield _("Competences"), ", ".join(skill_words(actor))
    yield _("Occupations"), ", ".join(actor.occupations)
    yield _("Persons who take part"), ", ".join(actor.engaged)
    yield _("Place"), actor.place


def _map_url(actor: Stakeholder, stakeholder_map: StakeholderMap) -> str:
    """Return where the actor's own map is; nothing when this is it."""
    subject = stakeholder_map.subject
    if (subject.kind, subject.slug) == ("actor", actor.slug):
        return ""
    try:
        return reverse("site:actor-map", args=[actor.slug])
    except NoReverseMatch:
        return ""


def skill_words(actor: Stakeholder) -> list[str]:
    """Return the competences of `actor`, each with its level in words."""
    return [f"{skill.name} ({Level(skill.level).label.lower()})" for skill in actor.skills]


def _states(actor: Stakeholder) -> str:
    states = []
    if actor.declared:
        states.append(_("Declared, not confirmed"))
    if actor.illustrative:
        states.append(_("Illustrative example"))
    return " · ".join(states)


def actor_url(slug: str) -> str:
    """Return the address of the actor's page."""
    try:
        return reverse("actors:detail", args=[slug])
    except NoReverseMatch:
        return ""
