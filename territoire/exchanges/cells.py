"""What the text of one cell stands for: days, amounts, yes or no, lists, names, contacts; or why it is none."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from territoire.exchanges.values import Problem
from territoire.text import normalise

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "january": 1, "fevrier": 2, "fevr": 2, "fev": 2, "feb": 2, "february": 2,
    "mars": 3, "mar": 3, "march": 3, "avril": 4, "avr": 4, "apr": 4, "april": 4, "mai": 5, "may": 5, "juin": 6,
    "jun": 6, "june": 6, "juillet": 7, "juil": 7, "jul": 7, "july": 7, "aout": 8, "aug": 8, "august": 8,
    "septembre": 9, "sept": 9, "sep": 9, "september": 9, "octobre": 10, "oct": 10, "october": 10, "novembre": 11,
    "nov": 11, "november": 11, "decembre": 12, "dec": 12, "december": 12,
}  # fmt: skip
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
FRENCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: .*)?")
MONTH = re.compile(r"(\d{1,2})[-/.](\d{4})")
ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
YEAR = re.compile(r"(\d{4})")
WRITTEN = re.compile(r"(?:(?:le|du|au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )*"
                     r"(?:(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})")  # fmt: skip
EARLIEST, LATEST = 1000, 2200
# Years written with two figures: 49 is 2049, 50 is 1950.
PIVOT = 50

YES = frozenset(["1", "oui", "o", "yes", "y", "vrai", "true", "x", "ok", "✓", "✔", "☑", "t"])
NO = frozenset(["0", "non", "n", "no", "faux", "false", "-", "✗", "☐", "f"])

MULTIPLIERS = {"k": 1_000, "m": 1_000_000, "md": 1_000_000_000}
AMOUNT = re.compile(
    r"([-+]?[\d.,' ]*\d)\s*(k|m|md)?\s*(?:€|eur|euros?|ht|ttc|h|heures?|m2|m²|places?|personnes?)*"
)
# Spaces around them are taken off afterwards: a cell of ten thousand spaces would otherwise be read for a minute.
SEPARATORS = re.compile(r"[|;\n]|(?<=\s)[/•](?=\s)")
MARK = re.compile(r"[|;\n/•,]")
TOGETHER = re.compile(r"(?<=\s)[xX×](?=\s)")
ARTICLE = re.compile(r"(?:le |la |les |l['’])(?=[A-ZÀ-Ý0-9])")
NOTE = re.compile(r"\([^()]*\)\s*$")
# What most addresses are, checked ten times as fast as by Django's validators, which are asked about the others.
HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
PLAIN_EMAIL = re.compile(rf"[a-z0-9_+-]{{1,60}}(?:\.[a-z0-9_+-]{{1,60}})*@{HOST}")
PLAIN_WEBSITE = re.compile(rf"https?://{HOST}(?:/[\w\-./%?=&+#~]*)?", re.ASCII)
CHECK_WEBSITE = URLValidator(schemes=["http", "https"])
PHONE_WORDS = re.compile(r"[\s./\-()]+")


def day(text: str, *, last: bool = False) -> date | Problem:
    """Return the day written in French or ISO shapes; of a month or year, its first day, or its last one."""
    plain = normalise(text)
    for shape, order in (
        (ISO, (1, 2, 3)),
        (FRENCH, (3, 2, 1)),
        (ISO_MONTH, (1, 2, 0)),
        (MONTH, (2, 1, 0)),
        (YEAR, (1, 0, 0)),
    ):
        if found := shape.fullmatch(plain):
            year, month, number = (int(found[group]) if group else 0 for group in order)
            if len(found[order[0]]) == 2:
                year += 2000 if year < PIVOT else 1900
            return _day(year, month, number, text=text, last=last)
    if (found := WRITTEN.fullmatch(plain)) and found[2] in MONTHS:
        return _day(int(found[3]), MONTHS[found[2]], int(found[1] or 0), text=text, last=last)
    return _not_a_day(text)


def _day(year: int, month: int, number: int, *, text: str, last: bool) -> date | Problem:
    try:
        month = month or (12 if last else 1)
        number = number or (monthrange(year, month)[1] if last else 1)
        if not EARLIEST <= year <= LATEST:
            return _not_a_day(text)
        return date(year, month, number)
    except ValueError:
        return _not_a_day(text)


def _not_a_day(text: str) -> Problem:
    return Problem(
        _("“%(text)s” is not a day.") % {"text": short(text)},
        _("Write it as 23/11/2026 or 2026-11-23, or only the year."),
    )


def amount(text: str) -> Decimal | Problem:
    """Return a number written in French or English: 1 234,50 €, 1,234.50, 12 k€."""
    plain = normalise(text).replace("\u202f", " ")
    found = AMOUNT.fullmatch(plain)
    if found and found[1]:
        digits = _decimal_point(re.sub(r"[ ']", "", found[1]))
        try:
            return Decimal(digits) * MULTIPLIERS.get(found[2] or "", 1)
        except InvalidOperation:
            pass
    return Problem(
        _("“%(text)s” is not a number.") % {"text": short(text)},
        _("Write only a number, for example 1234,50."),
    )


def _decimal_point(digits: str) -> str:
    """Return digits with a point for decimals, whether commas or points part thousands."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        return digits.replace(thousands, "").replace(",", ".")
    mark = "," if comma >= 0 else "."
    if digits.count(mark) > 1:
        return digits.replace(mark, "")
    return digits.replace(",", ".")


