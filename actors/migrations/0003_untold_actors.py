"""Two indexes: who sits where, and the actors that no list tells (they are few, and left out of what is counted)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0002_rights_from_the_account")]

    operations = [
        migrations.AddIndex(
            model_name="actor", index=models.Index(fields=["seat", "id"], name="actor_seats")
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(
                    models.Q(("visibility", "public"), _negated=True),
                    ("archived_at__isnull", False),
                    ("merged_into__isnull", False),
                    ("restricted_at__isnull", False),
                    _connector="OR",
                ),
                fields=["id"],
                name="actor_untold",
            ),
        ),
    ]
