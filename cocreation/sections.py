"""What this app adds to the pages of a project: where it is thought about together, and beside needs what is said."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.models import CompetenceClosure, Mastery
from cocreation.models import Diagnosis, Idea, Statement, TrainingSession
from cocreation.permissions import open_project_diagnosis
from projects.models import Need, Project
from projects.page_parts import NeedLink


def together(project: Project, user, day: date) -> dict[str, Any]:
    """Tell whether there is a diagnosis to read or to open, and of which ideas the project was born."""
    return {
        "project": project,
        "diagnosis": Diagnosis.objects.visible_to(user).about(project).first(),
        "may_open": open_project_diagnosis(user, project),
        "ideas": list(Idea.objects.visible_to(user).filter(project=project).order_by("pk")[:5]),
    }


def statements_beside(project: Project, needs: list[Need], user, day: date) -> dict[int, list[NeedLink]]:
    """Link each need to what is stated of it, in the versions that `user` may read and that are still open."""
    links = (
        Statement.needs.through.objects.filter(
            need__in=needs,
            statement__in=Statement.objects.visible_to(user).filter(
                diagnosis__closed_on=None, hidden_at=None
            ),
        )
        .select_related("statement__diagnosis__project", "statement__diagnosis__territory")
        .order_by("pk")
    )
    found: dict[int, list[NeedLink]] = {}
    for link in links:
        told = _("%(kind)s in the diagnosis: %(statement)s") % {
            "kind": link.statement.get_kind_display(),
            "statement": link.statement,
        }
        found.setdefault(link.need_id, []).append(
            NeedLink("chat-quote", told, link.statement.get_absolute_url())
        )
    return found


def training_beside(project: Project, needs: list[Need], user, day: date) -> dict[int, list[NeedLink]]:
    """Link a need for a competence to training: a session is to come, or nobody knows enough but somebody some."""
    asked = [need.pk for need in needs if need.competence_id]
    if not asked:
        return {}
    under = CompetenceClosure.objects.filter(ancestor=OuterRef(OuterRef("competence"))).values("descendant")
    known = Mastery.objects.visible_to(user).active_on(day).filter(competence__in=under)
    enough = known.filter(level__gte=OuterRef("minimum_level"), mobilisable=True)
    some = known.filter(level__lt=OuterRef("minimum_level"))
    coming = TrainingSession.objects.visible_to(user).to_come().filter(competence__in=under)
    marked = Need.objects.filter(pk__in=asked).annotate(
        taught=Exists(coming), reachable=Exists(some), able=Exists(enough)
    )
    found = {}
    for need in marked.select_related("competence"):
        words = (
            _("A training session is to come")
            if need.taught
            else _("Nobody known knows it well enough, but somebody knows some of it: train them?")
            if need.reachable and not need.able
            else ""
        )
        if words and need.competence:
            address = f"{reverse('cocreation:trainings')}?competence={need.competence.slug}"
            found[need.pk] = [NeedLink("mortarboard", words, address)]
    return found
