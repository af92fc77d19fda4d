"""What was written on paper enters the map: all of it at once, and it can be undone as a whole from the history."""

from dataclasses import dataclass

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.actions import partnerships as ties
from actors.enums import ActorKind
from actors.models import Actor, ActorFamily, Partnership, PartnershipAxis, PartnershipKind
from projects.actions import involvements
from projects.models import Degree
from territoire.enums import ImportState, Visibility
from territoire.imports import undoing
from territoire.models import ImportBatch, Team, User
from territoire.slugs import free_slug
from territoire.text import normalise
from workshops.enums import Becomes, RoundState, SheetKind
from workshops.models import Outcome, Round, RoundActor, Workshop

FORMAT = "sheet"


@dataclass(frozen=True)
class Line:
    """An actor of a sheet: known, or to register under this name and family."""

    name: str
    actor: Actor | None
    family: ActorFamily | None
    degree: Degree | None = None
    tower: int | None = None


@dataclass(frozen=True)
class Tie:
    """A tie of a sheet, between the actors of two lines or known ones, by their names as normalised."""

    one: str
    other: str
    kind: PartnershipKind


@transaction.atomic
def write(
    workshop: Workshop,
    kind: SheetKind,
    lines: list[Line],
    tied: list[Tie],
    *,
    known: dict[str, Actor],
    team: Team | None,
    by: User,
) -> ImportBatch:
    """Register what is new, involve, tie, note towers; `known` are the ends of ties that are on no line.

    `team` is that of the project, where `by` contributes to it.
    """
    now, today = timezone.now(), timezone.localdate()
    with pghistory.context(user=by.pk, keyed=workshop.pk) as context:
        batch = ImportBatch.objects.create(
            label=f"{kind.label} – {workshop}"[:200],
            created_by=by,
            state=ImportState.APPLIED,
            format=FORMAT,
            applied_at=now,
            context=context.id,
            stamp={"workshop": str(workshop.uid), "sheet": kind.value},
        )
        found = dict(known)
        if team is not None and workshop.project is not None:
            involvements.lock(workshop.project)
        for line in lines:
            actor = line.actor or _register(line, workshop, team, batch, by)
            found[normalise(line.name)] = actor
            _note(workshop, Becomes.ACTOR, line.actor is not None, by, actor=actor)
            if line.degree is not None and team is not None and workshop.project is not None:
                involvements.bring_aboard(workshop.project, actor, degree=line.degree, day=today, by=by)
        for one in tied:
            _tie(workshop, found[one.one], found[one.other], one, team, by)
        if kind == SheetKind.NET_MAP and any(line.tower for line in lines):
            _towers(workshop, lines, found, by)
    return batch


def _register(line: Line, workshop: Workshop, team: Team | None, batch: ImportBatch, by: User) -> Actor:
    if line.family is None:
        raise ValueError(line)
    return Actor.objects.create(
        name=line.name,
        slug=free_slug(Actor, line.name, hidden=False),
        kind=ActorKind.ORGANISATION,
        family=line.family,
        seat=workshop.where,
        visibility=Visibility.PUBLIC,
        team=team,
        created_by=by,
        confirmed_at=timezone.now(),
        import_batch=batch,
        source=_("Sheet of the workshop “%(name)s”") % {"name": workshop},
    )


def _note(workshop: Workshop, becomes: Becomes, known: bool, by: User, **thing) -> None:
    told = {"workshop": workshop, "note": None, "becomes": becomes, **thing}
    Outcome.objects.get_or_create(**told, defaults={"known": known, "created_by": by})


def _tie(workshop: Workshop, one: Actor, other: Actor, tie: Tie, team: Team | None, by: User) -> None:
    known = ties.known(one, other, team=team, by=by)
    held = known is not None and known.axes.filter(kind=tie.kind).exists()
    found = known or Partnership(team=team)
    if not held:
        found = ties.declare(found, [PartnershipAxis(kind=tie.kind)], between=(one, other), by=by)
    _note(workshop, Becomes.TIE, held, by, partnership=found)


def _towers(workshop: Workshop, lines: list[Line], found: dict[str, Actor], by: User) -> None:
    """Keep towers as the influence that the room settled, to complete on the page of the round."""
    made = Round.objects.create(workshop=workshop, state=RoundState.TOGETHER, salience=False, created_by=by)
    RoundActor.objects.bulk_create(
        RoundActor(
            round=made, actor=found[normalise(line.name)], position=place, influence=line.tower, created_by=by
        )
        for place, line in enumerate(lines)
        if line.tower
    )


def of_workshop(workshop: Workshop):
    """Return the sheets that were keyed in for this workshop, the last first."""
    return ImportBatch.objects.filter(format=FORMAT, stamp__workshop=str(workshop.uid)).order_by("-pk")


@transaction.atomic
def undo(batch: ImportBatch, *, by: User) -> int:
    """Undo a whole sheet, as far as nothing was built on it since; return how many records stay."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != ImportState.APPLIED:
        return 0
    undoing.undo(batch, by=by)
    batch.save()
    return sum(batch.report["kept"]["counts"].values())
