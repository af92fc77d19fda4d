"""`docs/security.md` says nothing that the tests do not hold: each file and test that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAID = (ROOT / "docs" / "security.md").read_text()
LINES = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", SAID, re.MULTILINE)


@pytest.mark.parametrize(
    "named", sorted(set(re.findall(r"`((?:tests|territoire|static|requirements)/[^`*]+)`", SAID)))
)
def test_what_it_names_is_there(named):
    path, _, test = named.partition("::")
    assert (ROOT / path).exists()
    if test:
        assert f"def {test}(" in (ROOT / path).read_text()


def test_each_requirement_of_levels_1_and_2_is_answered_once():
    names = [name for name, *_rest in LINES]
    assert len(names) == len(set(names)) == 253
    assert {stands for _name, _about, stands, _where in LINES} <= {"met", "operator", "n/a", "open"}
