"""What is kept under var/."""

import re
from pathlib import Path

import pytest

from territoire import var


def test_a_secret_is_made_once_and_closed_to_others(tmp_path: Path):
    file = tmp_path / "deep" / "secret"

    first = var.kept_secret(file, "one")
    second = var.kept_secret(file, "two")

    assert (first, second) == ("one", "one")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_an_empty_file_holds_no_secret(tmp_path: Path):
    (tmp_path / "secret").touch()

    assert var.kept_secret(tmp_path / "secret", "new") == "new"


def test_passwords_can_be_read_aloud():
    one, other = var.legible_password(), var.legible_password()

    assert re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one)
    assert one != other


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path):
    with var.held(tmp_path, "demo"), pytest.raises(var.InUse), var.held(tmp_path, "demo"):
        pass

    with var.held(tmp_path, "demo"):
        pass
