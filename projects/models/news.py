"""News that a project tells of itself."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project, visible_project
from territoire.enums import Role
from territoire.models import Hideable, Record, Team, in_care_of, tracked


class NewsQuerySet(models.QuerySet):
    """News, by who may read it."""

    def visible_to(self, user):
        """Keep what is published of the projects that `user` may see, and the drafts of those they write for.

        What who moderates hid is for them, and for who writes for the project.
        """
        seen = self.filter(visible_project(user, "project__"))
        if not user.is_authenticated:
            return seen.published()
        writes = Q(project__team__in=Team.objects.of(user, Role.CONTRIBUTOR, Role.HOLDER))
        cares = Q(published_at__isnull=False) & in_care_of(user, "project__territory")
        return seen.filter(Q(published_at__isnull=False, hidden_at=None) | writes | cares)

    def in_care_of(self, user):
        """Keep those that `user` moderates: of the projects in the territories that they facilitate."""
        return self.filter(in_care_of(user, "project__territory"))

    def published(self):
        """Keep what is neither a draft nor hidden."""
        return self.filter(published_at__isnull=False, hidden_at=None)


@tracked()
class News(Record, Hideable):
    """Something that the project tells: a title, a day, a text; a draft until it is published."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="news", verbose_name=_("project"))
    title = models.CharField(_("title"), max_length=160)
    day = models.DateField(_("day"), default=timezone.localdate)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = NewsQuerySet.as_manager()

    class PersonalData:
        """What a project tells is the project's."""

        erase = {}
        keep = (
            Record.RECORD_FIELDS
            | Hideable.HIDDEN_FIELDS
            | {"project", "title", "day", "text", "published_at", "illustrative"}
        )

    class Meta:
        verbose_name = _("news of a project")
        verbose_name_plural = _("news of projects")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where it is read."""
        return f"{reverse('projects:news', args=[self.project.slug])}#actualite-{self.uid}"

    @property
    def where(self):
        """Return the territory whose facilitators moderate it."""
        return self.project.territory

    @property
    def is_draft(self) -> bool:
        """Tell whether those who write for the project alone read it."""
        return self.published_at is None
