"""The administrator of a new instance: made from a terminal, their password chosen in the browser."""

import re

import pytest
from django.core.management import CommandError, call_command

from territoire.models import User
from tests.factories.territoire import UserFactory

ADDRESS = "administration@exemple.fr"
PHRASE = "une phrase que personne ne devine"


def test_the_link_opens_the_door_once(client, db, capsys):
    call_command("first_admin", ADDRESS)

    link = re.search(r"https?://[^/]+(/\S+)", capsys.readouterr().out)[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PHRASE, "password2": PHRASE})

    admin = User.objects.get(email=ADDRESS)
    assert admin.is_superuser
    assert admin.check_password(PHRASE)
    call_command("first_admin", ADDRESS)
    assert "/mot-de-passe/" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("address", "reason"),
    [("pas une adresse", "no e-mail address"), (ADDRESS, "There is an administrator already")],
)
def test_nobody_becomes_administrator_by_it_afterwards(db, address, reason):
    UserFactory(is_staff=True, is_superuser=True)

    with pytest.raises(CommandError, match=reason):
        call_command("first_admin", address)


def test_an_account_that_is_there_is_not_raised(db):
    UserFactory(email=ADDRESS)

    with pytest.raises(CommandError, match="no administrator’s"):
        call_command("first_admin", ADDRESS)
    assert not User.objects.get(email=ADDRESS).is_superuser
