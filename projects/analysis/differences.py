"""Two texts as one: what stays, what goes, what comes, word by word; and what a proposal changes, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from projects.enums import ProposalKind
from projects.models import Proposal
from projects.models.proposal import CHANGED, KEYS

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
#: Words of one passage beyond which it is shown as replaced: comparing them takes the square of their number.
MOST_WORDS = 1500
#: Share of letters that stay, below which a passage is read more easily as replaced whole.
ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and what becomes of it: "same", "gone" or "new"."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its label, what it says, what it would say, and both as one."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one: whole lines first, then words within those that changed."""
    return tuple(_joined(_by_line(before, after)))


def changes(proposal: Proposal) -> list[Change]:
    """Return each field that the proposal changes, in the order of its form; what stays is left out."""
    model, names = CHANGED[ProposalKind(proposal.kind)]
    found = []
    for name in names:
        before, after = proposal.before.get(name), proposal.after.get(name)
        if name in proposal.after and before != after:
            old, new = (said(model, name, value) for value in (before, after))
            if old or new:
                label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                found.append(Change(label[:1].upper() + label[1:], old, new, pieces(old, new)))
    return found


def said(model: type[models.Model], name: str, value: Any) -> str:
    """Say a value that a proposal keeps as people read it; nothing for none."""
    if value in (None, ""):
        return ""
    field: Any = model._meta.get_field(name)
    if field.is_relation:
        found = field.related_model._default_manager.filter(**{KEYS[name]: value}).first()
        return str(found) if found else _("(no longer there)")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return number_format(field.to_python(value)) if isinstance(field, models.DecimalField) else str(value)


def _by_line(before: str, after: str) -> Iterator[Piece]:
    old, new = _LINES.findall(before), _LINES.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield Piece("same", gone)
        else:
            yield from _by_word(gone, come)


def _by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > MOST_WORDS or _kept(matcher, old) < ALIKE * min(len(before), len(after)):
        yield from (Piece("gone", before), Piece("new", after))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from (Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d])))


def _kept(matcher: SequenceMatcher, words: list[str]) -> int:
    """Count the letters of the words that stay: spaces are alike everywhere."""
    kept = (word for at, _to, size in matcher.get_matching_blocks() for word in words[at : at + size])
    return sum(len(word.strip()) for word in kept)


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Join pieces of one sort that follow each other, and drop the empty ones."""
    held: Piece | None = None
    for one in found:
        if not one.text:
            continue
        if held and held.what == one.what:
            held = Piece(held.what, held.text + one.text)
        else:
            if held:
                yield held
            held = one
    if held:
        yield held
