"""What is kept of a person, and of what an account did here; other apps add theirs, as to an actor's page."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.models import (
    Actor,
    ActorIdentifier,
    ActorMerge,
    ActorOccupation,
    ActorReport,
    Affiliation,
    Claim,
    ContactAccess,
    ContactPoint,
    Mastery,
    Note,
    Notice,
    Partnership,
    PartnershipAxis,
    PersonWarning,
    Resource,
)
from actors.portrait import axis_words
from actors.third_persons import told
from territoire import history
from territoire.models import User
from territoire.personal_export import Fact, Part, changes, fact, hidden, part

Loader = Callable[[list[int], Any], list[Part]]
_loaders: list[Loader] = []

SOURCED = ("source", "created_at", "updated_at")
MASTERY = ("competence", "level", "mobilisable", "conditions", "period", *SOURCED)
RESOURCE = ("kind", "description", "quantity", "conditions", "period", *SOURCED)
PARTNERSHIP = ("description", "visibility", *SOURCED)
AXIS = ("amount", "description", "state", "period", *SOURCED)
CLAIM = ("actor", "message", "state", "way", "created_at", "decided_at", "answer")
IDENTITY = (
    "kind",
    "name",
    "acronym",
    "family",
    "description",
    "picture",
    "seat",
    "visibility",
    "hidden_reason",
    "origin",
    "source",
    "external_id",
    "illustrative",
    "consented_at",
    "consent_proof",
    "restricted_at",
    "confirmed_at",
    "confirm_every",
    "created_at",
    "updated_at",
    "archived_at",
)


def register(load: Loader) -> None:
    """Add what another app keeps of a person; `load(keys, reader)` gets the person's keys, past ones included."""
    _loaders.append(load)


def person_parts(actor: Actor, reader, *, contacts: bool = False) -> list[Part]:
    """Tell all that is kept of a person, in every app; what it leads to is named when `reader` may see it.

    `reader` is the account that speaks for the person, or `AnonymousUser` for who comes by a link. The values of
    contact details are told with `contacts`: who asks for them writes the line of the log (`actions.contacts`).
    Private notes and assessments are told without who wrote them.
    """
    keys = [actor.pk, *Actor.objects.filter(merged_into=actor).values_list("pk", flat=True)]
    parts = [
        *_who(keys, reader),
        *_facts(keys, reader),
        *_contacts(keys, reader, contacts=contacts),
        *(one for load in _loaders for one in load(keys, reader)),
        *_said(keys, reader),
        changes("history", _("What changed in it"), _versions(keys), reader=reader),
    ]
    return [one for one in parts if one.records]


def _who(keys: list[int], reader) -> Iterator[Part]:
    actors = Actor.objects.filter(pk__in=keys).order_by("pk")
    yield part("identity", actors, *IDENTITY, reader=reader, title=_("who it is"))
    areas = Actor.areas.through.objects.filter(actor__in=keys).order_by("pk")
    yield part("areas", areas, "territory", reader=reader, title=_("areas of action"))
    identifiers = ActorIdentifier.objects.filter(actor__in=keys).order_by("pk")
    yield part("identifiers", identifiers, "scheme", "value", reader=reader)


def _facts(keys: list[int], reader) -> Iterator[Part]:
    practised = ActorOccupation.objects.filter(actor__in=keys).order_by("pk")
    yield part("occupations", practised, "occupation", "period", *SOURCED, reader=reader)
    masteries = Mastery.objects.filter(actor__in=keys).order_by("pk")
    yield part("masteries", masteries, *MASTERY, reader=reader)
    resources = Resource.objects.filter(actor__in=keys).order_by("pk")
    yield part("resources", resources, *RESOURCE, reader=reader)
    affiliations = Affiliation.objects.filter(member__in=keys).order_by("pk")
    yield part("affiliations", affiliations, "organisation", "role", "period", *SOURCED, reader=reader)
    members = Affiliation.objects.filter(organisation__in=keys).order_by("pk")
    yield part("members", members, "member", "role", "period", *SOURCED, reader=reader, title=_("members"))
    yield from _partnerships(keys, reader)


