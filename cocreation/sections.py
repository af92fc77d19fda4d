"""What this app adds to the pages of a project: where it is thought about together, and beside needs what is said."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor
from cocreation.models import Diagnosis, Idea, Statement, TrainingSession
from cocreation.permissions import open_project_diagnosis
from projects.models import Need, Project
from projects.page_parts import NeedLink
from territoire.sight import condition, fetched, kept, viewer

# Few projects have any: whether `user` may read it takes longer to ask.
_THOUGHT = """
SELECT EXISTS (SELECT 1 FROM cocreation_diagnosis WHERE project_id = %(project)s),
    EXISTS (SELECT 1 FROM cocreation_idea WHERE project_id = %(project)s)
"""
# Most needs are stated of by nobody: to ask whether `user` may read what is takes ten times as long.
_STATED = "SELECT 1 FROM cocreation_statement_needs WHERE need_id = ANY(%(needs)s) LIMIT 1"
# Those that somebody whom everybody sees knows well enough, and no session is to come for: nearly all of them.
_KNOWN = """
SELECT need FROM unnest(%(needs)s::bigint[], %(asked)s::bigint[], %(least)s::int[]) asking (need, asked, least)
WHERE EXISTS (
    SELECT 1 FROM actors_competenceclosure JOIN actors_mastery ON competence_id = descendant_id
    JOIN actors_actor ON actors_actor.id = actor_id
    WHERE ancestor_id = asked AND level >= least AND mobilisable AND range_contains_elem(period, %(day)s::date)
        AND visibility = 'public' AND restricted_at IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM cocreation_trainingsession JOIN actors_competenceclosure ON descendant_id = competence_id
    WHERE ancestor_id = asked AND ends_at >= %(now)s AND cancelled_at IS NULL
)
"""
# The needs for which a session is to come, or that nobody who is seen knows well enough, though somebody knows some.
_TRAINING = """
SELECT need, taught FROM unnest(%(needs)s::bigint[], %(asked)s::bigint[], %(least)s::int[]) asking (need, asked, least)
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT 1 FROM cocreation_trainingsession session JOIN actors_competenceclosure ON descendant_id = competence_id
        WHERE ancestor_id = asked AND ends_at >= %(now)s AND cancelled_at IS NULL AND session.id IN ({sessions})
    ) AS taught
) coming
WHERE taught OR (NOT EXISTS (
    SELECT 1 FROM actors_competenceclosure JOIN actors_mastery ON competence_id = descendant_id
    JOIN actors_actor ON actors_actor.id = actor_id
    WHERE ancestor_id = asked AND level >= least AND mobilisable AND range_contains_elem(period, %(day)s::date)
        AND restricted_at IS NULL AND {seen}
) AND EXISTS (
    SELECT 1 FROM actors_competenceclosure JOIN actors_mastery ON competence_id = descendant_id
    JOIN actors_actor ON actors_actor.id = actor_id
    WHERE ancestor_id = asked AND level < least AND range_contains_elem(period, %(day)s::date)
        AND restricted_at IS NULL AND {seen}
))
"""


def together(project: Project, user, day: date) -> dict[str, Any]:
    """Tell whether there is a diagnosis to read or to open, and of which ideas the project was born."""
    [(stated, born)] = fetched(_THOUGHT, {"project": project.pk})
    ideas = Idea.objects.visible_to(user).filter(project=project).order_by("pk")[:5] if born else []
    return {
        "project": project,
        "diagnosis": Diagnosis.objects.visible_to(user).about(project).first() if stated else None,
        "may_open": open_project_diagnosis(user, project),
        "ideas": list(ideas),
    }


def statements_beside(project: Project, needs: list[Need], user, day: date) -> dict[int, list[NeedLink]]:
    """Link each need to what is stated of it, in the versions that `user` may read and that are still open."""
    if not fetched(_STATED, {"needs": [need.pk for need in needs]}):
        return {}
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
    asking = {need.pk: need for need in needs if need.competence_id}
    for (known,) in fetched(_KNOWN, _asked(asking.values(), day)) if asking else ():
        del asking[known]
    if not asking:
        return {}
    seen, sessions = condition(Actor.objects.visible_to, user), kept(TrainingSession.objects.visible_to, user)
    rows = fetched(
        _TRAINING.format(seen=seen, sessions=sessions), {**viewer(user), **_asked(asking.values(), day)}
    )
    words = {
        True: _("A training session is to come"),
        False: _("Nobody known knows it well enough, but somebody knows some of it: train them?"),
    }
    page = reverse("cocreation:trainings") if rows else ""
    slugs = {pk: need.competence.slug for pk, need in asking.items() if need.competence}
    return {
        pk: [NeedLink("mortarboard", words[taught], f"{page}?competence={slugs[pk]}")] for pk, taught in rows
    }


def _asked(needs: Iterable[Need], day: date) -> dict[str, Any]:
    """Return what statements are run with: what some needs for competences ask for."""
    needs = list(needs)
    return {
        "needs": [need.pk for need in needs],
        "asked": [need.competence_id for need in needs],
        "least": [need.minimum_level for need in needs],
        "now": timezone.now(),
        "day": day,
    }
