"""Needs of projects, and what actors pledge to them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import Actor, ActorFamily, Competence, Occupation, Resource, ResourceKind, visible_actor
from projects.enums import Importance, NeedKind, PledgeState
from projects.models.project import Project, visible_project
from territoire.models import Record, Sourced, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty


class NeedQuerySet(models.QuerySet):
    """Needs, by day and by who may see them."""

    def visible_to(self, user):
        """Keep the needs of the projects that `user` may see."""
        return self.filter(visible_project(user, "project__"))

    def open_on(self, day):
        """Keep the needs opened by `day` and not closed yet (a waived need is still there, and says so)."""
        return self.filter(Q(opened_on=None) | Q(opened_on__lte=day)).filter(
            Q(closed_on=None) | Q(closed_on__gt=day)
        )


@tracked()
class Need(Record, Sourced):
    """What a project needs: a competence, an occupation, a resource or a family of actors; exactly one."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="needs", verbose_name=_("project"))
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("competence")
    )
    minimum_level = models.PositiveSmallIntegerField(_("minimum level"), choices=Level, null=True, blank=True)
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("occupation")
    )
    resource_kind = models.ForeignKey(
        ResourceKind, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("resource")
    )
    family = models.ForeignKey(
        ActorFamily, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("family")
    )
    quantity = models.DecimalField(
        _("how many, or how much"),
        max_digits=14,
        decimal_places=2,
        default=1,
        help_text=_("Persons or structures; for a resource, in its unit (euros, hours, m²…)."),
    )
    importance = models.PositiveSmallIntegerField(
        _("importance"), choices=Importance, default=Importance.IMPORTANT
    )
    description = models.CharField(_("in a few words"), max_length=500, blank=True)
    opened_on = models.DateField(_("needed since"), null=True, blank=True)
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    waived_on = models.DateField(_("no longer needed since"), null=True, blank=True)
    waiver_reason = models.CharField(_("why it is no longer needed"), max_length=300, blank=True)

    objects = NeedQuerySet.as_manager()

    class PersonalData:
        """A need is a project's."""

        erase = {}
        keep = (
            Record.RECORD_FIELDS
            | Sourced.SOURCE_FIELDS
            | {
                "project",
                "competence",
                "minimum_level",
                "occupation",
                "resource_kind",
                "family",
                "quantity",
                "importance",
                "description",
                "opened_on",
                "wanted_by",
                "closed_on",
                "waived_on",
                "waiver_reason",
            }
        )

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-importance", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(competence__isnull=False, occupation=None, resource_kind=None, family=None)
                    | Q(competence=None, occupation__isnull=False, resource_kind=None, family=None)
                    | Q(competence=None, occupation=None, resource_kind__isnull=False, family=None)
                    | Q(competence=None, occupation=None, resource_kind=None, family__isnull=False)
                ),
                name="need_asks_for_one_thing",
                violation_error_message=_(
                    "Choose one thing: a competence, an occupation, a resource or a family."
                ),
            ),
            models.CheckConstraint(
                condition=Q(competence=None, minimum_level=None)
                | Q(competence__isnull=False, minimum_level__range=(1, 3)),
                name="need_level_with_competence",
                violation_error_message=_("Say which level is needed, for a competence only."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="need_quantity_positive",
                violation_error_message=_("The quantity must be more than zero."),
            ),
            models.CheckConstraint(condition=Q(importance__range=(1, 3)), name="need_importance_1_to_3"),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="need_closes_after_it_opens",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(waived_on=None, waiver_reason="")
                | (Q(waived_on__isnull=False) & ~Q(waiver_reason="")),
                name="need_waived_with_reason",
                violation_error_message=_("Say since when and why it is no longer needed."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.asked)

    @property
    def kind(self) -> NeedKind:
        """Return what sort of thing is asked for."""
        if self.competence_id:
            return NeedKind.COMPETENCE
        if self.occupation_id:
            return NeedKind.OCCUPATION
        return NeedKind.RESOURCE if self.resource_kind_id else NeedKind.FAMILY

    @property
    def asked(self):
        """Return the competence, occupation, kind of resource or family asked for."""
        return self.competence or self.occupation or self.resource_kind or self.family


class PledgeQuerySet(DatedQuerySet):
    """Pledges, by who may see them."""

    def visible_to(self, user):
        """Keep those whose project and actor `user` may see."""
        return self.filter(visible_project(user, "need__project__"), visible_actor(user, "actor__"))


# The same euro is never pledged twice: on no day do the pledges out of a resource exceed it. The sum of what holds
# at once is greatest on a day when one of the pledges begins. Pledges out of one resource wait for each other.
WITHIN_RESOURCE = """
    IF NEW.resource_id IS NULL THEN RETURN NEW; END IF;
    SELECT quantity INTO stock FROM actors_resource WHERE id = NEW.resource_id FOR NO KEY UPDATE;
    IF stock IS NULL THEN RETURN NEW; END IF;
    SELECT max(held) INTO most FROM (
        SELECT sum(other.quantity) AS held
        FROM projects_pledge one JOIN projects_pledge other ON other.resource_id = one.resource_id
            AND other.period @> coalesce(lower(one.period), '-infinity'::date)
        WHERE one.resource_id = NEW.resource_id GROUP BY one.id
    ) sums;
    IF most > stock THEN
        RAISE EXCEPTION 'pledges exceed their resource' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'pledges_within_resource';
    END IF;
    RETURN NEW;
"""


@tracked()
class Pledge(Record, Sourced, Dated):
    """What an actor of the circle gives to one need for a resource, offered or confirmed."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="pledges", verbose_name=_("need"))
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="pledges", verbose_name=_("actor"))
    resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("out of which resource"),
    )
    quantity = models.DecimalField(
        _("quantity"), max_digits=14, decimal_places=2, help_text=_("In the need's unit (euros, hours, m²…).")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=PledgeState,
        default=PledgeState.OFFERED,
        help_text=_("Confirmed by the giver, or attested by who holds the project."),
    )
    note = models.CharField(_("in a few words"), max_length=300, blank=True)

    objects = PledgeQuerySet.as_manager()

    class PersonalData:
        """The sum stays as a fact of the project; words go."""

        erase = {"note": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {
            "need",
            "actor",
            "resource",
            "quantity",
            "state",
            "period",
            "illustrative",
        }

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        triggers = [
            pgtrigger.Trigger(
                name="within_resource",
                when=pgtrigger.After,
                timing=pgtrigger.Immediate,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("stock", "numeric"), ("most", "numeric")],
                func=WITHIN_RESOURCE,
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="pledge_quantity_positive",
                violation_error_message=_("The quantity must be more than zero."),
            ),
            never_empty("pledge_period_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} → {self.need}"
