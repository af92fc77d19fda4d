"""Where the database is, and what is said when it cannot be used."""

import socket
import threading
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings

from territoire import database
from territoire.database import DatabaseProblem, checks, embedded, places


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch):
    return lambda value: monkeypatch.setenv("DATABASE_URL", value)


def problem_at(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", address)
    return checks.problem(database.settings(Path("/nowhere"))) or ""


def test_the_address_is_read_as_libpq_does(address):
    address("postgresql://anne:p%40ss@db.example:5433/carte?sslmode=require&options=-c%20jit%3Doff")

    settings = database.settings(Path("/nowhere"))

    assert {key: settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "carte",
        "USER": "anne",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert settings["OPTIONS"] == {"sslmode": "require", "options": f"{database.SESSION} -c jit=off"}


def test_a_socket_can_be_given(address):
    address("postgresql://anne@/carte?host=%2Frun%2Fpostgresql")

    assert database.settings(Path("/nowhere"))["HOST"] == "/run/postgresql"


def test_without_an_address_the_embedded_server_is_used(address, tmp_path: Path):
    address("")

    settings = database.settings(tmp_path)

    assert settings["HOST"] == str(tmp_path / "postgres" / "socket")
    assert settings["NAME"] == places.NAME


@pytest.mark.parametrize(
    "wrong",
    [
        "sqlite:///base.db",
        "localhost:5432/carte",
        "postgresql://anne:secret@[::1/carte",
        "postgresql://anne:secret@host:port/carte?what",
        "postgresql://anne:secret@host:5432",
    ],
)
def test_a_wrong_address_is_explained_without_its_password(address, wrong: str):
    address(wrong)

    with pytest.raises(DatabaseProblem) as raised:
        database.settings(Path("/nowhere"))

    said = str(raised.value)
    assert said.startswith("DATABASE_URL ")
    assert "postgresql://user:password@host:5432/name" in said
    assert "secret" not in said
    assert "\n" not in said


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    said = problem_at(f"postgresql://anne:secret@127.0.0.1:{port}/carte", monkeypatch)

    assert said.startswith(f"DATABASE_URL: no server answers at 127.0.0.1:{port} (")
    assert "secret" not in said
    assert "\n" not in said


def test_wrong_password(monkeypatch: pytest.MonkeyPatch):
    with refusing_server(
        "28P01", 'authentification par mot de passe échouée pour l’utilisateur "anne"'
    ) as port:
        said = problem_at(f"postgresql://anne:secret@127.0.0.1:{port}/carte", monkeypatch)

    assert said.startswith(f"DATABASE_URL: the server at 127.0.0.1:{port} refuses this user or password (")
    assert "secret" not in said


def test_a_database_that_is_not_there(monkeypatch: pytest.MonkeyPatch):
    with refusing_server("3D000", 'database "carte" does not exist') as port:
        said = problem_at(f"postgresql://anne@127.0.0.1:{port}/carte", monkeypatch)

    assert said.startswith('DATABASE_URL: database "carte" does not exist; create it')


def test_the_embedded_server_sleeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DATABASE_URL", "")

    said = checks.problem(database.settings(tmp_path)) or ""

    assert said.startswith("The embedded database does not answer (")
    assert said.endswith("run `make demo`, or set DATABASE_URL.")


@pytest.mark.parametrize(("version", "refused"), [(150018, True), (160000, False), (180006, False)])
def test_the_server_must_be_recent(version: int, refused: bool):
    said = checks.problem_of_version(version)

    assert bool(said) == refused
    assert not refused or "is PostgreSQL 15; Territoire needs 16 or newer" in str(said)


def test_extensions_that_the_server_lacks():
    said = checks.problem_of_extensions({"unaccent"}, {"unaccent", "btree_gist"}, allowed=True)

    assert said is not None
    assert "lacks the extensions pg_trgm; install" in said


def test_extensions_that_the_user_may_not_add():
    said = checks.problem_of_extensions({"unaccent"}, set(checks.EXTENSIONS), allowed=False, name="carte")

    assert said is not None
    assert said.endswith("in carte: CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm;")


@pytest.mark.parametrize("installed", [set(), set(checks.EXTENSIONS)])
def test_extensions_that_are_there_or_can_be_added(installed: set[str]):
    assert checks.problem_of_extensions(installed, set(checks.EXTENSIONS), allowed=not installed) is None


def test_the_database_of_these_tests_is_fine(db):
    assert checks.problem(django_settings.DATABASES["default"]) is None


def test_an_embedded_server_lives_in_its_folder_and_leaves_nothing(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("TMPDIR", "/tmp")
    folder = Path(f"/tmp/territoire é 'test' {threading.get_native_id()}")

    with embedded.throwaway(folder):
        with psycopg.connect(**places.embedded(folder)) as connection:
            row = connection.execute(
                "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        socket_mode = places.socket(folder).stat().st_mode & 0o777
        assert embedded.answers(folder)

    assert row == ("b", "C.UTF-8")
    assert socket_mode == 0o700
    assert not folder.exists()
    assert not embedded.answers(folder)


def test_a_long_path_gets_a_short_socket(tmp_path: Path):
    var_dir = tmp_path / ("long" * 30)

    assert len(bytes(places.socket(var_dir) / ".s.PGSQL.5432")) < 107


class refusing_server:  # noqa: N801  (read as a verb in `with`)
    """A server that refuses whoever connects, in PostgreSQL's protocol: it may speak French."""

    def __init__(self, code: str, message: str):
        fields = f"SFATAL\0VFATAL\0C{code}\0M{message}\0\0".encode()
        self.answer = b"E" + (len(fields) + 4).to_bytes(4, "big") + fields

    def __enter__(self) -> int:
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return self.listener.getsockname()[1]

    def __exit__(self, *exception) -> None:
        self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                while (first := connection.recv(1024)) and len(first) == 8:
                    connection.sendall(b"N")  # neither TLS nor GSSAPI here
                connection.sendall(self.answer)
