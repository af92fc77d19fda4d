"""Occupations: the reference list of trades, and who practises them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models.actor import Actor, visible_actor
from territoire.models import Record, Sourced, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty, no_overlap
from territoire.text import searchable


class Occupation(models.Model):
    """A trade of the reference list (ROME codes)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=200)
    search_text = models.GeneratedField(
        expression=searchable("name"), output_field=models.TextField(), db_persist=True
    )

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "code", "name", "search_text"}

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        ordering = ["name"]
        indexes = [GinIndex(OpClass("search_text", "gin_trgm_ops"), name="occupation_search_text")]

    def __str__(self) -> str:
        return self.name


class ActorOccupationQuerySet(DatedQuerySet):
    """Trades practised, by who may see them."""

    def visible_to(self, user):
        """Keep those of the actors that `user` may see."""
        return self.filter(visible_actor(user, "actor__"))


@tracked()
class ActorOccupation(Record, Sourced, Dated):
    """An actor practises an occupation, for a time."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="practised", verbose_name=_("actor"))
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, related_name="practised", verbose_name=_("occupation")
    )

    objects = ActorOccupationQuerySet.as_manager()

    class PersonalData:
        """Stays as a fact about an erased actor."""

        erase = {"source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {"actor", "occupation", "period", "illustrative"}

    class Meta:
        verbose_name = _("occupation of an actor")
        verbose_name_plural = _("occupations of actors")
        constraints = [
            never_empty("actor_occupation_period_not_empty"),
            no_overlap(
                "actor",
                "occupation",
                name="actor_occupation_no_overlap",
                message=_("This occupation is already registered for this actor at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.occupation}"
