"""Passwords that are tried first in French: Django's list of common ones is English above all, and most are shorter."""

import re

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
_ONLY_THOSE = re.compile(f"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})+")
FEWEST_SIGNS = 6


class FrenchCommonPasswords:
    """Refuses a few well-known words however they are accented, repeated or numbered, and too few different signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` for what anybody would try."""
        letters = re.sub(r"[^a-z]", "", normalise(password))
        if _ONLY_THOSE.fullmatch(letters) or len(set(password)) < FEWEST_SIGNS:
            raise ValidationError(
                _("This password is among the first that one would try: choose a sentence of your own."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Say it where Django lists the rules (the administration)."""
        return _("It is not one of the words that everybody takes, even with numbers around.")
