"""Migrations since the release leave its code at work, and lock nothing for long; else they say why they may."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from territoire.backups import restoring
from territoire.database.together import Together
from tests.upgrades import BACKUP, guard

#: What may be done all the same, and why. Emptied when the next release is cut.
ALLOWED: dict[str, str] = {}


def test_migrations_since_the_release_leave_its_code_at_work():
    with restoring.opened(BACKUP, None) as (manifest, _laid):
        known = {tuple(name.split(".", 1)) for name in manifest.migrations}
    loader = MigrationLoader(None)
    nodes = loader.graph.leaf_nodes()
    plan = [node for leaf in nodes for node in loader.graph.forwards_plan(leaf)]
    ours = {"territoire", "actors", "projects", "cocreation", "workshops"}
    since = [node for node in dict.fromkeys(plan) if node[0] in ours and node not in known]
    new: set[tuple[str, str]] = set()

    told = [
        line
        for node in since
        for line in guard.problems(loader.graph.nodes[node], loader.project_state(node, at_end=False), new)
    ]

    assert [line for line in told if line.split(": ")[0] not in ALLOWED] == []
    assert ALLOWED.keys() <= {line.split(": ")[0] for line in told}, "allowed, and not asked for any more"


def state() -> ProjectState:
    """Return an app with one model that the release knows."""
    name = models.CharField(max_length=20, choices=[("a", "A")])
    return ProjectState(
        {
            ("app", "thing"): ModelState(
                "app", "Thing", [("id", models.AutoField(primary_key=True)), ("name", name)]
            )
        }
    )


def altered(**options):
    return operations.AlterField("thing", "name", models.CharField(**options))


@pytest.mark.parametrize(
    "operation",
    [
        operations.RemoveField("thing", "name"),
        operations.RenameField("thing", "name", "title"),
        operations.RenameModel("Thing", "Object"),
        operations.DeleteModel("Thing"),
        operations.AddField("thing", "note", models.CharField(max_length=9, default="")),
        operations.AddField("thing", "note", models.CharField(max_length=9, null=True, db_index=True)),
        operations.AddField("thing", "other", models.ForeignKey("self", models.CASCADE, null=True)),
        altered(max_length=10),
        altered(max_length=20, unique=True),
        operations.AlterField("thing", "name", models.TextField()),
        operations.AddIndex("thing", models.Index(fields=["name"], name="thing_name")),
        operations.AddConstraint(
            "thing", models.CheckConstraint(condition=~models.Q(name=""), name="thing_named")
        ),
        operations.RunSQL("UPDATE app_thing SET name = ''"),
        operations.RunPython(lambda apps, editor: None),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_breaks_the_release_before_is_told(operation):
    wrong = migrations.Migration("0002_wrong", "app")
    wrong.operations = [Together([operation])]

    assert len([*guard.problems(wrong, state(), set())]) == 1


def test_what_leaves_it_at_work_is_not():
    right = migrations.Migration("0002_right", "app")
    right.operations = [
        operations.AddField("thing", "note", models.CharField(max_length=9, default="", db_default="")),
        operations.AddField("thing", "day", models.DateField(null=True)),
        altered(max_length=40, choices=[("b", "B")], null=True, db_default="b"),
        AddIndexConcurrently("thing", models.Index(fields=["name"], name="thing_name")),
        operations.CreateModel("Part", [("id", models.AutoField(primary_key=True))]),
        operations.AddField("part", "name", models.CharField(max_length=9, unique=True)),
        operations.AddIndex("part", models.Index(fields=["name"], name="part_name")),
    ]

    assert [*guard.problems(right, state(), set())] == []
