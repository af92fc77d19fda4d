"""How far an import is, told while its transaction goes on, by a connection of its own."""

import time

import psycopg
from django.db import connection

from territoire.models import ImportBatch

SECONDS = 0.5


class Progress:
    """Counts what is done, and tells it twice a second at most."""

    def __init__(self, batch: ImportBatch, total: int) -> None:
        """Begin with nothing done of `total`."""
        self.key, self.total, self.done = batch.pk, max(total, 1), 0
        self.told = time.monotonic()
        self.connection: psycopg.Connection | None = None

    def advance(self, count: int) -> None:
        """Count what is done."""
        self.done += count
        if time.monotonic() - self.told > SECONDS:
            self.tell()

    def tell(self, **values: int) -> None:
        """Tell it now."""
        self.told = time.monotonic()
        values = {"done": min(self.done, self.total), "total": self.total} | values
        names = ", ".join(f"{name} = %({name})s" for name in values)
        try:
            self._connected().execute(
                f"UPDATE {ImportBatch._meta.db_table} SET {names} WHERE id = %(key)s",
                values | {"key": self.key},
            )
        except psycopg.Error:
            self.close()  # who waits sees less; what is done goes on

    def close(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _connected(self) -> psycopg.Connection:
        if self.connection is None:
            wanted = connection.get_connection_params()
            known = {"dbname", "user", "password", "host", "port", "options", "sslmode"}
            parameters = {name: value for name, value in wanted.items() if name in known}
            self.connection = psycopg.connect(**parameters, autocommit=True)
            self.connection.execute("SET lock_timeout = '200ms'")
        return self.connection
