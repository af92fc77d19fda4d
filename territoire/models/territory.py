"""Territories: communes and what they make up, official or not, and who facilitates them."""

import re

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from territoire.enums import TerritoryKind
from territoire.models.records import tracked
from territoire.periods import Dated
from territoire.text import normalise, searchable

WORD = re.compile(r"[a-z0-9]+")
SAINTS = {"st": "saint", "ste": "sainte"}


class TerritoryQuerySet(models.QuerySet):
    """Territories, by place and by name."""

    def within(self, territory):
        """Keep `territory` and all that lies in it."""
        return self.filter(pk__in=TerritoryClosure.objects.filter(ancestor=territory).values("descendant"))

    def containing(self, territory):
        """Keep `territory` and all that it lies in."""
        return self.filter(pk__in=TerritoryClosure.objects.filter(descendant=territory).values("ancestor"))

    def facilitated_by(self, user):
        """Keep all that lies in the territories that `user` facilitates."""
        facilitated = Facilitation.objects.filter(user=user).values("territory")
        return self.filter(
            pk__in=TerritoryClosure.objects.filter(ancestor__in=facilitated).values("descendant")
        )

    def current(self):
        """Keep the territories that exist today."""
        return self.filter(period__contains=timezone.localdate())

    def named_like(self, text: str):
        """Keep those whose name, other name, postcode or code holds the words of `text`; exact names, then big ones.

        A hyphen is a space, "st" is "saint": people type both.
        """
        words = [SAINTS.get(word, word) for word in WORD.findall(normalise(text))]
        if not words:
            return self.none()
        text_field = models.TextField()
        spaced = Replace("search_name", Value("-"), Value(" "), output_field=text_field)
        spaced = Replace(spaced, Value("'"), Value(" "), output_field=text_field)
        whole = " ".join(words)
        holding = models.Q(*(models.Q(search_text__contains=word) for word in words))
        return (
            self.filter(holding | models.Q(official_code__iexact=text.strip()))
            .alias(spaced_name=spaced)
            .annotate(
                rank=models.Case(
                    models.When(spaced_name=whole, then=0),
                    models.When(spaced_name__startswith=whole, then=1),
                    models.When(spaced_name__contains=whole, then=2),
                    default=3,
                )
            )
            .order_by("rank", models.F("population").desc(nulls_last=True), "name", "pk")
        )


@tracked(exclude=["search_name", "search_text"])
class Territory(Dated):
    """A commune, EPCI, EPT, département, région, France, or any other territory made of others."""

    code = models.CharField(
        _("code"),
        max_length=80,
        unique=True,
        help_text=_(
            "In addresses: commune-63113, epci-200071199, region-84, or a word for other territories."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=TerritoryKind, db_index=True)
    official_code = models.CharField(_("official code"), max_length=20, blank=True, db_index=True)
    nature = models.CharField(
        _("nature"), max_length=60, blank=True, help_text=_("Of an EPCI: CC, CA, CU, métropole…")
    )
    name = models.CharField(_("name"), max_length=200)
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("Former communes, usual names; one a line.")
    )
    postcodes = models.CharField(_("postcodes"), max_length=400, blank=True)
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    epci = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    departement = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("territory", "département"),
    )
    region = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("territory", "région"),
    )
    parts = models.ManyToManyField(
        "self", through="TerritoryPart", symmetrical=False, related_name="wholes", verbose_name=_("parts")
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True, verbose_name=_("successors")
    )
    search_name = models.GeneratedField(
        expression=searchable("name"), output_field=models.TextField(), db_persist=True
    )
    search_text = models.GeneratedField(
        expression=searchable("name", "other_names", "postcodes"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = TerritoryQuerySet.as_manager()

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {
            "id",
            "period",
            "code",
            "kind",
            "official_code",
            "nature",
            "name",
            "other_names",
            "postcodes",
            "population",
            "latitude",
            "longitude",
            "epci",
            "departement",
            "region",
            "search_name",
            "search_text",
        }

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        indexes = [
            GinIndex(OpClass("search_text", "gin_trgm_ops"), name="territory_search_text"),
            models.Index(fields=["search_name"], name="territory_search_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the territory's page."""
        return reverse("site:territory", args=[self.code])

    @property
    def whereabouts(self) -> str:
        """Say what it is and where: "Commune, Haute-Loire (43)"; its département is best loaded beforehand."""
        what = self.nature or self.get_kind_display()
        if self.departement is None:
            return str(what)
        return f"{what}, {self.departement.name} ({self.departement.official_code})"


class TerritoryPart(models.Model):
    """A territory that is a direct part of another."""

    whole = models.ForeignKey(Territory, models.CASCADE, related_name="part_links")
    part = models.ForeignKey(Territory, models.CASCADE, related_name="whole_links")

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "whole", "part"}

    class Meta:
        verbose_name = _("part of a territory")
        verbose_name_plural = _("parts of territories")
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="territory_part_once"),
            models.CheckConstraint(
                condition=~models.Q(whole=models.F("part")),
                name="territory_not_its_own_part",
                violation_error_message=_("A territory is not a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} ⊂ {self.whole}"


class TerritoryClosure(models.Model):
    """`descendant` lies within `ancestor`; each territory lies within itself."""

    ancestor = models.ForeignKey(Territory, models.CASCADE, related_name="+", db_index=False)
    descendant = models.ForeignKey(Territory, models.CASCADE, related_name="+")

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "ancestor", "descendant"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="territory_closure_once")
        ]

    def __str__(self) -> str:
        return f"{self.descendant_id} ⊂ {self.ancestor_id}"


class FacilitationQuerySet(models.QuerySet):
    """Who facilitates what, by place."""

    def territories_of(self, user):
        """Return the territories that `user` facilitates, for `…__lies_in=`."""
        return self.filter(user=user).values("territory")

    def over(self, territory):
        """Keep those of `territory` and of all that holds it."""
        return self.filter(territory__in=Territory.objects.containing(territory).values("pk"))


@tracked()
class Facilitation(models.Model):
    """An account that facilitates a territory: reviews gaps and introduces people in all that lies within."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="facilitations", verbose_name=_("account")
    )
    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="facilitations", verbose_name=_("territory")
    )
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)

    objects = FacilitationQuerySet.as_manager()

    class PersonalData:
        """Goes with the account."""

        erase = {}
        keep = {"id", "user", "territory", "created_at"}

    class Meta:
        verbose_name = _("facilitator of a territory")
        verbose_name_plural = _("facilitators of territories")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "territory"],
                name="facilitation_once",
                violation_error_message=_("This person already facilitates this territory."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.territory}"
