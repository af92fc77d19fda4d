"""The official lists stand beside our own tree."""

import pytest
from django.core.management import CommandError, call_command

from actors.models import Competence, CompetenceClosure

pytestmark = pytest.mark.django_db

ROME = """code_ogr,code,libelle,definition
104292,4A101,Suivre des réservations,
118069,4A201,Tenir une caisse,Encaisser et rendre la monnaie
"""
ESCO = """conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,http://esco.example/0a1b2c3d-9,skill/competence,cross-sector,laver la laine,"laver des toisons
dégraisser la laine","Ôter le suint
des toisons."
KnowledgeSkillCompetence,http://esco.example/ffff0000-1,knowledge,sector-specific,races ovines,,
"""


def write(tmp_path, content: str):
    path = tmp_path / "competences.csv"
    path.write_text(content, encoding="utf-8-sig")
    return path


def test_rome_codes_make_the_tree(tmp_path):
    call_command("load_official_competences", write(tmp_path, ROME), format="rome")

    till = Competence.objects.get(slug="rome-4a201")
    above = CompetenceClosure.objects.filter(descendant=till).order_by("-depth")
    assert (till.name, till.source, till.external_id) == ("Tenir une caisse", "rome", "4A201")
    assert [link.ancestor.name for link in above] == [
        "ROME 4.0",
        "Domaine 4",
        "Enjeu 4A",
        "Objectif 4A2",
        "Tenir une caisse",
    ]


def test_esco_skills_keep_their_words_and_identifier(tmp_path):
    call_command("load_official_competences", write(tmp_path, ESCO), format="esco")

    washing = Competence.objects.get(name="laver la laine")
    assert washing.external_id == "http://esco.example/0a1b2c3d-9"
    assert washing.definition == "Ôter le suint des toisons."
    assert washing.parent.slug == "esco-aptitudes"
    assert {synonym.name for synonym in washing.synonyms.all()} == {
        "laver des toisons",
        "dégraisser la laine",
    }


@pytest.mark.parametrize(("content", "name"), [(ROME, "rome"), (ESCO, "esco")])
def test_loading_again_changes_nothing(tmp_path, capsys, content, name):
    for _ in range(2):
        call_command("load_official_competences", write(tmp_path, content), format=name)

    assert capsys.readouterr().out.endswith(", 0 added.\n")


def test_a_file_of_another_kind_is_refused_with_the_missing_columns(tmp_path):
    with pytest.raises(CommandError, match="has no column code, libelle"):
        call_command("load_official_competences", write(tmp_path, "nom,prix\n"), format="rome")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_official_competences", tmp_path / "rien.csv", format="esco")
