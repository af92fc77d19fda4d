"""Every kind of lines: facts name actors and projects of the same file; the same file again doubles nothing."""

import pytest

from actors.models import Actor, Affiliation, Mastery, PartnershipAxis, Resource
from projects.models import Engagement, Involvement, Need, Project
from territoire.enums import ImportState, Role
from territoire.imports import looking
from territoire.models import ImportBatch
from territoire.site.imports import registry
from territoire.tables import Column, Table, xlsx
from tests.factories.actors import ActorFactory, PartnershipKindFactory, ResourceKindFactory
from tests.factories.projects import DegreeFactory, ProjectFactory
from tests.factories.territoire import UserFactory
from tests.site.imports.conftest import lines

pytestmark = pytest.mark.django_db

SHEETS = {
    "masteries": "Acteur;Compétence;Niveau;Depuis\nAtelier;Tricot;3;2020\nAtelier;filer la laine;;\n",
    "actors": "Nom;Famille;Commune\nAtelier;asso;Saugues\nMairie;coll;Saugues\n",
    "persons": "Prénom;Nom de famille;Organisation;Fonction\nNadia;Ferrand;Atelier;présidente\n",
    "projects": "Nom;Commune;Porteurs;Partenaires\nPôle laine;Saugues;Atelier;Mairie|Inconnue\n",
    "resources": "Acteur;Ressource;Quantité\nMairie;Financement;1 500 €\n",
    "partnerships": "De;Vers;Type de partenariat;Sens\nMairie;Atelier;Financement;oui\n",
    "involvements": "Projet;Acteur;Degré\nPôle laine;Mairie;4\nPôle laine;Personne;2\n",
    "needs": "Projet;Besoin;Compétence;Niveau minimum\nPôle laine;;Tricot;2\n",
    "affiliations": "Qui;À quoi;Fonction\nMairie;Atelier;membre\n",
}


@pytest.fixture
def tables(imports):
    PartnershipKindFactory(code="financement", name="Financement", symmetric=False)
    ResourceKindFactory(code="financement", name="Financement", unit="eur")
    for value in range(1, 6):
        DegreeFactory(value=value)


def bring(imports, kind: str) -> ImportBatch:
    batch = imports.look(SHEETS[kind], name=f"{kind}.csv")
    assert batch.sheets.get().kind == kind
    imports.do(batch, ImportState.TO_READ)
    imports.do(batch, ImportState.TO_APPLY)
    assert batch.problem == ""
    return batch


def test_each_kind_is_written_then_found_again(imports, tables):
    order = [
        "actors",
        "persons",
        "projects",
        "masteries",
        "resources",
        "affiliations",
        "partnerships",
        "involvements",
    ]
    first = {kind: bring(imports, kind) for kind in [*order, "needs"]}

    weaver, town, person = (Actor.objects.get(name=name) for name in ("Atelier", "Mairie", "Nadia Ferrand"))
    project = Project.objects.get()
    assert set(Mastery.objects.values_list("actor", "competence__name", "level")) == {
        (weaver.pk, "Tricot", 3), (weaver.pk, "filer la laine", 2),
    }  # fmt: skip
    assert set(Affiliation.objects.values_list("member", "organisation", "role")) == {
        (person.pk, weaver.pk, "présidente"), (town.pk, weaver.pk, "membre"),
    }  # fmt: skip
    assert Resource.objects.get().quantity == 1500
    axis = PartnershipAxis.objects.get()
    assert (axis.partnership.first, axis.partnership.second, axis.direction) == (weaver, town, "backward")
    assert project.team.memberships.get(user=imports.user).role == Role.HOLDER
    assert set(Involvement.objects.values_list("actor", "degree")) == {(weaver.pk, 5), (town.pk, 4)}
    assert (Need.objects.get().competence.name, Need.objects.get().minimum_level) == ("Tricot", 2)
    assert first["involvements"].counts == {"0": {"changed": 1, "refused": 1}}

    again = {kind: bring(imports, kind).counts["0"] for kind in first}
    assert {kind: counts for kind, counts in again.items() if set(counts) - {"same", "refused"}} == {}
    assert (Mastery.objects.count(), Involvement.objects.count(), Need.objects.count()) == (2, 2, 1)

    imports.do(first["projects"], ImportState.TO_UNDO)
    assert first["projects"].report["kept"]["counts"]


