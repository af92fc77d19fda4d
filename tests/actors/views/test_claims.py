""" "This is me, this is my organisation": asked, answered, ended; and what who speaks for an actor may do."""

from datetime import timedelta

import pghistory
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors.actions import claims
from actors.actions.merges import merge
from actors.models import Actor, Claim
from actors.permissions import spoken_for_by
from territoire.enums import Visibility
from territoire.moderation import DELAYS, Waiting
from tests.factories.actors import (
    ActorFactory,
    ClaimFactory,
    ContactPointFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import InvolvementFactory, ProjectFactory
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory
from tests.test_races import at_once

pytestmark = pytest.mark.django_db

WHO = "J’en assure le secrétariat."


@pytest.fixture
def actor():
    return ActorFactory(name="Filature")


def member(email="marie@saugues.fr", *, verified=True, **traits):
    return UserFactory(email=email, unconfirmed=not verified, **traits)


def site_of(actor, value="https://www.saugues.fr/", **options):
    options = {"kind": "website", "visibility": Visibility.PUBLIC, "created_by": UserFactory(), **options}
    return ContactPointFactory(actor=actor, value=value, **options)


def facilitator_of(actor):
    return FacilitationFactory(territory=actor.seat).user


def ask(client, user, actor, message=WHO):
    client.force_login(user)
    return client.post(reverse("actors:claim-create", args=[actor.slug]), {"message": message})


def page_of(claim, name="claim"):
    return reverse(f"actors:{name}", args=[claim.actor.slug, claim.uid])


def state_of(actor, user):
    return list(Claim.objects.filter(actor=actor, user=user).values_list("state", "way"))


# Asking


def test_a_claim_waits_and_says_for_whom_and_until_when(client, actor):
    facilitator = facilitator_of(actor)
    user = UserFactory()

    answer = ask(client, user, actor)

    assert state_of(actor, user) == [("pending", "")]
    page = client.get(answer.url).text
    assert "En attente" in page
    assert str(facilitator) in page
    assert not user.has_perm("actors.change_actor", actor)
    assert actor.name in client.get(reverse("site:my-space")).text


def test_one_says_who_one_is(client, actor):
    assert "message" in ask(client, UserFactory(), actor, "").context["form"].errors
    assert not Claim.objects.exists()


def test_who_asked_is_led_to_their_claim(client, actor):
    claim = ClaimFactory(actor=actor)
    client.force_login(claim.user)

    assert client.get(reverse("actors:claim-create", args=[actor.slug])).url == page_of(claim)
    assert ask(client, claim.user, actor).url == page_of(claim)
    assert Claim.objects.count() == 1


def test_a_hidden_actor_is_not_found_and_a_visitor_signs_in(client, actor):
    hidden = ActorFactory(hidden=True)

    assert ask(client, UserFactory(), hidden).status_code == 404
    client.logout()
    assert client.get(reverse("actors:claim-create", args=[actor.slug])).url.startswith(
        reverse("account_login")
    )
    assert "C’est ma structure" not in client.get(actor.get_absolute_url()).text


def test_what_is_archived_is_not_claimed(client):
    assert ask(client, UserFactory(), ActorFactory(archived=True)).status_code == 403


# By domain


def test_an_address_of_the_organisation_is_accepted_at_once(client, actor):
    site_of(actor)
    user = member()

    ask(client, user, actor)

    assert state_of(actor, user) == [("accepted", "domain")]
    assert user.has_perm("actors.change_actor", actor)
    assert not user.has_perm("actors.delete_actor", actor)
    assert actor in spoken_for_by(user)
    assert "Vous parlez pour cet acteur" in client.get(actor.get_absolute_url()).text


def test_an_address_that_is_not_verified_proves_nothing(actor):
    site_of(actor)

    assert not claims.has_address_of(actor, member(verified=False))


def test_a_domain_that_the_claimant_entered_proves_nothing(actor):
    user = member()
    site_of(actor, created_by=user)

    assert not claims.has_address_of(actor, user)


def test_a_domain_that_the_claimant_once_changed_proves_nothing(actor):
    user = member()
    point = site_of(actor, value="https://elsewhere.fr")
    with pghistory.context(user=user.pk):
        point.value = "https://saugues.fr"
        point.save()
    point.value = "https://www.saugues.fr"
    point.save()

    assert not claims.has_address_of(actor, user)
    assert claims.has_address_of(actor, member("paul@saugues.fr"))


def test_a_contact_that_the_claimant_does_not_see_proves_nothing(actor):
    site_of(actor, visibility=Visibility.TEAM)

    assert not claims.has_address_of(actor, member())


def test_a_mailbox_open_to_all_proves_nothing(actor):
    site_of(actor, kind="email", value="filature@gmail.com")

    assert not claims.has_address_of(actor, member("marie@gmail.com"))


def test_a_domain_that_other_actors_show_too_proves_nothing(actor):
    site_of(actor)
    site_of(ActorFactory(), value="mairie@saugues.fr", kind="email")

    assert not claims.has_address_of(actor, member())


def test_what_a_hidden_actor_shows_changes_nothing(actor):
    site_of(actor)
    site_of(ActorFactory(hidden=True))

    assert claims.has_address_of(actor, member())


def test_a_person_is_never_claimed_by_domain():
    person = ActorFactory(consenting=True)
    site_of(person)

    assert not claims.has_address_of(person, member())


# Answering


def test_a_facilitator_accepts_and_the_claimant_edits(client, actor):
    claim = ClaimFactory(actor=actor)
    client.force_login(facilitator_of(actor))
    assert "revendication" in client.get(actor.get_absolute_url()).text

    client.post(page_of(claim, "claim-accept"))

    assert state_of(actor, claim.user) == [("accepted", "facilitator")]
    client.force_login(claim.user)
    assert client.get(reverse("actors:update", args=[actor.slug])).status_code == 200
    assert client.get(reverse("actors:delete", args=[actor.slug])).status_code == 403


def test_a_claim_is_declined_with_a_reason(client, actor):
    claim = ClaimFactory(actor=actor)
    client.force_login(facilitator_of(actor))

    assert client.post(page_of(claim, "claim-decline")).status_code == 200
    client.post(page_of(claim, "claim-decline"), {"decline-answer": "Nous ne vous connaissons pas."})

    client.force_login(claim.user)
    assert "Nous ne vous connaissons pas." in client.get(page_of(claim)).text
    assert "Nous ne vous connaissons pas." in client.get(reverse("site:my-space")).text
    assert ask(client, claim.user, actor).status_code == 302
    assert sorted(state for state, _way in state_of(actor, claim.user)) == ["declined", "pending"]


@pytest.mark.parametrize(
    ("who", "read", "decide"),
    [
        ("facilitator", 200, 302),
        ("admin", 200, 302),
        ("elsewhere", 404, 404),
        ("other", 404, 404),
        ("author", 404, 404),
    ],
)
def test_who_reads_and_answers_a_claim(client, actor, who, read, decide):
    users = {
        "facilitator": facilitator_of(actor),
        "admin": UserFactory(admin=True),
        "elsewhere": FacilitationFactory(territory=TerritoryFactory()).user,
        "other": ClaimFactory(actor=actor).user,
        "author": actor.created_by,
    }
    claim = ClaimFactory(actor=actor)
    client.force_login(users[who])

    assert client.get(page_of(claim)).status_code == read
    assert client.post(page_of(claim, "claim-accept")).status_code == decide
    assert Claim.objects.decidable_by(users[who]).contains(claim) is (decide == 302)


def test_who_asked_is_written_what_became_of_it(client, actor, django_capture_on_commit_callbacks):
    facilitator, user = facilitator_of(actor), UserFactory()
    claim = ClaimFactory(actor=actor, user=user)
    client.force_login(facilitator)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(page_of(claim, "claim-accept"))
    with django_capture_on_commit_callbacks(execute=True):
        Actor.objects.filter(pk=actor.pk).update(visibility="team", name="Nom devenu secret")
        Claim.objects.filter(pk=claim.pk).update(state="pending")
        client.post(page_of(claim, "claim-decline"), {"decline-answer": "Rien ne le montre à Saugues."})

    accepted, declined = mail.outbox
    assert accepted.to == declined.to == [user.email]
    assert "Filature" in accepted.subject
    assert "déclinée" in declined.subject
    for hidden in ("secret", "Saugues", facilitator.email, str(facilitator), actor.slug):
        assert hidden not in declined.subject + declined.body


@pytest.mark.parametrize("name", ["claim-accept", "claim-decline"])
def test_nobody_answers_their_own_claim(client, actor, name):
    claims_of = [
        ClaimFactory(actor=actor, user=facilitator_of(actor)),
        ClaimFactory(actor=actor, user__admin=True),
    ]

    for claim in claims_of:
        client.force_login(claim.user)
        assert client.get(page_of(claim)).status_code == 200
        assert client.post(page_of(claim, name), {"decline-answer": "x"}).status_code == 403
        claim.refresh_from_db()
        assert claim.is_pending


def test_only_its_author_withdraws_a_claim(client, actor):
    claim = ClaimFactory(actor=actor)
    client.force_login(facilitator_of(actor))
    assert client.post(page_of(claim, "claim-withdraw")).status_code == 403

    client.force_login(claim.user)
    client.post(page_of(claim, "claim-withdraw"))

    assert state_of(actor, claim.user) == [("withdrawn", "")]


@pytest.mark.parametrize("own", [True, False])
def test_a_claim_is_ended_by_either(client, own):
    actor = ActorFactory(hidden=True)
    claim = ClaimFactory(actor=actor, accepted=True)
    client.force_login(claim.user if own else facilitator_of(actor))
    if not own:
        assert client.post(page_of(claim, "claim-end")).status_code == 200  # it wants a reason

    answer = client.post(
        page_of(claim, "claim-end"), {} if own else {"end-answer": "Elle a quitté la structure."}
    )

    claim.refresh_from_db()
    assert claim.state == "ended"
    assert client.get(answer.url).status_code == 200
    assert not Actor.objects.visible_to(claim.user).contains(actor)


def test_what_was_answered_is_not_answered_again(client, actor):
    claim = ClaimFactory(actor=actor, state="withdrawn")
    client.force_login(facilitator_of(actor))

    page = client.post(page_of(claim, "claim-accept"), follow=True)

    assert "entre-temps" in page.text
    assert state_of(actor, claim.user) == [("withdrawn", "")]


def test_a_person_is_one_account_alone(client):
    person = ActorFactory(consenting=True)
    ClaimFactory(actor=person, accepted=True)
    late = ClaimFactory(actor=person)
    client.force_login(facilitator_of(person))

    page = client.post(page_of(late, "claim-accept"), follow=True)

    assert "déjà pour cette personne" in page.text
    assert ask(client, UserFactory(), person).status_code == 403


def test_the_claim_of_another_actor_is_not_found(client, actor):
    claim = ClaimFactory(actor=actor)
    client.force_login(UserFactory(admin=True))

    assert client.get(reverse("actors:claim", args=[ActorFactory().slug, claim.uid])).status_code == 404


def test_a_list_shows_the_claims_that_one_may_see(client, actor):
    mine, other = ClaimFactory(actor=actor), ClaimFactory(actor=actor)
    client.force_login(mine.user)

    page = client.get(reverse("actors:claims", args=[actor.slug])).text

    assert str(mine.uid) in page
    assert str(other.uid) not in page
    assert other.user.name not in page


def test_an_answer_is_awaited_within_the_days_said():
    claim = ClaimFactory()

    assert claim.expected_by == timezone.localdate() + timedelta(days=DELAYS[Waiting.CLAIM])


def test_merging_keeps_the_claim_that_was_accepted(actor):
    user, other = UserFactory(), ActorFactory(seat=actor.seat)
    ClaimFactory(actor=actor, user=user)
    ClaimFactory(actor=other, user=user, accepted=True)

    merge(actor, other, by=UserFactory(admin=True))

    assert state_of(actor, user) == [("accepted", "facilitator")]


# Confirming what others declare


def confirm_axis(client, actor, axis):
    return client.post(reverse("actors:axis-confirm", args=[actor.slug, axis.partnership.uid, axis.uid]))


def test_the_other_side_confirms_a_partnership(client, actor):
    partner = ActorFactory()
    declarer = ClaimFactory(actor=partner, accepted=True).user
    axis = PartnershipAxisFactory(partnership__between=(actor, partner), created_by=declarer)
    voice = ClaimFactory(actor=actor, accepted=True).user
    client.force_login(voice)
    assert "Confirmer" in client.get(actor.get_absolute_url()).text

    answer = confirm_axis(client, actor, axis)

    assert answer.status_code == 302
    axis.refresh_from_db()
    assert axis.state == "confirmed"
    assert "axes/" + str(axis.uid) + "/confirmer/" not in client.get(actor.get_absolute_url()).text


@pytest.mark.parametrize("who", ["declarer", "colleague", "author", "admin", "member"])
def test_nobody_else_confirms_it(client, actor, who):
    partner = ActorFactory()
    declarer = ClaimFactory(actor=partner, accepted=True).user
    axis = PartnershipAxisFactory(partnership__between=(actor, partner), created_by=declarer)
    users = {
        "declarer": declarer,
        "colleague": ClaimFactory(actor=partner, accepted=True).user,
        "author": actor.created_by,
        "admin": UserFactory(admin=True),
        "member": UserFactory(),
    }
    client.force_login(users[who])

    assert confirm_axis(client, actor, axis).status_code == 403
    axis.refresh_from_db()
    assert axis.state == "declared"


def test_a_hidden_partnership_is_not_confirmed(client, actor):
    hidden = PartnershipFactory(between=(actor, ActorFactory(hidden=True)))
    axis = PartnershipAxisFactory(partnership=hidden)
    client.force_login(ClaimFactory(actor=actor, accepted=True).user)

    assert confirm_axis(client, actor, axis).status_code == 404


def test_who_speaks_for_an_actor_confirms_that_it_takes_part(client, actor):
    involvement = InvolvementFactory(actor=actor)
    address = reverse("projects:involvement-confirm", args=[involvement.project.slug, involvement.uid])
    for other in (UserFactory(), UserFactory(admin=True), actor.created_by):
        client.force_login(other)
        assert client.post(address).status_code == 403

    client.force_login(ClaimFactory(actor=actor, accepted=True).user)
    for page in (actor.get_absolute_url(), involvement.project.get_absolute_url()):
        assert address in client.get(page).text

    assert client.post(address, {"actor": "1"}).url == actor.get_absolute_url()
    involvement.refresh_from_db()
    assert involvement.state == "confirmed"
    assert address not in client.get(actor.get_absolute_url()).text


def test_what_happens_in_a_hidden_project_is_not_confirmed_from_outside(client, actor):
    involvement = InvolvementFactory(actor=actor, project=ProjectFactory(hidden=True))
    client.force_login(ClaimFactory(actor=actor, accepted=True).user)

    address = reverse("projects:involvement-confirm", args=[involvement.project.slug, involvement.uid])

    assert client.post(address).status_code == 404


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_two_who_are_the_same_person_at_once_are_not_both():
    person = ActorFactory(consenting=True)
    both = [ClaimFactory(actor=person), ClaimFactory(actor=person)]
    client = Client()
    client.force_login(UserFactory(admin=True))

    at_once(*[lambda one=one: client.post(page_of(one, "claim-accept")) for one in both])

    assert sorted(Claim.objects.values_list("state", flat=True)) == ["accepted", "pending"]


@pytest.mark.django_db(transaction=True)
def test_the_same_account_asks_once_from_two_windows():
    actor, user = ActorFactory(), UserFactory()

    at_once(*[lambda: ask(Client(), user, actor).status_code] * 2)

    assert Claim.objects.count() == 1
