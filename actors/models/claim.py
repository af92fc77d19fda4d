"""Claims: "this is me, this is my organisation". Who has an accepted one speaks for the actor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import ClaimState, ClaimWay
from territoire.models import Record, tracked

ALIVE = (ClaimState.PENDING, ClaimState.ACCEPTED)


class ClaimQuerySet(models.QuerySet):
    """Claims, by what became of them."""

    def pending(self):
        """Keep what waits for an answer."""
        return self.filter(state=ClaimState.PENDING)

    def accepted(self):
        """Keep those that let somebody speak for the actor."""
        return self.filter(state=ClaimState.ACCEPTED)

    def of(self, user):
        """Keep the accepted claims of `user`: the actors that they speak for."""
        return self.accepted().filter(user=user)


@tracked()
class Claim(Record):
    """An account asks to speak for an actor, and is answered."""

    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="claims", verbose_name=_("actor"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", verbose_name=_("account")
    )
    message = models.TextField(_("who you are there"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ClaimState, default=ClaimState.PENDING, editable=False
    )
    way = models.CharField(_("accepted by"), max_length=20, choices=ClaimWay, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class PersonalData:
        """Words may name somebody; the link between an account and a person goes with either."""

        erase = {"message": "", "answer": ""}
        keep = Record.RECORD_FIELDS | {"actor", "user", "state", "way", "decided_by", "decided_at"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("claim of an actor")
        verbose_name_plural = _("claims of actors")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "user"],
                condition=Q(state__in=ALIVE),
                name="claim_alive_once",
                violation_error_message=_("You already asked to speak for this actor."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.ACCEPTED, way=""),
                name="claim_accepted_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.actor}"
