"""The API of actors: the same filters, rights and rules as the pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from actors.api import actors, competences, consents, facts, lists, merges, partnerships, voices
from territoire.api.pictures import picture_address
from territoire.api.views import addresses, gesture_addresses, one_address

SLUG, ACTOR = "<slug:slug>", "actors/<slug:slug>/"

urlpatterns = [
    *addresses("actors/", actors.Actors, "actor", one=SLUG),
    *gesture_addresses(ACTOR, merges.Merges, "actor"),
    picture_address(ACTOR, actors.Picture, "actor-picture"),
    one_address(ACTOR + "consent/", consents.Consents, "actor-consent", get="retrieve"),
    *gesture_addresses(ACTOR + "consent/", consents.Consents, "actor-consent"),
    *addresses("competences/", competences.Competences, "competence", one=SLUG),
    *addresses("families/", competences.Families, "family", reads_one=False),
    *addresses("occupations/", competences.Occupations, "occupation", reads_one=False),
    *addresses("resource-kinds/", competences.ResourceKinds, "resource-kind", reads_one=False),
    *addresses("partnership-kinds/", competences.PartnershipKinds, "partnership-kind", reads_one=False),
    *addresses("masteries/", lists.Masteries, "mastery", reads_one=False),
    *addresses("resources/", lists.Resources, "resource", reads_one=False),
    *addresses("affiliations/", lists.Affiliations, "affiliation", reads_one=False),
    *addresses("partnerships/", lists.Partnerships, "partnership", reads_one=False),
    *addresses(ACTOR + "masteries/", facts.Masteries, "actor-mastery"),
    *addresses(ACTOR + "resources/", facts.Resources, "actor-resource"),
    *addresses(ACTOR + "occupations/", facts.Occupations, "actor-occupation"),
    *addresses(ACTOR + "affiliations/", facts.Affiliations, "actor-affiliation"),
    *addresses(ACTOR + "members/", facts.Members, "actor-member"),
    *addresses(ACTOR + "contact-points/", facts.ContactPoints, "actor-contact-point"),
    path(ACTOR + "contacts/", login_not_required(facts.contacts), name="actor-contacts"),
    *addresses(
        ACTOR + "identifiers/",
        facts.Identifiers,
        "actor-identifier",
        one="<slug:scheme>/<path:value>",
        reads_one=False,
    ),
    *addresses(ACTOR + "partnerships/", partnerships.Partnerships, "actor-partnership"),
    *addresses(ACTOR + "partnerships/<uuid:uid>/axes/", partnerships.Axes, "actor-axis", one="<uuid:axis>"),
    *addresses(ACTOR + "notes/", voices.Notes, "actor-note"),
    *addresses(ACTOR + "claims/", voices.Claims, "actor-claim"),
]
