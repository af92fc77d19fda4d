"""What actors know how to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models.actor import Actor, visible_actor
from actors.models.competence import Competence, CompetenceClosure
from territoire.models import Record, Sourced, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty, no_overlap


class MasteryQuerySet(DatedQuerySet):
    """Masteries, by competence and by who may see them."""

    def visible_to(self, user):
        """Keep those of the actors that `user` may see."""
        return self.filter(visible_actor(user, "actor__"))

    def under(self, competence):
        """Keep the masteries of `competence` or of anything under it."""
        return self.filter(
            competence__in=CompetenceClosure.objects.filter(ancestor=competence).values("descendant")
        )


@tracked()
class Mastery(Record, Sourced, Dated):
    """An actor masters a competence at a level, for a time, and may lend it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="masteries", verbose_name=_("actor"))
    # Found by `mastery_by_competence`.
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="masteries", verbose_name=_("competence"), db_index=False
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.PRACTISES)
    mobilisable = models.BooleanField(
        _("can be called upon"), default=True, help_text=_("Ready to use it for others.")
    )
    conditions = models.CharField(_("on what conditions"), max_length=300, blank=True)

    objects = MasteryQuerySet.as_manager()
    merge_rules = Sourced.merge_rules | {"level": max, "mobilisable": max}

    class PersonalData:
        """The level stays as a fact about an erased actor; words go."""

        erase = {"conditions": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {
            "actor",
            "competence",
            "level",
            "mobilisable",
            "period",
            "illustrative",
        }

    class Meta:
        verbose_name = _("mastery of a competence")
        verbose_name_plural = _("masteries of competences")
        indexes = [
            models.Index(
                fields=["competence", "level"],
                include=["actor", "mobilisable", "period"],
                name="mastery_by_competence",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 3)), name="mastery_level_1_to_3"),
            never_empty("mastery_period_not_empty"),
            no_overlap(
                "actor",
                "competence",
                name="mastery_no_overlap",
                message=_("This competence is already registered for this actor at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.competence} ({self.level})"
