"""First names of participants: forgotten thirty days after the workshop, with the rest of the daily pass."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.workshops import ParticipantFactory

pytestmark = pytest.mark.django_db


def test_first_names_are_forgotten_a_month_later():
    participant = ParticipantFactory(name="Odile")
    ends = participant.workshop.ends_at

    for days, name in ((29, "Odile"), (31, "")):
        call_command("apply_retention", apply=True, now=ends + timedelta(days=days), stdout=StringIO())
        participant.refresh_from_db()
        assert participant.name == name
