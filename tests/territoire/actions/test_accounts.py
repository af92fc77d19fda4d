"""Erasing an account leaves no trace of whose it was, in no table; what it registered stays."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from pghistory.models import Context

from actors.models import Actor, Claim
from projects.models import JoinRequest
from territoire.actions import accounts
from territoire.models import Invitation, Membership, Submission, Team, User
from tests.factories.actors import ActorFactory, ActorReportFactory, ClaimFactory
from tests.factories.projects import JoinRequestFactory, ProjectFactory
from tests.factories.territoire import (
    FacilitationFactory,
    InvitationFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Zénobie Durand", "zenobie.durand@exemple.example"
WORDS = (NAME, "Zénobie", json.dumps("Zénobie")[1:-1], ADDRESS, "zenobie")


def traces():
    """Return the columns of all tables, history and JSON included, where somebody's words can be read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'tsvector')"
            " OR data_type = 'ARRAY')"
        )
        columns = cursor.fetchall()
        return {
            (table, column)
            for table, column in columns
            for word in WORDS
            if cursor.execute(
                f'SELECT FROM "{table}" WHERE strpos(lower("{column}"::text), lower(%s)) > 0', [word]
            ).rowcount
        }


def somebody():
    user = UserFactory(name=NAME, email=ADDRESS, is_staff=True)
    EmailAddress.objects.create(user=user, email="Zenobie@Ailleurs.example")
    return user


def in_log(by, thing, words, message=""):
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=str(thing.pk),
        object_repr=words,
        action_flag=ADDITION,
        change_message=message,
    )


def test_nothing_tells_whose_it_was(client):
    user, admin = somebody(), UserFactory(admin=True)
    client.force_login(user)
    client.post("/mon-espace/profil/", {"name": NAME})
    MembershipFactory(user=user)
    FacilitationFactory(user=user)
    actor = ActorFactory(created_by=user)
    ClaimFactory(user=user, actor=actor, message=f"Je suis {NAME}")
    JoinRequestFactory(created_by=user, message=f"{NAME}, {ADDRESS}")
    ActorReportFactory(created_by=user, message=f"Signé {NAME}")
    InvitationFactory(email=ADDRESS.upper())
    gone = InvitationFactory(email="zenobie@ailleurs.example")
    gone.delete()
    Submission.objects.create(token=actor.uid, user=user, result="/acteurs/x/")
    Context.objects.create(id=actor.uid, metadata={"user": user.pk, "url": "/acteurs/zenobie-durand/"})
    in_log(admin, user, "Ancienne Zénobie")
    in_log(admin, TeamFactory(), "Équipe", json.dumps([{"added": {"object": f"{NAME} · Équipe"}}]))
    assert len(traces()) > 12

    accounts.erase(user)

    assert traces() == set()


def test_facts_stay_and_nobody_signs_in(client):
    user = somebody()
    actor, request = ActorFactory(created_by=user), JoinRequestFactory(created_by=user)
    client.force_login(user)

    accounts.erase(user)

    user.refresh_from_db()
    assert Actor.objects.get(pk=actor.pk).created_by == user
    assert JoinRequest.objects.get(pk=request.pk).state == request.state
    assert (user.is_active, user.is_staff, user.has_usable_password()) == (False, False, False)
    assert str(user) == f"efface-{user.pk}"
    assert client.get("/mon-espace/").status_code == 302


def test_what_hangs_on_it_goes():
    user = somebody()
    MembershipFactory(user=user)
    FacilitationFactory(user=user)
    ClaimFactory(user=user, accepted=True)
    invitation = InvitationFactory(email=ADDRESS)

    accounts.erase(user)

    invitation.refresh_from_db()
    for model in (Membership, EmailAddress, Claim, Claim.pgh_event_model):
        assert not model.objects.filter(user=user).exists()
    assert not user.facilitations.exists()
    assert not Invitation.objects.open().exists()
    assert invitation.email == ""


def test_others_are_left_alone():
    user, other = somebody(), UserFactory(name="Zénobien")
    admin = UserFactory(admin=True)
    MembershipFactory(user=other)
    InvitationFactory(email="autre@exemple.example")
    request = JoinRequestFactory(created_by=other, message="Bonjour")
    in_log(admin, other, "Zénobien")
    before = User.objects.filter(pk=other.pk).values().get()

    accounts.erase(user)

    request.refresh_from_db()
    assert User.objects.filter(pk=other.pk).values().get() == before
    assert other.memberships.exists()
    assert Invitation.objects.get().email == "autre@exemple.example"
    assert (request.message, LogEntry.objects.get().object_repr) == ("Bonjour", "Zénobien")


def test_an_account_is_erased_once_more_without_harm():
    user = somebody()

    accounts.erase(user)
    accounts.erase(user)

    assert User.objects.get(pk=user.pk).email == f"efface-{user.pk}@invalid"


def test_who_holds_alone():
    user = UserFactory()
    alone, shared = ProjectFactory(holder=user).team, ProjectFactory(holder=user).team
    MembershipFactory(team=shared)
    MembershipFactory(team=alone, role="contributor")
    MembershipFactory(user=user, role="reader")

    assert list(Team.objects.held_alone_by(user)) == [alone]
