"""Merge two actors, or two competences, without losing a link; and undo it."""

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.actions import places
from actors.enums import CompetenceStatus, Direction
from actors.models import (
    Actor,
    ActorMerge,
    Competence,
    CompetenceClosure,
    CompetenceMerge,
    CompetenceSynonym,
    Partnership,
    PartnershipAxis,
)
from actors.reference import competence_closure
from territoire.merging import Folding, links_to, take_back
from territoire.models import Merge

FILLED = ("acronym", "description", "seat_id", "origin")


class MergeRefusedError(Exception):
    """Why a merge, or its undoing, cannot be done, in words for who asked."""


@transaction.atomic
def merge(kept: Actor, absorbed: Actor, *, by) -> ActorMerge:
    """Lead every link of `absorbed` to `kept`; `absorbed` stays as an archived stub that leads there."""
    kept, absorbed = _locked(Actor, kept, absorbed)
    if kept.is_person != absorbed.is_person:
        raise MergeRefusedError(_("A person is merged with a person only."))
    folding = Folding(skipped=(ActorMerge,), movers={Partnership: _move_partnership})
    with pghistory.context(user=by.pk, kept=kept.pk, absorbed=absorbed.pk):
        folding.move_links(kept, absorbed)
        folding.change(kept, **{n: getattr(kept, n) or getattr(absorbed, n) for n in FILLED})
        _keep_to_the_place_chosen(folding, kept, absorbed)
        archived = absorbed.archived_at or timezone.now()
        folding.change(absorbed, merged_into_id=kept.pk, archived_at=archived)
    return ActorMerge.objects.create(kept=kept, absorbed=absorbed, by=by, moves=folding.moves)


@transaction.atomic
def merge_competences(kept: Competence, absorbed: Competence, *, by) -> CompetenceMerge:
    """Lead every link of `absorbed` to `kept`: masteries, needs, children, synonyms; its name becomes a synonym."""
    kept, absorbed = _locked(Competence, kept, absorbed)
    folding = Folding(skipped=(CompetenceMerge, CompetenceClosure))
    with pghistory.context(user=by.pk, kept=kept.pk, absorbed=absorbed.pk):
        if Competence.objects.under(absorbed).contains(kept):
            folding.change(kept, parent_id=absorbed.parent_id)  # it takes the place of what it absorbs
        folding.move_links(kept, absorbed)
        if not kept.synonyms.filter(name__iexact=absorbed.name).exists() and kept.name != absorbed.name:
            folding.add(CompetenceSynonym(competence=kept, name=absorbed.name))
        folding.change(absorbed, merged_into_id=kept.pk, status=CompetenceStatus.REJECTED)
    competence_closure.rebuild()
    return CompetenceMerge.objects.create(kept=kept, absorbed=absorbed, by=by, moves=folding.moves)


@transaction.atomic
def undo(merge: Merge, *, by) -> None:
    """Put every row back as it was; what was registered since stays with the record that was kept."""
    merge = type(merge).objects.select_for_update().get(pk=merge.pk)
    _check_undoable(merge)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, undone_merge=merge.pk):
            take_back(merge.moves)
            with connection.cursor() as cursor:  # a key that leads nowhere any more must fail here
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise MergeRefusedError(
            _("What was registered since stands in the way: mend it first, then undo the merge.")
        ) from error
    if isinstance(merge, CompetenceMerge):
        competence_closure.rebuild()
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])


def links_of(record: Actor | Competence) -> list[tuple[str, int]]:
    """Return (what, how many) for all that leads to a record, whatever app it comes from."""
    derived = (ActorMerge, CompetenceMerge, CompetenceClosure)
    return [
        (
            str(model._meta.verbose_name_plural),
            model._base_manager.filter(**{field.attname: record.pk}).count(),
        )
        for model, field in links_to(type(record))
        if model not in derived
    ]


def _locked(model, kept, absorbed):
    if kept.pk == absorbed.pk:
        raise MergeRefusedError(_("Choose two different records."))
    rows = {row.pk: row for row in model.objects.select_for_update(of=("self",)).order_by("pk").filter(
        pk__in=[kept.pk, absorbed.pk])}  # fmt: skip
    if any(row.merged_into_id for row in rows.values()):
        raise MergeRefusedError(_("One of the two was already merged into another."))
    return rows[kept.pk], rows[absorbed.pk]


def _check_undoable(merge: Merge) -> None:
    if merge.undone_at is not None:
        raise MergeRefusedError(_("This merge was already undone."))
    if not merge.moves:
        raise MergeRefusedError(_("Nothing is left of what this merge changed: it cannot be undone."))
    pair = [merge.kept_id, merge.absorbed_id]
    later = type(merge).objects.filter(Q(kept__in=pair) | Q(absorbed__in=pair), undone_at=None)
    if later.filter(pk__gt=merge.pk).exists():
        raise MergeRefusedError(_("Undo the later merge of the same records first."))


def _keep_to_the_place_chosen(folding: Folding, kept: Actor, absorbed: Actor) -> None:
    """Bring no nearer place to a person than the one that they chose, on either page."""
    chosen = [page.seat for page in (kept, absorbed) if page.is_person and page.consented_at]
    if not chosen:
        return
    place = places.wider(chosen)
    folding.change(kept, seat_id=place and place.pk)
    for area in places.AREAS.objects.filter(actor=kept, territory__in=places.nearer(place)):
        folding.remove(area)


def _move_partnership(folding: Folding, row: Partnership, field, key: int) -> None:
    """Lead one side of a partnership to `key`, keeping the smaller identifier first."""
    other = row.second_id if field.name == "first" else row.first_id
    if other == key:
        folding.remove(row)
        return
    first, second = sorted((other, key))
    if (first == key) != (field.name == "first"):
        _turn_around(folding, row)
    moved = Partnership.objects.get(pk=row.pk)
    moved.first_id, moved.second_id = first, second
    rivals = list(Partnership.objects.filter(first=first, second=second, team=row.team_id).exclude(pk=row.pk))
    if rivals:
        folding.fuse(moved, rivals)
    else:
        folding.change(row, first_id=first, second_id=second)


def _turn_around(folding: Folding, partnership: Partnership) -> None:
    """Say each direction from the other side, by way of none, so that no two axes are alike meanwhile."""
    axes = PartnershipAxis.objects.filter(partnership=partnership).exclude(direction=Direction.BOTH)
    forward = list(axes.filter(direction=Direction.FORWARD))
    for axis in forward:
        folding.change(axis, direction="")
    for axis in axes.filter(direction=Direction.BACKWARD):
        folding.change(axis, direction=Direction.FORWARD)
    for axis in forward:
        folding.change(axis, direction=Direction.BACKWARD)
