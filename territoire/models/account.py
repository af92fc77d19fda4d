"""Accounts: people sign in with their e-mail address."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Make accounts from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields):
        """Create an account; the address is kept in lower case, and is one that the person can manage."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # Without it, allauth would write it the first time that the person looks at their addresses.
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """Create an administrator of the instance."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email: str | None):
        """Find an account by its address, whatever the case."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    """Somebody with an account; who they are among the actors is said elsewhere."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(
        _("name shown"), max_length=100, blank=True, help_text=_("How you are named to your team.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class PersonalData:
        """Erasing an account leaves a row that nobody can sign in with, so that facts keep their author."""

        erase = {
            "email": lambda user: f"efface-{user.pk}@invalid",
            "name": "",
            "password": "!",
            "is_active": False,
            "is_staff": False,
            "is_superuser": False,
            "last_login": None,
        }
        keep = {"id", "date_joined"}

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]

    def has_perm(self, perm: str, obj=None) -> bool:
        """Ask the predicates about one object, for admins too: a few things are not even for them."""
        if obj is None:
            return super().has_perm(perm)
        return self.is_active and any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def get_full_name(self) -> str:
        """Return the name shown to one's team."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name shown to one's team."""
        return str(self)
