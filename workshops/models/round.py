"""Assessment rounds: each participant rates actors alone, then the room sees the spread and settles a value."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, visible_actor
from projects.models import Assessment
from territoire.models import Record, tracked
from workshops.enums import SCALES, RoundState
from workshops.models.board import Participant
from workshops.models.workshop import Workshop, led_by

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


def _within(names) -> Q:
    """Return the condition that each of these figures, if it is said, goes from 1 to 5."""
    held = Q()
    for name in names:
        held &= Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)})
    return held


class _Figures(models.Model):
    """What one says of an actor, each from 1 to 5; power is read from influence."""

    influence = models.PositiveSmallIntegerField(_("influence"), null=True, validators=_ONE_TO_FIVE)
    interest = models.PositiveSmallIntegerField(_("interest"), null=True, validators=_ONE_TO_FIVE)
    legitimacy = models.PositiveSmallIntegerField(_("legitimacy"), null=True, validators=_ONE_TO_FIVE)
    urgency = models.PositiveSmallIntegerField(_("urgency"), null=True, validators=_ONE_TO_FIVE)

    class Meta:
        abstract = True

    @property
    def figures(self) -> dict[str, int | None]:
        """Return what is said, by scale."""
        return {name: getattr(self, name) for name in SCALES}


class RoundQuerySet(models.QuerySet):
    """Rounds, for who leads their workshop."""

    def visible_to(self, user):
        """Keep those of the workshops that `user` leads."""
        return self.filter(led_by(user, "workshop__"))


@tracked()
class Round(Record):
    """An assessment round of a workshop; `shown_at_stage` is the stage of the board at which ratings were shown."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="rounds", verbose_name=_("workshop"))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.ALONE)
    salience = models.BooleanField(
        _("legitimacy and urgency too"),
        default=True,
        help_text=_("With influence, read as power, they make the classes of salience."),
    )
    shown_at_stage = models.PositiveBigIntegerField(default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    class PersonalData:
        """Says nothing of anybody."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"workshop", "state", "salience", "shown_at_stage"}

    class Meta:
        verbose_name = _("assessment round")
        verbose_name_plural = _("assessment rounds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.workshop} · {self.pk}"


class RoundActorQuerySet(models.QuerySet):
    """Actors of rounds, as somebody may see them."""

    def visible_to(self, user):
        """Keep those of the workshops that `user` leads, about actors that they see."""
        return self.filter(led_by(user, "round__workshop__"), visible_actor(user, "actor__"))

    def told(self):
        """Keep those of whom the room may be told: a person who asked not to be worked on is not."""
        return self.filter(actor__restricted_at=None, actor__merged_into=None)


@tracked()
class RoundActor(Record, _Figures):
    """An actor that a round is about; its figures are those that the room settled, empty until then."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="actors", verbose_name=_("assessment round")
    )
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", verbose_name=_("actor"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # What the project kept of it.
    assessment = models.ForeignKey(
        Assessment, models.SET_NULL, null=True, related_name="+", verbose_name=_("assessment")
    )

    objects = RoundActorQuerySet.as_manager()

    class PersonalData:
        """A judgement about an erased person goes with them."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"round", "actor", "position", "assessment", *SCALES}
        delete_with_actor = True

    class Meta:
        verbose_name = _("actor of an assessment round")
        verbose_name_plural = _("actors of assessment rounds")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "actor"], name="round_actor_once"),
            models.CheckConstraint(condition=_within(SCALES), name="round_actor_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.round_id}"


class Rating(_Figures):
    """What one participant says of an actor, alone; `revision` is counted by their phone."""

    influence = models.PositiveSmallIntegerField(_("influence"), validators=_ONE_TO_FIVE)
    interest = models.PositiveSmallIntegerField(_("interest"), validators=_ONE_TO_FIVE)
    about = models.ForeignKey(RoundActor, models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="ratings")
    revision = models.PositiveIntegerField(default=1)

    class PersonalData:
        """A judgement of somebody whom nobody knows; goes with the actor that it is about."""

        erase = {}
        keep = {"id", "about", "participant", "revision", *SCALES}

    class Meta:
        verbose_name = _("rating of an assessment round")
        verbose_name_plural = _("ratings of assessment rounds")
        constraints = [
            models.UniqueConstraint(fields=["about", "participant"], name="round_rating_once"),
            models.CheckConstraint(
                condition=_within(SCALES),
                name="round_rating_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} · {self.about_id}"
