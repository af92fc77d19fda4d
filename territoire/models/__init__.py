"""Models of the ground floor, by their public names."""

from territoire.models.account import User
from territoire.models.merge import Merge
from territoire.models.records import ImportBatch, Record, Sourced, Submission, tracked
from territoire.models.team import Membership, Team
from territoire.models.territory import Facilitation, Territory, TerritoryClosure, TerritoryPart

__all__ = [
    "Facilitation",
    "ImportBatch",
    "Membership",
    "Merge",
    "Record",
    "Sourced",
    "Submission",
    "Team",
    "Territory",
    "TerritoryClosure",
    "TerritoryPart",
    "User",
    "tracked",
]
