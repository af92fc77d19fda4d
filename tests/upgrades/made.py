"""Make the data of a release, from which the next ones are tried: `make release-data COMMIT=… RELEASE=0.2.0`.

The code of that commit, laid out apart, brings up an empty database, loads the demonstration and backs itself up, on an
embedded server that disappears at the end. Of the territories of France only those stay that something leads to, and
what they lie in: the file is committed.
"""

import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from territoire.database import embedded

ROOT = Path(__file__).resolve().parents[2]
LOAD = ("migrate", "load_territories", "load_competences", "load_occupations", "load_vocabulary")
ACCOUNTS = (
    "from pathlib import Path; from territoire.actions import demo_accounts; demo_accounts.ensure(Path({!r}))"
)
#: What ties territories to one another: it goes with them.
_BETWEEN = (
    "territoire_territory",
    "territoire_territoryclosure",
    "territoire_territory_successors",
)
_LEADING = """
    SELECT conrelid::regclass::text, attname FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND confrelid = 'territoire_territory'::regclass AND conrelid::regclass::text <> ALL(%s)
"""
_CLOSE = """
    INSERT INTO kept
    WITH RECURSIVE around (id) AS (
        SELECT id FROM kept
        UNION
        SELECT next FROM around, LATERAL (
            SELECT ancestor_id FROM territoire_territoryclosure WHERE descendant_id = around.id
            UNION ALL
            SELECT unnest(ARRAY[epci_id, departement_id, region_id]) FROM territoire_territory WHERE id = around.id
        ) further (next) WHERE next IS NOT NULL
    )
    SELECT id FROM around;
    DELETE FROM territoire_territoryclosure
    WHERE ancestor_id NOT IN (SELECT id FROM kept) OR descendant_id NOT IN (SELECT id FROM kept);
    DELETE FROM territoire_territory_successors
    WHERE from_territory_id NOT IN (SELECT id FROM kept) OR to_territory_id NOT IN (SELECT id FROM kept);
    DELETE FROM territoire_territory WHERE id NOT IN (SELECT id FROM kept);
"""


def main(commit: str, release: str) -> None:
    """Make the backup of `commit` and put it beside, under the name of the release."""
    target = Path(__file__).parent / f"{release}.tar.xz"
    with laid_out(commit) as code, embedded.throwaway_server() as address:
        fill(code, address)
        shrink(address)
        manage(code, address, "backup", str(code.parent / "kept"))
        (made,) = (code.parent / "kept").glob("*.tar")
        with made.open("rb") as plain, lzma.open(target, "wb", preset=9) as closed:
            shutil.copyfileobj(plain, closed)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB, of {commit}")


@contextmanager
def laid_out(commit: str) -> Iterator[Path]:
    """Lay out the files of a commit in a folder that disappears; other users may enter it."""
    with tempfile.TemporaryDirectory(prefix="territoire-release-") as folder:
        code = Path(folder) / "code"
        code.mkdir()
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", code], input=archive, check=True)
        yield code


def fill(code: Path, address: str) -> None:
    """Load the demonstration with the code of a release into an empty database."""
    for command in LOAD:
        manage(code, address, command, "--verbosity", "0")
    manage(code, address, "shell", "--verbosity", "0", "-c", ACCOUNTS.format(str(code.parent)))
    manage(code, address, "load_demonstration", "--verbosity", "0")


def manage(code: Path, address: str, *words: str) -> None:
    """Run manage.py of a release on a database."""
    told = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "territoire.settings.demo",
        "TERRITOIRE_VAR": str(code.parent / "var"),
        "TERRITOIRE_DEMO_PASSWORD": "demo-demo-demo",
    }
    subprocess.run([sys.executable, "manage.py", *words], cwd=code, env=os.environ | told, check=True)


def shrink(address: str) -> None:
    """Take away the territories that nothing leads to; triggers are not asked, since nothing hangs on those."""
    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("CREATE TEMPORARY TABLE kept (id bigint)")
        for table, column in connection.execute(_LEADING, [list(_BETWEEN)]).fetchall():
            leads = sql.SQL("INSERT INTO kept SELECT {} FROM {} WHERE {} IS NOT NULL")
            names = sql.Identifier(column), sql.Identifier(table), sql.Identifier(column)
            connection.execute(leads.format(*names))
        connection.execute(_CLOSE)


if __name__ == "__main__":
    main(*sys.argv[1:3])
