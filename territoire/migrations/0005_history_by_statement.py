"""History of what comes and goes by thousands is written by one trigger a statement, no more by one a row."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from territoire.database.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("territoire", "0004_personal_tokens"),
    ]

    operations = [
        Together([
            pgtrigger.migrations.RemoveTrigger(
                model_name="facilitation",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="facilitation",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="invitation",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="invitation",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="membership",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="membership",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="territory",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="territory",
                name="delete_delete",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="facilitation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_facilitationevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "territory_id", "user_id") SELECT new_values."created_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."territory_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="37f93e73961c6b78ceb20b1c2345d5913c04a454",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9974c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="territoire_facilitation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="facilitation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_facilitationevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "territory_id", "user_id") SELECT old_values."created_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."territory_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="e0618328323752d31399a0c4e9bf52c91de327e3",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2d641",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="territoire_facilitation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="invitation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "created_by_id", "email", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "uid", "updated_at", "withdrawn_at") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."created_at", new_values."created_by_id", new_values."email", new_values."expires_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."team_id", new_values."uid", new_values."updated_at", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8b5e46f07b48861046f226088d234890a8dbd68e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1403e",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="territoire_invitation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="invitation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "created_by_id", "email", "expires_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "uid", "updated_at", "withdrawn_at") SELECT old_values."accepted_at", old_values."accepted_by_id", old_values."created_at", old_values."created_by_id", old_values."email", old_values."expires_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."team_id", old_values."uid", old_values."updated_at", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="4de523a518fa6f08f80d727842a26cbb8406fca2",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c8b4a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="territoire_invitation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="membership",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_membershipevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "user_id") SELECT new_values."created_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."team_id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8411892f8e03c2b8c978e85ddd4cbc1ae7c4f7c5",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4e952",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="territoire_membership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="membership",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_membershipevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "user_id") SELECT old_values."created_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."team_id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="eaaf4669c373aec877e517812a2bc6f0d97a96cc",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a848c",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="territoire_membership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="territory",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_territoryevent" ("code", "departement_id", "epci_id", "id", "kind", "latitude", "longitude", "name", "nature", "official_code", "other_names", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "postcodes", "region_id") SELECT new_values."code", new_values."departement_id", new_values."epci_id", new_values."id", new_values."kind", new_values."latitude", new_values."longitude", new_values."name", new_values."nature", new_values."official_code", new_values."other_names", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."population", new_values."postcodes", new_values."region_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="fc13a28aba5f81286a7d7bf6780b123de79fadf1",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2fc8d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="territoire_territory",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="territory",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "territoire_territoryevent" ("code", "departement_id", "epci_id", "id", "kind", "latitude", "longitude", "name", "nature", "official_code", "other_names", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "postcodes", "region_id") SELECT old_values."code", old_values."departement_id", old_values."epci_id", old_values."id", old_values."kind", old_values."latitude", old_values."longitude", old_values."name", old_values."nature", old_values."official_code", old_values."other_names", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."population", old_values."postcodes", old_values."region_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="1ebfbe733434790ecf156efb12c71a37fea2501f",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fb25b",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="territoire_territory",
                        when="AFTER",
                    ),
                ),
            ),
        ]),
    ]
