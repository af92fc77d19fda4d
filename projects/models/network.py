"""What was measured on the whole network of actors, on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NetworkPlace(models.Model):
    """The place of one actor in the network of all that everyone may see (see `projects.review.network`).

    `links` are [sort, key] of projects and actors. Measured in the background; it says its day.
    """

    actor_id = models.BigIntegerField(primary_key=True)
    ties = models.PositiveIntegerField()
    between = models.FloatField()
    links = models.JSONField(default=list)
    alone = models.BooleanField(default=False)
    brokers = models.BooleanField(default=False)
    day = models.DateField()

    class PersonalData:
        """Measured again each day from what everyone may see; who is hidden or erased is not shown, then gone."""

        erase = {}
        keep = {"actor_id", "ties", "between", "links", "alone", "brokers", "day"}

    class Meta:
        verbose_name = _("place in the network")
        verbose_name_plural = _("places in the network")
        indexes = [
            models.Index(
                fields=["-between", "actor_id"], condition=models.Q(brokers=True), name="network_brokers"
            ),
            models.Index(fields=["ties", "actor_id"], name="network_ties"),
        ]

    def __str__(self) -> str:
        return str(self.actor_id)
