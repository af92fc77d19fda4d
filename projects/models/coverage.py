"""What is worked out beforehand for the review of territories, and the queue of what has to be worked out anew.

Nothing here is a source of truth: `manage.py check_coverage` makes it all again. Rows name others by plain numbers,
without foreign keys: nobody who changes or deletes a fact ever waits for them, nor they for anybody.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from projects.enums import DueKind, NeedKind, NeedState


class CoverageDue(models.Model):
    """A mark, left by triggers in the very transaction that changes a fact: what hangs on it is to be worked out anew.

    It names what changed, not the projects that it touches: these are looked for when the mark is read, so that no
    change made at the same moment is missed (see `projects.review.due`).
    """

    kind = models.CharField(max_length=12, choices=DueKind)
    subject = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class PersonalData:
        """A number that lasts some seconds."""

        erase = {}
        keep = {"id", "kind", "subject", "at"}

    class Meta:
        verbose_name = _("mark of what is to be worked out anew")
        verbose_name_plural = _("marks of what is to be worked out anew")
        indexes = [models.Index(fields=["kind", "subject"], name="coverage_due_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class ProjectCoverage(models.Model):
    """How a project that is not archived stands: true from `day` to the day before `until`, unless it is marked.

    `territories` are all those that it lies in, as it was counted in the summaries.
    """

    project_id = models.BigIntegerField(primary_key=True)
    territories = ArrayField(models.BigIntegerField())
    day = models.DateField()
    until = models.DateField(null=True, db_index=True)
    at = models.DateTimeField()
    needs = models.PositiveIntegerField()
    uncovered = models.PositiveIntegerField()
    # The sum, over the needs that count, of importance x the share that lacks.
    lack = models.FloatField()

    class PersonalData:
        """Numbers about a project."""

        erase = {}
        keep = {"project_id", "territories", "day", "until", "at", "needs", "uncovered", "lack"}

    class Meta:
        verbose_name = _("coverage of a project")
        verbose_name_plural = _("coverages of projects")
        indexes = [
            models.Index(fields=["-lack", "project_id"], name="project_coverage_lack"),
            GinIndex(fields=["territories"], name="project_coverage_places"),
        ]

    def __str__(self) -> str:
        return str(self.project_id)


class NeedCoverage(models.Model):
    """What the analysis of gaps says of one open need, with the need's own words, as of its project's coverage."""

    need_id = models.BigIntegerField()
    project_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=NeedKind)
    asked = models.BigIntegerField()
    level = models.PositiveSmallIntegerField(null=True)
    importance = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=20, choices=NeedState)
    fragile = models.BooleanField()
    k = models.DecimalField(max_digits=16, decimal_places=2)
    bearers = ArrayField(models.BigIntegerField())

    class PersonalData:
        """Follows the facts: who is erased, merged or restricted leaves it when they do."""

        erase = {}
        keep = {
            "id",
            "need_id",
            "project_id",
            "kind",
            "asked",
            "level",
            "importance",
            "quantity",
            "state",
            "fragile",
            "k",
            "bearers",
        }

    class Meta:
        verbose_name = _("coverage of a need")
        verbose_name_plural = _("coverages of needs")
        constraints = [
            # Not on the need alone: one that moves is told of the project that it left until that one is worked out.
            models.UniqueConstraint(fields=["project_id", "need_id"], name="need_coverage_once")
        ]
        # What rests on one actor is looked for over all of France.
        indexes = [
            models.Index(
                fields=["asked"],
                include=["bearers", "project_id"],
                condition=models.Q(
                    Exact(Func("bearers", function="cardinality", output_field=models.IntegerField()), 1),
                    kind=NeedKind.COMPETENCE,
                    state__in=(NeedState.COVERED, NeedState.PARTIAL),
                ),
                name="need_coverage_borne_by_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.state}"


class ActorSupply(models.Model):
    """What one actor is counted for in the summaries: in which territories, for which competences, at which level.

    `competences` holds what it can be called upon for and all that stands above; `levels` its best level of each.
    """

    actor_id = models.BigIntegerField(primary_key=True)
    until = models.DateField(null=True, db_index=True)
    territories = ArrayField(models.BigIntegerField())
    competences = ArrayField(models.BigIntegerField())
    levels = ArrayField(models.PositiveSmallIntegerField())

    class PersonalData:
        """Follows the facts: who is erased, archived, merged or restricted leaves it at once."""

        erase = {}
        keep = {"actor_id", "until", "territories", "competences", "levels"}

    class Meta:
        verbose_name = _("supply of an actor")
        verbose_name_plural = _("supplies of actors")

    def __str__(self) -> str:
        return str(self.actor_id)


class Counts(models.Model):
    """Demand (needs by state) and supply (actors that can be called upon, by level) of a competence in a territory.

    Needs are those for this very competence; actors those who have it or anything under it.
    """

    territory_id = models.BigIntegerField()
    competence_id = models.BigIntegerField()
    covered = models.IntegerField(default=0)
    fragile = models.IntegerField(default=0)
    partial = models.IntegerField(default=0)
    latent = models.IntegerField(default=0)
    missing = models.IntegerField(default=0)
    waived = models.IntegerField(default=0)
    holders = models.IntegerField(default=0)
    practising = models.IntegerField(default=0)
    teaching = models.IntegerField(default=0)

    COUNTS = (
        "covered",
        "fragile",
        "partial",
        "latent",
        "missing",
        "waived",
        "holders",
        "practising",
        "teaching",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.territory_id} {self.competence_id}"


class CompetenceSummary(Counts):
    """The counts of a territory and a competence, as of the differences folded in so far."""

    class PersonalData:
        """Numbers, for who facilitates the territory, from what they may see."""

        erase = {}
        keep = {"id", "territory_id", "competence_id", *Counts.COUNTS}

    class Meta(Counts.Meta):
        abstract = False
        verbose_name = _("summary of a competence")
        verbose_name_plural = _("summaries of competences")
        constraints = [
            models.UniqueConstraint(fields=["territory_id", "competence_id"], name="competence_summary_once")
        ]


class CompetenceDifference(Counts):
    """What one change adds to a summary, or takes from it; folded in later, so that nobody waits for France's row."""

    class PersonalData:
        """Numbers that last some seconds."""

        erase = {}
        keep = {"id", "territory_id", "competence_id", *Counts.COUNTS}

    class Meta(Counts.Meta):
        abstract = False
        verbose_name = _("difference of a summary")
        verbose_name_plural = _("differences of summaries")
        indexes = [models.Index(fields=["territory_id"], name="competence_difference_place")]
