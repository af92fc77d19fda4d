"""What people write may be hidden by who moderates the place, with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from territoire.models.territory import Facilitation


class Hideable(models.Model):
    """Something that people wrote, which its author and who moderates still read once it is hidden."""

    hidden_at = models.DateTimeField(_("hidden on"), null=True, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("hidden by"),
    )
    hidden_reason = models.CharField(
        _("why it was hidden"), max_length=300, blank=True, editable=False, db_default=""
    )

    class Meta:
        abstract = True

    HIDDEN_FIELDS = frozenset({"hidden_at", "hidden_by", "hidden_reason"})

    @property
    def is_hidden(self) -> bool:
        """Tell whether who moderates hid it."""
        return self.hidden_at is not None


def in_care_of(user, *places: str) -> Q:
    """Return the condition under which `user` moderates what lies at one of `places` (paths to a territory)."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(pk__isnull=False)
    cared = Q(pk__in=[])
    for place in places:
        cared |= Q(**{f"{place}__lies_in": Facilitation.objects.territories_of(user)})
    return cared


def not_hidden(user, *places: str) -> Q:
    """Return the condition under which `user` reads what may be hidden; `places` are paths to its territory."""
    shown = Q(hidden_at=None)
    if not user.is_authenticated:
        return shown
    return shown | Q(created_by=user) | in_care_of(user, *places)
