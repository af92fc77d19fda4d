"""The accounts of the demonstration."""

from pathlib import Path

import pytest

from territoire.actions import demo_accounts
from territoire.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_variable(monkeypatch):
    monkeypatch.delenv(demo_accounts.PASSWORD_VARIABLE, raising=False)


def opens(email: str, password: str) -> bool:
    return User.objects.get(email=email).check_password(password)


def test_three_accounts_share_a_password_made_anew(tmp_path: Path):
    password = demo_accounts.ensure(tmp_path)

    assert list(User.objects.order_by("email").values_list("email", "is_staff", "is_superuser")) == [
        ("admin@demo.example", True, True),
        ("facilitation@demo.example", False, False),
        ("porteur@demo.example", False, False),
    ]
    assert demo_accounts.changed(password) == set()
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


def test_a_second_time_changes_nothing(tmp_path: Path):
    first = demo_accounts.ensure(tmp_path)
    before = list(User.objects.order_by("pk").values())

    assert demo_accounts.ensure(tmp_path) == first
    assert list(User.objects.order_by("pk").values()) == before


def test_what_somebody_changed_stays(tmp_path: Path):
    password = demo_accounts.ensure(tmp_path)
    user = User.objects.get(email="porteur@demo.example")
    user.name = "Moi"
    user.set_password("mine alone")
    user.save()

    demo_accounts.ensure(tmp_path)

    assert User.objects.get(pk=user.pk).name == "Moi"
    assert demo_accounts.changed(password) == {"porteur@demo.example"}


def test_the_variable_sets_the_password_when_it_changes(tmp_path: Path, monkeypatch):
    demo_accounts.ensure(tmp_path)
    monkeypatch.setenv(demo_accounts.PASSWORD_VARIABLE, "demo-demo-demo")

    assert demo_accounts.ensure(tmp_path) == "demo-demo-demo"
    assert opens("porteur@demo.example", "demo-demo-demo")

    monkeypatch.delenv(demo_accounts.PASSWORD_VARIABLE)
    assert demo_accounts.ensure(tmp_path) == "demo-demo-demo"
