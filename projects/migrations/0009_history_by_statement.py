"""History of what comes and goes by thousands is written by one trigger a statement, no more by one a row."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from territoire.database.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_network_layouts"),
    ]

    operations = [
        Together([
            pgtrigger.migrations.RemoveTrigger(
                model_name="assessment",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="assessment",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="candidatechoice",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="candidatechoice",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="engagement",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="engagement",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="experience",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="experience",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="introduction",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="introduction",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="involvement",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="involvement",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="joinrequest",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="joinrequest",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="milestone",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="milestone",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="need",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="need",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="pledge",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="pledge",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="project",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="project",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="projectreport",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="projectreport",
                name="delete_delete",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_assessmentevent" ("actor_id", "assessor_id", "created_at", "created_by_id", "day", "id", "influence", "interest", "legitimacy", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stance", "uid", "updated_at", "urgency") SELECT new_values."actor_id", new_values."assessor_id", new_values."created_at", new_values."created_by_id", new_values."day", new_values."id", new_values."influence", new_values."interest", new_values."legitimacy", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."stance", new_values."uid", new_values."updated_at", new_values."urgency" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3346ea6c10c3ec957624f754bae0be9257cdcf12",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_df65a",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assessment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_assessmentevent" ("actor_id", "assessor_id", "created_at", "created_by_id", "day", "id", "influence", "interest", "legitimacy", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "stance", "uid", "updated_at", "urgency") SELECT old_values."actor_id", old_values."assessor_id", old_values."created_at", old_values."created_by_id", old_values."day", old_values."id", old_values."influence", old_values."interest", old_values."legitimacy", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."stance", old_values."uid", old_values."updated_at", old_values."urgency" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="26d41c45b92174910d2af877c09483f42b691143",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a5748",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_assessment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="candidatechoice",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_candidatechoiceevent" ("actor_id", "choice", "created_at", "created_by_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "uid", "updated_at") SELECT new_values."actor_id", new_values."choice", new_values."created_at", new_values."created_by_id", new_values."id", new_values."need_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."reason", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e0b6e2ef809938e481525bfc981a18947b79008d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_83bba",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_candidatechoice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="candidatechoice",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_candidatechoiceevent" ("actor_id", "choice", "created_at", "created_by_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "uid", "updated_at") SELECT old_values."actor_id", old_values."choice", old_values."created_at", old_values."created_by_id", old_values."id", old_values."need_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."reason", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0032f354c7718793fec8d03b2be844f16fa9cd28",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_146bd",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_candidatechoice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="engagement",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_engagementevent" ("id", "involvement_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."involvement_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6365151dd17484d252052b5704d8c97ee0bd3214",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_47674",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_engagement",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="engagement",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_engagementevent" ("id", "involvement_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."involvement_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="9ff37676ad1b0aecedc452120fdb75738ca5cca5",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_022ed",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_engagement",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="experience",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_experienceevent" ("ask_id", "created_at", "created_by_id", "day", "did_not_work", "external_id", "id", "illustrative", "import_batch_id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source", "story", "title", "uid", "updated_at", "worked") SELECT new_values."ask_id", new_values."created_at", new_values."created_by_id", new_values."day", new_values."did_not_work", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."need_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."source", new_values."story", new_values."title", new_values."uid", new_values."updated_at", new_values."worked" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="90dde57cd7d3804ee95aeff2f3c614619abadbcd",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4473f",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_experience",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="experience",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_experienceevent" ("ask_id", "created_at", "created_by_id", "day", "did_not_work", "external_id", "id", "illustrative", "import_batch_id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source", "story", "title", "uid", "updated_at", "worked") SELECT old_values."ask_id", old_values."created_at", old_values."created_by_id", old_values."day", old_values."did_not_work", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."need_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."source", old_values."story", old_values."title", old_values."uid", old_values."updated_at", old_values."worked" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0b474b4e5336fdd4180654862a988cab1a124b27",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b2713",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_experience",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="introduction",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_introductionevent" ("actor_id", "closed_on", "contacted_on", "created_at", "created_by_id", "declined_reason", "due_on", "id", "in_charge_id", "involvement_id", "need_id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reminded_at", "state", "told_again_at", "told_at", "uid", "updated_at", "via_id") SELECT new_values."actor_id", new_values."closed_on", new_values."contacted_on", new_values."created_at", new_values."created_by_id", new_values."declined_reason", new_values."due_on", new_values."id", new_values."in_charge_id", new_values."involvement_id", new_values."need_id", new_values."note", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."reminded_at", new_values."state", new_values."told_again_at", new_values."told_at", new_values."uid", new_values."updated_at", new_values."via_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f96582beeb3b0e3111295fc183e2f22fa1d8e7a4",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b8e2f",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_introduction",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="introduction",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_introductionevent" ("actor_id", "closed_on", "contacted_on", "created_at", "created_by_id", "declined_reason", "due_on", "id", "in_charge_id", "involvement_id", "need_id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reminded_at", "state", "told_again_at", "told_at", "uid", "updated_at", "via_id") SELECT old_values."actor_id", old_values."closed_on", old_values."contacted_on", old_values."created_at", old_values."created_by_id", old_values."declined_reason", old_values."due_on", old_values."id", old_values."in_charge_id", old_values."involvement_id", old_values."need_id", old_values."note", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."reminded_at", old_values."state", old_values."told_again_at", old_values."told_at", old_values."uid", old_values."updated_at", old_values."via_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="2125b6c8607133ef54e1e6431f43000795b183e8",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fe1ba",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_introduction",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="involvement",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_involvementevent" ("actor_id", "brings", "created_at", "created_by_id", "degree_id", "external_id", "id", "illustrative", "import_batch_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "source", "state", "uid", "updated_at", "wanted_degree_id") SELECT new_values."actor_id", new_values."brings", new_values."created_at", new_values."created_by_id", new_values."degree_id", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."role", new_values."source", new_values."state", new_values."uid", new_values."updated_at", new_values."wanted_degree_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b7363ccc45494f60a6be0ca51c4f95361d976b3f",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c2d59",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_involvement",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="involvement",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_involvementevent" ("actor_id", "brings", "created_at", "created_by_id", "degree_id", "external_id", "id", "illustrative", "import_batch_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "source", "state", "uid", "updated_at", "wanted_degree_id") SELECT old_values."actor_id", old_values."brings", old_values."created_at", old_values."created_by_id", old_values."degree_id", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."role", old_values."source", old_values."state", old_values."uid", old_values."updated_at", old_values."wanted_degree_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="8802c21e69d34039876fc34a3e785e7aff542806",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c4b41",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_involvement",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="joinrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_joinrequestevent" ("actor_id", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "involvement_id", "message", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "uid", "updated_at", "wanted_degree_id") SELECT new_values."actor_id", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."involvement_id", new_values."message", new_values."need_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."reason", new_values."state", new_values."uid", new_values."updated_at", new_values."wanted_degree_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d57e3f724e70bcd6fbbb18792bc24ae1e5b1d2ba",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_34665",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_joinrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="joinrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_joinrequestevent" ("actor_id", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "involvement_id", "message", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "uid", "updated_at", "wanted_degree_id") SELECT old_values."actor_id", old_values."created_at", old_values."created_by_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."involvement_id", old_values."message", old_values."need_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."reason", old_values."state", old_values."uid", old_values."updated_at", old_values."wanted_degree_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="7f9b953f631666a9660f0caf1637c4b99933738a",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1ac34",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_joinrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="milestone",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_milestoneevent" ("created_at", "created_by_id", "day", "description", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "precision", "project_id", "state", "uid", "updated_at") SELECT new_values."created_at", new_values."created_by_id", new_values."day", new_values."description", new_values."id", new_values."illustrative", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."precision", new_values."project_id", new_values."state", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="71bfb891e671be0880eebda8e78ec86bbc39155d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2945c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_milestone",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="milestone",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_milestoneevent" ("created_at", "created_by_id", "day", "description", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "precision", "project_id", "state", "uid", "updated_at") SELECT old_values."created_at", old_values."created_by_id", old_values."day", old_values."description", old_values."id", old_values."illustrative", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."precision", old_values."project_id", old_values."state", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="9b366a6b1382755b1d19122e467cfac87d0e34bd",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fed44",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_milestone",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="need",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_needevent" ("closed_on", "competence_id", "created_at", "created_by_id", "description", "external_id", "family_id", "id", "illustrative", "import_batch_id", "importance", "minimum_level", "occupation_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "resource_kind_id", "source", "uid", "updated_at", "waived_on", "waiver_reason", "wanted_by") SELECT new_values."closed_on", new_values."competence_id", new_values."created_at", new_values."created_by_id", new_values."description", new_values."external_id", new_values."family_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."importance", new_values."minimum_level", new_values."occupation_id", new_values."opened_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."quantity", new_values."resource_kind_id", new_values."source", new_values."uid", new_values."updated_at", new_values."waived_on", new_values."waiver_reason", new_values."wanted_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="fb9cd8067fa95562174323c7f8c00dc026e4a94d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2726d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_need",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="need",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_needevent" ("closed_on", "competence_id", "created_at", "created_by_id", "description", "external_id", "family_id", "id", "illustrative", "import_batch_id", "importance", "minimum_level", "occupation_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "quantity", "resource_kind_id", "source", "uid", "updated_at", "waived_on", "waiver_reason", "wanted_by") SELECT old_values."closed_on", old_values."competence_id", old_values."created_at", old_values."created_by_id", old_values."description", old_values."external_id", old_values."family_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."importance", old_values."minimum_level", old_values."occupation_id", old_values."opened_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."quantity", old_values."resource_kind_id", old_values."source", old_values."uid", old_values."updated_at", old_values."waived_on", old_values."waiver_reason", old_values."wanted_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="32f88034fa3093a65dc27c10b8c115b42625b772",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ec28a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_need",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pledge",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_pledgeevent" ("actor_id", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "need_id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "resource_id", "source", "state", "uid", "updated_at") SELECT new_values."actor_id", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."id", new_values."illustrative", new_values."import_batch_id", new_values."need_id", new_values."note", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."resource_id", new_values."source", new_values."state", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="16074e60f40b3b321d2ca333a91c36b2552e3442",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_cb642",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_pledge",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pledge",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_pledgeevent" ("actor_id", "created_at", "created_by_id", "external_id", "id", "illustrative", "import_batch_id", "need_id", "note", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "resource_id", "source", "state", "uid", "updated_at") SELECT old_values."actor_id", old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."id", old_values."illustrative", old_values."import_batch_id", old_values."need_id", old_values."note", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."resource_id", old_values."source", old_values."state", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="165af0de832cebf78793d2c6260919ac264141e3",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e373d",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_pledge",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="project",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_projectevent" ("archived_at", "confirm_every", "confirmed_at", "created_at", "created_by_id", "ended_on", "external_id", "hidden_from", "hidden_reason", "id", "illustrative", "impact", "import_batch_id", "name", "objective", "open_to_newcomers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "reviewed_at", "reviewed_by_id", "risk", "slug", "source", "stage", "started_on", "success", "summary", "team_id", "territory_id", "uid", "updated_at", "visibility") SELECT new_values."archived_at", new_values."confirm_every", new_values."confirmed_at", new_values."created_at", new_values."created_by_id", new_values."ended_on", new_values."external_id", new_values."hidden_from", new_values."hidden_reason", new_values."id", new_values."illustrative", new_values."impact", new_values."import_batch_id", new_values."name", new_values."objective", new_values."open_to_newcomers", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."picture", new_values."reviewed_at", new_values."reviewed_by_id", new_values."risk", new_values."slug", new_values."source", new_values."stage", new_values."started_on", new_values."success", new_values."summary", new_values."team_id", new_values."territory_id", new_values."uid", new_values."updated_at", new_values."visibility" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="00e195e21bf666e031844b7ca7aa8c549aeca2fe",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2e147",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_project",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="project",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_projectevent" ("archived_at", "confirm_every", "confirmed_at", "created_at", "created_by_id", "ended_on", "external_id", "hidden_from", "hidden_reason", "id", "illustrative", "impact", "import_batch_id", "name", "objective", "open_to_newcomers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture", "reviewed_at", "reviewed_by_id", "risk", "slug", "source", "stage", "started_on", "success", "summary", "team_id", "territory_id", "uid", "updated_at", "visibility") SELECT old_values."archived_at", old_values."confirm_every", old_values."confirmed_at", old_values."created_at", old_values."created_by_id", old_values."ended_on", old_values."external_id", old_values."hidden_from", old_values."hidden_reason", old_values."id", old_values."illustrative", old_values."impact", old_values."import_batch_id", old_values."name", old_values."objective", old_values."open_to_newcomers", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."picture", old_values."reviewed_at", old_values."reviewed_by_id", old_values."risk", old_values."slug", old_values."source", old_values."stage", old_values."started_on", old_values."success", old_values."summary", old_values."team_id", old_values."territory_id", old_values."uid", old_values."updated_at", old_values."visibility" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="bcc3301d1e038c0e79d712c63b283cbe9cba15da",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2192f",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_project",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="projectreport",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_projectreportevent" ("answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "uid", "updated_at") SELECT new_values."answer", new_values."created_at", new_values."created_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", new_values."message", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."reason", new_values."state", new_values."uid", new_values."updated_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9e700200057209f37b3902d8b6ba342ceff07d5b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_06dcf",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="projects_projectreport",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="projectreport",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "projects_projectreportevent" ("answer", "created_at", "created_by_id", "decided_at", "decided_by_id", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "uid", "updated_at") SELECT old_values."answer", old_values."created_at", old_values."created_by_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."message", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."reason", old_values."state", old_values."uid", old_values."updated_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="509e00cdd96aeb6121df266a3d6053032a068c29",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7a563",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="projects_projectreport",
                        when="AFTER",
                    ),
                ),
            ),
        ]),
    ]
