"""The API of projects: the same filters, rights and rules as the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from projects.api import (
    analyses,
    changes,
    follow_up,
    lists,
    over_time,
    parts,
    projects,
    public_page,
    story,
    teams,
)
from territoire.api.pictures import picture_address
from territoire.api.views import ApiView, addresses, one_address

SLUG, PROJECT = "<slug:slug>", "projects/<slug:slug>/"


def view(folder: str, answers: type[ApiView], name: str) -> URLPattern:
    """Return the address of an answer about one project."""
    return path(PROJECT + folder, login_not_required(answers.as_view()), name=f"project-{name}")


urlpatterns = [
    *addresses("projects/", projects.Projects, "project", one=SLUG),
    picture_address(PROJECT, projects.Picture, "project-picture"),
    view("gaps/", analyses.ProjectGaps, "gaps"),
    view("gaps/over-time/", over_time.GapsOverTime, "gaps-over-time"),
    view("story/", story.ProjectStory, "story"),
    view("needs/<uuid:uid>/candidates/", over_time.ComparedCandidates, "need-candidates"),
    view("map/", analyses.ProjectMap, "map"),
    view("circle-to-invite/", analyses.CircleToInvite, "circle-to-invite"),
    view("what-if/", analyses.WhatIf, "what-if"),
    view("team/", teams.Team, "team"),
    view("team/members/<uuid:uid>/", teams.OneMember, "team-member"),
    view("team/invitations/", teams.Invitations, "team-invitations"),
    view("team/invitations/<uuid:uid>/", teams.OneInvitation, "team-invitation"),
    view("team/invitations/<uuid:uid>/send-again/", teams.SendAgain, "team-invitation-again"),
    view("team/hand-over/", teams.HandOver, "team-hand-over"),
    *addresses(PROJECT + "milestones/", parts.Milestones, "project-milestone"),
    *addresses(PROJECT + "involvements/", parts.Involvements, "project-involvement"),
    *addresses(PROJECT + "needs/", parts.Needs, "project-need"),
    *addresses(PROJECT + "pledges/", parts.Pledges, "project-pledge"),
    *addresses(PROJECT + "experiences/", parts.Experiences, "project-experience"),
    *addresses(PROJECT + "partnerships/", parts.Partnerships, "project-partnership", reads_one=False),
    *addresses(PROJECT + "join-requests/", follow_up.JoinRequests, "project-join-request"),
    *addresses(PROJECT + "introductions/", follow_up.Introductions, "project-introduction"),
    *addresses(PROJECT + "candidate-choices/", follow_up.CandidateChoices, "project-candidate-choice"),
    *addresses(PROJECT + "assessments/", follow_up.Assessments, "project-assessment", reads_one=False),
    *addresses(PROJECT + "changes/", changes.Changes, "project-change"),
    *addresses(PROJECT + "suggestions/", changes.Suggestions, "project-suggestion"),
    *addresses(PROJECT + "guest-requests/", changes.GuestRequests, "project-guest-request"),
    *addresses(PROJECT + "proposals/", follow_up.Proposals, "project-proposal"),
    *addresses(PROJECT + "indicators/", public_page.Indicators, "project-indicator"),
    *addresses(PROJECT + "measures/", public_page.Measures, "project-measure"),
    one_address(
        PROJECT + "supports/offer/", public_page.OfferedSupports, "project-support-offer", post="create"
    ),
    *addresses(PROJECT + "supports/", public_page.Supports, "project-support"),
    *addresses(PROJECT + "news/", public_page.NewsOfProject, "project-news"),
    *addresses(PROJECT + "common-objectives/", public_page.CommonObjectives, "project-common-objective"),
    *addresses(PROJECT + "convictions/", public_page.Convictions, "project-conviction", reads_one=False),
    path(
        PROJECT + "convictions/<slug:actor>/",
        login_not_required(public_page.SayConvictions.as_view()),
        name="say-convictions",
    ),
    *addresses("involvements/", lists.Involvements, "involvement", reads_one=False),
    *addresses("needs/", lists.Needs, "need", reads_one=False),
    *addresses("experiences/", lists.Experiences, "experience", reads_one=False),
    *addresses("themes/", projects.Themes, "theme", reads_one=False),
    *addresses("shared-values/", projects.SharedValues, "shared-value", reads_one=False),
    *addresses("degrees/", projects.Degrees, "degree", reads_one=False),
]