def test_sheets_of_one_workbook_name_what_others_bring(imports, tables):
    batch = looking.look(
        ImportBatch(label="tout.xlsx", created_by=imports.user, source="Annuaire"),
        _workbook("masteries", "actors", "involvements", "projects"),
        "tout.xlsx",
        read=registry.read,
        kinds=registry.KINDS.values(),
    )
    imports.do(imports.do(batch, ImportState.TO_READ), ImportState.TO_APPLY)

    assert (batch.problem, Actor.objects.count(), Mastery.objects.count()) == ("", 2, 2)
    assert set(Involvement.objects.values_list("actor__name", "degree")) == {("Atelier", 5), ("Mairie", 4)}

    imports.do(batch, ImportState.TO_UNDO)
    assert (Actor.objects.exists(), Project.objects.exists(), Mastery.objects.exists()) == (
        False,
        False,
        False,
    )


def _workbook(*kinds: str) -> bytes:
    rows = {kind: [line.split(";") for line in SHEETS[kind].splitlines()] for kind in kinds}
    return xlsx(
        [
            Table(
                kind, [Column(name, lambda row, at=at: row[at]) for at, name in enumerate(told[0])], told[1:]
            )
            for kind, told in rows.items()
        ],
        title="Tout",
    )


def test_a_line_says_through_whom_an_actor_takes_part(imports, tables):
    for kind in ("actors", "persons", "projects"):
        bring(imports, kind)
    told = "Projet;Acteur;Degré;Personnes engagées\nPôle laine;Atelier;5;Nadia Ferrand|Mairie|Personne\n"
    elsewhere = imports.plan("Projet;Acteur;Degré;Personnes engagées\nPôle laine;Mairie;5;Nadia Ferrand\n")
    assert [told["field"] for told in lines(elsewhere)[2].problems] == ["engaged"]
    batch = imports.bring(told)

    assert (batch.counts, len(lines(batch))) == ({"0": {"changed": 1}}, 0)
    assert [str(one.person) for one in Engagement.objects.all()] == ["Nadia Ferrand"]
    assert imports.plan(told.replace("|Mairie|Personne", "")).counts == {"0": {"same": 1}}
    imports.do(batch, ImportState.TO_UNDO)
    assert (Engagement.objects.exists(), Involvement.objects.count()) == (False, 2)


def test_one_writes_where_one_may(imports, tables):
    other = ActorFactory(name="Autre")
    project = ProjectFactory(name="Pôle bois")
    imports.user = UserFactory()

    mastery = imports.plan("Acteur;Compétence;Niveau\nAutre;Tricot;2\n")
    involvement = imports.plan("Projet;Acteur;Degré\nPôle bois;Autre;3\n")

    assert [line.outcome for line in (lines(mastery)[2], lines(involvement)[2])] == ["refused", "refused"]
    assert (other.masteries.count(), project.involvements.count()) == (0, 0)


def test_lines_that_name_no_project_are_of_the_one_chosen(imports, tables):
    project = ProjectFactory(holder=imports.user)
    ActorFactory(name="Autre")

    batch = imports.look("Acteur;Degré\nAutre;3\n", project_uid=project.uid, team=project.team)
    looking.match_again(batch.sheets.get(), registry.KINDS["involvements"])
    imports.do(imports.do(batch, ImportState.TO_READ), ImportState.TO_APPLY)

    assert project.involvements.get().degree_id == 3


def test_every_kind_has_its_importer():
    assert set(registry.KINDS) == {*SHEETS}
