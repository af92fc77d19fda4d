"""Models of actors, by their public names."""

from actors.models.actor import Actor, ActorIdentifier, ActorMerge, ContactPoint, visible_actor
from actors.models.affiliation import Affiliation
from actors.models.competence import (
    Competence,
    CompetenceClosure,
    CompetenceMerge,
    CompetenceSynonym,
)
from actors.models.family import ActorFamily
from actors.models.mastery import Mastery
from actors.models.occupation import ActorOccupation, Occupation
from actors.models.partnership import (
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    visible_partnership,
)
from actors.models.resource import Resource, ResourceKind

__all__ = [
    "Actor",
    "ActorFamily",
    "ActorIdentifier",
    "ActorMerge",
    "ActorOccupation",
    "Affiliation",
    "Competence",
    "CompetenceClosure",
    "CompetenceMerge",
    "CompetenceSynonym",
    "ContactPoint",
    "Mastery",
    "Occupation",
    "Partnership",
    "PartnershipAxis",
    "PartnershipKind",
    "Resource",
    "ResourceKind",
    "visible_actor",
    "visible_partnership",
]
