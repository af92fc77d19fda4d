"""What projects learnt: how a need was filled, for others to take up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Competence
from projects.models.need import Need
from projects.models.project import Project, visible_project
from territoire.models import Record, Sourced, tracked


class ExperienceQuerySet(models.QuerySet):
    """Experiences, by who may see them."""

    def visible_to(self, user):
        """Keep the experiences of the projects that `user` may see."""
        return self.filter(visible_project(user, "project__"))


@tracked()
class Experience(Record, Sourced):
    """How a need was filled somewhere: what worked, what did not, whom to ask."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="experiences", verbose_name=_("project")
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="experiences", verbose_name=_("need")
    )
    competences = models.ManyToManyField(
        Competence, blank=True, related_name="experiences", verbose_name=_("competences concerned")
    )
    title = models.CharField(_("title"), max_length=200)
    story = models.TextField(_("how it was done"))
    worked = models.TextField(_("what worked"), blank=True)
    did_not_work = models.TextField(_("what did not"), blank=True)
    ask = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("whom to ask")
    )
    day = models.DateField(_("when"), null=True, blank=True)

    objects = ExperienceQuerySet.as_manager()

    class PersonalData:
        """A story is the project's; whom to ask is a link to an actor, erased there."""

        erase = {}
        keep = (
            Record.RECORD_FIELDS
            | Sourced.SOURCE_FIELDS
            | {"project", "need", "title", "story", "worked", "did_not_work", "ask", "day"}
        )

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        ordering = ["-day", "pk"]

    def __str__(self) -> str:
        return self.title
