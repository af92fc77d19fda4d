"""The short reference tables are loaded once; edited labels stay."""

import pytest
from django.core.management import call_command

from actors.models import ActorFamily, Occupation, PartnershipKind, ResourceKind
from projects.models import Degree, SharedValue, Theme

TABLES = (ActorFamily, PartnershipKind, ResourceKind, Degree, Theme, SharedValue)


@pytest.fixture
def vocabulary(db):
    call_command("load_competences", verbosity=0)
    call_command("load_vocabulary", verbosity=0)


def test_each_table_is_filled(vocabulary):
    assert [model.objects.count() for model in TABLES] == [12, 14, 13, 5, 16, 21]


def test_themes_know_their_usual_competences(vocabulary):
    usual = Theme.objects.get(slug="jardins-alimentation").usual_competences

    assert usual.filter(slug="compostage").exists()


def test_loading_again_changes_nothing(vocabulary, capsys):
    capsys.readouterr()

    call_command("load_vocabulary")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert all(line.endswith(", 0 added.") for line in lines)


def test_an_edited_label_stays(vocabulary):
    ActorFamily.objects.filter(code="hab").update(name="Les gens d'ici")
    Theme.objects.get(slug="tiers-lieux").usual_competences.clear()

    call_command("load_vocabulary")

    assert ActorFamily.objects.get(code="hab").name == "Les gens d'ici"
    assert not Theme.objects.get(slug="tiers-lieux").usual_competences.exists()


def test_reset_puts_labels_back(vocabulary, capsys):
    ActorFamily.objects.filter(code="hab").update(name="Les gens d'ici")
    Theme.objects.get(slug="tiers-lieux").usual_competences.clear()
    capsys.readouterr()

    call_command("load_vocabulary", reset=True)

    assert ActorFamily.objects.get(code="hab").name == "Habitants et citoyens"
    assert Theme.objects.get(slug="tiers-lieux").usual_competences.count() == 6
    assert "Families of actors: 12 read, 0 added, 1 put back." in capsys.readouterr().out


@pytest.mark.django_db
def test_occupations_are_loaded_once(capsys):
    for _ in range(2):
        call_command("load_occupations")

    assert Occupation.objects.count() == 1584
    assert capsys.readouterr().out.endswith("Occupations: 1584 read, 0 added.\n")
