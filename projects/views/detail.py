"""The page of a project."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q, Sum
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from actors.models import Actor, Claim, PartnershipAxis
from projects import page_parts
from projects.analysis import overview
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.analysis.common_ground import CommonGround, common_ground
from projects.analysis.gaps import URGENCY
from projects.enums import PledgeState, RequestState
from projects.models import (
    Conviction,
    Engagement,
    Experience,
    GuestRequest,
    Involvement,
    JoinRequest,
    Need,
    News,
    Pledge,
    Project,
    Support,
)
from projects.views import indicators, sharing
from projects.views.pages import ProjectPage
from territoire.days import requested_day
from territoire.enums import Visibility
from territoire.exchanges.writing import answers
from territoire.exchanges.writing import formats as file_formats
from territoire.models import Membership
from territoire.moderation import standing
from territoire.sight import fetched

CHANGES_SHOWN = 6
NEWS_SHOWN, SUPPORTS_SHOWN = 2, 3
# Few projects say any of it: each of these takes longer to ask as somebody may read it.
_SAID = """
SELECT EXISTS (SELECT 1 FROM projects_support WHERE project_id = %(project)s),
    EXISTS (SELECT 1 FROM projects_news WHERE project_id = %(project)s),
    EXISTS (SELECT 1 FROM projects_conviction WHERE project_id = %(project)s),
    EXISTS (SELECT 1 FROM projects_indicator WHERE project_id = %(project)s)
