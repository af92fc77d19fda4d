"""The API of projects: the same filters, rights and rules as the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from projects.api import analyses, follow_up, lists, parts, projects
from territoire.api.views import addresses

SLUG, PROJECT = "<slug:slug>", "projects/<slug:slug>/"

urlpatterns = [
    *addresses("projects/", projects.Projects, "project", one=SLUG),
    path(PROJECT + "gaps/", login_not_required(analyses.ProjectGaps.as_view()), name="project-gaps"),
    path(PROJECT + "map/", login_not_required(analyses.ProjectMap.as_view()), name="project-map"),
    path(
        PROJECT + "circle-to-invite/",
        login_not_required(analyses.CircleToInvite.as_view()),
        name="project-circle-to-invite",
    ),
    path(PROJECT + "what-if/", login_not_required(analyses.WhatIf.as_view()), name="project-what-if"),
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
    *addresses(PROJECT + "proposals/", follow_up.Proposals, "project-proposal"),
    *addresses("involvements/", lists.Involvements, "involvement", reads_one=False),
    *addresses("needs/", lists.Needs, "need", reads_one=False),
    *addresses("experiences/", lists.Experiences, "experience", reads_one=False),
    *addresses("themes/", projects.Themes, "theme", reads_one=False),
    *addresses("shared-values/", projects.SharedValues, "shared-value", reads_one=False),
    *addresses("degrees/", projects.Degrees, "degree", reads_one=False),
]
