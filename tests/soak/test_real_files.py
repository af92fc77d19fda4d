"""Every real register, imported twice where all the territories of France are: counts as checked, nothing doubles."""

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.actors.exchanges.test_real_files import FOLDER
from tests.factories.territoire import UserFactory
from tests.site.imports import real_files

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"No real file to read: {FOLDER} is not there.")


@pytest.mark.django_db
def test_every_real_file_is_imported_with_the_counts_that_were_checked():
    for command in ("load_territories", "load_competences", "load_occupations", "load_vocabulary"):
        call_command(command, verbosity=0)
    user = UserFactory()
    for expected in (*real_files.NOWHERE, *real_files.PLACED):
        with transaction.atomic():
            first, again = real_files.imported(expected, user)
            assert first == expected
            assert not [1 for file in again.values() for counts in file.values() if counts.get("new")], again
            transaction.set_rollback(True)  # each list comes where no other is
