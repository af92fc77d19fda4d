"""Private notes: for the team, or the facilitators, that wrote them, and for nobody else."""

import pytest
from django.urls import reverse

from actors.actions.merges import merge
from actors.models import Note
from tests.factories.actors import ActorFactory, ClaimFactory, NoteFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Préfère qu’on l’appelle le soir."


@pytest.fixture
def actor():
    return ActorFactory(seat=TerritoryFactory(name="Saugues"))


@pytest.fixture
def project():
    return ProjectFactory(holder=UserFactory(), contributor=UserFactory(), reader=UserFactory())


def of(project, role):
    return project.team.memberships.get(role=role).user


def write(client, user, actor, keeper, text=WORDS):
    client.force_login(user)
    return client.post(reverse("actors:note-create", args=[actor.slug]), {"text": text, "keeper": keeper})


def address(note, name):
    return reverse(f"actors:note-{name}", args=[note.actor.slug, note.uid])


def test_a_team_writes_a_note_that_its_readers_read(client, actor, project):
    write(client, of(project, "contributor"), actor, f"team-{project.team.pk}")

    note = Note.objects.get()
    assert (note.text, note.team, note.territory) == (WORDS, project.team, None)
    client.force_login(of(project, "reader"))
    page = client.get(actor.get_absolute_url()).text
    assert "appelle le soir" in page
    assert address(note, "update") not in page


def test_facilitators_write_for_their_own_territory(client):
    region = TerritoryFactory(kind="region")
    actor = ActorFactory(seat=TerritoryFactory(within=[region]))
    facilitator = FacilitationFactory(territory=region).user

    write(client, facilitator, actor, f"territory-{region.pk}")

    assert Note.objects.get().territory == region
    client.force_login(FacilitationFactory(territory=region).user)
    assert "appelle le soir" in client.get(actor.get_absolute_url()).text
    client.force_login(FacilitationFactory(territory=actor.seat).user)
    assert "appelle le soir" not in client.get(actor.get_absolute_url()).text


@pytest.mark.parametrize("who", ["admin", "author", "claimant", "other team", "facilitator", "member"])
def test_nobody_else_reads_changes_or_deletes_it(client, actor, project, who):
    note = NoteFactory(actor=actor, team=project.team, text=WORDS)
    user = {
        "admin": lambda: UserFactory(admin=True),
        "author": lambda: actor.created_by,
        "claimant": lambda: ClaimFactory(actor=actor, accepted=True).user,
        "other team": lambda: MembershipFactory().user,
        "facilitator": lambda: FacilitationFactory(territory=actor.seat).user,
        "member": UserFactory,
    }[who]()
    client.force_login(user)

    assert "appelle le soir" not in client.get(actor.get_absolute_url()).text
    for name in ("update", "delete"):
        assert client.get(address(note, name)).status_code == 404
        assert client.post(address(note, name), {"text": "x"}).status_code == 404
    assert not user.has_perm("actors.view_note", note)
    assert not user.has_perm("actors.change_note", note)
    assert Note.objects.get().text == WORDS


def test_a_visitor_sees_no_note(client, actor, project):
    NoteFactory(actor=actor, team=project.team, text=WORDS)

    assert "Notes privées" not in client.get(actor.get_absolute_url()).text


def test_a_reader_of_the_team_reads_and_does_not_write(client, actor, project):
    note = NoteFactory(actor=actor, team=project.team)
    client.force_login(of(project, "reader"))

    assert client.get(address(note, "update")).status_code == 403
    assert client.post(address(note, "delete")).status_code == 403
    assert client.get(reverse("actors:note-create", args=[actor.slug])).status_code == 403


def test_who_writes_in_the_team_changes_and_deletes(client, actor, project):
    note = NoteFactory(actor=actor, team=project.team, text=WORDS)
    client.force_login(of(project, "holder"))
    assert address(note, "update") in client.get(actor.get_absolute_url()).text

    client.post(address(note, "update"), {"text": "Le matin.", "version": note.updated_at.isoformat()})
    note.refresh_from_db()
    assert note.text == "Le matin."

    client.post(address(note, "delete"))
    assert not Note.objects.exists()


@pytest.mark.parametrize("kind", ["other team", "territory elsewhere", "nothing"])
def test_one_writes_for_oneself_alone(client, actor, project, kind):
    facilitation = FacilitationFactory()
    keeper = {
        "other team": f"team-{ProjectFactory().team.pk}",
        "territory elsewhere": f"territory-{facilitation.territory.pk}",
        "nothing": "",
    }[kind]

    answer = write(client, of(project, "holder"), actor, keeper)

    assert "keeper" in answer.context["form"].errors
    assert not Note.objects.exists()


def test_a_hidden_actor_and_another_actor_s_note_are_not_found(client, actor, project):
    note = NoteFactory(actor=actor, team=project.team)
    user = of(project, "holder")

    assert write(client, user, ActorFactory(hidden=True), f"team-{project.team.pk}").status_code == 404
    assert client.get(reverse("actors:note-update", args=[ActorFactory().slug, note.uid])).status_code == 404


def test_notes_follow_a_merge(actor, project):
    other = ActorFactory(seat=actor.seat)
    NoteFactory(actor=other, team=project.team)

    merge(actor, other, by=UserFactory(admin=True))

    assert Note.objects.get().actor == actor
