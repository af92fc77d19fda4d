"""Personal tokens: made and shown once, found by their hash, taken back."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.models import ApiToken, User

#: So that a token that leaked is known for what it is, by people and by programs that look for them.
PREFIX = "terr_"
SHOWN = len(PREFIX) + 4
#: Far more than anybody uses at once.
MOST = 20
#: A use within so long of the last one that counted is not written.
SOON = timedelta(hours=1)
TOO_MANY = _("You have %(most)d tokens that hold: take one back first.")


@transaction.atomic
def make(name: str, scopes: Iterable[str], *, days: int, by: User) -> tuple[ApiToken, str]:
    """Make a token for so many days; return it with its secret, which nothing tells any more afterwards."""
    now = timezone.now()
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if ApiToken.objects.holding(now).filter(user=by).count() >= MOST:
        raise ValidationError(TOO_MANY % {"most": MOST}, code="too-many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by,
        name=name,
        scopes=sorted(set(scopes)),
        digest=_digest(secret),
        start=secret[:SHOWN],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    return token, secret


def find(secret: str) -> ApiToken | None:
    """Return the token of this secret, if it holds, and note now and then that it was used."""
    now = timezone.now()
    token = ApiToken.objects.holding(now).filter(digest=_digest(secret)).first()
    if token is not None and (token.used_at is None or now - token.used_at > SOON):
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def revoke(token: ApiToken, *, by: User) -> None:
    """Take a token back at once, for good."""
    ApiToken.objects.filter(pk=token.pk, user=by, revoked_at=None).update(revoked_at=timezone.now())


def _digest(secret: str) -> str:
    # 256 random bits: a slow hash would protect nothing more.
    return sha256(secret.encode()).hexdigest()
