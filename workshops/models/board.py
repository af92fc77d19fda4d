"""The live board: who joined, what they wrote, how it is grouped, where the dots go.

Each change of a board takes the next number of its `Board`, whose row stays locked until the change is committed:
numbers follow the order of commits, so that asking for what changed since a number never misses anything.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.models import in_care_of
from workshops.enums import LONGEST_NOTE, NoteKind
from workshops.models.sequence import Question
from workshops.models.workshop import Workshop, led_by


class Board(models.Model):
    """Where a live board stands.

    `version` counts all its changes, `stage` is the number of the last one that every phone must know: another
    question, dots opened, a round of assessment, the time, the room closed. A round stands before the question.
    """

    workshop = models.OneToOneField(Workshop, models.CASCADE, primary_key=True, related_name="board")
    version = models.PositiveBigIntegerField(default=1)
    stage = models.PositiveBigIntegerField(default=1)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey("workshops.Round", models.SET_NULL, null=True, related_name="+")
    dots_open = models.BooleanField(default=False)
    timer_ends_at = models.DateTimeField(null=True)

    class PersonalData:
        """Holds nothing of anybody."""

        erase = {}
        keep = {"workshop", "version", "stage", "question", "round", "dots_open", "timer_ends_at"}

    class Meta:
        verbose_name = _("live board")
        verbose_name_plural = _("live boards")

    def __str__(self) -> str:
        return f"{self.workshop_id} · {self.version}"


class Participant(models.Model):
    """Somebody who joined by the code, without account: known by a signed cookie, for this workshop alone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    name = models.CharField(_("first name"), max_length=40, blank=True)
    # The phone's own number for the form that it sent: sent again, it is the same participant.
    token = models.UUIDField(unique=True, editable=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    class PersonalData:
        """A first name that one chose to give; forgotten a month later (`workshops.actions.forgetting`)."""

        erase = {"name": ""}
        keep = {"id", "uid", "workshop", "token", "joined_at"}

    class Meta:
        verbose_name = _("participant without account")
        verbose_name_plural = _("participants without account")

    def __str__(self) -> str:
        return self.name or str(self.uid)[:8]


class Group(models.Model):
    """Post-its that say the same, under a name."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveBigIntegerField(default=0)

    class PersonalData:
        """The name of a heap."""

        erase = {}
        keep = {"id", "uid", "question", "name", "position", "removed_at", "version"}

    class Meta:
        verbose_name = _("group of post-its")
        verbose_name_plural = _("groups of post-its")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class PostItQuerySet(models.QuerySet):
    """Post-its, by what became of them."""

    def visible_to(self, user):
        """Keep those of the workshops that `user` leads."""
        return self.filter(led_by(user, "question__workshop__"))

    def in_care_of(self, user):
        """Keep those that `user` moderates: of workshops in the territories that they facilitate."""
        return self.filter(
            in_care_of(user, "question__workshop__territory", "question__workshop__project__territory")
        )

    def shown(self):
        """Keep what is on the wall: neither withdrawn by its author nor hidden by who leads."""
        return self.filter(withdrawn_at=None, hidden_at=None)


class Note(models.Model):
    """A post-it. `uid` is made by the phone that writes it, so that what is sent again is the same one.

    `revision` is counted by the phone too: what comes late never undoes what was written after it.
    """

    uid = models.UUIDField(unique=True, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="notes")
    # Nobody, when who leads the workshop wrote down what was said.
    author = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="notes")
    text = models.CharField(_("text"), max_length=LONGEST_NOTE)
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind, default=NoteKind.PLAIN)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="notes")
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    version = models.PositiveBigIntegerField(default=0)

    objects = PostItQuerySet.as_manager()

    class PersonalData:
        """Words of a stranger, signed by nobody; who is named in them asks who leads the workshop, who hides them."""

        erase = {"text": "–"}
        keep = {
            "id",
            "uid",
            "question",
            "author",
            "kind",
            "group",
            "revision",
            "written_at",
            "withdrawn_at",
            "hidden_at",
            "hidden_by",
            "reported_at",
            "version",
        }

    class Meta:
        verbose_name = _("post-it")
        verbose_name_plural = _("post-its")
        ordering = ["pk"]
        indexes = [models.Index(fields=["question", "version"], name="note_by_version")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return where who leads the workshop finds it."""
        return f"{reverse('workshops:harvest', args=[self.question.workshop.slug])}#post-it-{self.uid}"

    @property
    def where(self):
        """Return the territory whose facilitators moderate it."""
        workshop = self.question.workshop
        return workshop.project.territory if workshop.project else workshop.territory

    @property
    def is_shown(self) -> bool:
        """Tell whether it is on the wall."""
        return self.withdrawn_at is None and self.hidden_at is None


class Dot(models.Model):
    """One of the dots of a participant, on a post-it: one by post-it, so many by question."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")

    class PersonalData:
        """A choice of somebody whom nobody knows."""

        erase = {}
        keep = {"id", "note", "participant"}

    class Meta:
        verbose_name = _("dot")
        verbose_name_plural = _("dots")
        constraints = [models.UniqueConstraint(fields=["note", "participant"], name="dot_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} · {self.note_id}"
