"""Which actors that are there lines are about: by identifier, register, name and place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from actors.enums import ContactKind, IdentifierScheme
from actors.exchanges.likeness import NEARLY_THE_SAME
from actors.models import Actor, ActorIdentifier, ContactPoint
from territoire.imports.lines import Line
from territoire.models import User
from territoire.text import normalise

#: Each is of one actor alone; a SIREN is shared by all the establishments of an organisation.
OWN = (IdentifierScheme.SIRET, IdentifierScheme.RNA, IdentifierScheme.WIKIDATA)


@dataclass(slots=True)
class Found:
    """Actors that a line may be about, with the reasons to think so.

    `sure` ones by name and place, or by an identifier of their own (`identified`), which says more than any name.
    """

    sure: dict[int, list[str]] = field(default_factory=dict)
    perhaps: dict[int, list[str]] = field(default_factory=dict)
    identified: set[int] = field(default_factory=set)

    def add(self, actor: int, reason: str, *, sure: bool, identified: bool = False) -> None:
        """Note a reason."""
        (self.sure if sure else self.perhaps).setdefault(actor, []).append(reason)
        if identified:
            self.identified.add(actor)

    def surest(self) -> list[int]:
        """Return those that an identifier tells, else those that name and place tell."""
        return [actor for actor in self.sure if actor in self.identified] or list(self.sure)

    def candidates(self) -> list[dict]:
        """Return all of them, the surest first."""
        reasons: dict[int, list[str]] = defaultdict(list)
        for found in (self.sure, self.perhaps):
            for actor, why in found.items():
                reasons[actor] += why
        return [{"actor": actor, "reasons": why} for actor, why in reasons.items()][:5]


class Known:
    """Looks for actors that `user` may see, for many lines at once (a few queries)."""

    def __init__(self, user: User, *, source: str) -> None:
        """`source` is that of the lines which name none."""
        self.user, self.source = user, source
        self.visible: QuerySet[Actor] = Actor.objects.visible_to(user).listed()

    def find(self, lines: Iterable[Line]) -> dict[int, Found]:
        """Return what was found, by number of line."""
        self.lines = list(lines)
        self.found: defaultdict[int, Found] = defaultdict(Found)
        self._by_external()
        self._by_identifier()
        self._by_name()
        self._by_website()
        return self.found

    def _by_external(self) -> None:
        wanted = {
            (line.values.get("source") or self.source, line.external): line
            for line in self.lines
            if line.external
        }
        if not wanted:
            return
        sources, keys = {source for source, _key in wanted}, {key for _source, key in wanted}
        rows = self.visible.filter(source__among=sources, external_id__among=keys)
        for pk, source, key in rows.values_list("pk", "source", "external_id"):
            if line := wanted.get((source, key)):
                self.found[line.number].add(pk, _("same identifier"), sure=True, identified=True)
        self._by_address()

    def _by_address(self) -> None:
        """Find actors by the identifier that our own files give: the end of their address.

        Other sources may number theirs so: unless the name or the commune says the same, somebody decides.
        """
        wanted = {line.external: line for line in self.lines if line.external}
        rows = self.visible.filter(slug__among=wanted).values_list("pk", "slug", "search_name", "seat")
        for pk, slug, name, seat in rows:
            line = wanted[slug]
            same_place = seat is not None and seat == line.place
            same_name = any(fuzz.ratio(key, name) >= NEARLY_THE_SAME for key in names_of(line))
            sure = same_place or same_name
            self.found[line.number].add(pk, _("same identifier"), sure=sure, identified=sure)

    def _by_identifier(self) -> None:
        wanted: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            for scheme, value in line.values.get("identifiers", ()):
                wanted[scheme, value].append(line)
        if not wanted:
            return
        rows = ActorIdentifier.objects.filter(
            scheme__in={scheme for scheme, _v in wanted}, value__among={value for _s, value in wanted}
        )
        shown = rows.filter(actor__in=self.visible).values_list(
            "scheme", "value", "actor", "actor__search_name"
        )
        for scheme, value, actor, name in shown:
            for line in wanted.get((scheme, value), ()):
                own = scheme in OWN or fuzz.ratio(line.name_key, name) >= NEARLY_THE_SAME
                reason = _("same %(register)s") % {"register": IdentifierScheme(scheme).label}
                identified = scheme in OWN
                self.found[line.number].add(actor, reason, sure=own, identified=identified)

    def _by_name(self) -> None:
        wanted: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            for key in names_of(line):
                wanted[key].append(line)
        rows = self.visible.filter(search_name__among=wanted)
        for pk, name, seat, kind, by, source in rows.values_list(
            "pk", "search_name", "seat", "kind", "created_by", "source"
        ):
            for line in wanted[name]:
                if kind == line.values.get("kind", kind):
                    mine = by == self.user.pk and source == (line.values.get("source") or self.source)
                    self._note_name(line, pk, seat, person=kind == "person", mine=mine)

    def _note_name(self, line: Line, actor: int, seat: int | None, *, person: bool, mine: bool) -> None:
        same_place = seat == line.place
        if not same_place and None not in (seat, line.place):
            return  # a name that two communes share says nothing
        reasons = _("same name, same commune") if same_place and seat else _("same name")
        # Two persons may have one name in one commune; what the same file brought before is the same.
        sure = same_place and (mine or (seat is not None and not person))
        self.found[line.number].add(actor, reasons, sure=sure)

    def _by_website(self) -> None:
        wanted: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            if line.values.get("contacts") and not self.found[line.number].sure:
                for kind, value in line.values["contacts"]:
                    if kind == ContactKind.WEBSITE:
                        wanted[value.rstrip("/")].append(line)
        if not wanted:
            return
        values = [address for site in wanted for address in (site, f"{site}/")]
        rows = ContactPoint.objects.visible_to(self.user).filter(kind=ContactKind.WEBSITE, value__in=values)
        for value, actor, seat in rows.filter(actor__in=self.visible).values_list(
            "value", "actor", "actor__seat"
        ):
            for line in wanted[value.rstrip("/")]:
                if seat == line.place:
                    self.found[line.number].add(actor, _("same website"), sure=False)


def names_of(line: Line) -> list[str]:
    """Return the names under which a line would be kept: with its acronym, and without."""
    if not line.name_key:
        return []
    acronym = normalise(line.values.get("acronym", ""))
    return [line.name_key, f"{line.name_key} {acronym}"] if acronym else [line.name_key]


def conflicting(line: Line, identifiers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether an actor's own identifiers say that it is another than the line's."""
    mine = dict(map(tuple, line.values.get("identifiers", ())))
    return any(scheme in OWN and mine.get(scheme, value) != value for scheme, value in identifiers)
