"""Addresses made from names; those of hidden things end in random letters, so that nobody can guess them."""

import secrets
import string
from collections.abc import Iterator
from functools import lru_cache

from django.db import models
from django.utils.text import slugify

MAX_LENGTH = 100
RESERVED = {"nouveau", "nouvelle", "recherche", "carte", "manques"}
ALPHABET = string.ascii_lowercase + string.digits


def free_slug(model: type[models.Model], name: str, *, hidden: bool) -> str:
    """Return an address for `name` that no record of `model` has.

    Hidden things always get random letters. Public ones are numbered only against other plain addresses, so that
    a number never betrays a hidden namesake.
    """
    if hidden:
        return hidden_slug(name)
    candidates = list(numbered(name))
    taken = set(model._default_manager.filter(slug__in=candidates).values_list("slug", flat=True)) | RESERVED
    return next((slug for slug in candidates if slug not in taken), None) or hidden_slug(name)


# Asked twice of each line of an import: which are taken, then which are free.
@lru_cache(5_000)
def stem(name: str) -> str:
    """Return with what the addresses of things called `name` begin."""
    return slugify(name.replace("œ", "oe").replace("Œ", "oe"))[: MAX_LENGTH - 20].strip("-") or "sans-nom"


def numbered(name: str) -> Iterator[str]:
    """Go through the plain addresses of things called `name`, in the order in which they are given."""
    first = stem(name)
    yield first
    yield from (f"{first}-{n}" for n in range(2, 30))


def hidden_slug(name: str) -> str:
    """Return an address that nobody can guess."""
    return f"{stem(name)}-{random_letters()}"


def random_letters(length: int = 12) -> str:
    """Return unguessable letters and digits (about 5 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
