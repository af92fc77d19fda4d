"""Words that files use for what actors are and do, beside the names of our tables."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from actors.enums import ActorKind, Direction, Level
from territoire.enums import Visibility
from territoire.exchanges.columns import key

FAMILY_WORDS = Path(__file__).parents[1] / "data" / "family_words.csv"
LONGEST_PHRASE = 6
BRACKETS = re.compile(r"\(([^()]*)\)")
# Said of nothing by themselves at the head of a name: "Pays d'art", "Union des…", "Site de…".
NOT_IN_NAMES = frozenset(map(key, ("pays", "union", "site", "autre", "ville", "institut", "agence",
                                   "public", "prive",
                                   "personne", "société", "sa", "formation", "banque", "cave",
                                   "direction")))  # fmt: skip
# Legal forms and the like tell the family wherever they stand in a name.
ANYWHERE = frozenset(map(key, ("sarl", "sas", "sasu", "eurl", "scop", "scic", "gaec", "earl", "scea",
                               "association",
                               "amap", "cuma", "esat", "geiq", "lycée", "mjc", "petr", "epn",
                               "ccas")))  # fmt: skip

KINDS = {
    ActorKind.ORGANISATION: ("organisation", "organization", "structure", "entreprise", "association",
                             "personne morale",
                             "company", "org"),
    ActorKind.GROUP: ("groupe", "group", "collectif", "groupe informel", "collectif informel", "réseau",
                      "network",
                      "groupe sans forme juridique", "informel"),
    ActorKind.PERSON: ("personne", "person", "individu", "people", "individual", "personne physique",
                       "human"),
}  # fmt: skip

LEVELS = {
    Level.NOTIONS: ("1", "notions", "débutant", "beginner", "bases", "initié", "faible", "a des notions"),
    Level.PRACTISES: ("2", "pratique", "practises", "confirmé", "intermédiaire", "intermediate", "moyen",
                      "autonome",
                      "maîtrise"),
    Level.TEACHES: ("3", "peut former", "can teach", "expert", "forme", "formateur", "enseigne",
                    "transmet", "avancé",
                    "peut transmettre", "advanced", "fort"),
}  # fmt: skip

VISIBILITIES = {
    Visibility.PUBLIC: ("public", "publique", "tout le monde", "tous", "oui", "yes", "1", "visible"),
    Visibility.MEMBERS: (
        "members",
        "membres",
        "personnes avec un compte",
        "avec un compte",
        "réservé aux membres",
    ),
    Visibility.TEAM: (
        "team",
        "équipe",
        "l'équipe seule",
        "privé",
        "private",
        "caché",
        "non",
        "no",
        "0",
        "hidden",
    ),
}

DIRECTIONS = {
    Direction.FORWARD: ("forward", "directed", "du premier vers le second", "1", "oui", "yes", "true", "vrai",
                        "du premier vers le second"),
    Direction.BACKWARD: ("backward", "du second vers le premier"),
    Direction.BOTH: ("both", "mutual", "undirected", "0", "non", "no", "false", "faux",
                     "dans les deux sens", "les deux",
                     "réciproque"),
}  # fmt: skip

# Codes of kinds of partnerships and resources as they are loaded at first; what an instance removed is left out.
PARTNERSHIPS = {
    "purchase": ("achat", "vente", "fournisseur", "client", "supplier", "customer", "contractor",
                 "prestation", "prestataire"),
    "cooperation": ("coopération", "partenaire", "partenariat", "partner", "partnership", "collaboration",
                    "collaborates",
                    "collab", "works with", "lien", "link", "ami", "friends"),
    "funding": ("financement", "finance", "subvention", "funds", "funder", "mécénat", "don financier",
                "grant"),
    "gift": ("don", "prêt de matériel", "gift", "donation"),
    "research": ("recherche", "research"),
    "internship": ("stage", "projet tutoré", "internship"),
    "expertise": ("conseil", "expertise", "advises", "advice", "appui"),
    "event": ("événement", "event"),
    "training": ("formation", "training", "forme"),
    "sharing": ("mutualisation", "partage", "sharing"),
    "referral": ("orientation", "referral", "prescription", "prescripteur"),
    "network": ("réseau", "membre du réseau", "network", "adhésion", "adhérent"),
    "sponsorship": ("parrainage", "sponsor", "marraine", "sponsorship"),
    "staff-exchange": ("échange de personnel", "mise à disposition de personnel", "staff exchange"),
}  # fmt: skip
#: What a tie is when its words are not known.
ANY_PARTNERSHIP = "cooperation"

RESOURCES = {
    "funding": ("financement", "argent", "fonds", "subvention", "money", "budget", "euros"),
    "volunteer-time": ("bénévolat", "bénévoles", "temps bénévole", "volunteers", "volunteering"),
    "paid-time": ("salariés", "temps salarié", "temps de travail", "staff time"),
    "premises": ("local", "locaux", "salle", "salles", "bureau", "bureaux", "atelier", "room"),
    "land": ("terrain", "terre", "terres", "foncier", "parcelle", "land"),
    "equipment": ("matériel", "équipement", "équipements", "outils", "machines", "tools"),
    "vehicle": ("véhicule", "véhicules", "camion", "minibus", "vélo"),
    "materials": ("matières", "matériaux", "fournitures", "matière première"),
    "internship-place": ("place de stage", "stage", "immersion"),
    "data": ("données", "documents", "études", "data"),
    "network": ("réseau", "contacts", "carnet d'adresses"),
    "visibility": ("visibilité", "communication", "médias"),
    "convening-power": ("pouvoir d'invitation", "légitimité"),
}


@cache
def family_words() -> dict[str, str]:
    """Return the code of the family that each word or phrase tells."""
    with FAMILY_WORDS.open(encoding="utf-8", newline="") as file:
        return {
            key(word): row["family"]
            for row in csv.DictReader(file)
            for word in reversed(row["words"].split("|"))
        }


def family_said(text: str) -> str:
    """Return the code of the family that the longest known phrase of `text` tells, "" when there is none."""
    known = family_words()
    phrases = sorted(_phrases(key(text).split()), key=lambda phrase: -phrase.count(" "))
    return next((known[phrase] for phrase in phrases if phrase in known), "")


def family_of_name(name: str) -> str:
    """Return the code of the family that a name tells by its first words, or by its legal form; "" when none does."""
    words, known = key(name).split(), family_words()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        if phrase in known and phrase not in NOT_IN_NAMES:
            return known[phrase]
    aside = key(" ".join(BRACKETS.findall(name))).split()
    return next((known[word] for word in (*words, *aside) if word in ANYWHERE and word in known), "")


def _phrases(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1):
            yield " ".join(words[start:end])
