"""Private notes on an actor: for the team, or the facilitators of a territory, that wrote them, and nobody else."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models.actor import Actor, visible_actor
from territoire.models import Record, Team, Territory, tracked


class NoteQuerySet(models.QuerySet):
    """Notes, by who may read them."""

    def visible_to(self, user):
        """Keep the notes of one's teams, and those of the territories that one facilitates: an admin has no others."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(team__in=Team.objects.of(user)) | Q(territory__in=user.facilitations.values("territory"))
        return self.filter(mine, visible_actor(user, "actor__"))


@tracked()
class Note(Record):
    """What a team, or the facilitators of a territory, remember of an actor."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="notes", verbose_name=_("actor"))
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    territory = models.ForeignKey(
        Territory,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("facilitators of"),
    )
    text = models.TextField(_("note"), max_length=2000)

    objects = NoteQuerySet.as_manager()

    class PersonalData:
        """Words about somebody."""

        erase = {"text": ""}
        keep = Record.RECORD_FIELDS | {"actor", "team", "territory"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team=None, territory__isnull=False) | Q(team__isnull=False, territory=None),
                name="note_of_a_team_or_of_facilitators",
                violation_error_message=_(
                    "A note belongs to one team, or to the facilitators of one territory."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
