"""Whole projects, and their vocabularies."""

from django.db.models import Prefetch

from actors.models import Actor
from projects.analysis.cards import needs_asked
from projects.filters import ProjectFilter
from projects.models import Degree, Involvement, Need, Project, SharedValue, Theme
from projects.record_serializers import (
    DegreeSerializer,
    ProjectDetailSerializer,
    ProjectSerializer,
    SharedValueSerializer,
    ThemeSerializer,
)
from projects.views import freshness
from projects.views import projects as pages
from territoire.api.pictures import PictureOf
from territoire.api.views import Gesture, Records


class SeenProjects(Records):
    """Projects that the caller may see, one of which shows its parts on the day asked for."""

    part, tag = "projects", "projects"
    model = Project
    queryset = Project.objects.none()
    serializer_class, detail_class = ProjectSerializer, ProjectDetailSerializer
    lookup_field = "slug"

    def get_queryset(self):
        """Keep what the caller may see."""
        return Project.objects.visible_to(self.request.user).select_related("territory")

    def shown(self, records):
        """Load the themes; of one project, its parts on the day asked for."""
        records = records.prefetch_related("themes")
        return records if self.action == "list" else _with_parts(records, self.request.user, self.day)


class Projects(SeenProjects):
    """Projects that the caller may see, by the filters of the page.

    A project shows its steps, its circle and its needs on the day asked for. Who registers one holds it.
    """

    filterset_class = ProjectFilter
    on_a_day = True
    add = Gesture(pages.ProjectCreate, "Begin a project, which the caller holds")
    change = Gesture(pages.ProjectUpdate, "Change what a project says of itself")
    remove = Gesture(pages.ProjectDelete, "Delete a project for good, with its parts")
    gestures = {
        "archive": Gesture(pages.archive, "Take a project off the lists"),
        "restore": Gesture(pages.restore, "Bring a project back to the lists"),
        "confirm": Gesture(freshness.confirm, "Say that its page is still true", versioned=False),
    }

    def listed(self, records):
        """Leave out what is archived."""
        return records.listed()


class Picture(PictureOf, SeenProjects):
    """The picture of a project."""

    page = Projects.change


def involvements_shown(involvements, user):
    """Load what is shown of involvements, as far as `user` sees."""
    seen = Actor.objects.visible_to(user).filter(restricted_at=None)
    return (
        involvements.visible_to(user)
        .select_related("actor__family")
        .prefetch_related(Prefetch("engaged", seen, to_attr="seen_persons"))
    )


def _with_parts(projects, user, day):
    involvements = involvements_shown(Involvement.objects.active_on(day), user)
    return projects.prefetch_related(
        "shared_values",
        "milestones",
        Prefetch("involvements", involvements.order_by("-degree", "actor__search_name", "pk")),
        Prefetch("needs", needs_asked(Need.objects.open_on(day)).order_by("-importance", "pk")),
    )


class Vocabulary(Records):
    """A list of words."""

    tag = "vocabularies"
    lookup_field = "slug"

    def get_queryset(self):
        """Read it all: it is the same for everyone."""
        return self.model._default_manager.all()


class Themes(Vocabulary):
    """The themes of projects."""

    model, serializer_class = Theme, ThemeSerializer


class SharedValues(Vocabulary):
    """The values that projects hold."""

    model, serializer_class = SharedValue, SharedValueSerializer


class Degrees(Vocabulary):
    """The degrees of involvement, 1 to 5."""

    model, serializer_class, lookup_field = Degree, DegreeSerializer, "value"
