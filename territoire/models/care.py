"""What public records of both apps share: who looks after them, which are new, which should be confirmed."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, Func, OuterRef
from django.db.models.functions import Coalesce, TruncDate

from territoire.enums import Rhythm, Visibility
from territoire.models.territory import Facilitation, Territory, TerritoryClosure


class FreshUntil(Func):
    """The day on which to ask again, `territoire.freshness.due_on` in SQL."""

    template = "(%(expressions)s))::date"
    arg_joiner = " + make_interval(months => "
    output_field = models.DateField()

    def __init__(self):
        """Count from the last confirmation, else from the registration."""
        super().__init__(TruncDate(Coalesce("confirmed_at", "created_at")), F("confirm_every"))


class CaredQuerySet(models.QuerySet):
    """Records that somebody keeps and somebody else moderates; `place` names the field that says where they are."""

    place = ""

    def listed(self):
        """Leave out what is archived."""
        return self.filter(archived_at=None)

    def in_care_of(self, user):
        """Keep what `user` moderates: what lies in the territories that they facilitate; everything, for admins."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(**{f"{self.place}__in": Territory.objects.facilitated_by(user)})

    def to_review(self):
        """Keep the public records that nobody who moderates has looked at, nor registered."""
        above = TerritoryClosure.objects.filter(descendant=OuterRef(OuterRef(f"{self.place}_id")))
        by_facilitator = Facilitation.objects.filter(
            user=OuterRef("created_by"), territory__in=above.values("ancestor")
        )
        return (
            self.listed()
            .filter(visibility=Visibility.PUBLIC, reviewed_at=None)
            .exclude(created_by__is_superuser=True)
            .exclude(Exists(by_facilitator))
        )

    def stale_on(self, day: date):
        """Keep what should have been confirmed again by `day`."""
        return (
            self.exclude(confirm_every=Rhythm.NEVER)
            .alias(fresh_until=FreshUntil())
            .filter(fresh_until__lte=day)
        )
