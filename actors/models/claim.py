"""Claims: "this is me, this is my organisation". Who has an accepted one speaks for the actor."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.enums import ClaimState, ClaimWay
from territoire.models import Record, Territory, tracked
from territoire.moderation import Waiting, due_on

ALIVE = (ClaimState.PENDING, ClaimState.ACCEPTED)


class ClaimQuerySet(models.QuerySet):
    """Claims, by what became of them."""

    def pending(self):
        """Keep what waits for an answer."""
        return self.filter(state=ClaimState.PENDING)

    def accepted(self):
        """Keep those that let somebody speak for the actor."""
        return self.filter(state=ClaimState.ACCEPTED)

    def alive(self):
        """Keep those that wait or were accepted."""
        return self.filter(state__in=ALIVE)

    def decidable_by(self, user):
        """Keep those that `user` answers: of actors that sit where they facilitate, all for admins; never their own."""
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(user=user)
        return others if user.is_superuser else others.filter(_sits_where_facilitated_by(user))

    def visible_to(self, user):
        """Keep one's own, and those that one answers."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(Q(user=user) | _sits_where_facilitated_by(user))

    def of(self, user):
        """Keep the accepted claims of `user`: the actors that they speak for."""
        return self.accepted().filter(user=user)


def _sits_where_facilitated_by(user) -> Q:
    return Q(actor__seat__in=Territory.objects.facilitated_by(user))


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
    merge_rules = {"state": ClaimState.strongest}

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

    @property
    def expected_by(self) -> date:
        """Return the day by which it is to be answered."""
        return due_on(Waiting.CLAIM, self.created_at)

    @property
    def is_pending(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state == ClaimState.PENDING

    @property
    def is_accepted(self) -> bool:
        """Tell whether its author speaks for the actor."""
        return self.state == ClaimState.ACCEPTED
