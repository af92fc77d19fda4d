"""The index of seats says whether lists tell of who sits there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0005_guards_of_periods")]

    operations = [
        migrations.RemoveIndex("actor", "actor_seats"),
        migrations.AddIndex(
            "actor",
            models.Index(
                fields=["seat", "id"],
                include=["visibility", "archived_at", "merged_into", "restricted_at"],
                name="actor_seats",
            ),
        ),
    ]
