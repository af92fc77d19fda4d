"""All of France is loaded, once; what people made stays."""

import pytest
from django.apps import apps
from django.core.management import call_command

from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.territories import loading

SAUGUES = [
    ("france", "country", "FR", "", "France", "", "", 3, 46.6, 2.4, None, None, None, None),
    ("region-84", "region", "84", "", "Auvergne-Rhône-Alpes", "", "", 3, 45.0, 4.0, None, None, None, None),
    (
        "departement-43", "departement", "43", "", "Haute-Loire", "", "", 3, 45.1, 3.9,
        None, None, None, "region-84",
    ),
    (
        "epci-200073393", "epci", "200073393", "CC", "Rives du Haut Allier", "", "", 3, 45.0, 3.5,
        None, None, "departement-43", "region-84",
    ),
    (
        "commune-43234", "commune", "43234", "", "Saugues", "La Vachellerie", "43170", 3, 44.9, 3.5,
        "epci-200073393", None, "departement-43", "region-84",
    ),
]  # fmt: skip


@pytest.fixture
def files(monkeypatch):
    """Stand in for the files of all France: the few territories around Saugues."""
    rows = list(SAUGUES)
    monkeypatch.setattr(loading, "official_rows", lambda: iter(rows))
    return rows


@pytest.mark.django_db
def test_the_whole_of_france_is_loaded_in_time(capsys):
    call_command("load_territories")

    assert "36369 read, 36369 changed" in capsys.readouterr().out
    saugues = Territory.objects.get(code="commune-43234")
    assert set(Territory.objects.containing(saugues).values_list("code", flat=True)) == {
        "commune-43234",
        "epci-200073393",
        "departement-43",
        "region-84",
        "france",
    }


@pytest.mark.django_db
def test_loading_again_changes_nothing(files):
    loading.load()

    assert loading.load() == loading.Outcome(rows=5, changed=0, closure_changed=0)


@pytest.mark.django_db
def test_a_name_that_changed_in_the_files_is_taken_up(files):
    loading.load()
    files[3] = (*files[3][:4], "Haut Allier", *files[3][5:])

    assert loading.load().changed == 1
    assert Territory.objects.get(code="epci-200073393").name == "Haut Allier"


@pytest.mark.django_db
def test_what_people_made_or_wrote_stays(files):
    loading.load()
    Territory.objects.create(code="pays-de-saugues", kind=TerritoryKind.CUSTOM, name="Pays de Saugues")
    Territory.objects.filter(code="commune-43234").update(other_names="Saugues-en-Gévaudan")

    loading.load()

    assert Territory.objects.filter(code="pays-de-saugues").exists()
    assert Territory.objects.get(code="commune-43234").other_names == "Saugues-en-Gévaudan"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["saugues", "43170", "43234", "vachellerie"])
def test_a_commune_is_found_by_name_postcode_code_and_former_commune(files, text):
    loading.load()

    assert Territory.objects.named_like(text).first().code == "commune-43234"


@pytest.mark.django_db
def test_official_rows_write_no_history(files):
    loading.load()

    assert not apps.get_model("territoire", "TerritoryEvent").objects.exists()
