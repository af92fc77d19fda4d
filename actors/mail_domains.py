"""Whether an e-mail address is on an organisation's own domain: plain rules on texts.

A domain is an organisation's own unless it is a public suffix (gouv.fr, asso.fr, github.io: the Public Suffix List,
shipped with the project) or lies in a domain that anybody may use (`data/shared_domains.txt`).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

DATA = Path(__file__).parent / "data"
# Under an organisation's domain, those who do not speak for it: students, former ones, guests.
NOT_ITS_OWN = {
    "alumni",
    "etu",
    "etud",
    "etudiant",
    "etudiants",
    "eleve",
    "eleves",
    "ext",
    "externe",
    "guest",
    "invite",
    "stagiaire",
    "student",
    "students",
}


def is_on_own_domain(email: str, contacts: Iterable[str]) -> bool:
    """Tell whether `email` is on the domain, or under the domain, of one of an organisation's sites or addresses."""
    given = _host_of_address(email)
    if not given or not _is_own(given) or NOT_ITS_OWN & set(given.split(".")):
        return False
    return any(given == own or given.endswith(f".{own}") for own in map(own_domain, contacts) if own)


def own_domain(contact: str) -> str:
    """Return the domain that a website or an e-mail address shows to be an organisation's own, empty if none."""
    host = _host_of_address(contact) if _is_address(contact) else _host_of_site(contact)
    host = host.removeprefix("www.")
    return host if _is_own(host) else ""


def _is_address(contact: str) -> bool:
    return "@" in contact and "/" not in contact


def _host_of_address(email: str) -> str:
    return _ascii(email.strip().rpartition("@")[2])


def _host_of_site(address: str) -> str:
    address = address.strip()
    try:
        return _ascii(urlsplit(address if "//" in address else f"//{address}").hostname or "")
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    """Return a host as the network writes it, empty when it can be none."""
    try:
        return host.strip().rstrip(".").lower().encode("idna").decode()
    except UnicodeError:
        return ""


def _is_own(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or not all(labels) or labels[-1].isdigit():
        return False
    return host != public_suffix(host) and not any(parent in _shared() for parent in _parents(host))


def _parents(host: str) -> Iterator[str]:
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels)))


def public_suffix(host: str) -> str:
    """Return the part of a host under which anybody may register a name: "gouv.fr" for "haute-loire.gouv.fr"."""
    rules = _suffixes()
    for parent in _parents(host):
        below = parent.partition(".")[2]
        if f"!{parent}" in rules:
            return below
        if parent in rules or f"*.{below}" in rules:
            return parent
    return host.rpartition(".")[2]


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    return frozenset(_ascii_rule(line) for line in _lines("public_suffix_list.dat", "//"))


def _ascii_rule(rule: str) -> str:
    mark = rule[: len(rule) - len(rule.lstrip("!*."))]
    return mark + (_ascii(rule[len(mark) :]) or rule[len(mark) :])


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    return frozenset(_lines("shared_domains.txt", "#"))


def _lines(name: str, comment: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if (said := line.strip()) and not said.startswith(comment):
            yield said.split()[0]
