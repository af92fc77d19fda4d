"""Backups: made while people write, restored as they were, refused when damaged; the erased stay erased."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from actors.actions.personal_data import erase_person
from actors.models import Actor
from territoire.actions import accounts
from territoire.backups import BackupProblem, making, tools
from territoire.backups.keeping import Rule
from territoire.models import User
from tests.factories.actors import ActorFactory, MasteryFactory
from tests.factories.territoire import UserFactory


@contextmanager
def another_database():
    """Give the name of a database that is not there, and take it away after."""
    name = f"{connection.settings_dict['NAME']}_restored"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    parameters = tools.connection_parameters(connection.settings_dict)
    with psycopg.connect(**parameters, autocommit=True) as server:
        server.execute(drop)
        yield name
        server.execute(drop)


@pytest.fixture
def backup(tmp_path, settings):
    """Return what makes a backup into a folder, of the database of the tests and of pictures of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def made(**options):
        call_command("backup", tmp_path / "kept", **options)
        return max(making.made(tmp_path / "kept").values())

    return made


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_comes_back_but_for_who_was_erased_since(backup, tmp_path, capsys):
    mastery = MasteryFactory(actor__name="Filature du Pré", level=3)
    person, account = (
        ActorFactory(person=True, name="Odile Vigne"),
        UserFactory(email="odile@exemple.example"),
    )
    picture = settings.MEDIA_ROOT / "pictures" / "one.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"drawn")
    call_command("backup", new_key=tmp_path / "key.txt")
    public = capsys.readouterr().out.split("--recipient: ")[1].split()[0]
    kept = backup(recipient=public, keep="7d")
    assert b"Filature" not in kept.read_bytes()
    erase_person(person, by=None)
    accounts.erase(account)
    picture.unlink()

    with another_database() as name:
        var = tmp_path / "var"
        call_command("restore", kept, database=name, var=var, identity=tmp_path / "key.txt")

        told = capsys.readouterr().out
        assert "the same as when it was made" in told
        assert "2 erased again" in told
        assert (var / "media" / "pictures" / "one.webp").read_bytes() == b"drawn"
        with psycopg.connect(**tools.connection_parameters(connection.settings_dict, name)) as restored:
            names = {name for (name,) in restored.execute("SELECT name FROM actors_actor")}
            emails = {email for (email,) in restored.execute("SELECT email FROM territoire_user")}
            (level,) = restored.execute("SELECT level FROM actors_mastery").fetchone()
        assert "Filature du Pré" in names
        assert names == {*Actor.objects.values_list("name", flat=True)}
        assert emails == {*User.objects.values_list("email", flat=True)}
        assert level == mastery.level
        with pytest.raises(CommandError, match="is not empty"):
            call_command(
                "restore", kept, database=name, var=tmp_path / "other", identity=tmp_path / "key.txt"
            )


@pytest.mark.django_db(transaction=True)
def test_a_damaged_or_half_written_backup_is_refused_before_anything_is_restored(backup, tmp_path):
    whole = backup()
    call_command("restore", whole, check=True)
    content = whole.read_bytes()
    cut, spoilt = tmp_path / "cut.tar", tmp_path / "spoilt.tar"
    cut.write_bytes(content[: len(content) // 2])
    middle = len(content) // 3
    spoilt.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])

    for wrong, why in ((cut, "cut off|cannot be read|end of data"), (spoilt, "not what was written")):
        with another_database() as name:
            with pytest.raises(CommandError, match=why):
                call_command("restore", wrong, database=name, var=tmp_path / "var")
            parameters = tools.connection_parameters(connection.settings_dict)
            with psycopg.connect(**parameters) as server:
                assert not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()


def test_the_rule_keeps_the_newest_of_each_period():
    newest = datetime(2026, 11, 23, 3, tzinfo=UTC)
    nightly = [newest - timedelta(days=days) for days in range(400)]

    kept = Rule.read("3d 2w 2m").kept([*nightly, newest - timedelta(hours=1)])

    days = {f"{moment:%m-%d %H}" for moment in kept}
    assert days == {"11-23 03", "11-22 03", "11-21 03", "10-31 03"}
    for wrong in ("", "7", "12m 7d", "d"):
        with pytest.raises(BackupProblem, match="is no rule"):
            Rule.read(wrong)


@pytest.mark.django_db(transaction=True)
def test_a_copy_elsewhere_is_kept_by_the_same_rule_and_can_be_all_there_is(backup, tmp_path, capsys):
    place = tmp_path / "elsewhere"
    old = place / "territoire-2020-01-01T00-00-00Z.tar"
    place.mkdir()
    old.write_bytes(b"long ago")
    (place / "notes.txt").write_text("not ours")

    kept = backup(copy_to=f"file://{place}", keep="1d")

    assert {path.name for path in place.iterdir()} == {kept.name, "notes.txt"}
    assert (place / kept.name).read_bytes() == kept.read_bytes()
    kept.unlink()
    capsys.readouterr()
    call_command("restore", f"file://{place}", check=True)
    assert "Whole: " in capsys.readouterr().out
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", f"file://{tmp_path}/kept", check=True)


@pytest.mark.django_db(transaction=True)
def test_a_place_that_does_not_answer_is_told_and_the_backup_stays_here(backup, tmp_path, monkeypatch):
    for name, value in (("ACCESS_KEY_ID", "nobody"), ("SECRET_ACCESS_KEY", "nothing"), ("REGION", "fr-par")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://127.0.0.1:1")

    with pytest.raises(CommandError, match="s3://kept/site") as told:
        backup(copy_to="s3://kept/site", keep="7d")

    assert "\n" not in str(told.value)
    assert len(making.made(tmp_path / "kept")) == 1
    with pytest.raises(CommandError, match="is an address"):
        backup(copy_to="kept/site")