def yes_no(text: str) -> bool | Problem:
    """Return whether a cell says yes."""
    plain = normalise(text)
    if plain in YES:
        return True
    if plain in NO:
        return False
    return Problem(_("“%(text)s” is neither yes nor no.") % {"text": short(text)}, _("Write yes or no."))


def several(text: str) -> list[str]:
    """Return the values of a cell that holds several, parted by |, ; a line break or a slash between spaces."""
    if not text:
        return []
    if not MARK.search(text):
        return [text]
    values = [value.strip().strip(" ,•") for value in SEPARATORS.split(text)]
    return list(dict.fromkeys(value for value in values if value))


def together(text: str) -> list[str]:
    """Return the organisations of "A x B", said to act together; one when there is no such sign."""
    parts = [part.strip() for part in TOGETHER.split(text)]
    return parts if len(parts) > 1 and all(len(part) > 1 for part in parts) else [text.strip()]


def called(text: str) -> str:
    """Return the name of an organisation without its article nor a note: "le CRESNA (coopérative)" is CRESNA."""
    bare = NOTE.sub("", text).strip() or text.strip()
    return ARTICLE.sub("", bare, count=1) if ARTICLE.match(bare) else bare


def email(text: str) -> str | Problem:
    """Return an e-mail address in lower case."""
    address = text.strip().removeprefix("mailto:").strip("<>").lower()
    if PLAIN_EMAIL.fullmatch(address):
        return address
    try:
        validate_email(address)
    except ValidationError:
        return Problem(
            _("“%(text)s” is not an e-mail address.") % {"text": short(text)},
            _("Write one address, for example contact@exemple.org."),
        )
    return address


def phone(text: str) -> str | Problem:
    """Return a telephone number: French ones by pairs, with the 0 that spreadsheets lose; others as written."""
    digits = PHONE_WORDS.sub("", text)
    if re.fullmatch(r"(?:\+33|0033|33)?0?[1-9]\d{8}", digits):
        national = "0" + digits[-9:]
        return " ".join(national[at : at + 2] for at in range(0, 10, 2))
    if re.fullmatch(r"\+?\d{3,15}", digits):
        return text.strip()
    return Problem(
        _("“%(text)s” is not a telephone number.") % {"text": short(text)},
        _("Write one number, for example 04 71 00 00 00."),
    )


def website(text: str) -> str | Problem:
    """Return the address of a site, with https:// before it when nothing is."""
    address = text.strip()
    if not re.match(r"(?i)https?://", address):
        address = f"https://{address}"
    if PLAIN_WEBSITE.fullmatch(address):
        return address
    try:
        CHECK_WEBSITE(address)
    except ValidationError:
        return Problem(
            _("“%(text)s” is not the address of a site.") % {"text": short(text)},
            _("Write one address, for example https://exemple.org."),
        )
    return address


def short(text: str) -> str:
    """Return the beginning of a long cell, to quote it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
