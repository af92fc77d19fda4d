"""What the story of a project takes from what is built together: versions of its diagnosis, and what was learnt."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cocreation.models import Diagnosis, Inscription
from projects.analysis.story import Kind, Moment
from projects.models import Involvement, Project


def moments(project: Project, user) -> Iterator[Moment]:
    """Give them, as far as `user` may see."""
    for one in Diagnosis.objects.visible_to(user).about(project).select_related("project"):
        words = _("The circle makes its diagnosis (version %(number)s)") % {"number": one.number}
        yield Moment(Kind.TOLD, one.opened_on, told=words, url=one.get_absolute_url())
    circle = Involvement.objects.visible_to(user).filter(project=project).values("actor")
    learnt = (
        Inscription.objects.visible_to(user)
        .filter(actor__in=circle, confirmed_on__isnull=False, session__hidden_at=None)
        .select_related("actor__family", "session__competence", "session__teacher__family")
    )
    for one in learnt:
        words = _("%(actor)s learns “%(competence)s” from %(teacher)s") % {
            "actor": one.actor,
            "competence": one.session.competence,
            "teacher": one.session.teacher,
        }
        yield Moment(
            Kind.TOLD,
            one.confirmed_on or one.created_at.date(),
            (one.actor, one.session.teacher),
            told=words,
            url=one.get_absolute_url(),
        )
