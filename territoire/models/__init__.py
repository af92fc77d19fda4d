"""Models of the ground floor, by their public names."""

from territoire.models.account import User
from territoire.models.care import CaredQuerySet
from territoire.models.hidden import Hideable, in_care_of, not_hidden
from territoire.models.imports import ColumnMatching, ImportBatch, ImportFile, ImportLine, ImportSheet
from territoire.models.invitation import Invitation
from territoire.models.merge import Merge
from territoire.models.pulse import Pulse
from territoire.models.records import (
    Confirmable,
    Moderated,
    Record,
    Sourced,
    Submission,
    tracked,
)
from territoire.models.report import Report
from territoire.models.retention import AccountWarning, Erasure, ErasureWarning, RetentionRun, erasure_digest
from territoire.models.saved_view import SavedView
from territoire.models.team import Membership, Team
from territoire.models.territory import Facilitation, Territory, TerritoryClosure, TerritoryPart
from territoire.models.throttle import ThrottleWindow
from territoire.models.token import ApiToken

__all__ = [
    "AccountWarning",
    "ApiToken",
    "CaredQuerySet",
    "ColumnMatching",
    "Confirmable",
    "Erasure",
    "ErasureWarning",
    "Facilitation",
    "Hideable",
    "ImportBatch",
    "ImportFile",
    "ImportLine",
    "ImportSheet",
    "Invitation",
    "Membership",
    "Merge",
    "Moderated",
    "Pulse",
    "Record",
    "Report",
    "RetentionRun",
    "SavedView",
    "Sourced",
    "Submission",
    "Team",
    "Territory",
    "TerritoryClosure",
    "TerritoryPart",
    "ThrottleWindow",
    "User",
    "erasure_digest",
    "in_care_of",
    "not_hidden",
    "tracked",
]
