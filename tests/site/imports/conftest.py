"""A place, families, an account, and what sends a file for it."""

import pytest

from actors.models import Competence
from territoire.enums import ImportState
from territoire.imports import looking, queue
from territoire.models import ImportBatch, ImportLine
from territoire.site.imports import registry
from tests.factories.actors import ActorFamilyFactory, CompetenceFactory
from tests.factories.territoire import TerritoryFactory, UserFactory


class Imports:
    """Sends files for one account, and does at once what waits."""

    def __init__(self, user):
        self.user = user

    def look(self, content: str, name: str = "essai.csv", **options) -> ImportBatch:
        """Send a file."""
        batch = ImportBatch(created_by=self.user, **{"label": name, "source": "Annuaire"} | options)
        return looking.look(batch, content.encode(), name, read=registry.read, kinds=registry.KINDS.values())

    def do(self, batch: ImportBatch, state: ImportState) -> ImportBatch:
        """Ask for it and do it."""
        assert queue.ask(batch, state)
        with queue.at_once(registry.worker(), batch):
            pass
        return batch

    def plan(self, content: str, **options) -> ImportBatch:
        """Send a file and compare it."""
        return self.do(self.look(content, **options), ImportState.TO_READ)

    def bring(self, content: str, **options) -> ImportBatch:
        """Send a file, compare it and import it."""
        batch = self.do(self.plan(content, **options), ImportState.TO_APPLY)
        assert batch.problem == ""
        return batch


def lines(batch: ImportBatch) -> dict[int, ImportLine]:
    """Return the lines of an import, by number."""
    return {line.number: line for line in ImportLine.objects.filter(sheet__batch=batch)}


@pytest.fixture
def imports(db) -> Imports:
    """Give what sends files, where there are a commune, families and a competence."""
    TerritoryFactory(name="Saugues", kind="commune", official_code="43234", code="commune-43234")
    for code, name in (
        ("asso", "Associations"),
        ("coll", "Collectivités"),
        ("med", "Médias et autres"),
        ("hab", "Habitants"),
    ):
        ActorFamilyFactory(code=code, name=name)
    CompetenceFactory(name="Tricot", slug="tricot")
    assert Competence.objects.count() == 1
    return Imports(UserFactory())
