"""The network of the demonstration: territories, actors, who belongs to what, who works with whom."""

from typing import Any

from actors.enums import ActorKind
from actors.models import (
    Actor,
    ActorFamily,
    ActorOccupation,
    Affiliation,
    Competence,
    Mastery,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from projects.demonstration.registry import Registry, state
from projects.demonstration.story import Chapter, Fact
from projects.models import AxisOrigin
from territoire.actions import territories
from territoire.enums import Visibility
from territoire.models import Facilitation, Territory
from territoire.periods import since
from territoire.slugs import free_slug

FACILITATION = {"facilitation@demo.example": ("region-84", "departement-18")}
REVERSED = {"forward": "backward", "backward": "forward", "both": "both"}


def compose_territories(registry: Registry, chapter: Chapter) -> None:
    """Make the territories that are made of others, unless somebody made them already."""
    for fact in chapter.territories:
        if Territory.objects.filter(code=fact["code"]).exists():
            continue
        territory = territories.compose(
            code=fact["code"],
            name=fact["name"],
            parts=_territories(fact.get("parts", ())),
            within=_territories(fact.get("within", ())),
            period=since(fact.get("since"), fact.get("until")),
        )
        territory.successors.set(_territories(fact.get("successors", ())))


def register_actors(registry: Registry, chapter: Chapter) -> None:
    """Register the actors with what they know and can give."""
    for fact in chapter.actors:
        actor = registry.actors[fact["id"]] = _register(registry, chapter, fact)
        actor.areas.set(_territories(fact.get("areas", ())))
        _equip(registry, chapter, fact)


def link_actors(registry: Registry, chapter: Chapter) -> None:
    """Say who belongs to what, and who works with whom, in what."""
    for fact in chapter.actors:
        for belonging in fact.get("belongs", ()):
            _affiliate(registry, chapter, fact, belonging)
    for fact in chapter.partnerships:
        _ally(registry, chapter, fact)


def name_facilitators(registry: Registry) -> None:
    """Give the facilitation account its territories."""
    for email, codes in FACILITATION.items():
        for territory in _territories(codes):
            Facilitation.objects.get_or_create(user=registry.user(email), territory=territory)


def _territories(codes):
    return Territory.objects.filter(code__in=codes)


ACTOR_WORDS = ("name", "acronym", "kind", "description", "origin", "illustrative")


def _register(registry: Registry, chapter: Chapter, fact: Fact) -> Actor:
    """Register one actor; a person is hidden, and seen by the project's team."""
    hidden = fact.get("kind") == ActorKind.PERSON
    words = {key: fact[key] for key in ACTOR_WORDS if key in fact}
    return Actor.objects.create(
        slug=free_slug(Actor, fact["name"], hidden=hidden),
        family=ActorFamily.objects.get(code=fact["family"]),
        seat=Territory.objects.get(code=fact["seat"]),
        visibility=Visibility.TEAM if hidden else Visibility.PUBLIC,
        team=registry.projects[chapter.name].team if hidden else None,
        **registry.sourced(chapter, words, f"acteur/{fact['id']}"),
    )


def _equip(registry: Registry, chapter: Chapter, fact: Fact) -> None:
    """Register what an actor knows, can give and practises."""
    name, actor = fact["id"], registry.actors[fact["id"]]
    for slug, level, *options in fact.get("masteries", ()):
        Mastery.objects.create(
            actor=actor,
            competence=Competence.objects.get(slug=slug),
            level=level,
            **registry.dated(chapter, _stated(options), f"competence/{name}/{slug}"),
        )
    for code, quantity, description, *options in fact.get("resources", ()):
        registry.resources[f"{name}/{code}"] = Resource.objects.create(
            actor=actor,
            kind=ResourceKind.objects.get(code=code),
            quantity=quantity or None,
            description=description,
            **registry.dated(chapter, _stated(options), f"ressource/{name}/{code}"),
        )
    for code in fact.get("occupations", ()):
        ActorOccupation.objects.create(
            actor=actor,
            occupation=Occupation.objects.get(code=code),
            **registry.dated(chapter, _stated(()), f"metier/{name}/{code}"),
        )


def _stated(options) -> dict[str, Any]:
    """Return the options written after a mastery or a resource; these are illustrative unless `fact` is said."""
    stated = dict(*options)
    return {"illustrative": not stated.pop("fact", False)} | stated


def _affiliate(registry: Registry, chapter: Chapter, fact: Fact, belonging: Fact) -> None:
    rest = dict(belonging)
    organisation = rest.pop("to")
    identifier = f"rattachement/{fact['id']}/{organisation}"
    Affiliation.objects.create(
        member=registry.actors[fact["id"]],
        organisation=registry.actors[organisation],
        **registry.dated(chapter, rest, identifier, fact),
    )


def _ally(registry: Registry, chapter: Chapter, fact: Fact) -> None:
    """Register a partnership; the files give its two sides in the order of their axes, the database by number."""
    ends = [registry.actors[name] for name in fact["between"]]
    first, second = sorted(ends, key=lambda actor: actor.pk)
    words = {key: value for key, value in fact.items() if key not in ("between", "axes")}
    identifier = "partenariat/" + "/".join(fact["between"])
    partnership = Partnership.objects.create(
        first=first, second=second, **registry.sourced(chapter, words, identifier)
    )
    for axis in fact["axes"]:
        rest = dict(axis)
        kind, direction, born_of = rest.pop("kind"), rest.pop("direction", "both"), rest.pop("born_of", None)
        created = PartnershipAxis.objects.create(
            partnership=partnership,
            kind=PartnershipKind.objects.get(code=kind),
            direction=direction if ends[0] == first else REVERSED[direction],
            **registry.dated(chapter, rest, f"{identifier}/{kind}", fact) | state(axis, fact),
        )
        if born_of:
            AxisOrigin.objects.create(axis=created, project=registry.projects[born_of])
