"""What the doctor finds: a site that was just made, then one whose parts run."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from territoire.models import ImportBatch, Pulse
from territoire.site import doctor
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _door_kept(monkeypatch):
    """Leave the settings of deployment alone: those of the tests are none."""
    monkeypatch.setattr(doctor, "run_checks", lambda **options: [])


def wrong():
    return {one.what: one.words for one in doctor.findings() if not one.well}


def test_what_never_ran_is_told_with_how_to_mend_it(capsys):
    with pytest.raises(SystemExit):
        call_command("doctor", mail="admin@exemple.example")

    said = capsys.readouterr().out
    assert "WRONG  run_imports" in said
    assert "TERRITOIRE_BACKUPS" in said
    assert "ok   Base de données" in said
    assert [one.to for one in mail.outbox] == [["admin@exemple.example"]]


def test_a_site_whose_parts_run_is_well_until_one_stops(tmp_path, monkeypatch):
    monkeypatch.setenv("TERRITOIRE_BACKUPS", str(tmp_path))
    monkeypatch.setattr(doctor, "LEAST_FREE", 0)
    now = timezone.now()
    (tmp_path / f"territoire-{now:%Y-%m-%dT%H-%M-%SZ}.tar").touch()
    Pulse.objects.beat("run_imports")  # the command lets go of its connection, which is that of the test
    for command in ("settle_coverage", "measure_network", "check_coverage"):
        call_command(command)
    call_command("apply_retention", apply=True)
    assert wrong() == {}

    Pulse.objects.filter(name="apply_retention").update(at=now - timedelta(days=3))
    ImportBatch.objects.create(label="Annuaire", state="to_apply", asked_at=now - timedelta(hours=1))
    assert set(wrong()) == {"apply_retention", "Ce qui attend"}


def test_admins_alone_read_it(client):
    client.force_login(UserFactory(admin=True))
    assert "Santé du site" in client.get("/sante/detail/").text
    client.force_login(UserFactory())
    assert client.get("/sante/detail/").status_code == 403
