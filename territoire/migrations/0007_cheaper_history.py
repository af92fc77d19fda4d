"""History keeps no index that nobody reads."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from territoire.database.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("territoire", "0006_scopes"),
    ]

    operations = [
        Together(
            [
                migrations.AlterField(
                    model_name="invitationevent",
                    name="accepted_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                migrations.AlterField(
                    model_name="invitationevent",
                    name="created_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="registered by",
                    ),
                ),
                migrations.AlterField(
                    model_name="territoryevent",
                    name="departement",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territoire.territory",
                    ),
                ),
                migrations.AlterField(
                    model_name="territoryevent",
                    name="epci",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territoire.territory",
                    ),
                ),
                migrations.AlterField(
                    model_name="territoryevent",
                    name="region",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="territoire.territory",
                    ),
                ),
            ]
        ),
    ]
