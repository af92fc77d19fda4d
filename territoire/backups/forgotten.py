"""Who asked to be forgotten, as lists of keyed hashes: a backup of before must not bring them back.

A line for each: `erased <hash>` (an account or a person), `objection <hash>` (an address never to register again). The
newest list counts: that of the database in use, that of the newest backup.
"""

import psycopg

_LISTS = {"erased": "territoire_erasure", "objection": "actors_objection"}
type Forgotten = dict[str, set[str]]


def listed(connection: psycopg.Connection) -> str:
    """Return the lists of a database, as they are kept in a backup."""
    lines = []
    for word, table in _LISTS.items():
        found = connection.execute(f"SELECT digest FROM {table} ORDER BY 1")  # noqa: S608  (of this file)
        lines += [f"{word} {digest}\n" for (digest,) in found]
    return "".join(lines)


def read(text: str) -> Forgotten:
    """Return the hashes of each list."""
    found: Forgotten = {word: set() for word in _LISTS}
    for line in text.splitlines():
        word, _, digest = line.partition(" ")
        found[word].add(digest)
    return found
