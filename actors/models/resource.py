"""What actors can give besides competences."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors import resource_rules
from actors.enums import Unit
from actors.models.actor import Actor, visible_actor
from territoire.models import Record, Sourced, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty


class ResourceKind(models.Model):
    """A kind of resource: funding, equipment, premises, volunteer time, data, network, visibility…"""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.NONE)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "code", "name", "unit", "description", "position"}

    class Meta:
        verbose_name = _("kind of resource")
        verbose_name_plural = _("kinds of resources")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(DatedQuerySet):
    """Resources, by who may see them."""

    def visible_to(self, user):
        """Keep those of the actors that `user` may see."""
        return self.filter(visible_actor(user, "actor__"))


@tracked()
class Resource(Record, Sourced, Dated):
    """Something that an actor can give or lend, for a time."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="resources", verbose_name=_("actor"))
    kind = models.ForeignKey(ResourceKind, models.PROTECT, related_name="resources", verbose_name=_("kind"))
    description = models.CharField(_("what"), max_length=300, blank=True)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In the unit of the kind (euros, hours, m²…); empty when unknown."),
    )
    conditions = models.CharField(_("on what conditions"), max_length=300, blank=True)

    objects = ResourceQuerySet.as_manager()

    class PersonalData:
        """The kind and quantity stay as facts about an erased actor; words go."""

        erase = {"description": "", "conditions": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {"actor", "kind", "quantity", "period", "illustrative"}

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity=None) | models.Q(quantity__gt=0),
                name="resource_quantity_positive",
                violation_error_message=_("The quantity must be more than zero."),
            ),
            never_empty("resource_period_not_empty"),
        ]

    def __str__(self) -> str:
        return self.description or str(self.kind)

    def clean(self):
        """Keep what was promised out of it possible."""
        super().clean()
        if self.pk:
            resource_rules.check(self)
