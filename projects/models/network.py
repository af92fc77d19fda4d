"""What was measured on the whole network of actors, on a day, and where each stands on large maps."""

import struct
from collections.abc import Iterable, Mapping
from hashlib import blake2b

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


_PLACE = struct.Struct("<Qff")


class NetworkLayout(models.Model):
    """Where each actor and project of a large map stands: the same at each visit (see `projects.actions.layouts`).

    `subject` is the kind of the map and the address of what it is about ("territory:departement-63"). `places` holds
    16 bytes for each: a digest of its key (no name), and two coordinates.
    """

    subject = models.CharField(max_length=200, primary_key=True)
    places = models.BinaryField()
    day = models.DateField()

    class PersonalData:
        """Laid out again from what everyone may see: who is hidden or erased is left out the next day."""

        erase = {}
        keep = {"subject", "places", "day"}

    class Meta:
        verbose_name = _("layout of a network")
        verbose_name_plural = _("layouts of networks")

    def __str__(self) -> str:
        return self.subject

    def read(self, keys: Iterable[str]) -> dict[str, tuple[float, float]]:
        """Return the places of those of `keys` that have one."""
        known = {digest: (round(x, 1), round(y, 1)) for digest, x, y in _PLACE.iter_unpack(self.places)}
        found = ((key, known.get(_digest(key))) for key in keys)
        return {key: place for key, place in found if place is not None}

    def write(self, places: Mapping[str, tuple[float, float]]) -> None:
        """Hold these places instead of those before."""
        self.places = b"".join(_PLACE.pack(_digest(key), *place) for key, place in places.items())


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
