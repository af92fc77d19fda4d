"""Backups of a whole instance: one file each, consistent while people write, checked when it is restored.

- `contents` counts and sums up every table, as one moment of the database shows it;
- `tools` finds the programs of PostgreSQL that dump and restore;
- `archive` is the file: what it holds, in which order, how it is known to be whole;
- `encryption` closes it with age;
- `making`, `restoring` and `keeping` are what one does with it.
"""


class BackupProblem(Exception):
    """Why a backup cannot be made, read or restored, in one line that says what to do."""
