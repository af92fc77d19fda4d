"""What the cells of lines about actors and projects stand for."""

from datetime import date
from decimal import Decimal

import pytest

from actors.enums import ActorKind, CompetenceStatus, Direction, IdentifierScheme, Level
from actors.exchanges.values import ActorLines
from actors.exchanges.words import family_of_name, family_said
from actors.models import ActorFamily
from actors.reference import vocabulary
from projects.enums import Importance, Stage
from projects.exchanges.values import ProjectLines
from projects.reference import vocabulary as of_projects
from territoire.enums import Visibility
from territoire.exchanges.values import Proposed
from tests.factories.actors import CompetenceFactory, OccupationFactory
from tests.factories.territoire import UserFactory
from tests.territoire.exchanges.communes import places_of_the_file


@pytest.fixture
def lines(db):
    """Return the reader of lines about actors, with our reference tables and all the communes."""
    vocabulary.load_families()
    vocabulary.load_partnership_kinds()
    vocabulary.load_resource_kinds()
    compost = CompetenceFactory(name="Compostage", slug="compostage")
    compost.synonyms.create(name="faire du compost")
    CompetenceFactory(name="Semis", slug="semis")
    OccupationFactory(code="A1101", name="Conducteur / Conductrice d'engins agricoles")
    return ActorLines(UserFactory(), places=places_of_the_file())


@pytest.fixture
def project_lines(lines):
    of_projects.load_degrees()
    of_projects.load_themes()
    return ProjectLines(lines)


def fields(matched):
    """Return which fields have a problem, and whether each refuses."""
    return {(problem.field, problem.refuses) for problem in matched.problems}


def test_a_line_of_an_actor(lines):
    matched = lines.read(
        "actors",
        {
            "name": "SCIC La Doume", "family": "Coopérative", "seat": "Ambert (63)", "areas": "Puy-de-Dôme",
            "siret": "334 149 549 00027", "email": "a@b.fr ; pas une adresse", "phone": "-", "website": "doume.fr",
            "competences": "faire du compost, semis | Tonte de moutons",
            "occupations": "conductrice d'engins agricoles", "visibility": "équipe", "external_id": "d1",
        },
    )  # fmt: skip
    values = matched.values
    assert not matched.refused
    assert fields(matched) == {("email", False)}
    assert (str(values["family"]), values["kind"]) == (
        "Économie sociale et solidaire",
        ActorKind.ORGANISATION,
    )
    assert (str(values["seat"]), [str(area) for area in values["areas"]]) == ("Ambert (63)", ["Puy-de-Dôme"])
    assert values["identifiers"] == {IdentifierScheme.SIRET: "33414954900027"}
    assert values["contacts"] == {"email": ["a@b.fr"], "website": ["https://doume.fr"]}
    assert [str(known) for known in values["competences"][:2]] == ["Compostage", "Semis"]
    assert values["competences"][2] == Proposed("Tonte de moutons")
    assert [str(known) for known in values["occupations"]] == ["Conducteur / Conductrice d'engins agricoles"]
    assert (values["visibility"], values["external_id"]) == (Visibility.TEAM, "d1")


def test_what_refuses_a_line_and_what_does_not(lines):
    matched = lines.read("actors", {"seat": "Nullepart", "siren": "123456789", "family": "jedi"})
    assert fields(matched) == {("name", True), ("seat", True), ("siren", False), ("family", False)}
    assert matched.refused
    assert all(problem.message and problem.mend for problem in matched.problems)


def test_codes_in_the_wrong_column_are_taken_for_what_they_are(lines):
    matched = lines.read("actors", {"name": "A", "siren": "33414954900027", "insee": "63003"})
    assert matched.values["identifiers"] == {"siret": "33414954900027"}
    matched = lines.read("actors", {"name": "A", "insee": "319998019", "departement": "3"})
    assert matched.values["identifiers"] == {"siren": "319998019"}
    assert [str(area) for area in matched.values["areas"]] == ["Allier"]


def test_two_organisations_in_a_name_are_told_and_not_parted(lines):
    matched = lines.read("actors", {"name": "École de la joie x Oulanga na nyamba"})
    assert fields(matched) == {("name", False)}
    assert matched.values["name"] == "École de la joie x Oulanga na nyamba"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Mairie de Saint-Pair-sur-Mer", "coll"),
        ("Communauté d'Agglomération Rochefort Océan (CARO)", "coll"),
        ("PETR Pays Vallée du Loir", "coll"),
        ("Les Amis de la laine (association)", "asso"),
        ("GAEC du Pré", "agri"),
        ("Chambre d'agriculture du Morbihan", "chambre"),
        ("Crédit Agricole", "fin"),
        ("Le Temps des cerises", ""),
        ("Pays d'art et d'histoire", ""),
    ],
)
def test_a_name_tells_a_family_by_its_first_words_or_legal_form(name, family):
    assert family_of_name(name) == family


def test_words_of_files_tell_a_family(db):
    told = (
        "Type : ASSOCIATION loi 1901",
        "Entreprise d'insertion",
        "COMMUNAUTE_COMMUNES",
        "Université",
        "jedi",
    )
    assert [family_said(text) for text in told] == ["asso", "ess", "coll", "etu", ""]
    vocabulary.load_families()
    assert {family_said(family.name) for family in ActorFamily.objects.all()} >= {
        "asso",
        "coll",
        "etat",
        "fin",
    }


def test_the_family_of_the_file_is_taken_when_a_line_tells_none(lines):
    lines.family = "agri"
    assert str(lines.read("actors", {"name": "Le Pré"}).values["family"]) == "Agriculteurs"
    assert str(lines.read("actors", {"name": "Mairie du Pré"}).values["family"]) == "Collectivités"


