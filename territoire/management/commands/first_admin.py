"""`manage.py first_admin ADDRESS`: the first administrator, and the link by which they choose a password."""

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from territoire import mail
from territoire.models import User


class Command(BaseCommand):
    """No password is typed in a terminal nor sent by mail: the link works once, for an hour."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """Ask for an address."""
        parser.add_argument("address", help="their e-mail address")

    @transaction.atomic
    def handle(self, *args, address: str, **options) -> None:
        """Make the account unless it is there, and print a link while it has no password."""
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError(f"“{address}” is no e-mail address.") from None
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            if User.objects.filter(is_superuser=True, is_active=True).exists():
                raise CommandError(
                    "There is an administrator already: they give others their part in /admin/."
                )
            user = User.objects.create_superuser(address)
            # Who runs the server answers for the address.
            EmailAddress.objects.filter(user=user).update(verified=True)
        if not user.is_superuser:
            raise CommandError(f"{address} has an account that is no administrator’s.")
        if user.has_usable_password():
            self.stdout.write(f"{address} is an administrator, with a password of their own.")
            return
        key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        names = {"uidb36": user_pk_to_url_str(user), "key": key}
        link = mail.absolute(reverse("account_reset_password_from_key", kwargs=names))
        self.stdout.write(f"Within an hour, {address} chooses a password: {link}")
