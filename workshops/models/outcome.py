"""What became of a post-it: something of the map, validated by who leads the workshop."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Competence, Partnership, Resource
from cocreation.models import Idea, Statement
from projects.models import Need
from territoire.models import Record, tracked
from workshops.enums import Becomes
from workshops.models.board import Note
from workshops.models.workshop import Workshop

#: The field that holds each thing.
FIELDS = {
    Becomes.ACTOR: "actor",
    Becomes.NEED: "need",
    Becomes.COMPETENCE: "competence",
    Becomes.RESOURCE: "resource",
    Becomes.TIE: "partnership",
    Becomes.IDEA: "idea",
    Becomes.STATEMENT: "statement",
}


def _one_thing() -> Q:
    """Return the condition that exactly the field of what it became is filled."""
    names = FIELDS.values()
    held = Q()
    for becomes, field in FIELDS.items():
        held |= Q(becomes=becomes, **{f"{name}__isnull": name != field for name in names})
    return held


class OutcomeQuerySet(models.QuerySet):
    """What came out of workshops, by who may see it."""

    def visible_to(self, user):
        """Keep what `user` may see of the map: that it came out of a workshop is no secret to who sees the workshop."""
        return self.filter(
            Q(actor__in=Actor.objects.visible_to(user).filter(restricted_at=None).values("pk"))
            | Q(need__in=Need.objects.visible_to(user).values("pk"))
            | Q(competence__in=Competence.objects.offered_to(user).values("pk"))
            | Q(resource__in=Resource.objects.visible_to(user).values("pk"))
            | Q(partnership__in=Partnership.objects.visible_to(user).values("pk"))
            | Q(idea__in=Idea.objects.visible_to(user).values("pk"))
            | Q(statement__in=Statement.objects.visible_to(user).values("pk"))
        )


@tracked()
class Outcome(Record):
    """A post-it became something of the map, new (`known` is false) or there already."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="outcomes", verbose_name=_("workshop")
    )
    note = models.ForeignKey(
        Note, models.SET_NULL, null=True, related_name="outcomes", verbose_name=_("post-it")
    )
    becomes = models.CharField(_("became"), max_length=20, choices=Becomes)
    known = models.BooleanField(_("was there already"), default=False)
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+", verbose_name=_("actor"))
    need = models.ForeignKey(Need, models.CASCADE, null=True, related_name="+", verbose_name=_("need"))
    competence = models.ForeignKey(
        Competence, models.CASCADE, null=True, related_name="+", verbose_name=_("competence")
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, null=True, related_name="+", verbose_name=_("resource")
    )
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, related_name="+", verbose_name=_("partnership")
    )
    idea = models.ForeignKey(Idea, models.CASCADE, null=True, related_name="+", verbose_name=_("idea"))
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, related_name="+", verbose_name=_("statement")
    )

    objects = OutcomeQuerySet.as_manager()

    class PersonalData:
        """That a person came to be known in a workshop goes with them."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"workshop", "note", "becomes", "known", *FIELDS.values()}
        delete_with_actor = True

    class Meta:
        verbose_name = _("outcome of a workshop")
        verbose_name_plural = _("outcomes of workshops")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=_one_thing(), name="outcome_is_one_thing")]

    def __str__(self) -> str:
        return f"{self.get_becomes_display()} · {self.thing}"

    @property
    def thing(self):
        """Return what it became."""
        return getattr(self, FIELDS[Becomes(self.becomes)])

    @property
    def address(self) -> str:
        """Return the page on which one reads it."""
        if self.need:
            return self.need.project.get_absolute_url()
        if self.resource:
            return self.resource.actor.get_absolute_url()
        if self.partnership:
            return self.partnership.first.get_absolute_url()
        if self.statement:
            return self.statement.diagnosis.get_absolute_url()
        return self.thing.get_absolute_url()
