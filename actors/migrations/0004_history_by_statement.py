"""History of what comes and goes by thousands is written by one trigger a statement, no more by one a row."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from territoire.database.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_untold_actors"),
    ]

    operations = [
        Together([
            pgtrigger.migrations.RemoveTrigger(
                model_name="actor",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actor",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actorfamily",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actorfamily",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actoridentifier",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actoridentifier",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actoroccupation",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actoroccupation",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actorreport",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="actorreport",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="affiliation",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="affiliation",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="claim",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="claim",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="competence",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="competence",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="contactpoint",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="contactpoint",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="mastery",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="mastery",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="note",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="note",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="notice",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="notice",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="partnership",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="partnership",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="partnershipaxis",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="partnershipaxis",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="resource",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="resource",
                name="delete_delete",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actor",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorevent" ("acronym", "archived_at", "confirm_every", "confirmed_at", "consent_proof", "consented_at", "created_at", "created_by_id", "description", "erased_at", "external_id", "family_id", "hidden_from", "hidden_reason", "id", "illustrative", "import_batch_id", "kind", "merged_into_id", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "restricted_at", "reviewed_at", "reviewed_by_id", "seat_id", "slug", "source", "team_id", "uid", "updated_at", "visibility") SELECT new_values."acronym", new_values."archived_at", new_values."confirm_every", new_values."confirmed_at", new_values."consent_proof", new_values."consented_at", new_values."created_at", new_values."created_by_id", new_values."description", new_values."erased_at", new_values."external_id", new_values."family_id", new_values."hidden_from", new_values."hidden_reason", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."kind", new_values."merged_into_id", new_values."name", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."picture", new_values."restricted_at", new_values."reviewed_at", new_values."reviewed_by_id", new_values."seat_id", new_values."slug", new_values."source", new_values."team_id", new_values."uid", new_values."updated_at", new_values."visibility" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9e58baa3613858e2a834c3d3c91ae07a982798c9",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_64c15",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_actor",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actor",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorevent" ("acronym", "archived_at", "confirm_every", "confirmed_at", "consent_proof", "consented_at", "created_at", "created_by_id", "description", "erased_at", "external_id", "family_id", "hidden_from", "hidden_reason", "id", "illustrative", "import_batch_id", "kind", "merged_into_id", "name", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "restricted_at", "reviewed_at", "reviewed_by_id", "seat_id", "slug", "source", "team_id", "uid", "updated_at", "visibility") SELECT old_values."acronym", old_values."archived_at", old_values."confirm_every", old_values."confirmed_at", old_values."consent_proof", old_values."consented_at", old_values."created_at", old_values."created_by_id", old_values."description", old_values."erased_at", old_values."external_id", old_values."family_id", old_values."hidden_from", old_values."hidden_reason", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."kind", old_values."merged_into_id", old_values."name", old_values."origin", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."picture", old_values."restricted_at", old_values."reviewed_at", old_values."reviewed_by_id", old_values."seat_id", old_values."slug", old_values."source", old_values."team_id", old_values."uid", old_values."updated_at", old_values."visibility" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="163f28d4bd748b4900411c6bde0fd9173a24eef9",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b7108",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_actor",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actorfamily",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorfamilyevent" ("code", "description", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."code", new_values."description", new_values."group", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5b4fd56fcb3893bf981cf0a9b73b5abf6a0e24b6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a9db0",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_actorfamily",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actorfamily",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorfamilyevent" ("code", "description", "group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."code", old_values."description", old_values."group", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="31e9ac006968b158a380262f4844fefb2b9bd547",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_582b5",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_actorfamily",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actoridentifier",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actoridentifierevent" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."actor_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0b6eee3222bb2847731a788d1f6325e3565c88a9",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_808d7",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_actoridentifier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actoridentifier",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actoridentifierevent" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT old_values."actor_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="19a6e79829de469fad4631631589e38885799eab",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_33a83",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_actoridentifier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actoroccupation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actoroccupationevent" ("actor_id", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "occupation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uid", "updated_at") SELECT new_values."actor_id", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."occupation_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a98b3c7cdb5ff7a9b0897bbda546c51f3959e0a6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_72056",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_actoroccupation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actoroccupation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actoroccupationevent" ("actor_id", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "occupation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uid", "updated_at") SELECT old_values."actor_id", old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."occupation_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="334d1b0c3608238f5dfccbf0b3e1998b2a3bf13d",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5f553",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_actoroccupation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actorreport",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorreportevent" ("actor_id", "answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "uid", "updated_at") SELECT new_values."actor_id", new_values."answer", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."message", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="4f8cb5e2c4e35f9965e5717d7566ab59f969efbb",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_415ad",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_actorreport",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="actorreport",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_actorreportevent" ("actor_id", "answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "uid", "updated_at") SELECT old_values."actor_id", old_values."answer", old_values."created_at", old_values."created_by_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."message", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."state", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a9c0f87e15262cbb138ec70751518c4986d584f5",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7d620",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_actorreport",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="affiliation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_affiliationevent" ("created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "member_id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source", "uid", "updated_at") SELECT new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."member_id", new_values."organisation_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."source", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3cbf30590f528b224f0cade11ab613fe95ea5dcc",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_a88fe",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_affiliation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="affiliation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_affiliationevent" ("created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "member_id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "source", "uid", "updated_at") SELECT old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."member_id", old_values."organisation_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."source", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="c880f6392cf3f056af089826eb0d9cbac769f8f6",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f8575",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_affiliation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="claim",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_claimevent" ("actor_id", "answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uid", "updated_at", "user_id", "way") SELECT new_values."actor_id", new_values."answer", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."message", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."uid", new_values."updated_at", new_values."user_id", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="2434d438f050add45ca35af142669c57d4a28384",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_57915",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_claim",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="claim",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_claimevent" ("actor_id", "answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uid", "updated_at", "user_id", "way") SELECT old_values."actor_id", old_values."answer", old_values."created_at", old_values."created_by_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."message", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."state", old_values."uid", old_values."updated_at", old_values."user_id", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="ba7218dd9f0c4a5c432c1696a10b653db24323ed",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_39b2b",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_claim",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="competence",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_competenceevent" ("created_at", "created_by_id", "definition", "external_id", "id", "merged_into_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source", "status", "uid", "updated_at") SELECT new_values."created_at", new_values."created_by_id", new_values."definition", new_values."external_id", new_values."id", new_values."merged_into_id", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug", new_values."source", new_values."status", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9df2ec412c369df0f15d948184af004f437c9b50",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3947e",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_competence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="competence",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_competenceevent" ("created_at", "created_by_id", "definition", "external_id", "id", "merged_into_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source", "status", "uid", "updated_at") SELECT old_values."created_at", old_values."created_by_id", old_values."definition", old_values."external_id", old_values."id", old_values."merged_into_id", old_values."name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug", old_values."source", old_values."status", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="baee1071a67d9658b25e6ed354a6c2e04573ccb4",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f3a4c",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_competence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contactpoint",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_contactpointevent" ("actor_id", "created_at", "created_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid", "updated_at", "value", "visibility") SELECT new_values."actor_id", new_values."created_at", new_values."created_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."uid", new_values."updated_at", new_values."value", new_values."visibility" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="17f543bd37c38272a6b193c35afdf0d84f22770a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fa5ab",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_contactpoint",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contactpoint",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_contactpointevent" ("actor_id", "created_at", "created_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uid", "updated_at", "value", "visibility") SELECT old_values."actor_id", old_values."created_at", old_values."created_by_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."uid", old_values."updated_at", old_values."value", old_values."visibility" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="73d7c4e26d8291dc17cf15a5a6b09d4eccfb9912",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_96f46",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_contactpoint",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="mastery",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_masteryevent" ("actor_id", "competence_id", "conditions", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "level", "mobilisable", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uid", "updated_at") SELECT new_values."actor_id", new_values."competence_id", new_values."conditions", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."level", new_values."mobilisable", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="781498c4bcb5976af82289456c5fefa2bde209ec",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_12984",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_mastery",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="mastery",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_masteryevent" ("actor_id", "competence_id", "conditions", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "level", "mobilisable", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "uid", "updated_at") SELECT old_values."actor_id", old_values."competence_id", old_values."conditions", old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."level", old_values."mobilisable", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a91ccf75bacc813fcaf0a7a20bf997bdf0a3b127",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a69d8",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_mastery",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="note",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_noteevent" ("actor_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "territory_id", "text", "uid", "updated_at") SELECT new_values."actor_id", new_values."created_at", new_values."created_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."team_id", new_values."territory_id", new_values."text", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b8bab6500a3e3e56158dc1a3262f707681e4d1f7",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d59fc",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_note",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="note",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_noteevent" ("actor_id", "created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "territory_id", "text", "uid", "updated_at") SELECT old_values."actor_id", old_values."created_at", old_values."created_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."team_id", old_values."territory_id", old_values."text", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="7279d816942e18150fc5a1826a1650322e5d12fe",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1f100",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_note",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notice",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_noticeevent" ("actor_id", "answer", "answered_at", "created_at", "created_by_id", "email", "from_account", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "uid", "updated_at") SELECT new_values."actor_id", new_values."answer", new_values."answered_at", new_values."created_at", new_values."created_by_id", new_values."email", new_values."from_account", new_values."id", new_values."message", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sent_at", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9cfe7baf5d23b6530458a113a6be345d9ab10475",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bfa46",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_notice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notice",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_noticeevent" ("actor_id", "answer", "answered_at", "created_at", "created_by_id", "email", "from_account", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "uid", "updated_at") SELECT old_values."actor_id", old_values."answer", old_values."answered_at", old_values."created_at", old_values."created_by_id", old_values."email", old_values."from_account", old_values."id", old_values."message", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sent_at", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="f7b015b880684a6545920419a71af3773ea4323f",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fd0ea",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_notice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partnership",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_partnershipevent" ("created_at", "created_by_id", "description", "external_id", "first_id", "id", "illustrative", "import_batch_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "source", "team_id", "uid", "updated_at", "visibility") SELECT new_values."created_at", new_values."created_by_id", new_values."description", new_values."external_id", new_values."first_id", new_values."id", new_values."illustrative", new_values."import_batch_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."second_id", new_values."source", new_values."team_id", new_values."uid", new_values."updated_at", new_values."visibility" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="700497c9bb7c7f2559ca88bf90a016d006dcf222",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9149f",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_partnership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partnership",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_partnershipevent" ("created_at", "created_by_id", "description", "external_id", "first_id", "id", "illustrative", "import_batch_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "source", "team_id", "uid", "updated_at", "visibility") SELECT old_values."created_at", old_values."created_by_id", old_values."description", old_values."external_id", old_values."first_id", old_values."id", old_values."illustrative", old_values."import_batch_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."second_id", old_values."source", old_values."team_id", old_values."uid", old_values."updated_at", old_values."visibility" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="c33690f4fa6210e0036b2008d05cebc21f1c975e",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_eaebd",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_partnership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partnershipaxis",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_partnershipaxisevent" ("amount", "created_at", "created_by_id", "description", "direction", "external_id", "id", "illustrative", "import_batch_id", "kind_id", "partnership_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "uid", "updated_at") SELECT new_values."amount", new_values."created_at", new_values."created_by_id", new_values."description", new_values."direction", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."kind_id", new_values."partnership_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."state", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e0ca20a93272b12af4c97215df52e4939c54207a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_67506",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_partnershipaxis",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partnershipaxis",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_partnershipaxisevent" ("amount", "created_at", "created_by_id", "description", "direction", "external_id", "id", "illustrative", "import_batch_id", "kind_id", "partnership_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "uid", "updated_at") SELECT old_values."amount", old_values."created_at", old_values."created_by_id", old_values."description", old_values."direction", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."kind_id", old_values."partnership_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."state", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="c8aa9c20738840ed77c6cc3217409cba06f84492",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7e052",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_partnershipaxis",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="resource",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_resourceevent" ("actor_id", "conditions", "created_at", "created_by_id", "description", "external_id", "id", "illustrative", "import_batch_id", "kind_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source", "uid", "updated_at") SELECT new_values."actor_id", new_values."conditions", new_values."created_at", new_values."created_by_id", new_values."description", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."kind_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."source", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c24b033094d6fe279f82a90f84bebab48992eb9d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_85a81",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="actors_resource",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="resource",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "actors_resourceevent" ("actor_id", "conditions", "created_at", "created_by_id", "description", "external_id", "id", "illustrative", "import_batch_id", "kind_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source", "uid", "updated_at") SELECT old_values."actor_id", old_values."conditions", old_values."created_at", old_values."created_by_id", old_values."description", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."kind_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."source", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="1771b446309a83eeeffa1d894c202604a06c7827",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_4fc48",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="actors_resource",
                        when="AFTER",
                    ),
                ),
            ),
        ]),
    ]
