"""Workshops: when, where, what for, for whom, and what was said there."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim, visible_actor
from projects.models import Project, visible_project
from territoire.enums import Role, Visibility
from territoire.models import Facilitation, Record, Team, Territory, tracked
from workshops.enums import GRACE, Answer

#: Without what is read for something else: no 0, O, 1, I, L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
LINE = re.compile(r"(?P<hour>[01]?\d|2[0-3])\s*[hH:]\s*(?P<minute>[0-5]\d)?\s*[-–:]?\s*(?P<what>\S.*)")
UNREADABLE = _("Line %(number)d: begin with a time, as in “18:30 Welcome”.")


def new_code() -> str:
    """Return a code that nobody guesses: 31 letters, 8 times."""
    return "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))


def led_by(user, path: str = "") -> Q:
    """Return the condition under which `user` leads the workshop reached by `path`.

    In words: who holds its project, who facilitates its territory (its own, or its project's), and admins.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(**{f"{path}pk__isnull": False})
    facilitated = Facilitation.objects.territories_of(user)
    return (
        Q(**{f"{path}project__team__in": Team.objects.of(user, Role.HOLDER)})
        | Q(**{f"{path}project__territory__lies_in": facilitated})
        | Q(**{f"{path}territory__lies_in": facilitated})
    )


def visible_workshop(user, path: str = "") -> Q:
    """Return the condition under which `user` may see the workshop reached by `path`.

    In words: who leads it, the team of its project, accounts that speak for an invited actor; beyond them, members or
    everyone when it is said so, and as far as they see its project.
    """
    if not user.is_authenticated:
        shown = Q(**{f"{path}visibility": Visibility.PUBLIC})
        return shown & _project_seen(user, path)
    if user.is_superuser:
        return Q(**{f"{path}pk__isnull": False})
    claimed = Claim.objects.of(user).values("actor")
    invited = Guest.objects.filter(actor__in=claimed).values("workshop")
    shown = Q(**{f"{path}visibility__in": [Visibility.PUBLIC, Visibility.MEMBERS]})
    return (
        (shown & _project_seen(user, path))
        | led_by(user, path)
        | Q(**{f"{path}project__team__in": Team.objects.of(user)})
        | Q(**{f"{path}pk__in": invited})
    )


def _project_seen(user, path: str) -> Q:
    return Q(**{f"{path}project": None}) | visible_project(user, f"{path}project__")


class WorkshopQuerySet(models.QuerySet):
    """Workshops, by who may see them, who leads them, and when."""

    def visible_to(self, user):
        """Keep the workshops that `user` may see (see `visible_workshop`)."""
        return self.filter(visible_workshop(user))

    def led_by(self, user):
        """Keep those that `user` leads."""
        return self.filter(led_by(user))

    def within(self, territory):
        """Keep those of `territory` and of what lies in it, of its projects too."""
        inside = Territory.objects.within(territory).values("pk")
        return self.filter(Q(territory__in=inside) | Q(project__territory__in=inside))

    def to_come(self, now: datetime):
        """Keep those that are not over, the nearest first."""
        return self.filter(ends_at__gte=now).order_by("begins_at", "pk")

    def past(self, now: datetime):
        """Keep those that are over, the last first."""
        return self.filter(ends_at__lt=now).order_by("-begins_at", "-pk")

    def with_what_is_shown(self):
        """Load what lines and pages name."""
        return self.select_related("project__territory", "project__team", "territory")


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the agenda."""

    at: time
    what: str


@tracked()
class Workshop(Record):
    """A meeting, of a project or of a territory, in which people think together about who could do what."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("project"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("territory"),
    )
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("A room and its address, as one would tell it.")
    )
    aim = models.TextField(_("aim"), max_length=2000, blank=True)
    agenda = models.TextField(_("agenda"), max_length=4000, blank=True)
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.TEAM
    )
    minutes = models.TextField(_("minutes"), max_length=20000, blank=True)
    minutes_shown = models.BooleanField(
        _("minutes shown"),
        default=False,
        help_text=_("To all who see the workshop; until then, who leads it alone reads them."),
    )
    code = models.CharField(_("code"), max_length=20, default=new_code, unique=True, editable=False)
    opened_at = models.DateTimeField(_("room opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("room closed at"), null=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class PersonalData:
        """A meeting is nobody's; its minutes are those of who leads it, who writes in them what may be told."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "name",
            "slug",
            "project",
            "territory",
            "begins_at",
            "ends_at",
            "place",
            "aim",
            "agenda",
            "visibility",
            "minutes",
            "minutes_shown",
            "code",
            "opened_at",
            "closed_at",
        }

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-begins_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("begins_at")),
                name="workshop_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(project=None, territory__isnull=False) | Q(project__isnull=False, territory=None),
                name="workshop_of_a_project_or_a_territory",
                violation_error_message=_("A workshop is of a project or of a territory."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the workshop's page."""
        return reverse("workshops:detail", args=[self.slug])

    @property
    def subject(self) -> Project | Territory:
        """Return what it is about: a project, or a territory."""
        subject = self.project or self.territory
        assert subject is not None  # noqa: S101  # a constraint says so
        return subject

    @property
    def where(self) -> Territory:
        """Return the territory that it concerns."""
        subject = self.subject
        return subject.territory if isinstance(subject, Project) else subject

    @property
    def moments(self) -> list[Moment]:
        """Return the lines of the agenda."""
        return read_agenda(self.agenda)

    @property
    def joinable_until(self) -> datetime:
        """Return the last moment at which one may enter and write."""
        return self.ends_at + timedelta(seconds=GRACE)

    def is_open_at(self, now: datetime) -> bool:
        """Tell whether participants may enter and write."""
        return self.opened_at is not None and self.closed_at is None and now < self.joinable_until

    @property
    def is_open(self) -> bool:
        """Tell whether they may now."""
        return self.is_open_at(timezone.now())

    @property
    def is_over(self) -> bool:
        """Tell whether its hour is past."""
        return self.ends_at < timezone.now()

    @property
    def shown_code(self) -> str:
        """Return the code as it is read aloud: two groups of four."""
        return f"{self.code[:4]} {self.code[4:]}"


def read_agenda(text: str) -> list[Moment]:
    """Read an agenda, a time and what happens then on each line; raises `ValidationError` where there is no time."""
    moments = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = LINE.fullmatch(line.strip())
        if read is None:
            raise ValidationError(UNREADABLE % {"number": number}, code="agenda")
        moments.append(Moment(time(int(read["hour"]), int(read["minute"] or 0)), read["what"]))
    return moments


class GuestQuerySet(models.QuerySet):
    """Who is invited, as somebody may see it."""

    def visible_to(self, user):
        """Keep those of the workshops that `user` leads, about actors that they see, and their own actors."""
        if not user.is_authenticated:
            return self.none()
        of_theirs = Q(actor__in=Claim.objects.of(user).values("actor"))
        return self.filter(led_by(user, "workshop__") | of_theirs, visible_actor(user, "actor__"))

    def speaking(self, user):
        """Keep those for whom `user` speaks."""
        return self.filter(actor__in=Claim.objects.of(user).values("actor"))


@tracked()
class Guest(Record):
    """An actor that is invited, or that came: what it answered, whether it was there."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="guests", verbose_name=_("workshop"))
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="workshops", verbose_name=_("actor"))
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, default=Answer.WAITING)
    came = models.BooleanField(_("came"), default=False)
    told_at = models.DateTimeField(_("invitation sent on"), null=True, editable=False)

    objects = GuestQuerySet.as_manager()
    merge_rules = {"came": max}

    class PersonalData:
        """Who met whom on which day goes with a person who is erased."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"workshop", "actor", "answer", "came", "told_at"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("guest of a workshop")
        verbose_name_plural = _("guests of workshops")
        ordering = ["actor__search_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "actor"],
                name="workshop_guest_once",
                violation_error_message=_("This actor is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.workshop}"
