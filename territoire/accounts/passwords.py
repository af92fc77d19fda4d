"""Passwords that are tried first in French: Django's list of common ones is English above all, and most are shorter."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from territoire.text import normalise

# After the French passwords of public leaks: those that people lengthen with a year, a name of the site or themselves.
WORDS = [
    "admin", "administrateur", "amour", "anniversaire", "aqwzsxedc", "association", "azer", "azert",
    "azerty", "azertyuiop", "bienvenue", "bonjour", "bonsoir", "bordeaux", "cheval", "chocolat",
    "chouchou", "coucou", "demo", "demonstration", "doudou", "facilitation", "famille", "football",
    "france", "grenoble", "invite", "jetaime", "lemotdepasse", "lille", "loulou", "lyon", "maison",
    "mairie", "maman", "marseille", "merci", "metropole", "monamour", "moncompte", "monmotdepasse",
    "motdepasse", "mdp", "nantes", "nicolas", "nounours", "paris", "papa", "passe", "password",
    "petitcoeur", "poiuytreza", "porteur", "projet", "qsdf", "qsdfgh", "qsdfghjklm", "qwerty",
    "qwertyuiop", "rennes", "secret", "soleil", "strasbourg", "territoire", "territoires", "toulouse",
    "utilisateur", "vacances", "vive", "wxcvbn",
]  # fmt: skip
#: Figures and signs that people write for letters.
LOOK_ALIKE = str.maketrans("0134578@$!€", "oieastbasie")
FEWEST_SIGNS = 6
SHORTEST_WORD = 4


class FrenchCommonPasswords:
    """Refuses well-known words however they are accented, disguised, repeated or numbered, and too few different signs.

    Known are ours, the names of this instance, and the 20,000 of Django’s list, that it knows only as they are.
    """

    def __init__(self) -> None:
        """Read Django's list once."""
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` for what anybody would try."""
        known = WORDS + words_of_the_place()
        only_those = re.compile(f"(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})+")
        told = (_letters(password), _letters(_core(password).translate(LOOK_ALIKE)))
        if (
            any(only_those.fullmatch(word) or _once(word) in self.common for word in told)
            or len(set(password)) < FEWEST_SIGNS
        ):
            raise ValidationError(
                _("This password is among the first that one would try: choose a sentence of your own."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Say it where Django lists the rules (the administration)."""
        return _("It is not one of the words that everybody takes, even with numbers around.")


def words_of_the_place() -> list[str]:
    """Return the names that an instance goes by: those of its host and of who answers for it."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    named = f"{host} {settings.DATA_CONTROLLER}"
    return [word for word in re.findall(r"[a-z]+", normalise(named)) if len(word) >= SHORTEST_WORD]


def _letters(password: str) -> str:
    return re.sub(r"[^a-z]", "", normalise(password))


def _core(password: str) -> str:
    """Return a password without the figures and signs around it."""
    return re.sub(r"^[^a-z]+|[^a-z]+$", "", normalise(password))


def _once(word: str) -> str:
    """Return a word that was written several times in a row but once; short ones are no word."""
    repeated = re.fullmatch(r"(.{4,}?)\1+", word)
    word = repeated[1] if repeated else word
    return word if len(word) >= SHORTEST_WORD else " "
