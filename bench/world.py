"""A synthetic world, skewed as real life is: a few big cities, hubs and projects, and many small ones.

Sizes (actors / projects): S 1,000 / 100; M 100,000 / 10,000 (500,000 masteries, 300,000 partnerships, 100,000
involvements, 80,000 needs); L ten times M. Made by COPY, the same at each run (one seed).
"""

import itertools
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db import connection, models
from django.utils.text import slugify
from psycopg.types.range import DateRange

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
from bench import indexes
from projects.models import Involvement, Milestone, Need, Pledge, Project, Theme
from territoire.models import Membership, Team, Territory, User

#: Holds the first twenty projects.
HOLDER = "bench@exemple.example"
ACTORS = {"S": 1_000, "M": 100_000, "L": 1_000_000}
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = date(2026, 11, 23)
#: The tables that grow with the size.
COPIED = (
    Actor, ActorOccupation, Affiliation, Mastery, Partnership, PartnershipAxis, Resource, Involvement, Milestone,
    Need, Pledge, Project, Project.themes.through, Team,
)  # fmt: skip

KINDS_OF_NAMES = (
    "Association", "Collectif", "Coopérative", "Entreprise", "Atelier", "Ferme", "Maison", "Comité", "Syndicat",
    "Centre", "Régie", "Foyer", "Cercle", "Amicale", "Union", "Réseau", "Fabrique", "Bureau", "Service", "École",
)  # fmt: skip
SUBJECTS = (
    "laine", "jardins", "énergie", "forêt", "pierre", "mobilité", "habitat", "musique", "théâtre", "lecture",
    "numérique", "insertion", "emploi", "santé", "aînés", "jeunesse", "rivière", "semences", "pain", "fromage",
    "vélo", "recyclerie", "couture", "patrimoine", "écologie", "compost", "abeilles", "vergers", "marché", "cinéma",
    "bois", "chanvre", "apiculture", "châtaigne", "lavoir", "moulin", "sentiers", "mémoire", "parentalité", "handicap",
)  # fmt: skip


def build(size: str, *, seed: int = 2026) -> dict[str, int]:
    """Fill an empty database (reference data loaded) with a world; return how many rows of each model were made."""
    with connection.cursor() as cursor:
        # History and foreign keys are not what is measured, and would treble the time.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET statement_timeout = 0")
        with indexes.put_aside(cursor, [model._meta.db_table for model in COPIED]):
            made = World(cursor, ACTORS[size], random.Random(seed)).make()
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return made


