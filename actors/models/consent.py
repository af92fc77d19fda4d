"""What persons were told, what they answered, and who must never be registered again."""

import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import NoticeAnswer
from actors.models.actor import Actor
from territoire.models import ErasureWarning, Record, tracked


@tracked()
class Notice(Record):
    """The notice of article 14 sent to a person whom somebody else registered, and what they answered."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="notices", verbose_name=_("person"))
    email = models.EmailField(_("e-mail address"), blank=True)
    from_account = models.BooleanField(
        _("answered from the person’s account"),
        default=False,
        help_text=_("Nothing was sent: the person answered by themself, signed in."),
    )
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=20, choices=NoticeAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    message = models.TextField(_("their words to the keepers"), max_length=2000, blank=True)

    class PersonalData:
        """Address and words go; that a notice was sent, and answered, has to be shown."""

        erase = {"email": "", "message": ""}
        keep = Record.RECORD_FIELDS | {"actor", "from_account", "sent_at", "answer", "answered_at"}

    class Meta:
        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.actor} · {self.sent_at:%Y-%m-%d}"


class ObjectionQuerySet(models.QuerySet):
    """Addresses whose owners objected, known by their keyed hash alone."""

    def concern(self, email: str) -> bool:
        """Tell whether the owner of this address objected to being registered."""
        return bool(email) and self.filter(digest=digest(email)).exists()


class Objection(models.Model):
    """Somebody who objected: nothing but a keyed hash of the address, so that nobody registers them again."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now)

    objects = ObjectionQuerySet.as_manager()

    class PersonalData:
        """The hash is what is kept, on purpose; without the key it says nothing."""

        erase = {}
        keep = {"id", "digest", "created_at"}

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"


def digest(email: str) -> str:
    """Return the keyed hash (HMAC-SHA-256) of an address, whatever its case."""
    key = settings.OBJECTION_KEY.encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()


class PersonWarning(ErasureWarning):
    """A warning sent to a person of whom nothing was heard."""

    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="erasure_warnings", verbose_name=_("person")
    )

    class PersonalData:
        """Says when, of a person who is erased."""

        erase = {}
        keep = {"id", "actor", "stage", "sent_at"}

    class Meta(ErasureWarning.Meta):
        verbose_name = _("warning before erasure of a person")
        verbose_name_plural = _("warnings before erasure of persons")

    def __str__(self) -> str:
        return f"{self.get_stage_display()} · {self.sent_at:%Y-%m-%d}"
