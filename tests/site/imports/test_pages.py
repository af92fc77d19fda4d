"""The pages of imports: send, check the columns, mend and decide, confirm, undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actors.models import Actor
from territoire.models import ColumnMatching, ImportBatch
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