"""


@method_decorator(login_not_required, name="dispatch")
class ProjectDetail(ProjectPage, TemplateView):
    """What a project is, who is aboard, what it needs, on one day."""

    template_name = "projects/project_detail.html"

    def get_context_data(self, **kwargs):
        """Gather what the reader may see."""
        project, user = self.project, self.request.user
        day = requested_day(self.request)
        may = rights(user, project)
        involvements = list(involved(project, user))
        milestones = list(project.milestones.all())
        needs = list(needs_asked(Need.objects.open_on(day).filter(project=project)))
        experiences = list(Experience.objects.filter(project=project).select_related("ask", "need"))
        rings = overview.rings(involvements, day)
        return super().get_context_data(
            day=day,
            may=may,
            standing=standing(project, user) if may["see_team"] else None,
            line=overview.line(milestones, involvements, day),
            rings=rings,
            aboard=len({one.actor_id for ring in rings for one in ring.involvements}),
            needs=need_lines(project, needs, user, day),
            partnerships=partnerships(project, user, day),
            themes=project.themes.all(),
            values=project.shared_values.all(),
            experiences=experiences,
            seen_by=seen_by(experiences, user),
            news=overview.news([project, *involvements, *milestones, *needs, *experiences], CHANGES_SHOWN),
            members=Membership.objects.filter(team=project.team_id).select_related("user").order_by("pk"),
            pending=pending(project, user),
            export=export_menu(project),
            sections=page_parts.of(project, user, day),
            shared=sharing.shared(self.request, project),
            **says_of_itself(project, user, day, rings),
            **kwargs,
        )


def says_of_itself(project: Project, user, day, rings) -> dict[str, Any]:
    """Return what the project tells for itself: figures, news, supports, what the circle holds in common."""
    [(supported, news, convinced, measured)] = fetched(_SAID, {"project": project.pk})
    said = Support.objects.visible_to(user).public().filter(project=project).select_related("actor__family")
    supports = list(said) if supported else []
    told = News.objects.visible_to(user).filter(project=project)[:NEWS_SHOWN] if news else []
    return {
        "indicators": indicators.lines(project.indicators.with_measures(), day) if measured else [],
        "told": list(told),
        "supports": supports[:SUPPORTS_SHOWN],
        "supporters": len(supports),
        "ground": ground_of(project, user, rings, said=convinced),
    }


def ground_of(project: Project, user, rings, *, said: bool) -> CommonGround:
    """Return what the working circle of the page holds in common, where anybody said anything."""
    circle = {one.actor_id for ring in rings if ring.works for one in ring.involvements}
    told = Conviction.objects.visible_to(user).filter(project=project).select_related("value", "aim")
    return common_ground(told if said else (), circle)


def export_menu(project: Project) -> answers.Menu:
    """Return what the project can be taken away as: its map, and its days."""
    base, days = (
        reverse("projects:map", args=[project.slug]),
        reverse("projects:calendar", args=[project.slug]),
    )
    parts = [answers.files(base, "", file_formats.MAPS, _("Map and steps of the project"), days)]
    if project.visibility == Visibility.PUBLIC:
        parts.append(answers.read_live(base, "", file_formats.MAPS))
    return answers.Menu(tuple(parts))


def rights(user, project: Project) -> dict[str, Any]:
    """Say what `user` may do with the project, each asked once; `voices`: the actors for which they speak."""
    change = user.has_perm("projects.change_project", project)
    return {
        "change": change,
        "contribute": change or user.has_perm("projects.contribute_to_project", project),
        "see_team": change or user.has_perm("projects.see_team_of_project", project),
        "confirm": user.has_perm("projects.confirm_project", project),
        "join": project.open_to_newcomers and project.archived_at is None,
        "voices": set(Claim.objects.of(user).values_list("actor", flat=True)) if user.pk else set(),
    }


def involved(project: Project, user):
    """Return the involvements that `user` may see, with all that the page says of each."""
    seen = Actor.objects.visible_to(user).filter(restricted_at=None)
    persons = Engagement.objects.filter(person__in=seen).select_related("person")
    return (
        Involvement.objects.visible_to(user)
        .filter(project=project)
        .select_related("actor__family", "actor__seat", "degree", "wanted_degree")
        .prefetch_related(Prefetch("engagements", persons, to_attr="seen_engagements"))
        .order_by("-degree", "actor__search_name", "pk")
    )


def need_lines(project: Project, needs: list[Need], user, day) -> list[dict]:
    """Return each need with its state, and what is pledged to it as far as `user` may see."""
    sums = Pledge.objects.visible_to(user).active_on(day).filter(need__in=needs).order_by().values("need")
    pledged = {
        row["need"]: row
        for row in sums.annotate(
            confirmed=Sum("quantity", filter=Q(state=PledgeState.CONFIRMED), default=0),
            offered=Sum("quantity", filter=Q(state=PledgeState.OFFERED), default=0),
        )
    }
    opened = project.open_to_newcomers and project.archived_at is None
    gaps = gaps_by_need({project.pk: needs}, day)
    lines = [
        {
            "need": need,
            "state": gaps[need.pk].state,
            "fragile": gaps[need.pk].fragile,
            "pledged": pledged.get(need.pk),
            "joinable": opened and gaps[need.pk].uncovered,
        }
        for need in needs
    ]
    return sorted(lines, key=lambda line: URGENCY.index(line["state"]))


def partnerships(project: Project, user, day) -> list[dict]:
    """Return the partnerships born of the project, each with the axes that hold on `day`."""
    axes = (
        PartnershipAxis.objects.visible_to(user)
        .active_on(day)
        .filter(origin__project=project)
        .select_related("kind", "partnership__first__family", "partnership__second__family")
        .order_by("partnership__first__search_name", "partnership", "kind__position", "pk")
    )
    groups: dict[int, dict] = {}
    for axis in axes:
        group = groups.setdefault(axis.partnership_id, {"partnership": axis.partnership, "axes": []})
        group["axes"].append(axis)
    return list(groups.values())


def seen_by(experiences: list[Experience], user) -> set[int]:
    """Return which of the actors to ask, named by the experiences, `user` may see."""
    asked = [one.ask_id for one in experiences if one.ask_id]
    return (
        set(
            Actor.objects.visible_to(user)
            .filter(restricted_at=None)
            .filter(pk__in=asked)
            .values_list("pk", flat=True)
        )
        if asked
        else set()
    )


def pending(project: Project, user) -> int:
    """Count the requests that wait, sent by `user` or to be answered by them."""
    waiting = JoinRequest.objects.visible_to(user).filter(project=project, state=RequestState.PENDING)
    guests = GuestRequest.objects.visible_to(user).pending().filter(project=project)
    return waiting.count() + (guests.count() if user.is_authenticated else 0)
