"""What this app adds to the story of a project: its workshops, as far as one sees them."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.analysis.story import Kind, Moment
from projects.models import Project
from workshops.models import Workshop


def workshops_of(project: Project, user) -> Iterator[Moment]:
    """Tell the workshops that began."""
    seen = Workshop.objects.visible_to(user).filter(project=project, begins_at__lte=timezone.now())
    for one in seen.order_by("begins_at", "pk"):
        yield Moment(
            Kind.TOLD,
            timezone.localdate(one.begins_at),
            told=_("Workshop: %(name)s") % {"name": one.name},
            url=one.get_absolute_url(),
        )
