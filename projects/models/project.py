"""Projects: what actors of a territory do together."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.enums import DatePrecision, DecisionRule, MilestoneState, Stage
from projects.models.vocabulary import SharedValue, Theme
from territoire import pictures
from territoire.enums import Role, Visibility
from territoire.models import (
    CaredQuerySet,
    Confirmable,
    Facilitation,
    Moderated,
    Record,
    Sourced,
    Team,
    Territory,
    tracked,
)
from territoire.text import searchable


def visible_project(user, path: str = "") -> Q:
    """Return the condition under which `user` may see the project reached by `path` ("", "project__"…).

    In words: public projects, by everyone; projects for members, by who has an account; the others by their team
    and by the facilitators of their territory.
    """
    if not user.is_authenticated:
        return Q(**{f"{path}visibility": Visibility.PUBLIC})
    if user.is_superuser:
        return Q(**{f"{path}pk__isnull": False})
    return (
        Q(**{f"{path}visibility__in": [Visibility.PUBLIC, Visibility.MEMBERS]})
        | Q(**{f"{path}team__in": Team.objects.of(user)})
        | Q(**{f"{path}territory__lies_in": Facilitation.objects.territories_of(user)})
    )


class ProjectQuerySet(CaredQuerySet):
    """Projects, by who may see them, by who works on them and by place."""

    place = "territory"

    def visible_to(self, user):
        """Keep the projects that `user` may see (see `visible_project`)."""
        return self.filter(visible_project(user))

    def within(self, territory):
        """Keep the projects of `territory` and of anything that lies in it."""
        return self.filter(territory__in=Territory.objects.within(territory).values("pk"))

    def of(self, user, *roles: Role):
        """Keep the projects on which `user` has one of `roles` (any role when none is named)."""
        return self.filter(team__in=Team.objects.of(user, *roles))


@tracked(exclude=["search_name", "search_vector"])
class Project(Record, Sourced, Moderated, Confirmable):
    """Something that actors undertake together, on a territory."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    summary = models.CharField(
        _("in one sentence"), max_length=300, blank=True, help_text=_("Shown in lists.")
    )
    objective = models.TextField(_("objective"), blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="projects", verbose_name=_("territory")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects", verbose_name=_("themes"))
    shared_values = models.ManyToManyField(
        SharedValue, blank=True, related_name="projects", verbose_name=_("values")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.IDEA)
    started_on = models.DateField(_("began on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    impact = models.TextField(_("impact on the territory"), blank=True)
    risk = models.TextField(_("risk taken"), blank=True)
    success = models.TextField(_("success to share"), blank=True)
    open_to_newcomers = models.BooleanField(_("open to newcomers"), default=True)
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.PUBLIC
    )
    decision_rule = models.CharField(
        _("how proposals are decided"),
        max_length=20,
        choices=DecisionRule,
        default=DecisionRule.HOLDERS,
        # What copies rows in bulk need not know of it.
        db_default=DecisionRule.HOLDERS,
        help_text=_(
            "Of what its circle proposes to change. Proposals that are open keep the rule they began with."
        ),
    )
    picture = models.ImageField(_("picture"), upload_to="projects", blank=True, editable=False)
    team = models.OneToOneField(
        Team, models.PROTECT, related_name="project", editable=False, verbose_name=_("team")
    )
    archived_at = models.DateTimeField(_("archived on"), null=True, blank=True, editable=False)
    search_name = models.GeneratedField(
        expression=searchable("name"), output_field=models.TextField(), db_persist=True
    )
    search_vector = models.GeneratedField(
        expression=SearchVector(
            searchable("name", "summary", "objective"),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProjectQuerySet.as_manager()

    class PersonalData:
        """A project is not a person; its texts are its team's."""

        erase = {}
        keep = (
            Record.RECORD_FIELDS
            | Sourced.SOURCE_FIELDS
            | Moderated.MODERATION_FIELDS
            | Confirmable.CONFIRMATION_FIELDS
            | {
                "name",
                "hidden_reason",
                "picture",
                "slug",
                "summary",
                "objective",
                "territory",
                "stage",
                "started_on",
                "ended_on",
                "impact",
                "risk",
                "success",
                "open_to_newcomers",
                "decision_rule",
                "visibility",
                "team",
                "archived_at",
                "search_name",
                "search_vector",
            }
        )

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            GinIndex(fields=["search_vector"], name="project_search_vector"),
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="project_search_name_trigrams"),
            models.Index(fields=["search_name", "id"], name="project_search_name"),
            # The queue of moderation: few rows, however many projects.
            models.Index(
                fields=["created_at"],
                condition=Q(reviewed_at=None, visibility=Visibility.PUBLIC, archived_at=None),
                name="project_not_reviewed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="project_once_by_source"
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="project_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the project's page."""
        return reverse("projects:detail", args=[self.slug])

    def get_picture_url(self) -> str:
        """Return the address of the project's picture, which changes when the picture does."""
        return f"{reverse('projects:picture', args=[self.slug])}?v={pictures.version(self.picture.name)}"


@tracked()
class Milestone(Record):
    """A step of a project, shown on its line of time."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("project"))
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what happened, or what should"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the day"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    state = models.CharField(_("state"), max_length=10, choices=MilestoneState, default=MilestoneState.AHEAD)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """A step tells a project's story."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "project",
            "name",
            "description",
            "day",
            "precision",
            "state",
            "illustrative",
            "position",
        }

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "day", "pk"]

    def __str__(self) -> str:
        return self.name
