"""Accounts as sessions load them: with what the door asks of them, in the one query that loads them."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import Exists, OuterRef

from territoire.models import Facilitation, User
from territoire.statements import Text, text_of

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
#: Where the key of an account goes in the statement: no account has it.
_SOMEBODY = -4_242_424_242


class Accounts(AuthenticationBackend):
    """allauth's way of signing in; nothing of the answers is kept from one request to the next."""

    def get_user(self, user_id: int) -> User | None:
        """Load who a session is of."""
        text, values = _loading()
        given = [user_id if value == _SOMEBODY else value for value in values]
        user = next(iter(User.objects.raw(text, given)), None)
        return user if user is not None and self.user_can_authenticate(user) else None


def with_door(users: models.QuerySet[User]) -> models.QuerySet[User]:
    """Add whether each facilitates a territory, and has a second factor."""
    own = {"user": OuterRef("pk")}
    return users.annotate(
        facilitates=Exists(Facilitation.objects.filter(**own)),
        has_factor=Exists(Authenticator.objects.filter(type__in=FACTORS, **own)),
    )


@cache
def _loading() -> Text:
    """Return the statement that loads an account: each page asks it, and Django takes longer to write it."""
    return text_of(with_door(User.objects.filter(pk=_SOMEBODY)))


def is_facilitator(user: User) -> bool:
    """Tell whether somebody facilitates a territory."""
    return _known(user, "facilitates")


def has_factor(user: User) -> bool:
    """Tell whether somebody has a second factor; recovery codes alone are none."""
    return _known(user, "has_factor")


def has_power(user: User) -> bool:
    """Tell whether an account sees or changes what others may not."""
    return user.is_staff or user.is_superuser or is_facilitator(user)


def _known(user: User, name: str) -> bool:
    """Return what was loaded with the account, asked for when something else than a session loaded it."""
    if not hasattr(user, name):
        user = with_door(User.objects.filter(pk=user.pk)).get()
    return getattr(user, name)
