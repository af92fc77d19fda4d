"""Who belongs to which organisation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models.actor import Actor, visible_actor
from territoire.models import Record, Sourced, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty, no_overlap


class AffiliationQuerySet(DatedQuerySet):
    """Affiliations, by who may see them."""

    def visible_to(self, user):
        """Keep those whose two actors `user` may see."""
        return self.filter(visible_actor(user, "member__"), visible_actor(user, "organisation__"))


@tracked()
class Affiliation(Record, Sourced, Dated):
    """A person belongs to an organisation or group, or an organisation to a larger one, in some role."""

    member = models.ForeignKey(
        Actor, models.CASCADE, related_name="affiliations", verbose_name=_("who belongs")
    )
    organisation = models.ForeignKey(Actor, models.CASCADE, related_name="members", verbose_name=_("to what"))
    role = models.CharField(_("role"), max_length=120, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class PersonalData:
        """A role may name somebody in a small place."""

        erase = {"role": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {"member", "organisation", "period", "illustrative"}

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(member=models.F("organisation")),
                name="affiliation_to_another",
                violation_error_message=_("An actor does not belong to itself."),
            ),
            never_empty("affiliation_period_not_empty"),
            no_overlap(
                "member",
                "organisation",
                name="affiliation_no_overlap",
                message=_("This affiliation is already registered at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.organisation}"
