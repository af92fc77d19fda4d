"""Partnerships: two actors and the axes along which they work together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.enums import Direction, FactState
from actors.models.actor import Actor, visible_actor
from territoire.enums import Visibility
from territoire.models import Record, Sourced, Team, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty, no_overlap


class PartnershipKind(models.Model):
    """A kind of axis: purchase, staff exchange, gift in kind, funding, research, expertise…"""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)
    symmetric = models.BooleanField(_("goes both ways"), default=False)
    forward_words = models.CharField(
        _("what one does with the other"),
        max_length=80,
        blank=True,
        help_text=_("Completes “One … the other”: buys from, works with…"),
    )
    backward_words = models.CharField(
        _("what the other does"),
        max_length=80,
        blank=True,
        help_text=_("The same seen from the other side: sells to… Empty when it goes both ways."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {
            "id",
            "code",
            "name",
            "description",
            "symmetric",
            "forward_words",
            "backward_words",
            "position",
        }

    class Meta:
        verbose_name = _("kind of partnership")
        verbose_name_plural = _("kinds of partnerships")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def words(self, direction: Direction, *, from_first: bool = True) -> str:
        """Return what one partner does with the other ("buys from"), seen from the first or from the second.

        Empty when the kind has no words of its own.
        """
        if self.symmetric or direction == Direction.BOTH:
            return self.forward_words if self.symmetric else ""
        forward = (direction == Direction.FORWARD) == from_first
        return self.forward_words if forward else self.backward_words


def visible_partnership(user, path: str = "") -> Q:
    """Return the condition under which `user` may see the partnership reached by `path`.

    In words: who may see both actors sees a public partnership; one for members needs an account; one for the
    team is seen by that team and by who registered it.
    """
    ends = visible_actor(user, f"{path}first__") & visible_actor(user, f"{path}second__")
    return ends & open_partnership(user, path)


def open_partnership(user, path: str = "") -> Q:
    """Return the condition under which `user` may see that partnership if they may see both of its actors."""
    if not user.is_authenticated:
        return Q(**{f"{path}visibility": Visibility.PUBLIC})
    if user.is_superuser:
        return Q()
    return (
        Q(**{f"{path}visibility__in": [Visibility.PUBLIC, Visibility.MEMBERS]})
        | Q(**{f"{path}created_by": user})
        | Q(**{f"{path}team__in": Team.objects.of(user)})
    )


class PartnershipQuerySet(models.QuerySet):
    """Partnerships, by actor and by who may see them."""

    def visible_to(self, user):
        """Keep the partnerships that `user` may see (see `visible_partnership`)."""
        return self.filter(visible_partnership(user))

    def open_to(self, user):
        """Keep those that `user` may see if they may see both of their actors (see `open_partnership`)."""
        return self.filter(open_partnership(user))

    def of(self, actor):
        """Keep the partnerships of `actor`."""
        return self.filter(Q(first=actor) | Q(second=actor))


@tracked()
class Partnership(Record, Sourced):
    """Two actors that work together; the smaller identifier always comes first."""

    first = models.ForeignKey(
        Actor, models.CASCADE, related_name="partnerships_as_first", verbose_name=_("one actor")
    )
    second = models.ForeignKey(
        Actor, models.CASCADE, related_name="partnerships_as_second", verbose_name=_("the other actor")
    )
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.PUBLIC
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name=_("team")
    )
    description = models.TextField(_("in a few words"), blank=True)

    objects = PartnershipQuerySet.as_manager()
    merge_rules = Sourced.merge_rules | {"visibility": Visibility.narrowest}

    class PersonalData:
        """Words may name somebody."""

        erase = {"description": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {"first", "second", "visibility", "team", "illustrative"}

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="partnership_of_two_in_order",
                violation_error_message=_("A partnership links two different actors."),
            ),
            # By team, so that a team's hidden partnership never shows in another team's error message.
            models.UniqueConstraint(
                fields=["first", "second", "team"],
                nulls_distinct=False,
                name="partnership_once_by_team",
                violation_error_message=_("This partnership is already registered: add an axis to it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    def other(self, actor: Actor) -> Actor:
        """Return the partner of `actor`."""
        return self.second if actor.pk == self.first_id else self.first


class PartnershipAxisQuerySet(DatedQuerySet):
    """Axes, by who may see them."""

    def visible_to(self, user):
        """Keep the axes of the partnerships that `user` may see."""
        return self.filter(visible_partnership(user, "partnership__"))


@tracked()
class PartnershipAxis(Record, Sourced, Dated):
    """One way in which two partners work together, for a time; declared by one side, confirmed by the other."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="axes", verbose_name=_("partnership")
    )
    kind = models.ForeignKey(PartnershipKind, models.PROTECT, related_name="axes", verbose_name=_("kind"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.BOTH)
    amount = models.DecimalField(_("amount (€)"), max_digits=14, decimal_places=2, null=True, blank=True)
    description = models.CharField(_("in a few words"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=FactState, default=FactState.DECLARED)

    objects = PartnershipAxisQuerySet.as_manager()
    merge_rules = Sourced.merge_rules | {"amount": max, "state": FactState.surest}

    class PersonalData:
        """Words may name somebody."""

        erase = {"description": "", "source": "", "external_id": "", "import_batch": None}
        keep = Record.RECORD_FIELDS | {
            "partnership",
            "kind",
            "direction",
            "amount",
            "state",
            "period",
            "illustrative",
        }

    class Meta:
        verbose_name = _("axis of a partnership")
        verbose_name_plural = _("axes of partnerships")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="axis_amount_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
            never_empty("axis_period_not_empty"),
            no_overlap(
                "partnership",
                "kind",
                of="direction",
                name="axis_no_overlap",
                message=_("This axis is already registered at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership} · {self.kind}"
