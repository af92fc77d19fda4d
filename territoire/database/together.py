"""Operations of a migration made together: models are rendered once for all of them.

Django renders anew, after each operation, the models that hang on what it changed: half a second each time for those at
the heart of this site.
"""

from collections.abc import Sequence

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Does `operations`, of which none alters what another one made: models, fields, constraints, triggers.

    Models made together may point at one another.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Hold them."""
        self.operations = operations

    def deconstruct(self):
        """Return what writes it."""
        return (self.__class__.__name__, [], {"operations": self.operations})

    def state_forwards(self, app_label, state) -> None:
        """Change the state of all, unrendered."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        """Change the database, one after the other."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        """Take it back, the last first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what is done."""
        return "; ".join(operation.describe() for operation in self.operations)
