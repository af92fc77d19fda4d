"""The tree of competences is loaded once, and what people changed stays."""

import pytest
from django.core.management import call_command

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceClosure, CompetenceSynonym
from actors.reference import competences
from actors.reference.competences import Entry

pytestmark = pytest.mark.django_db

WOOL = [
    Entry("laine", "Laine", definition="Tout sur la laine."),
    Entry("preparation", "Préparation", "laine"),
    Entry("lavage", "Lavage", "preparation", "Laver sans feutrer.", ("dessuintage",)),
]


def test_the_shipped_tree_has_three_levels_in_the_closure(capsys):
    call_command("load_competences")

    deepest = CompetenceClosure.objects.order_by("-depth").first()
    assert deepest.depth == 2
    assert CompetenceClosure.objects.filter(depth=0).count() == Competence.objects.count() == 385
    assert capsys.readouterr().out == "Competences: 385 read, 385 added.\n"


def test_loading_again_changes_nothing():
    competences.load_entries(WOOL)
    before = list(Competence.objects.order_by("pk").values())

    assert competences.load_entries(WOOL).added == 0
    assert list(Competence.objects.order_by("pk").values()) == before


def test_a_competence_is_found_under_its_ancestors_and_by_its_synonym():
    competences.load_entries(WOOL)

    wool = Competence.objects.get(slug="laine")
    assert set(Competence.objects.under(wool).values_list("slug", flat=True)) == {
        "laine",
        "preparation",
        "lavage",
    }
    assert Competence.objects.named_like("dessuintage").get().slug == "lavage"


def test_what_was_renamed_or_proposed_stays():
    competences.load_entries(WOOL)
    Competence.objects.filter(slug="lavage").update(name="Lavage des toisons")
    CompetenceSynonym.objects.all().delete()
    Competence.objects.create(slug="filage", name="Filage", status=CompetenceStatus.PROPOSED)

    competences.load_entries(WOOL)

    assert Competence.objects.get(slug="lavage").name == "Lavage des toisons"
    assert not CompetenceSynonym.objects.exists()
    assert Competence.objects.get(slug="filage").status == CompetenceStatus.PROPOSED


def test_reset_puts_names_places_and_synonyms_back():
    competences.load_entries(WOOL)
    Competence.objects.filter(slug="lavage").update(name="Lavage des toisons", parent=None)
    CompetenceSynonym.objects.all().delete()

    outcome = competences.load_entries(WOOL, reset=True)

    washing = Competence.objects.get(slug="lavage")
    assert (outcome.put_back, washing.name, washing.parent.slug) == (1, "Lavage", "preparation")
    assert washing.synonyms.get().name == "dessuintage"
    assert CompetenceClosure.objects.filter(descendant=washing).count() == 3


def test_an_entry_under_nothing_known_is_refused():
    with pytest.raises(ValueError, match="No such parent: nulle-part"):
        competences.load_entries([Entry("perdue", "Perdue", "nulle-part")])
