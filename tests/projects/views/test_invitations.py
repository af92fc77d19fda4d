"""A holder invites by e-mail; the link of the mail works once, for who opens it, and tells nobody else anything."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from territoire.actions import invitations
from territoire.enums import Role
from territoire.models import Invitation, Membership
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import InvitationFactory, MembershipFactory, UserFactory
from tests.projects.worlds import a_project
from tests.test_races import at_once

pytestmark = pytest.mark.django_db

ADDRESS = "camille@exemple.example"
OVER = {
    "expired": {"expires_at": timezone.now() - timedelta(minutes=1)},
    "withdrawn": {"withdrawn_at": timezone.now()},
    "accepted": {"accepted_at": timezone.now()},
}


@pytest.fixture
def project():
    return ProjectFactory(holder=UserFactory(name="Dominique"), name="Laine d’ici", hidden=True)


@pytest.fixture
def invitation(project):
    return InvitationFactory(team=project.team, email=ADDRESS, role=Role.CONTRIBUTOR)


def holder_of(project):
    return project.team.memberships.get(role=Role.HOLDER).user


def invite(client, project, email=ADDRESS, role="contributor", **options):
    data = {"invite-email": email, "invite-role": role}
    return client.post(reverse("projects:invite", args=[project.slug]), data, **options)


def page_of(invitation):
    return reverse("site:invitation", args=[invitations.token_of(invitation)])


def roles(project):
    return dict(project.team.memberships.values_list("user__email", "role"))


def gesture(client, name, project, invitation):
    return client.post(reverse(f"projects:invitation-{name}", args=[project.slug, invitation.uid]))


def test_the_mail_says_who_where_what_and_until_when(client, project, django_capture_on_commit_callbacks):
    client.force_login(holder_of(project))

    with django_capture_on_commit_callbacks(execute=True):
        invite(client, project)

    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "Dominique vous invite dans l’équipe de «\u00a0Laine d’ici\u00a0»"
    for words in ("Contribue", "inscrit des acteurs", "ne faites rien", "http://testserver/invitations/"):
        assert words in letter.body
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    assert Client().get(link).status_code == 200


def test_a_name_cannot_add_lines_to_the_mail(client, project, django_capture_on_commit_callbacks):
    project.name = "Laine\r\nBcc: tous@exemple.example"
    project.save()
    client.force_login(holder_of(project))

    with django_capture_on_commit_callbacks(execute=True):
        invite(client, project)

    [letter] = mail.outbox
    assert letter.recipients() == [ADDRESS]
    assert "\n" not in letter.subject


def test_nothing_tells_whether_an_address_has_an_account(client, project):
    known = UserFactory()
    client.force_login(holder_of(project))

    def said(email):
        page = invite(client, project, email, follow=True)
        return [str(message).replace(email, "…") for message in page.context["messages"]]

    assert said(known.email) == said("inconnue@exemple.example")
    assert known.email not in roles(project)


def test_an_address_is_invited_once_at_a_time(client, project, invitation):
    client.force_login(holder_of(project))

    assert "email" in invite(client, project, ADDRESS.upper()).context["invite"].errors
    gesture(client, "withdraw", project, invitation)
    assert invite(client, project).status_code == 302

    assert [one.email for one in Invitation.objects.waiting()] == [ADDRESS]


def test_a_member_is_not_invited(client, project):
    client.force_login(holder_of(project))

    assert "email" in invite(client, project, holder_of(project).email).context["invite"].errors
    assert not Invitation.objects.exists()


def test_opening_the_link_writes_nothing_and_shows_the_project(client, project, invitation):
    page = client.get(page_of(invitation))

    assert page.status_code == 200
    assert project.name in page.text
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_who_has_an_account_accepts_and_sees_the_hidden_project(client, project, invitation):
    user = UserFactory()
    client.force_login(user)

    answer = client.post(page_of(invitation))

    assert (answer.status_code, answer.url) == (302, project.get_absolute_url())
    assert roles(project)[user.email] == Role.CONTRIBUTOR
    assert client.get(answer.url).status_code == 200
    assert not EmailAddress.objects.filter(email=ADDRESS).exists()


def test_the_holder_sees_that_another_account_joined(client, project, invitation):
    user = UserFactory()
    client.force_login(user)
    client.post(page_of(invitation))
    client.force_login(holder_of(project))

    page = client.get(reverse("projects:team", args=[project.slug])).text

    assert user.email in page
    assert f"invitation envoyée à {ADDRESS}" in page


def test_the_invited_address_is_verified_by_its_link_and_then_forgotten(client, project, invitation):
    user = UserFactory(email=ADDRESS, unconfirmed=True)
    client.force_login(user)

    client.post(page_of(invitation))

    assert EmailAddress.objects.get(user=user).verified
    invitation.refresh_from_db()
    assert invitation.email == ""
    assert set(Invitation.pgh_event_model.objects.values_list("email", flat=True)) == {""}


def sign_up(client, invitation, email):
    to_sign_up = client.post(page_of(invitation), {"sign-up": "1"})
    assert to_sign_up.url.startswith(reverse("account_signup"))
    offered = client.get(to_sign_up.url).context["form"]["email"].value()
    data = {"email": email, "password1": "une longue phrase à moi", "next": page_of(invitation)}
    return offered, client.post(to_sign_up.url, data)


def test_who_has_no_account_creates_one_and_comes_back(client, project, invitation):
    offered, answer = sign_up(client, invitation, ADDRESS)

    assert offered == ADDRESS
    assert (answer.status_code, answer.url) == (302, page_of(invitation))
    assert EmailAddress.objects.get(email=ADDRESS).verified
    assert client.post(page_of(invitation)).status_code == 302
    assert roles(project)[ADDRESS] == Role.CONTRIBUTOR


def test_another_address_is_not_verified_by_the_link(client, project, invitation):
    sign_up(client, invitation, "autre@exemple.example")

    new = EmailAddress.objects.filter(email__in=[ADDRESS, "autre@exemple.example"])
    assert list(new.values_list("email", "verified")) == [("autre@exemple.example", False)]


def test_no_address_is_verified_once_the_invitation_is_withdrawn(client, project, invitation):
    client.post(page_of(invitation), {"sign-up": "1"})
    invitations.withdraw(invitation, by=holder_of(project))

    data = {"email": ADDRESS, "password1": "une longue phrase à moi"}
    client.post(reverse("account_signup"), data)

    assert not EmailAddress.objects.get(email=ADDRESS).verified


@pytest.mark.parametrize(("had", "kept"), [("holder", "holder"), ("reader", "contributor")])
def test_accepting_never_lowers_a_role(client, project, invitation, had, kept):
    user = MembershipFactory(team=project.team, role=had).user
    client.force_login(user)

    client.post(page_of(invitation))

    assert roles(project)[user.email] == kept


@pytest.mark.parametrize("why", OVER)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_over_is_said_clearly_and_changes_nothing(client, project, caplog, why, method):
    over = InvitationFactory(team=project.team, email=ADDRESS, **OVER[why])
    client.force_login(UserFactory())

    page = getattr(client, method)(page_of(over))

    assert page.status_code == 410
    assert project.name not in page.text
    assert "Rien n’a changé" in page.text
    assert ADDRESS not in page.text
    assert f"invitation refused: {why}" in caplog.text
    assert ADDRESS not in caplog.text
    assert len(roles(project)) == 1


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-1], lambda t: t + "a", lambda t: t.partition(":")[0], lambda t: "x"]
)
def test_a_forged_link_leads_nowhere(client, project, invitation, caplog, forge):
    forged = reverse("site:invitation", args=[forge(invitations.token_of(invitation))])
    client.force_login(UserFactory())

    for page in (client.get(forged), client.post(forged)):
        assert page.status_code == 404
        assert project.name not in page.text
    assert "invitation refused: forged" in caplog.text
    assert len(roles(project)) == 1


def test_the_link_of_an_uid_signed_for_something_else_is_forged(client, invitation):
    other = Signer(salt="other").sign(invitation.uid.hex)

    assert client.get(reverse("site:invitation", args=[other])).status_code == 404


def test_it_works_once_and_leads_who_used_it_to_the_project(client, project, invitation):
    first, second = UserFactory(), UserFactory()
    client.force_login(first)
    client.post(page_of(invitation))
    assert client.get(page_of(invitation)).url == project.get_absolute_url()

    client.force_login(second)

    assert client.post(page_of(invitation)).status_code == 410
    assert second.email not in roles(project)


def test_a_link_sent_again_works_longer_and_not_too_often(
    client, project, django_capture_on_commit_callbacks
):
    old = InvitationFactory(team=project.team, email=ADDRESS, **OVER["expired"])
    former = page_of(old)
    client.force_login(holder_of(project))

    with django_capture_on_commit_callbacks(execute=True):
        gesture(client, "again", project, old)
        gesture(client, "again", project, old)

    assert len(mail.outbox) == 1
    old.refresh_from_db()
    assert old.expires_at > timezone.now() + timedelta(days=13)
    assert client.get(page_of(old)).status_code == 200
    replaced = client.post(former)
    assert replaced.status_code == 410
    assert "Seul le lien du dernier courriel marche" in replaced.text


@pytest.mark.parametrize("loss", ["role", "account"])
def test_an_invitation_dies_with_the_role_of_its_sender_and_another_holder_revives_it(
    client, project, invitation, django_capture_on_commit_callbacks, loss
):
    sender, other = holder_of(project), MembershipFactory(team=project.team, role=Role.HOLDER).user
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() + timedelta(days=3))
    if loss == "role":
        Membership.objects.filter(user=sender).update(role=Role.CONTRIBUTOR)
    else:
        type(sender).objects.filter(pk=sender.pk).update(is_active=False)
    invitation.refresh_from_db()
    client.force_login(UserFactory())

    refused = client.post(page_of(invitation))

    assert refused.status_code == 410
    assert "n’a plus le droit d’inviter" in refused.text
    client.force_login(other)
    assert "ne peut plus inviter" in client.get(reverse("projects:team", args=[project.slug])).text
    with django_capture_on_commit_callbacks(execute=True):
        gesture(client, "again", project, invitation)
    invitation.refresh_from_db()
    assert client.get(page_of(invitation)).status_code == 200


def test_withdrawing_forgets_the_address(client, project, invitation):
    client.force_login(holder_of(project))

    gesture(client, "withdraw", project, invitation)

    invitation.refresh_from_db()
    assert (invitation.email, invitation.withdrawn_at is None) == ("", False)
    assert ADDRESS not in client.get(reverse("projects:team", args=[project.slug])).text
    assert gesture(client, "again", project, invitation).status_code == 302
    assert mail.outbox == []


def test_an_invitation_of_another_project_is_not_found(client, project):
    elsewhere = InvitationFactory(team=ProjectFactory().team)
    client.force_login(holder_of(project))

    for name in ("again", "withdraw"):
        assert gesture(client, name, project, elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("contributor", 403), ("reader", 403), ("stranger", 404), ("admin", 302)]
)
def test_who_may_invite(client, who, status):
    world = a_project(hidden=True)
    client.force_login(getattr(world, who))

    assert invite(client, world.project).status_code == status
    for name in ("again", "withdraw"):
        assert gesture(client, name, world.project, world.invitation).status_code == status


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_are_not_both_in():
    project = ProjectFactory()
    invitation = InvitationFactory(team=project.team)
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(UserFactory())

    answers = at_once(*[lambda one=one: one.post(page_of(invitation)).status_code for one in clients])

    assert sorted(answers) == [302, 410]
    assert Membership.objects.filter(team=project.team).exclude(role=Role.HOLDER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_presses_twice_is_in_once_and_sees_the_project():
    project = ProjectFactory(hidden=True)
    invitation = InvitationFactory(team=project.team)
    client, user = Client(), UserFactory()
    client.force_login(user)

    answers = at_once(*[lambda: client.post(page_of(invitation)).url] * 2)

    assert answers == [project.get_absolute_url()] * 2
    assert Membership.objects.filter(team=project.team).exclude(role=Role.HOLDER).count() == 1
