"""Models of actors, by their public names."""

from actors.models.actor import Actor, ActorIdentifier, ActorMerge, ContactPoint, concerned, visible_actor
from actors.models.affiliation import Affiliation
from actors.models.claim import Claim
from actors.models.competence import (
    Competence,
    CompetenceClosure,
    CompetenceMerge,
    CompetenceSynonym,
)
from actors.models.consent import Notice, Objection, PersonWarning
from actors.models.contact_access import ContactAccess
from actors.models.family import ActorFamily
from actors.models.mastery import Mastery
from actors.models.note import Note
from actors.models.occupation import ActorOccupation, Occupation
from actors.models.partnership import (
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    open_partnership,
    visible_partnership,
)
from actors.models.report import ActorReport
from actors.models.resource import Resource, ResourceKind

__all__ = [
    "Actor",
    "ActorFamily",
    "ActorIdentifier",
    "ActorMerge",
    "ActorOccupation",
    "ActorReport",
    "Affiliation",
    "Claim",
    "Competence",
    "CompetenceClosure",
    "CompetenceMerge",
    "CompetenceSynonym",
    "ContactAccess",
    "ContactPoint",
    "Mastery",
    "Note",
    "Notice",
    "Objection",
    "Occupation",
    "Partnership",
    "PartnershipAxis",
    "PartnershipKind",
    "PersonWarning",
    "Resource",
    "ResourceKind",
    "concerned",
    "open_partnership",
    "visible_actor",
    "visible_partnership",
]
