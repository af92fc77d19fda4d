"""What is asked in a workshop: its questions in their order, and sequences that one uses again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from territoire.models import Record, tracked
from workshops.enums import Becomes
from workshops.models.workshop import Workshop


class Question(Record):
    """A question asked to the room, in its turn; answers are post-its."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="questions", verbose_name=_("workshop")
    )
    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(
        _("how to answer"),
        max_length=200,
        blank=True,
        help_text=_("A line shown on phones, under the question."),
    )
    becomes = models.CharField(
        _("answers are mostly"),
        max_length=20,
        choices=Becomes,
        blank=True,
        help_text=_("Offered first when a post-it is turned into something of the map."),
    )
    dots = models.PositiveSmallIntegerField(
        _("dots for each"),
        default=3,
        help_text=_("How many dots each participant may put, once you open them."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """A question names nobody."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"workshop", "text", "hint", "becomes", "dots", "position"}

    class Meta:
        verbose_name = _("question of a workshop")
        verbose_name_plural = _("questions of workshops")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dots__gte=1, dots__lte=20),
                name="question_dots_within_reason",
                violation_error_message=_("Choose from 1 to 20 dots."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class SequenceQuerySet(models.QuerySet):
    """Sequences, by who may use them."""

    def visible_to(self, user):
        """Keep one's own."""
        return self.filter(created_by=user) if user.is_authenticated else self.none()


@tracked()
class Sequence(Record):
    """The questions of a workshop, kept by who leads workshops to ask them again elsewhere."""

    name = models.CharField(_("name"), max_length=120)
    # A list of {"text", "hint", "becomes", "dots"}.
    questions = models.JSONField(_("questions"), default=list)

    objects = SequenceQuerySet.as_manager()

    class PersonalData:
        """Questions name nobody."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"name", "questions"}

    class Meta:
        verbose_name = _("sequence of questions")
        verbose_name_plural = _("sequences of questions")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "name"],
                name="sequence_name_once",
                violation_error_message=_("You have a sequence of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
