"""Which operations of the migrations since the release break its code, which still runs, or lock a table for long.

Read off the operations themselves, those of `Together` included. What is not known to be harmless is told; tables
made since the release are nobody's yet, so that anything may be done to them.

`django-migration-linter` (6.0.0, kept up) was looked at: it reads the SQL by regular expressions, a migration at a
time, so that one column with a default excuses all those beside it, and our migrations make many columns together.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib.postgres import operations as postgres
from django.db.migrations import Migration, RenameIndex, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, Field, ManyToManyField
from pgtrigger import migrations as triggers

from territoire.database.together import Together

#: What a column is to people and forms, not to the database.
_WORDS = {
    *(
        "blank",
        "choices",
        "default",
        "editable",
        "error_messages",
        "help_text",
        "limit_choices_to",
        "on_delete",
    ),
    *("related_name", "related_query_name", "validators", "verbose_name"),
}
_HARMLESS = (
    operations.CreateModel,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
    operations.RemoveIndex,
    operations.RemoveConstraint,
    RenameIndex,
    postgres.AddIndexConcurrently,
    postgres.RemoveIndexConcurrently,
    postgres.AddConstraintNotValid,
    postgres.ValidateConstraint,
    postgres.CreateExtension,
    triggers.AddTrigger,
    triggers.RemoveTrigger,
)
_ASKED_FOR = (operations.DeleteModel, operations.RenameModel, operations.RemoveField, operations.RenameField)
_LOCKING = (operations.AddIndex, operations.AddConstraint, operations.AlterUniqueTogether)


def problems(migration: Migration, state: ProjectState, new: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what each operation of `migration` would break, the state of models before it being `state`.

    `new` holds the models made since the release, and takes those that the migration makes.
    """
    app = migration.app_label
    for operation in flat(migration.operations):
        if isinstance(operation, operations.CreateModel):
            new.add((app, operation.name_lower))
        why = "" if (app, _model(operation)) in new else _why(operation, app, state)
        if why:
            yield f"{app}.{migration.name}, {operation.describe()}: {why}"
        operation.state_forwards(app, state)


def flat(given: Iterable[Operation]) -> Iterator[Operation]:
    """Yield operations, those that are done together one by one."""
    for operation in given:
        if isinstance(operation, Together):
            yield from flat(operation.operations)
        else:
            yield operation


def _model(operation: Operation) -> str:
    return str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()


def _why(operation: Operation, app: str, state: ProjectState) -> str:
    if isinstance(operation, _HARMLESS):
        return ""
    if isinstance(operation, _ASKED_FOR):
        return "the release before still asks for it: leave it until the next one"
    if isinstance(operation, operations.AddField):
        return _added(operation.field)
    if isinstance(operation, operations.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name_lower]
        return _altered(before, operation.field)
    if isinstance(operation, _LOCKING):
        return "it locks the table while all of it is read: AddIndexConcurrently or AddConstraintNotValid"
    return "what it does cannot be read off: say why it neither breaks the release before nor locks for long"


def _added(field: Field) -> str:
    if isinstance(field, ManyToManyField) or field.generated:
        return ""
    if not field.null and field.db_default is NOT_PROVIDED:
        return "the release before writes rows without it: null=True or a db_default"
    if field.unique or field.db_index:
        return "its index locks the table while all of it is read: add it apart, AddIndexConcurrently"
    return ""


def _altered(before: Field, after: Field) -> str:
    old, new = _of_the_database(before), _of_the_database(after)
    differing = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if "null" in differing and after.null:
        differing.discard("null")
    if "max_length" in differing and (after.max_length or 1 << 30) >= (before.max_length or 1 << 30):
        differing.discard("max_length")
    if "db_default" in differing and after.db_default is not NOT_PROVIDED:
        differing.discard("db_default")
    return f"{', '.join(sorted(differing))} changes under the release before, or locks the table" * bool(
        differing
    )


def _of_the_database(field: Field) -> dict[str, object]:
    _name, path, arguments, named = field.deconstruct()
    return {"type": (path, _plain(arguments)), **{k: _plain(v) for k, v in named.items() if k not in _WORDS}}


def _plain(value: object) -> object:
    """Return what two fields are compared by: those within arrays as they are to the database."""
    if isinstance(value, Field):
        return tuple(sorted(_of_the_database(value).items(), key=lambda item: item[0]))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_plain(one) for one in value)
    return value