def _partnerships(keys: list[int], reader) -> Iterator[Part]:
    """Tell them from the side of the person, who may be hidden from `reader` (who comes by a link)."""
    partnerships = Partnership.objects.filter(Q(first__in=keys) | Q(second__in=keys)).order_by("pk")
    partners = {p.pk: p.second_id if p.first_id in keys else p.first_id for p in partnerships}
    names = history.names_of(Actor, set(partners.values()), reader)

    def partner(key: int) -> Fact:
        return fact("partner", _("with"), names.get(partners[key]) or hidden())

    def axis(row: PartnershipAxis) -> tuple[Fact, ...]:
        words = axis_words(row.kind, row.direction, from_first=row.partnership.first_id in keys)
        return partner(row.partnership_id), fact("words", _("what is done together"), words)

    yield part(
        "partnerships", partnerships, *PARTNERSHIP, reader=reader, first=lambda row: (partner(row.pk),)
    )
    axes = PartnershipAxis.objects.filter(partnership__in=partnerships).select_related("kind", "partnership")
    yield part("axes", axes.order_by("pk"), *AXIS, reader=reader, first=axis)


def _contacts(keys: list[int], reader, *, contacts: bool) -> Iterator[Part]:
    points = ContactPoint.objects.filter(actor__in=keys).order_by("pk")
    shown = ("value",) if contacts else ()
    yield part("contact_points", points, "kind", *shown, "visibility", "created_at", reader=reader)
    accesses = ContactAccess.objects.filter(actor__in=keys)
    seen = tuple(
        (
            fact("at", _("on"), one.at),
            fact("way", _("how"), one.get_way_display()),
            fact("count", _("how many details"), one.count),
            fact("with_account", _("by somebody with an account"), one.user_id is not None),
        )
        for one in accesses[:1000]
    )
    yield Part("contact_accesses", capfirst(str(ContactAccess._meta.verbose_name_plural)), seen)
    notices = Notice.objects.filter(actor__in=keys)
    sent_to = ("email",) if contacts else ()
    fields = ("sent_at", *sent_to, "from_account", "answer", "answered_at")
    yield part("notices", notices, *fields, reader=reader, title=_("what you were told, and answered"))


def _said(keys: list[int], reader) -> Iterator[Part]:
    notes = Note.objects.filter(actor__in=keys)
    yield part("notes", notes, "text", "created_at", reader=reader, words=partial(told, keys=keys))
    claims = Claim.objects.filter(actor__in=keys)
    yield part("claims", claims, "state", "way", "created_at", "decided_at", reader=reader)
    reports = ActorReport.objects.filter(actor__in=keys)
    yield part("reports", reports, "reason", "state", "created_at", "decided_at", reader=reader)
    warnings = PersonWarning.objects.filter(actor__in=keys)
    yield part("warnings", warnings, "stage", "sent_at", reader=reader)
    merges = ActorMerge.objects.filter(Q(kept__in=keys) | Q(absorbed__in=keys))
    yield part("merges", merges, "at", "undone_at", reader=reader)


def _versions(keys: list[int]) -> Iterator:
    yield history.events_of(Actor, pgh_obj__in=keys)
    for model in (ActorOccupation, Mastery, Resource, ContactPoint):
        yield history.events_of(model, actor__in=keys)
    yield history.events_of(Affiliation, member__in=keys)


def account_parts(user: User) -> list[Part]:
    """Tell what an account did with actors: claims, reports, contact details looked at."""
    claims = Claim.objects.filter(user=user)
    reports = ActorReport.objects.filter(created_by=user)
    accesses = ContactAccess.objects.filter(user=user)
    notes = Note.objects.filter(created_by=user)
    return [
        part("claims", claims, *CLAIM, reader=user),
        part(
            "reports", reports, "actor", "reason", "message", "state", "created_at", "decided_at", "answer",
            reader=user, title=_("reports on actors that you sent"),
        ),
        part(
            "accesses", accesses, "actor", "way", "count", "at", reader=user,
            title=_("contact details that you looked at"),
        ),
        part("notes", notes, "created_at", reader=user, title=_("private notes that you wrote")),
    ]  # fmt: skip
