"""A database of the release before, with data in it, is brought up to date: it holds what it held, and serves."""

from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from psycopg import sql

from actors.models import Actor
from projects.models import CoverageDue, Involvement, Project
from territoire.backups import restoring, tools
from territoire.backups.contents import Figures, differences
from territoire.models import Territory, User
from tests.upgrades import BACKUP
from tests.upgrades.schema import schema

#: Tables whose rows a migration since the release changes or takes away, and why.
CHANGED: dict[str, str] = {}
#: They have a line more with each migration or model.
GROWING = {"django_migrations", "django_content_type", "auth_permission"}
_COLUMNS = """
    SELECT attrelid::regclass::text, array_agg(attname ORDER BY attnum) FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped GROUP BY 1
"""
_SUM = "SELECT count(*), coalesce(sum(hashtextextended(row({columns})::text, 0)::numeric), 0) FROM {table}"


@contextmanager
def restored(folder):
    """Restore the backup of the release beside the database of the tests, and use it for the time of the block."""
    before, name = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_upgraded"
    with connected(before, autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        try:
            restoring.restore(BACKUP, server=connection.settings_dict, name=name, media=folder / "media")
            use(name)
            yield
        finally:
            use(before)
            server.execute(drop)


def use(name: str) -> None:
    """Lead Django to another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def connected(name: str = "", *, autocommit: bool = False):
    """Connect beside Django."""
    return tools.connect(tools.connection_parameters(connection.settings_dict, name), autocommit=autocommit)


def columns(server: psycopg.Connection) -> dict[str, list[str]]:
    """Return the columns of each table."""
    return dict(server.execute(_COLUMNS).fetchall())


def figures(server: psycopg.Connection, before: dict[str, list[str]], tables: set[str]) -> Figures:
    """Count and sum up, as backups do, what tables hold in the columns that they had before."""
    server.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1")
    found: Figures = {}
    for table in tables:
        names = sql.SQL(", ").join(map(sql.Identifier, before[table]))
        query = sql.SQL(_SUM).format(columns=names, table=sql.Identifier(table))
        rows, total = server.execute(query).fetchone() or (0, 0)
        found[table] = {"rows": rows, "sum": str(total)}
    return found


@pytest.mark.usefixtures("django_db_setup")
def test_a_database_of_the_release_before_comes_up_whole(django_db_blocker, tmp_path, capsys):
    with restoring.opened(BACKUP, None) as (manifest, _laid):
        kept = {name: told for name, told in manifest.tables.items() if name not in GROWING | CHANGED.keys()}
    with django_db_blocker.unblock():
        with connected() as fresh:
            as_new = schema(fresh)
        with restored(tmp_path):
            with connected() as server:
                before = columns(server)
            call_command("migrate", verbosity=0, interactive=False)

            with connected() as server:
                assert differences(kept, figures(server, before, kept.keys())) == []
                assert schema(server) ^ as_new == set()
            call_command("check_coverage")
            assert capsys.readouterr().out.endswith("All is as it should be.\n")
            pages_answer()
            changes_are_followed()


def pages_answer() -> None:
    """Walk the main pages as who holds a project, who facilitates a territory and who runs the instance."""
    project, actor = Project.objects.get(slug__startswith="pole-laine"), Actor.objects.first()
    place = Territory.objects.get(code="region-84")
    seen = {
        "porteur": [
            "/mon-espace/",
            *(project.get_absolute_url() + part for part in ("", "carte/", "manques/")),
        ],
        "facilitation": ["/", place.get_absolute_url(), f"{place.get_absolute_url()}manques/"],
        "admin": [actor.get_absolute_url(), "/projets/", "/api/v1/projects/", "/sante/detail/"],
    }
    for who, addresses in seen.items():
        client = Client()
        client.force_login(User.objects.get(email=f"{who}@demo.example"))
        answers = {address: client.get(address).status_code for address in addresses}
        assert set(answers.values()) == {200}, answers


def changes_are_followed() -> None:
    """Change a fact: its history and the mark of what hangs on it are written by the database."""
    one = Involvement.objects.first()
    told = one.events.count()
    one.degree_id = 5 if one.degree_id != 5 else 4
    one.save()
    assert one.events.count() == told + 1
    assert CoverageDue.objects.exists()
