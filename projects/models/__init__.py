"""Models of projects, by their public names."""

from projects.models.experience import Experience
from projects.models.involvement import Assessment, Engagement, Involvement
from projects.models.join_request import JoinRequest
from projects.models.need import Need, Pledge
from projects.models.origin import AxisOrigin
from projects.models.project import Milestone, Project, visible_project
from projects.models.report import ProjectReport
from projects.models.vocabulary import Degree, SharedValue, Theme

__all__ = [
    "Assessment",
    "AxisOrigin",
    "Degree",
    "Engagement",
    "Experience",
    "Involvement",
    "JoinRequest",
    "Milestone",
    "Need",
    "Pledge",
    "Project",
    "ProjectReport",
    "SharedValue",
    "Theme",
    "visible_project",
]
