"""The pages of imports: send, check the columns, mend and decide, confirm, undo."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actors.models import Actor
from territoire.models import ColumnMatching, ImportBatch, ImportLine
from territoire.site.imports import registry
from tests.factories.actors import ActorFactory
from tests.factories.territoire import ImportLineFactory, UserFactory
from tests.site.imports.conftest import lines

pytestmark = pytest.mark.django_db
MESSY = (
    "Structure;Sorte;Ville\nAtelier de la Bruyere;asso;Saugues\n;asso;Saugues\nLe Cercle;asso;Nulle-Part\n"
)


@pytest.fixture
def page(client, imports):
    client.force_login(imports.user)

    def ask(batch, name, data=None, **more):
        address = reverse(f"imports:{name}", kwargs={"uid": batch.uid, **more})
        return client.get(address) if data is None else client.post(address, data)

    return ask


def test_from_a_messy_file_to_its_undoing(client, imports, page):
    client.force_login(imports.user)
    ActorFactory(name="Ateliers de la Bruyère", seat=None)
    known = ActorFactory(name="Ateliers de la Bruyère", seat__name="Saugues-le-Haut")
    file = SimpleUploadedFile("acteurs.csv", MESSY.encode())
    answer = client.post(
        reverse("imports:send"), {"file": file, "source": "Annuaire", "visibility": "public"}
    )
    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("imports:columns", args=[batch.uid])

    shown = page(batch, "columns").content.decode()
    assert "Atelier de la Bruyere" in shown
    answer = page(
        batch, "columns", {"s0-kind": "actors", "s0-c0": "name", "s0-c1": "family", "s0-c2": "seat"}
    )
    assert ColumnMatching.objects.get().matching == {"0": "name", "1": "family", "2": "seat"}
    assert "every 1s" in page(batch, "import").content.decode()
    registry.worker().work()
    assert {line.number: line.outcome for line in lines(batch).values()} == {
        2: "new",
        3: "refused",
        4: "refused",
    }
    assert "Nulle-Part" in page(batch, "import").content.decode()

    page(batch, "mend", {"m3-0": "Les Amis du lavoir", "m4-2": "Saugues", "d2": "out"}, position=0)
    assert {line.number: line.outcome for line in lines(batch).values()} == {2: "new", 3: "new", 4: "new"}
    assert b"m3-0" not in page(batch, "import").content

    page(batch, "confirm", {})
    registry.worker().work()
    assert set(Actor.objects.filter(import_batch=batch).values_list("name", flat=True)) == {
        "Les Amis du lavoir", "Le Cercle",
    }  # fmt: skip
    assert "Atelier de la Bruyere" in page(batch, "left-out", ending="csv").content.decode()

    assert page(batch, "undo").status_code == 200
    page(batch, "undo", {})
    registry.worker().work()
    assert not Actor.objects.filter(import_batch=batch).exists()
    assert page(batch, "import").status_code == 200
    assert Actor.objects.filter(pk=known.pk).exists()


def test_a_duplicate_is_decided_on_the_page(imports, page):
    imports.bring("Nom;Famille;Commune\nAteliers de la Bruyère;asso;Saugues\n")
    actor = Actor.objects.get()
    batch = imports.plan("Nom;Famille;Commune;Sigle\nAtelier de la Bruyere;asso;Saugues;ALB\n")
    assert f'value="{actor.pk}"' in page(batch, "import").content.decode()

    page(batch, "mend", {"d2": str(actor.pk)}, position=0)

    assert (lines(batch)[2].outcome, lines(batch)[2].target) == ("changed", actor.pk)
    page(batch, "mend", {"d2": "another"}, position=0)
    assert lines(batch)[2].outcome == "new"


def test_facts_wait_for_what_nobody_decided(imports, page):
    """What names a possible duplicate is not said to be ready; once that is decided, it is."""
    imports.bring("Nom;Famille;Commune\nAteliers de la Bruyère;asso;Saugues\n")
    nodes = [
        {"id": "a", "label": "Atelier de la Bruyere", "commune": "Saugues"},
        {"id": "b", "label": "Le Cercle"},
    ]
    content = json.dumps({"nodes": nodes, "links": [{"source": "a", "target": "b"}]})
    batch = imports.plan(content, name="reseau.json")
    assert batch.counts == {"0": {"doubtful": 1, "new": 1}, "1": {"refused": 1}}
    assert (
        "attend une décision" in page(batch, "import").content.decode()
        or "attend une décision"
        in (ImportLine.objects.get(sheet__batch=batch, outcome="refused").problems[0]["message"])
    )

    number = ImportLine.objects.get(sheet__batch=batch, outcome="doubtful").number
    page(batch, "mend", {f"d{number}": "another"}, position=0)
    batch.refresh_from_db()
    assert batch.counts == {"0": {"new": 2}, "1": {"new": 1}}
    page(batch, "mend", {f"d{number}": "out"}, position=0)
    batch.refresh_from_db()
    assert batch.counts["1"] == {"refused": 1}


def test_all_or_nothing_is_a_choice(imports, page):
    batch = imports.plan(MESSY)
    page(batch, "confirm", {"how": "all"})
    batch.refresh_from_db()
    assert batch.state == "ready"
    assert "Rien n’est importé" in page(batch, "import").content.decode()

    page(batch, "mend", {"m3-0": "Les Amis du lavoir", "m4-2": "Saugues"}, position=0)
    page(batch, "confirm", {"how": "all"})
    batch.refresh_from_db()
    assert batch.state == "to_apply"


def test_one_commune_is_given_to_the_lines_that_say_none(imports, page):
    batch = imports.plan("Nom;Famille\nLe Cercle;asso\nLe Lavoir;asso\n")
    assert "2 nouveaux acteurs n’ont pas de commune" in page(batch, "import").content.decode()

    page(batch, "mend", {"place": "commune-43234"}, position=0)
    registry.worker().work()
    assert {line.place is None for line in lines(batch).values()} == {False}


def test_a_file_is_forgotten_once_asked(imports, page):
    batch = imports.plan(MESSY)
    page(batch, "mend", {"m3-0": "Les Amis du lavoir"}, position=0)

    assert "1 ligne" in page(batch, "give-up").content.decode()
    assert ImportBatch.objects.count() == 1
    page(batch, "give-up", {})
    assert not ImportBatch.objects.exists()


def test_what_nobody_offered_cannot_be_chosen(imports, page):
    hidden = ActorFactory(hidden=True)
    batch = imports.plan("Nom;Famille;Commune\nX;asso;Saugues\n")

    page(batch, "mend", {"d2": str(hidden.pk), "m2-9": "x", "m99-0": "x", "dabc": "out"}, position=0)

    assert (lines(batch)[2].choice, lines(batch)[2].target) == ("", None)


def test_names_are_pasted_and_bad_files_refused_in_words(client, imports):
    client.force_login(imports.user)
    address = reverse("imports:send")
    assert b"is-invalid" in client.post(address, {"visibility": "public"}).content
    broken = SimpleUploadedFile("a.xlsx", b"PK\x03\x04 not a workbook")
    assert client.post(address, {"file": broken, "visibility": "public"}).status_code == 200
    assert not ImportBatch.objects.exists()

    client.post(address, {"names": "Un acteur\nUn autre", "visibility": "public"})
    assert ImportBatch.objects.get().sheets.get().kind == "actors"


def test_an_import_is_its_senders_alone(client, imports):
    line = ImportLineFactory()
    client.force_login(UserFactory())
    assert client.get(line.sheet.batch.get_absolute_url()).status_code == 404


def test_many_lines_cost_as_few_queries_as_some(imports, page, django_assert_max_num_queries):
    line = ImportLineFactory(sheet__batch__created_by=imports.user)
    ImportLineFactory.create_batch(20, sheet=line.sheet)
    line.sheet.batch.counts = {"0": {"refused": 21}}
    line.sheet.batch.save()
    with django_assert_max_num_queries(14):
        assert page(line.sheet.batch, "import").status_code == 200
