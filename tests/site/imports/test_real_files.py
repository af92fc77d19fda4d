"""Real registers that name no place, imported twice; the others, which need all of France, are in `make soak`."""

import pytest

from actors.models import Actor, ActorFamily, PartnershipAxis
from actors.reference import vocabulary
from tests.actors.exchanges.test_real_files import FOLDER
from tests.factories.territoire import UserFactory
from tests.site.imports import real_files

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"No real file to read: {FOLDER} is not there."),
]


@pytest.fixture
def families(db):
    vocabulary.load_families()
    vocabulary.load_partnership_kinds()
    assert ActorFamily.objects.exists()


@pytest.mark.parametrize("expected", real_files.NOWHERE, ids=lambda files: next(iter(files)))
def test_a_real_file_is_imported_with_the_counts_that_were_checked(families, expected):
    first, again = real_files.imported(expected, UserFactory())

    assert first == expected
    kept = sum(counts["new"] for file in first.values() for kind, counts in file.items() if kind == "actors")
    assert Actor.objects.count() == kept
    ties = [file["partnerships"]["new"] for file in first.values() if "partnerships" in file]
    assert PartnershipAxis.objects.count() == sum(ties)
    assert not [
        name for file in again.values() for counts in file.values() for name in counts if name == "new"
    ]
