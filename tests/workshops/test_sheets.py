"""Paper sheets: printed, keyed in line by line, checked against what is known, written at once, undone as a whole."""

import re

import pytest
from django.urls import reverse

from actors.models import Actor, Partnership
from tests.factories.actors import ActorFactory, ActorFamilyFactory, PartnershipKindFactory
from tests.factories.projects import DegreeFactory, ProjectFactory
from tests.factories.territoire import UserFactory
from tests.factories.workshops import WorkshopFactory
from workshops.models import Outcome, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client):
    holder = UserFactory()
    workshop = WorkshopFactory(project=ProjectFactory(holder=holder))
    workshop.holder, workshop.family = holder, ActorFamilyFactory()
    workshop.ring = DegreeFactory(value=3)
    client.force_login(holder)
    return workshop


def typed(prefix: str, lines: list[dict]) -> dict:
    total = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": len(lines)}
    return total | {f"{prefix}-{n}-{k}": v for n, line in enumerate(lines) for k, v in line.items()}


def key(client, room, kind: str, lines: list[dict], ties: list[dict] = (), **more):
    """Send lines, then what the page asks to confirm; return the last answer."""
    address = reverse("workshops:key-in", args=[room.slug, kind])
    sent = {**typed("lines", lines), **typed("ties", list(ties)), "token": "0" * 32, **more}
    answer = client.post(address, sent)
    if answer.status_code == 200 and (
        seal := re.search(r'name="checked" value="(\w+)"', answer.content.decode())
    ):
        assert "nouveau" in answer.content.decode()
        answer = client.post(address, {**sent, "checked": seal[1]})
        # Sent twice, it is written once.
        assert client.post(address, {**sent, "checked": seal[1]}).url == answer.url
    return answer


@pytest.mark.parametrize("kind", ["cercles", "net-map"])
@pytest.mark.parametrize("query", ["papier=a3", "papier=a4&noms=oui"])
def test_sheets_are_printed_blank_or_with_names(client, room, kind, query):
    ActorFactory()
    answer = client.get(reverse("workshops:sheet", args=[room.slug, kind]) + f"?{query}")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].endswith('.pdf"')


def test_circles_are_keyed_in_at_once_and_undone_as_a_whole(client, room):
    known = ActorFactory(name="La filature de Saugues")
    before = Actor.objects.count()
    lines = [
        {"name": "la filature de saugues", "degree": 3},
        {"name": "Les tondeurs du plateau", "family": room.family.pk, "degree": 3},
        {"name": ""},
    ]

    answer = key(client, room, "cercles", lines)

    assert answer.url == reverse("workshops:sheets", args=[room.slug])
    made = Actor.objects.get(name="Les tondeurs du plateau")
    assert (made.seat, made.family, made.involvements.get().degree_id) == (room.where, room.family, 3)
    assert known.involvements.get().project == room.project
    assert list(Outcome.objects.values_list("actor", "known")) == [(known.pk, True), (made.pk, False)]
    uid = re.search(r"saisies/([\w-]+)/defaire", client.get(answer.url).content.decode())[1]
    client.post(reverse("workshops:keyed-undo", args=[room.slug, uid]))
    assert Actor.objects.count() == before
    assert not (known.involvements.exists())
    assert not (Outcome.objects.exists())
    assert "annul" in client.get(answer.url).content.decode().lower()


def test_bad_lines_say_why_beside_them_and_keep_what_was_typed(client, room):
    ActorFactory(name="La filature de Saugues")
    lines = [
        {"name": "La filature de Saugue", "degree": 3},
        {"name": "Une inconnue", "degree": 3},
        {"name": "Une inconnue", "family": room.family.pk},
        {"name": "", "degree": 3},
    ]

    page = key(client, room, "cercles", lines).content.decode()

    for said in (
        "Quelque chose de ressemblant est connu",
        "C’est nouveau",
        "déjà sur une autre ligne",
        "dans quel anneau",
        "Écrivez le nom de l’acteur",
        'value="La filature de Saugue"',
    ):
        assert said in page, said
    assert not Outcome.objects.exists()
    assert "Rien n’est écrit" in key(client, room, "cercles", [{"name": ""}]).content.decode()
    # Another one that is alike is registered once it is said so.
    key(client, room, "cercles", [lines[0] | {"who": "new", "family": room.family.pk}])
    assert Actor.objects.filter(name__startswith="La filature de Saugue").count() == 2


def test_a_net_map_brings_ties_and_the_influence_of_towers(client, room):
    known, kind = ActorFactory(name="Le lycée agricole"), PartnershipKindFactory()
    lines = [
        {"name": "Les tondeurs", "family": room.family.pk, "tower": 4},
        {"name": "La laverie", "family": room.family.pk},
    ]
    ties = [
        {"one": "les tondeurs", "other": "La laverie", "kind": kind.pk},
        {"one": "La laverie", "other": "Le lycée agricole", "kind": kind.pk},
    ]
    lost = key(client, room, "net-map", lines, [{"one": "La laverie", "other": "Personne", "kind": kind.pk}])
    assert "sur aucune ligne" in lost.content.decode()

    key(client, room, "net-map", lines, ties)

    assert Partnership.objects.count() == 2
    assert (
        Partnership.objects.filter(first=known).exists() or Partnership.objects.filter(second=known).exists()
    )
    told = Round.objects.get(workshop=room)
    assert list(told.actors.values_list("actor__name", "influence", "interest")) == [
        ("Les tondeurs", 4, None)
    ]
    # Keyed in anew, what is there is not doubled.
    key(client, room, "net-map", [{"name": "Les tondeurs"}, {"name": "La laverie"}], ties[:1], token="1" * 32)
    assert (Partnership.objects.count(), Actor.objects.filter(name="La laverie").count()) == (2, 1)
