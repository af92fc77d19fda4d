"""The tables of actors in the package: vocabulary, actors, what they know and give, what ties them."""

from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import Collate, Greatest, Least
from django.db.models.lookups import GreaterThan

from actors.enums import Direction
from actors.models import (
    Actor,
    ActorFamily,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceSynonym,
    ContactPoint,
    Mastery,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from territoire.exchanges.package.tables import (
    Column,
    Moment,
    Name,
    Table,
    by,
    columns_of,
    links_of,
    moment_sql,
)
from territoire.models import Team

CODE, SLUG, UID = by("code"), by("slug"), by("uid")
TERRITORY = ("territories", CODE)
FAMILY, OCCUPATION, RESOURCE_KIND = ("families", CODE), ("occupations", CODE), ("resource_kinds", CODE)
COMPETENCE, ACTOR = ("competences", SLUG), ("actors", SLUG)
#: What keepers alone read of what is moderated.
MODERATED = ("reviewed_at", "hidden_from", "hidden_reason")


def seen(manager, user):
    """Return what `user` may see, all of it for nobody in particular."""
    return manager.all() if user is None else manager.visible_to(user)


def _all(model):
    return lambda user: model.objects.all()


def _of_actors(model, path: str = "actor"):
    """Return the rows of what belongs to actors and has no rule of its own."""
    return lambda user: model.objects.filter(**{f"{path}__in": seen(Actor.objects, user)})


def _seen(model):
    return lambda user: seen(model.objects, user)


# Teams have neither an address nor an identifier that one cannot guess: their name and the moment of their making.
TEAM_KEY = Name(
    "key",
    lambda prefix: Func(
        F(f"{prefix}name"),
        Value(" · "),
        Moment(F(f"{prefix}created_at")),
        arg_joiner=" || ",
        template="(%(expressions)s)",
        output_field=TextField(),
    ),
    lambda alias: f"({alias}.name || ' · ' || {moment_sql(f'{alias}.created_at')})",
)
TEAM = ("teams", TEAM_KEY)


def teams(rows) -> Table:
    """Return the table of teams: their names alone, since a package holds no account."""
    key = Column("key", "string", TEAM_KEY.written(""), title="key")
    return Table(
        "teams", "Équipes", Team, ("name", "created_at"), (key, *columns_of(Team, {})), rows, TEAM_KEY
    )


# Of the two partners the one whose address comes first is the first: the order of keys is that of one database.
FIRST, SECOND = (Collate(F(f"{path}__slug"), "C") for path in ("first", "second"))
TURNED = GreaterThan(
    Collate(F("partnership__first__slug"), "C"), Collate(F("partnership__second__slug"), "C")
)
OTHER_WAY = Case(
    When(direction=Direction.FORWARD, then=Value(Direction.BACKWARD.value)),
    When(direction=Direction.BACKWARD, then=Value(Direction.FORWARD.value)),
    default=F("direction"),
)
TURNED_BACK = """(
    SELECT CASE WHEN one.slug COLLATE "C" > two.slug COLLATE "C" THEN
        CASE {value} WHEN 'forward' THEN 'backward' WHEN 'backward' THEN 'forward' ELSE {value} END
    ELSE {value} END
    FROM actors_partnership known
    JOIN actors_actor one ON one.id = known.first_id JOIN actors_actor two ON two.id = known.second_id
    WHERE known.id = r_partnership.id
)"""
PARTNERS = {
    "first": Column(
        "first", "string", Least(FIRST, SECOND), "first_id", "least(r_first.id, r_second.id)", "actors", True
    ),
    "second": Column(
        "second",
        "string",
        Greatest(FIRST, SECOND),
        "second_id",
        "greatest(r_first.id, r_second.id)",
        "actors",
        True,
    ),
}
DIRECTION = Column(
    "direction",
    "string",
    Case(When(TURNED, then=OTHER_WAY), default=F("direction")),
    "direction",
    TURNED_BACK,
    choices=tuple(Direction.values),
)


VOCABULARY = (
    Table(
        "families",
        "Familles d’acteurs",
        ActorFamily,
        ("code",),
        columns_of(ActorFamily, {}),
        _all(ActorFamily),
        CODE,
    ),
    Table(
        "occupations", "Métiers", Occupation, ("code",), columns_of(Occupation, {}), _all(Occupation), CODE
    ),
    Table(
        "resource_kinds",
        "Types de ressources",
        ResourceKind,
        ("code",),
        columns_of(ResourceKind, {}),
        _all(ResourceKind),
        CODE,
    ),
    Table(
        "partnership_kinds",
        "Types de partenariats",
        PartnershipKind,
        ("code",),
        columns_of(PartnershipKind, {}),
        _all(PartnershipKind),
        CODE,
    ),
    Table(
        "competences",
        "Compétences",
        Competence,
        ("slug",),
        columns_of(Competence, {"parent": COMPETENCE, "merged_into": COMPETENCE}),
        lambda user: Competence.objects.all() if user is None else Competence.objects.offered_to(user),
        SLUG,
    ),
    links_of(
        "competence_synonyms",
        "Autres mots pour les compétences",
        CompetenceSynonym,
        {"competence": COMPETENCE},
        _all(CompetenceSynonym),
    ),
)
ACTORS = (
    Table(
        "actors",
        "Acteurs",
        Actor,
        ("uid",),
        columns_of(
            Actor,
            {"family": FAMILY, "seat": TERRITORY, "team": TEAM, "merged_into": ACTOR},
            kept=("origin", "consent_proof", "restricted_at", "erased_at", "team", *MODERATED),
        ),
        _seen(Actor),
        SLUG,
    ),
    links_of(
        "actor_areas",
        "Territoires d’action",
        Actor.areas.through,
        {"actor": ACTOR, "territory": TERRITORY},
        _of_actors(Actor.areas.through),
    ),
    links_of(
        "actor_identifiers",
        "Identifiants des acteurs",
        ActorIdentifier,
        {"actor": ACTOR},
        _of_actors(ActorIdentifier),
    ),
    Table(
        "contact_points",
        "Coordonnées",
        ContactPoint,
        ("uid",),
        columns_of(ContactPoint, {"actor": ACTOR}),
        _seen(ContactPoint),
    ),
    Table(
        "masteries",
        "Compétences des acteurs",
        Mastery,
        ("uid",),
        columns_of(Mastery, {"actor": ACTOR, "competence": COMPETENCE}),
        _seen(Mastery),
    ),
    Table(
        "actor_occupations",
        "Métiers des acteurs",
        ActorOccupation,
        ("uid",),
        columns_of(ActorOccupation, {"actor": ACTOR, "occupation": OCCUPATION}),
        _seen(ActorOccupation),
    ),
    Table(
        "resources",
        "Ressources mobilisables",
        Resource,
        ("uid",),
        columns_of(Resource, {"actor": ACTOR, "kind": RESOURCE_KIND}),
        _seen(Resource),
        UID,
    ),
    Table(
        "affiliations",
        "Rattachements",
        Affiliation,
        ("uid",),
        columns_of(Affiliation, {"member": ACTOR, "organisation": ACTOR}),
        _seen(Affiliation),
    ),
    Table(
        "partnerships",
        "Partenariats",
        Partnership,
        ("uid",),
        columns_of(Partnership, {"team": TEAM}, kept=("team",), instead=PARTNERS),
        _seen(Partnership),
        UID,
    ),
    Table(
        "partnership_axes",
        "Axes des partenariats",
        PartnershipAxis,
        ("uid",),
        columns_of(
            PartnershipAxis,
            {"partnership": ("partnerships", UID), "kind": ("partnership_kinds", CODE)},
            instead={"direction": DIRECTION},
        ),
        _seen(PartnershipAxis),
        UID,
    ),
)
