"""Triggers that mark, in the transaction that changes a fact, what is to be worked out anew.

A mark names what stands on the side of the project in the changed row (the organisation of an affiliation, the need of
a pledge, the upper end of a link between competences): the projects that hang on it are looked for when the mark is
read. A trigger that looked for them itself would not see what another transaction is about to commit.

They are here rather than on the models because `actors` and the ground floor know nothing of projects.
"""

from django.db import migrations

INSERT, UPDATE, DELETE = "insert", "update", "delete"
EACH = (INSERT, UPDATE, DELETE)

# table: [(what is marked, by which column, columns whose change counts, gestures that count)]
RULES: dict[str, list[tuple]] = {
    "projects_project": [("project", "id", "territory_id archived_at", EACH)],
    "projects_need": [
        (
            "project",
            "project_id",
            "project_id competence_id minimum_level occupation_id resource_kind_id family_id quantity importance"
            " opened_on wanted_by closed_on waived_on",
            EACH,
        )
    ],
    "projects_involvement": [("project", "project_id", "project_id actor_id degree_id period", EACH)],
    "projects_engagement": [("involvement", "involvement_id", "involvement_id person_id", EACH)],
    "projects_pledge": [
        ("need", "need_id", "need_id actor_id resource_id quantity state period", EACH),
        ("resource", "resource_id", "need_id actor_id resource_id quantity state period", EACH),
    ],
    "actors_actor": [
        ("actor", "id", "kind family_id restricted_at", (UPDATE,)),
        ("supply", "id", "seat_id visibility archived_at merged_into_id", (UPDATE, DELETE)),
    ],
    "actors_actor_areas": [("supply", "actor_id", "actor_id territory_id", EACH)],
    "actors_affiliation": [("actor", "organisation_id", "member_id organisation_id period", EACH)],
    "actors_mastery": [("actor", "actor_id", "actor_id competence_id level mobilisable period", EACH)],
    "actors_actoroccupation": [("actor", "actor_id", "actor_id occupation_id period", EACH)],
    "actors_resource": [("actor", "actor_id", "actor_id kind_id quantity period", EACH)],
    "actors_competenceclosure": [
        ("competence", "ancestor_id", "ancestor_id descendant_id", EACH),
        ("held", "descendant_id", "ancestor_id descendant_id", EACH),
    ],
    "territoire_territoryclosure": [("place", "descendant_id", "ancestor_id descendant_id", EACH)],
}
TABLES = {INSERT: "NEW TABLE AS new_rows", DELETE: "OLD TABLE AS old_rows"}
TABLES[UPDATE] = f"{TABLES[INSERT]} {TABLES[DELETE]}"


def marks(gesture, kind, column, watched):
    """Return the query of the marks that one rule leaves."""
    if gesture != UPDATE:
        rows = "new_rows" if gesture == INSERT else "old_rows"
        return f"SELECT DISTINCT '{kind}', {column} FROM {rows} WHERE {column} IS NOT NULL"
    before, after = (", ".join(f"{rows}.{name}" for name in watched.split()) for rows in ("former", "fresh"))
    return (
        f"SELECT DISTINCT '{kind}', side.subject FROM new_rows fresh JOIN old_rows former USING (id),"
        f" LATERAL (VALUES (former.{column}), (fresh.{column})) side (subject)"
        f" WHERE side.subject IS NOT NULL AND ROW({before}) IS DISTINCT FROM ROW({after})"
    )


def statements():
    """Return a function and a trigger for each table and gesture, and what takes them away."""
    for table, rules in RULES.items():
        for gesture in EACH:
            wanted = [marks(gesture, *rule[:3]) for rule in rules if gesture in rule[3]]
            if not wanted:
                continue
            name = f"projects_mark_{table}_{gesture}"
            yield (
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" INSERT INTO projects_coveragedue (kind, subject) {' UNION ALL '.join(wanted)};"
                " RETURN NULL; END $$;"
                f" CREATE TRIGGER projects_mark_{gesture} AFTER {gesture} ON {table}"
                f" REFERENCING {TABLES[gesture]} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
                f"DROP TRIGGER projects_mark_{gesture} ON {table}; DROP FUNCTION {name}()",
            )


class Migration(migrations.Migration):

    dependencies = [("projects", "0003_coverage"), ("actors", "0001_first"), ("territoire", "0001_first")]

    operations = [migrations.RunSQL(do, undo) for do, undo in statements()]
