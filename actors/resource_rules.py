"""What other apps hold true of resources, without `actors` knowing them: each registers its rule when it is ready."""

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any], None]

_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Check every resource that forms change; `rule(resource)` raises `ValidationError`, by field."""
    if rule not in _rules:
        _rules.append(rule)


def check(resource) -> None:
    """Raise `ValidationError` when `resource`, as it would be saved, breaks a rule."""
    for rule in _rules:
        rule(resource)
