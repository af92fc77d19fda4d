"""Models of projects, by their public names."""

from projects.models.alert import Alert, Digest
from projects.models.common_ground import Aim, Conviction
from projects.models.coverage import (
    ActorSupply,
    CompetenceDifference,
    CompetenceSummary,
    CoverageDue,
    NeedCoverage,
    ProjectCoverage,
)
from projects.models.experience import Experience
from projects.models.follow_up import (
    CandidateChoice,
    DismissedSuggestion,
    Introduction,
    followed_project,
)
from projects.models.indicator import Indicator, Measure
from projects.models.involvement import Assessment, Engagement, Involvement
from projects.models.join_request import JoinRequest
from projects.models.need import Need, Pledge
from projects.models.network import NetworkLayout, NetworkPlace
from projects.models.newcomer import GuestRequest, Suggestion
from projects.models.news import News
from projects.models.origin import AxisOrigin
from projects.models.project import Milestone, Project, visible_project
from projects.models.proposal import Proposal, ProposalComment, ProposalVoice
from projects.models.report import CommentReport, NewsReport, ProjectReport, SupportReport
from projects.models.support import Support
from projects.models.vocabulary import Degree, SharedValue, Theme

__all__ = [
    "ActorSupply",
    "Aim",
    "Alert",
    "Assessment",
    "AxisOrigin",
    "CandidateChoice",
    "CommentReport",
    "CompetenceDifference",
    "CompetenceSummary",
    "Conviction",
    "CoverageDue",
    "Degree",
    "Digest",
    "DismissedSuggestion",
    "Engagement",
    "Experience",
    "GuestRequest",
    "Indicator",
    "Introduction",
    "Involvement",
    "JoinRequest",
    "Measure",
    "Milestone",
    "Need",
    "NeedCoverage",
    "NetworkLayout",
    "NetworkPlace",
    "News",
    "NewsReport",
    "Pledge",
    "Project",
    "ProjectCoverage",
    "ProjectReport",
    "Proposal",
    "ProposalComment",
    "ProposalVoice",
    "SharedValue",
    "Suggestion",
    "Support",
    "SupportReport",
    "Theme",
    "followed_project",
    "visible_project",
]
