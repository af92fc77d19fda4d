"""The tables of workshops in the package: what who leads them reads, for them alone; what came out of them."""

from django.db.models import Case, F, Q, TextField, Value, When

from actors.exchanges.package_tables import ACTOR, COMPETENCE, SLUG, TERRITORY, UID, seen
from actors.models import Competence
from cocreation.exchanges.package_tables import STATEMENT
from projects.exchanges.package_tables import NEED, PROJECT, needs
from territoire.exchanges.package.tables import Column, Table, columns_of, links_of
from workshops.models import Board, Dot, Group, Guest, Note, Outcome, Participant, Question, Workshop

WORKSHOP, QUESTION = ("workshops", SLUG), ("workshop_questions", UID)
PARTICIPANT, GROUP, NOTE = ("workshop_participants", UID), ("post_it_groups", UID), ("post_its", UID)
#: Minutes are read by who leads until they are shown.
MINUTES = Column(
    "minutes",
    "string",
    F("told_minutes"),
    "minutes",
    "coalesce({value}, '')",
    title=Workshop._meta.get_field("minutes").verbose_name,
)


def _workshops(user):
    found = seen(Workshop.objects, user)
    if user is None:
        return found.annotate(told_minutes=F("minutes"))
    read = Q(minutes_shown=True) | Q(pk__in=Workshop.objects.led_by(user).values("pk"))
    told = Case(When(read, then=F("minutes")), default=Value(""), output_field=TextField())
    return found.annotate(told_minutes=told)


def _led(user):
    return Workshop.objects.all() if user is None else Workshop.objects.led_by(user)


def _of_led(model, path: str):
    """Return the rows of the workshops that one leads."""
    return lambda user: model.objects.filter(**{f"{path}__in": _led(user)})


def _whole(model):
    """Return all the rows for nobody in particular, none for anybody: who wrote what is known to no one."""
    return lambda user: model.objects.all() if user is None else model.objects.none()


def _groups(user):
    found = Group.objects.filter(question__workshop__in=_led(user))
    return found if user is None else found.filter(removed_at=None)


def _notes(user):
    found = Note.objects.filter(question__workshop__in=_led(user))
    return found if user is None else found.shown()


def _outcomes(user):
    """Return what came out of the workshops that one sees, as far as one reads it in the other tables."""
    if user is None:
        return Outcome.objects.all()
    read = Q(need=None) | Q(need__in=needs(user))
    offered = Q(competence=None) | Q(competence__in=Competence.objects.offered_to(user))
    return Outcome.objects.visible_to(user).filter(read, offered, workshop__in=_workshops(user).values("pk"))


WORKSHOPS = (
    Table(
        "workshops",
        "Ateliers",
        Workshop,
        ("uid",),
        columns_of(
            Workshop,
            {"project": PROJECT, "territory": TERRITORY},
            kept=("code",),
            instead={"minutes": MINUTES},
        ),
        _workshops,
        SLUG,
    ),
    Table(
        "workshop_guests",
        "Invitations et présences aux ateliers",
        Guest,
        ("uid",),
        columns_of(Guest, {"workshop": WORKSHOP, "actor": ACTOR}),
        lambda user: seen(Guest.objects, user),
    ),
    Table(
        "workshop_questions",
        "Questions des ateliers",
        Question,
        ("uid",),
        columns_of(Question, {"workshop": WORKSHOP}),
        _of_led(Question, "workshop"),
        UID,
    ),
    # A first name is forgotten a month later: it does not leave.
    Table(
        "workshop_participants",
        "Participants sans compte",
        Participant,
        ("uid",),
        columns_of(Participant, {"workshop": WORKSHOP}, leave=("name", "token")),
        _whole(Participant),
        UID,
    ),
    Table(
        "post_it_groups",
        "Groupes de post-it",
        Group,
        ("uid",),
        columns_of(Group, {"question": QUESTION}),
        _groups,
        UID,
    ),
    Table(
        "post_its",
        "Post-it",
        Note,
        ("uid",),
        columns_of(Note, {"question": QUESTION, "author": PARTICIPANT, "group": GROUP}),
        _notes,
        UID,
    ),
    links_of("dots", "Gommettes", Dot, {"note": NOTE, "participant": PARTICIPANT}, _whole(Dot)),
    # Without where its board stands, what is written next would not be newer than what is there.
    Table(
        "workshop_boards",
        "Murs de post-it",
        Board,
        ("workshop",),
        columns_of(Board, {"workshop": WORKSHOP, "question": QUESTION}),
        _whole(Board),
    ),
    Table(
        "workshop_outcomes",
        "Ce que la carte a gagné aux ateliers",
        Outcome,
        ("uid",),
        columns_of(
            Outcome,
            {
                "workshop": WORKSHOP,
                "note": NOTE,
                "actor": ACTOR,
                "need": NEED,
                "competence": COMPETENCE,
                "resource": ("resources", UID),
                "partnership": ("partnerships", UID),
                "idea": ("ideas", SLUG),
                "statement": STATEMENT,
            },
        ),
        _outcomes,
    ),
)
