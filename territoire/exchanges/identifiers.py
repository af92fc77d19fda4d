"""Identifiers of organisations: SIREN and SIRET by their key (python-stdnum), RNA and Wikidata by their shape."""

import re

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from territoire.exchanges.cells import short
from territoire.exchanges.values import Problem

RNA = re.compile(r"W[0-9][0-9AB][0-9]{7}")
WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+[eE]\+?[0-9]+")
LENGTHS = {"siren": 9, "siret": 14}


def checked(scheme: str, text: str) -> str | Problem:
    """Return the identifier `text` of a register without spaces, or why it cannot be one; it never refuses the line."""
    compact = re.sub(r"[\s.\-\u202f]", "", text).upper()
    if SCIENTIFIC.fullmatch(text.strip()):
        return _problem(
            text, _("The spreadsheet rounded it: give its column the format “Text” and write it again.")
        )
    if scheme in LENGTHS:
        return _numbered(scheme, compact, text)
    if scheme == "rna":
        if RNA.fullmatch(compact):
            return compact
        return _problem(text, _("An RNA number is a W and nine figures, for example W431000000."))
    compact = compact.rsplit("/", 1)[-1]
    if WIKIDATA.fullmatch(compact):
        return compact
    return _problem(text, _("A Wikidata identifier is a Q and figures, for example Q42."))


def _numbered(scheme: str, compact: str, text: str) -> str | Problem:
    # Numbers of a spreadsheet lose the zeros that they begin with.
    length = LENGTHS[scheme]
    number = compact.zfill(length) if length - 2 <= len(compact) else compact
    if not number.strip("0"):
        return _problem(text, _("Leave the cell empty when there is no number."))
    try:
        return (siren if scheme == "siren" else siret).validate(number)
    except ValidationError:
        mend = (
            _("A SIREN has nine digits, the last of which checks the others: look for a slip.")
            if scheme == "siren"
            else _("A SIRET has fourteen digits, the last of which checks the others.")
        )
        return _problem(text, mend)


def _problem(text: str, mend: str) -> Problem:
    return Problem(_("“%(text)s” is not a valid number.") % {"text": short(text)}, mend, refuses=False)
