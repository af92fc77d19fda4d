"""A stakeholder map as what writers of files take: the very actors, projects and ties of the page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind, FamilyGroup
from actors.exchanges import kinds as actor_kinds
from actors.exchanges.things import (
    SKILL,
    TYPES,
    affiliation_link,
    nature_in_words,
    partnership_link,
    tie_columns,
)
from actors.maps.values import Tie, TieNature
from projects.enums import Stage
from projects.exchanges import kinds
from projects.exchanges.things import TYPES as PROJECT_TYPES
from projects.maps.network.positions import positions
from projects.maps.shared.nodes import SIZES, shape_of
from projects.maps.shared.values import ProjectNode, Stakeholder, StakeholderMap, project_key
from projects.maps.shared.words import tie_label
from territoire.exchanges.writing.values import About, Column, Export, Link, Named, Thing

ACTOR = {field.code: field for field in actor_kinds.ACTORS.fields}
INVOLVED = {field.code: field for field in kinds.INVOLVEMENTS.fields}
#: A shape of GEXF for each of ours that has one near.
SHAPES = {"ent": "square", "rech": "triangle", "etu": "triangle", "fin": "diamond"}
PROJECT_SIZE = 26


def export_of(
    the_map: StakeholderMap, about: About, base: str, namespace: str, *, drawn: bool = False
) -> Export:
    """Return the map as an export; `drawn` adds where the picture of the network has each, for files that hold it."""
    places = positions(the_map) if drawn else {}
    things = [
        *(_actor(actor, the_map, base, places.get(actor.slug)) for actor in the_map.stakeholders),
        *(_project(one, base, places.get(project_key(one.slug))) for one in the_map.projects),
    ]
    return Export(
        about,
        _("Actors"),
        columns(the_map),
        lambda: things,
        lambda: (_link(tie) for tie in the_map.ties),
        (*tie_columns(), Column("degree", INVOLVED["degree"].label, "number", "t:degree", width=9)),
        namespace,
    )


def note(the_map: StakeholderMap) -> str:
    """Say what of the territory is not on the map."""
    if not the_map.capped:
        return ""
    shown = len(the_map.stakeholders)
    return ngettext(
        "The %(count)s most involved actor of %(total)s.",
        "The %(count)s most involved actors of %(total)s.",
        shown,
    ) % {"count": shown, "total": the_map.total}


def columns(the_map: StakeholderMap) -> tuple[Column, ...]:
    """Return the columns of a map: on that of a project, how each takes part; elsewhere, in which projects."""
    part = (
        Column("degree", INVOLVED["degree"].label, "number", "t:degree", width=9),
        Column("degree_name", _("Degree in words"), term="t:degreeName"),
        Column("wanted", INVOLVED["wanted_degree"].label, "number", "t:wantedDegree", width=9),
        Column("role", INVOLVED["role"].label, term="pair:involvementRole", width=26),
        Column("brings", INVOLVED["brings"].label, term="t:brings", width=40),
        Column("engaged", INVOLVED["engaged"].label, "list", "t:engaged", width=30),
        Column("aboard", _("Aboard"), "yes-no", "t:aboard", width=9),
        Column("declared", _("Declared, not confirmed"), "yes-no", "t:declared", width=10),
    )
    elsewhere = (part[0], part[1], Column("projects", _("Projects"), "list", "t:projects", width=40))
    return (
        Column("external_id", ACTOR["external_id"].label, term="t:identifier", width=30),
        Column("sort", _("Actor or project"), term="t:sort", width=12),
        Column("name", ACTOR["name"].label, width=36),
        Column("acronym", ACTOR["acronym"].label, term="schema:alternateName"),
        Column("kind", ACTOR["kind"].label, term="t:kind"),
        Column("family", ACTOR["family"].label, term="t:family", width=26),
        Column("sphere", _("Sphere"), term="t:sphere", width=18),
        Column("place", ACTOR["seat"].label, term="schema:addressLocality", width=22),
        Column("latitude", ACTOR["latitude"].label, "number", width=11),
        Column("longitude", ACTOR["longitude"].label, "number", width=11),
        *(elsewhere if the_map.of_projects else part),
        Column("stage", _("Stage"), term="pair:hasStatus"),
        Column("occupations", ACTOR["occupations"].label, "list", "schema:hasOccupation", width=30),
        Column("competences", ACTOR["competences"].label, "list", "pair:hasSkill", SKILL, 40),
        Column("illustrative", _("Illustrative"), "yes-no", "t:illustrative", width=9),
        Column("address", _("Page"), width=40),
    )


def _actor(actor: Stakeholder, the_map: StakeholderMap, base: str, place) -> Thing:
    spot, path = actor.spot, f"{base}{reverse('actors:detail', args=[actor.slug])[1:]}"
    skill = f"{base}{reverse('site:competence', args=['x'])[1:].removesuffix('x/')}"
    values = {
        "external_id": actor.slug,
        "sort": _("Actor"),
        "acronym": actor.acronym,
        "kind": str(ActorKind(actor.kind).label),
        "family": actor.family_name,
        "sphere": str(dict(FamilyGroup.choices).get(actor.sphere, actor.sphere)),
        "place": actor.place,
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
        "degree": actor.degree,
        "degree_name": the_map.degrees.get(actor.degree or 0, ""),
        "wanted": actor.wanted_degree,
        "role": actor.role,
        "brings": actor.brings,
        "engaged": actor.engaged,
        "aboard": not actor.prospective,
        "declared": actor.declared,
        "projects": actor.projects,
        "occupations": actor.occupations,
        "competences": tuple(Named(one.name, f"{skill}{one.slug}/", one.level) for one in actor.skills),
        "illustrative": actor.illustrative,
        "address": path,
    }
    return Thing(
        actor.slug,
        actor.name,
        _("Actor"),
        path,
        TYPES[ActorKind(actor.kind)],
        values,
        description=actor.brings or actor.role,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        since=actor.since,
        until=actor.until,
        **_drawn(place, SIZES[actor.degree], SHAPES.get(shape_of(actor.family), "disc")),
    )


def _project(project: ProjectNode, base: str, place) -> Thing:
    path = f"{base}{reverse('projects:detail', args=[project.slug])[1:]}"
    values = {
        "external_id": project.slug,
        "sort": _("Project"),
        "place": project.place,
        "stage": str(Stage(project.stage).label),
        "address": path,
    }
    return Thing(
        project_key(project.slug), project.name, _("Project"), path, PROJECT_TYPES, values,
        **_drawn(place, PROJECT_SIZE, "disc"),
    )  # fmt: skip


def _drawn(place, size: float, shape: str) -> dict:
    return {"x": place[0], "y": place[1], "size": size, "shape": shape} if place else {}


def _link(tie: Tie) -> Link:
    days = {"since": tie.since, "until": tie.until}
    if tie.nature == TieNature.PARTNERSHIP:
        return partnership_link(
            tie.source, tie.target, tie.label, tie.code, directed=tie.directed, declared=tie.declared,
            amount=tie.amount, **days,
        )  # fmt: skip
    if tie.nature == TieNature.AFFILIATION:
        return affiliation_link(tie.source, tie.target, tie.label, **days)
    degree = tie.label.partition(" ")[0]
    return Link(
        tie.source,
        tie.target,
        str(tie.nature),
        tie_label(tie),
        directed=tie.directed,
        values={
            "nature": nature_in_words(tie.nature),
            "declared": tie.declared,
            "degree": int(degree) if degree.isdecimal() else None,
        },
        term="pair:ProjectInvolvementAssociation",
        relation="pair:involvedIn",
        **days,
    )
