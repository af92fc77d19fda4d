"""Files sent again: what the site gave, and lists that say a thing twice, double nothing."""

import pytest
from django.urls import reverse

from actors.models import Actor
from projects.models import Project
from territoire.enums import ImportState
from territoire.imports import looking
from territoire.models import ImportBatch
from territoire.site.imports import registry
from tests.factories.projects import DegreeFactory
from tests.site.imports.test_engine import ACTORS

pytestmark = pytest.mark.django_db
PROJECTS = "Nom;Commune;Porteurs\nPôle laine;Saugues;Atelier de la Bruyère\nFour banal;Saugues;\n"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_our_own_files_come_back_and_double_nothing(client, imports, ending):
    DegreeFactory(value=5)
    imports.bring(ACTORS)
    imports.bring(PROJECTS, name="projets.csv")
    client.force_login(imports.user)
    counts = Actor.objects.count(), Project.objects.count()

    for kind in ("actors", "projects"):
        content = client.get(reverse(f"{kind}:export", args=[ending])).getvalue()
        batch = ImportBatch(label=kind, created_by=imports.user, source="Autre")
        looking.look(batch, content, f"export.{ending}", read=registry.read, kinds=registry.KINDS.values())
        imports.do(imports.do(batch, ImportState.TO_READ), ImportState.TO_APPLY)
        assert (kind, {name for found in batch.counts.values() for name in found}) == (kind, {"same"})
    assert (Actor.objects.count(), Project.objects.count()) == counts


def test_what_was_renamed_in_our_own_file_is_changed(client, imports):
    imports.bring(ACTORS)
    told = Actor.objects.exclude(seat=None).order_by("pk").first()

    batch = imports.plan(f"Identifiant;Nom;Commune\n{told.slug};Un autre nom;Saugues\n", source="Autre")
    assert batch.counts == {"0": {"changed": 1}}
    elsewhere = imports.plan(f"Identifiant;Nom\n{told.slug};Tout autre chose\n", source="Autre")
    assert elsewhere.counts == {"0": {"doubtful": 1}}


@pytest.mark.parametrize(
    ("content", "model"),
    [
        ("Nom;Famille\nLe Cercle;asso\nLe Lavoir;asso\nLe cercle;asso\n", Actor),
        ("Nom du projet;Commune;Porteurs\nFour;Saugues;\nPôle;Saugues;\nfour;Saugues;\n", Project),
    ],
)
def test_a_name_said_twice_is_asked_about(imports, content, model):
    first = imports.bring(content)
    assert first.counts == {"0": {"new": 2, "doubtful": 1}}
    assert model.objects.count() == 2

    again = imports.bring(content)
    assert (set(again.counts["0"]) - {"same", "doubtful"}, model.objects.count()) == (set(), 2)