def test_what_a_line_does_not_say_is_only_assumed(lines):
    """So that a file sent again does not undo what was mended on the site."""
    assert lines.read("actors", {"name": "Mairie du Pré"}).assumed == {"family", "kind"}
    assert lines.read("actors", {"name": "A", "family": "Association"}).assumed == {"kind"}
    assert lines.read("masteries", {"actor": "A", "competence": "semis"}).assumed == {"level"}
    assert lines.read("masteries", {"actor": "A", "competence": "semis", "level": "2"}).assumed == frozenset()
    assert lines.read("partnerships", {"first": "A", "second": "B", "direction": "?"}).assumed == {
        "kind",
        "direction",
    }


def test_persons_masteries_resources_affiliations(lines):
    person = lines.read(
        "persons", {"first_name": "Ana", "last_name": "Roux", "organisation": "le CRESNA | VRAC"}
    ).values
    assert (person["name"], person["kind"], person["organisation"]) == (
        "Ana Roux",
        ActorKind.PERSON,
        ["CRESNA", "VRAC"],
    )
    told = (
        {"name": "Roux", "first_name": "Ana"},
        {"name": "Ana Roux", "first_name": "Ana"},
        {"name": "Ana Roux"},
    )
    assert {lines.read("persons", said).values["name"] for said in told} == {"Ana Roux"}
    mastery = lines.read(
        "masteries",
        {
            "actor": "A",
            "competence": "Compostage",
            "level": "peut former",
            "mobilisable": "non",
            "end": "2024",
        },
    ).values
    assert (str(mastery["competence"]), mastery["level"], mastery["mobilisable"]) == (
        "Compostage",
        Level.TEACHES,
        False,
    )
    assert mastery["end"] == date(2024, 12, 31)
    resource = lines.read("resources", {"actor": "A", "kind": "salle", "quantity": "40 m²"}).values
    assert (str(resource["kind"]), resource["quantity"]) == ("Locaux", Decimal(40))
    affiliation = lines.read(
        "affiliations", {"member": "A", "organisation": "B", "start": "2024", "end": "2023"}
    )
    assert fields(affiliation) == {("end", True)}


def test_partnerships_keep_words_that_are_no_kind_of_ours(lines):
    known = lines.read(
        "partnerships", {"first": "A", "second": "B", "kind": "achète à", "direction": "directed"}
    ).values
    assert (str(known["kind"]), known["direction"]) == ("Achat", Direction.FORWARD)
    other = lines.read(
        "partnerships", {"first": "A", "second": "B", "kind": "égal à", "description": "24.50%"}
    ).values
    assert (str(other["kind"]), other["direction"], other["description"]) == (
        "Coopération",
        Direction.BOTH,
        "égal à · 24.50%",
    )
    assert lines.read("partnerships", {"first": "A", "second": "A"}).refused


def test_a_proposed_competence_is_known_to_its_proposer_alone(lines):
    CompetenceFactory(name="Tonte", status=CompetenceStatus.PROPOSED, created_by=lines.user)
    CompetenceFactory(name="Filage", status=CompetenceStatus.PROPOSED, created_by=UserFactory())
    assert str(lines.competence("tonte")) == "Tonte"
    assert lines.competence("filage") == Proposed("filage")


def test_a_line_of_a_project(project_lines):
    matched = project_lines.read(
        "projects",
        {
            "name": "Nettoyage", "carriers": "Ecole de la joie x  Oulanga na nyamba",
            "partners": "le CRESNA ; CISCA (recherche)",
            "latitude": "-12.899767", "longitude": "45.096521", "started_on": "18/01/25", "stage": "en cours",
            "themes": "Nature et eau | Rivière",
        },
    )  # fmt: skip
    values = matched.values
    assert values["carriers"] == ["Ecole de la joie", "Oulanga na nyamba"]
    assert values["partners"] == ["CRESNA", "CISCA"]
    assert (str(values["territory"]), values["started_on"]) == ("Bouéni (976)", date(2025, 1, 18))
    assert (values["stage"], [str(theme) for theme in values["themes"]]) == (Stage.RUNNING, ["Nature et eau"])
    assert fields(matched) == {("themes", False)}
    assert fields(project_lines.read("projects", {"name": "Nulle part"})) == {("territory", True)}


def test_involvements_and_needs(project_lines):
    carries = project_lines.read("involvements", {"project": "P", "actor": "le CRESNA", "role": "porteur"})
    assert (carries.values["degree"], carries.values["actor"], carries.problems) == (5, "CRESNA", ())
    unsaid = project_lines.read("involvements", {"project": "P", "actor": "A"})
    assert (unsaid.values["degree"], fields(unsaid)) == (3, {("degree", False)})
    need = project_lines.read("needs", {"project": "P", "asked": "compostage", "importance": "forte"}).values
    assert (str(need["competence"]), need["minimum_level"], need["importance"]) == (
        "Compostage",
        Level.PRACTISES,
        Importance.ESSENTIAL,
    )
    assert (
        str(project_lines.read("needs", {"project": "P", "asked": "locaux"}).values["resource_kind"])
        == "Locaux"
    )
    assert fields(project_lines.read("needs", {"project": "P"})) == {("asked", True)}


def test_a_file_costs_the_same_queries_however_long(lines, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        for number in range(30):
            said = {
                "name": f"Acteur {number}",
                "competences": "compostage",
                "occupations": "A1101",
                "family": "asso",
            }
            assert not lines.read("actors", said).problems
