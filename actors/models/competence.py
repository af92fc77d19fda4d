"""Competences: a tree of controlled entries with synonyms; what is missing is proposed and moderated."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.enums import CompetenceStatus
from territoire.models import Merge, Record, tracked
from territoire.text import normalise, searchable


class CompetenceQuerySet(models.QuerySet):
    """Competences, by place in the tree and by name."""

    def offered_to(self, user):
        """Keep the approved entries, and what `user` proposed."""
        if not user.is_authenticated:
            return self.filter(status=CompetenceStatus.APPROVED)
        if user.is_superuser:
            return self.exclude(status=CompetenceStatus.REJECTED)
        return self.filter(
            Q(status=CompetenceStatus.APPROVED) | Q(status=CompetenceStatus.PROPOSED, created_by=user)
        )

    def under(self, competence):
        """Keep `competence` and all that stands under it in the tree."""
        return self.filter(pk__in=CompetenceClosure.objects.filter(ancestor=competence).values("descendant"))

    def above(self, competence):
        """Keep `competence` and all that it stands under."""
        return self.filter(pk__in=CompetenceClosure.objects.filter(descendant=competence).values("ancestor"))

    def named_like(self, text: str):
        """Keep those whose name or synonym holds `text`, best names first."""
        words = normalise(text)
        by_synonym = CompetenceSynonym.objects.filter(search_text__contains=words).values("competence")
        return (
            self.filter(Q(search_text__contains=words) | Q(pk__in=by_synonym))
            .annotate(
                rank=models.Case(
                    models.When(search_text=words, then=0),
                    models.When(search_text__startswith=words, then=1),
                    default=2,
                )
            )
            .order_by("rank", "name", "pk")
        )


@tracked(exclude=["search_text"])
class Competence(Record):
    """Something that one can know how to do; a node of the tree."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name = models.CharField(_("name"), max_length=200)
    definition = models.CharField(_("definition"), max_length=500, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    status = models.CharField(
        _("status"), max_length=20, choices=CompetenceStatus, default=CompetenceStatus.APPROVED
    )
    source = models.CharField(
        _("source"), max_length=40, blank=True, help_text=_("Empty for our own tree; else rome, esco…")
    )
    external_id = models.CharField(_("identifier at the source"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )
    search_text = models.GeneratedField(
        expression=searchable("name"), output_field=models.TextField(), db_persist=True
    )

    objects = CompetenceQuerySet.as_manager()

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "slug",
            "name",
            "definition",
            "parent",
            "position",
            "status",
            "source",
            "external_id",
            "merged_into",
            "search_text",
        }

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        indexes = [GinIndex(OpClass("search_text", "gin_trgm_ops"), name="competence_search_text")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="competence_once_by_source",
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="competence_not_under_itself",
                violation_error_message=_("A competence cannot stand under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the competence's page."""
        return reverse("site:competence", args=[self.slug])


class CompetenceSynonym(models.Model):
    """Another word for a competence."""

    competence = models.ForeignKey(
        Competence, models.CASCADE, related_name="synonyms", verbose_name=_("competence")
    )
    name = models.CharField(_("word"), max_length=200)
    search_text = models.GeneratedField(
        expression=searchable("name"), output_field=models.TextField(), db_persist=True
    )

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "competence", "name", "search_text"}

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        indexes = [GinIndex(OpClass("search_text", "gin_trgm_ops"), name="synonym_search_text")]
        constraints = [models.UniqueConstraint(fields=["competence", "name"], name="synonym_once")]

    def __str__(self) -> str:
        return self.name


class CompetenceClosure(models.Model):
    """`descendant` stands `depth` levels under `ancestor`; each competence stands under itself at depth 0."""

    ancestor = models.ForeignKey(Competence, models.CASCADE, related_name="+", db_index=False)
    descendant = models.ForeignKey(Competence, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "ancestor", "descendant", "depth"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="competence_closure_once")
        ]

    def __str__(self) -> str:
        return f"{self.descendant_id} ⊂ {self.ancestor_id}"


class CompetenceMerge(Merge):
    """A competence merged into another."""

    kept = models.ForeignKey(Competence, models.CASCADE, related_name="+", verbose_name=_("kept"))
    absorbed = models.ForeignKey(Competence, models.CASCADE, related_name="+", verbose_name=_("merged"))

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = Merge.MERGE_FIELDS | {"kept", "absorbed"}

    class Meta(Merge.Meta):
        verbose_name = _("merge of competences")
        verbose_name_plural = _("merges of competences")

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"