class World:
    """Draws the rows of each table, and copies them."""

    def __init__(self, cursor, actors: int, rng: random.Random):
        """Read the reference data that the rows will point at."""
        self.cursor, self.rng, self.count = cursor, rng, actors
        self.made: dict[str, int] = {}
        communes = Territory.objects.filter(kind="commune", population__gt=0).order_by("pk")
        self.places = list(communes.values_list("pk", "name", "departement_id", "epci_id"))
        self.weights = list(
            itertools.accumulate(n**0.9 for n in communes.values_list("population", flat=True))
        )
        leaves = Competence.objects.filter(children=None, source="")
        self.competences = _ids(leaves) or _ids(Competence.objects.all())
        self.competence_weights = list(
            itertools.accumulate(1 / (n + 3) ** 0.7 for n in range(len(self.competences)))
        )
        rng.shuffle(self.competences)

    def make(self) -> dict[str, int]:
        """Make everything, in the order of the dependencies."""
        self.user = User.objects.create_user(HOLDER, name="Bench").pk
        self._actors()
        self._masteries()
        self._resources()
        self._partnerships()
        self._projects()
        self._circles()
        self._needs()
        return self.made

    def _copy(self, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
        """COPY `rows` into the table of `model`; what else must not be empty gets its default."""
        filled = _defaults(model, columns)
        names = ", ".join(f'"{name}"' for name in (*columns, *filled))
        constants = [value for name, value in filled.items() if name != "uid"]
        count = 0
        with self.cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                unique = [str(uuid.UUID(int=self.rng.getrandbits(128), version=4))] if "uid" in filled else []
                copy.write_row([*row, *unique, *constants])
                count += 1
        if "id" in columns:
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), max(id)) "
                f'FROM "{model._meta.db_table}"'
            )
        self.made[model.__name__] = count

    def _place(self) -> tuple:
        return self.rng.choices(self.places, cum_weights=self.weights)[0]

    def _period(self) -> DateRange:
        """Most facts have no known end; some are over, some will be."""
        draw = self.rng.random()
        begin = TODAY - timedelta(days=self.rng.randrange(1, 4000))
        if draw < 0.80:
            return DateRange(None if draw < 0.4 else begin, None)
        if draw < 0.92:
            return DateRange(begin - timedelta(days=400), begin)
        return DateRange(begin, TODAY + timedelta(days=self.rng.randrange(1, 700)))

    def _actors(self) -> None:
        families = _ids(ActorFamily.objects.all())
        weights = [1 / (n + 1) ** 0.6 for n in range(len(families))]
        self.by_departement: dict[int, list[int]] = defaultdict(list)
        self.departement: dict[int, int] = {}
        self.persons: list[int] = []
        rows = []
        for pk in range(1, self.count + 1):
            commune, place, departement, _epci = self._place()
            self.by_departement[departement].append(pk)
            self.departement[pk] = departement
            draw = self.rng.random()
            kind = "organisation" if draw < 0.75 else "group" if draw < 0.85 else "person"
            hidden = kind == "person" and draw > 0.9
            if kind == "person":
                self.persons.append(pk)
            name = f"{self.rng.choice(KINDS_OF_NAMES)} {self.rng.choice(SUBJECTS)} {self.rng.choice(SUBJECTS)} {place}"
            rows.append(
                (
                    pk, kind, name, "", f"{slugify(name)[:80]}-{pk}", self.rng.choices(families, weights)[0],
                    f"Autour de {self.rng.choice(SUBJECTS)} et de {self.rng.choice(SUBJECTS)}.",
                    commune, "team" if hidden else "public", "annuaire",
                    NOW if kind == "person" and not hidden else None,
                )
            )  # fmt: skip
        self._copy(
            Actor,
            ["id", "kind", "name", "acronym", "slug", "family_id", "description", "seat_id", "visibility", "origin",
             "consented_at"],
            rows,
        )  # fmt: skip
        occupations = _ids(Occupation.objects.all())
        self._copy(
            ActorOccupation,
            ["actor_id", "occupation_id", "period"],
            ((pk, self.rng.choice(occupations), DateRange(None, None)) for pk in range(1, self.count + 1, 3)),
        )

    def _masteries(self) -> None:
        def rows():
            for pk in range(1, self.count + 1):
                wanted = min(60, int(self.rng.paretovariate(1.6) * 2.35))
                known = self.rng.choices(self.competences, cum_weights=self.competence_weights, k=wanted)
                for competence in set(known):
                    level = self.rng.choices((1, 2, 3), (0.3, 0.5, 0.2))[0]
                    yield pk, competence, level, self.rng.random() < 0.7, "", self._period()

        self._copy(
            Mastery, ["actor_id", "competence_id", "level", "mobilisable", "conditions", "period"], rows()
        )

    def _resources(self) -> None:
        kinds = _ids(ResourceKind.objects.all())
        self._copy(
            Resource,
            ["actor_id", "kind_id", "description", "quantity", "conditions", "period"],
            (
                (pk, self.rng.choice(kinds), "", self.rng.randrange(1, 100) * 100, "", DateRange(None, None))
                for pk in range(1, self.count + 1, 4)
            ),
        )
        self._copy(
            Affiliation,
            ["member_id", "organisation_id", "role", "period"],
            ((pk, other, "", self._period()) for pk in self.persons if (other := self._near(pk)) != pk),
        )

    def _near(self, pk: int) -> int:
        """Return an actor of the same département, the first of each département much more often than the last."""
        near = self.by_departement[self.departement[pk]]
        return near[int(len(near) * self.rng.random() ** 2.5)]

    def _partnerships(self) -> None:
        pairs = set()
        while len(pairs) < self.count * 3:
            first = self.rng.randrange(1, self.count + 1)
            far = self.rng.random() < 0.15
            second = int(self.count * self.rng.random() ** 3) + 1 if far else self._near(first)
            if first != second:
                pairs.add((min(first, second), max(first, second)))
        ordered = sorted(pairs)
        self._copy(
            Partnership,
            ["id", "first_id", "second_id", "visibility", "description"],
            ((n, a, b, "public", "") for n, (a, b) in enumerate(ordered, 1)),
        )
        kinds = _ids(PartnershipKind.objects.all())

        def axes():
            for n in range(1, len(ordered) + 1):
                for kind in {self.rng.choice(kinds) for _ in range(1 + (self.rng.random() < 0.3))}:
                    yield n, kind, "both", None, "", "declared", self._period()

        self._copy(
            PartnershipAxis,
            ["partnership_id", "kind_id", "direction", "amount", "description", "state", "period"],
            axes(),
        )

    def _projects(self) -> None:
        self.projects = range(1, self.count // 10 + 1)
        self.project_departement = {}
        themes = _ids(Theme.objects.all())
        self._copy(Team, ["id", "name"], ((pk, f"Équipe {pk}") for pk in self.projects))
        self._copy(
            Membership,
            ["team_id", "user_id", "role"],
            ((pk, self.user, "holder") for pk in list(self.projects)[:20]),
        )
        rows, links = [], []
        for pk in self.projects:
            commune, place, departement, epci = self._place()
            self.project_departement[pk] = departement
            name = f"{self.rng.choice(SUBJECTS).capitalize()} et {self.rng.choice(SUBJECTS)} à {place}"
            rows.append(
                (
                    pk, name, f"{slugify(name)[:80]}-{pk}", f"Un projet de {self.rng.choice(SUBJECTS)}.", "",
                    epci if epci and self.rng.random() < 0.4 else commune, self.rng.choice(("idea", "running")),
                    "", "", "", True, "public", pk,
                )
            )  # fmt: skip
            links += [(pk, theme) for theme in self.rng.sample(themes, k=min(2, len(themes)))]
        self._copy(
            Project,
            ["id", "name", "slug", "summary", "objective", "territory_id", "stage", "impact", "risk", "success",
             "open_to_newcomers", "visibility", "team_id"],
            rows,
        )  # fmt: skip
        self._copy(Project.themes.through, ["project_id", "theme_id"], links)
        self._copy(
            Milestone,
            ["project_id", "name", "description", "day", "precision", "state", "position"],
            (
                (pk, f"Étape {n}", "", TODAY - timedelta(days=400 * (3 - n)), "year", state, n)
                for pk in self.projects
                for n, state in enumerate(("reached", "current", "ahead"), 1)
            ),
        )

    def _circles(self) -> None:
        rows = {}
        biggest = self.count // 200
        for pk in self.projects:
            size = min(max(biggest, 20), int(self.rng.paretovariate(1.3) * 2.6) + 2)
            near = self.by_departement.get(self.project_departement[pk]) or [1]
            for _ in range(size):
                near_enough = self.rng.random() < 0.75
                actor = self.rng.choice(near) if near_enough else self.rng.randrange(1, self.count + 1)
                rows.setdefault((pk, actor), None)
        self.circle = defaultdict(list)
        for project, actor in rows:
            self.circle[project].append(actor)
        self._copy(
            Involvement,
            ["project_id", "actor_id", "role", "brings", "degree_id", "state", "period"],
            (
                (
                    p,
                    a,
                    "",
                    "",
                    self.rng.choices((1, 2, 3, 4, 5), (20, 25, 35, 15, 5))[0],
                    "declared",
                    self._period(),
                )
                for p, a in rows
            ),
        )

    def _needs(self) -> None:
        kinds = _ids(ResourceKind.objects.filter(unit="eur")) or _ids(ResourceKind.objects.all())
        families = _ids(ActorFamily.objects.all())
        rows, pledges = [], []
        numbers = itertools.count(1)
        for pk in self.projects:
            wanted = min(120, int(self.rng.paretovariate(1.4) * 2.6) + 1)
            asked = dict.fromkeys(
                self.rng.choices(self.competences, cum_weights=self.competence_weights, k=wanted)
            )
            for competence in asked:
                many = self.rng.choices((1, 2, 3), (0.75, 0.2, 0.05))[0]
                rows.append((next(numbers), pk, competence, self.rng.choice((1, 2, 2, 3)), None, None, many,
                             self.rng.choice((1, 2, 3))))  # fmt: skip
            if self.rng.random() < 0.5:
                number = next(numbers)
                rows.append((number, pk, None, None, self.rng.choice(kinds), None, 10_000, 3))
                pledges.append((number, self.circle[pk][0], self.rng.randrange(10, 120) * 100, "confirmed"))
            if self.rng.random() < 0.3:
                rows.append((next(numbers), pk, None, None, None, self.rng.choice(families), 1, 1))
        self._copy(
            Need,
            ["id", "project_id", "competence_id", "minimum_level", "resource_kind_id", "family_id", "quantity",
             "importance", "description", "waiver_reason"],
            ((*row, "", "") for row in rows),
        )  # fmt: skip
        self._copy(
            Pledge,
            ["need_id", "actor_id", "quantity", "state", "note", "period"],
            ((*pledge, "", DateRange(None, None)) for pledge in pledges),
        )


def _defaults(model: type[models.Model], given: Sequence[str]) -> dict[str, object]:
    """Return a value for each column that may not be empty and is not given, the unique identifier first."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.null or field.primary_key or field.generated or field.column in given)
    ]
    fields.sort(key=lambda field: field.column != "uid")
    return {
        field.column: NOW if field.column in ("created_at", "updated_at") else field.get_default()
        for field in fields
    }


def _ids(queryset: models.QuerySet) -> list[int]:
    return list(queryset.order_by("pk").values_list("pk", flat=True))
