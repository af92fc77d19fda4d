"""Who registers a person tells them; who objected is not registered again; agreements are attested with their proof."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from actors.actions.addresses import address_of
from actors.models import Actor, ContactPoint, Notice, Objection
from actors.models.actor import UNUSABLE
from actors.models.consent import digest
from projects.models import Involvement
from territoire.enums import Role, TerritoryKind
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    ClaimFactory,
    ContactPointFactory,
    NoticeFactory,
)
from tests.factories.projects import DegreeFactory, ProjectFactory
from tests.factories.territoire import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "odile@exemple.example"


@pytest.fixture
def person_typed(db):
    commune, family = TerritoryFactory(name="Saugues"), ActorFamilyFactory()
    return {
        "kind": "person",
        "name": "Odile Vigne",
        "family": family.code,
        "seat": commune.code,
        "origin": "Rencontre au marché",
        "visibility": "public",
    }


def register(client, typed):
    return client.post(reverse("actors:create"), typed)


def test_a_person_with_an_address_is_told_at_once(client, person_typed, django_capture_on_commit_callbacks):
    member = MembershipFactory(role=Role.CONTRIBUTOR, user__name="Jeanne Privée", team__name="Laine vivante")
    client.force_login(member.user)

    with django_capture_on_commit_callbacks(execute=True):
        register(client, person_typed | {"email": ADDRESS, "team": member.team.pk})

    person, [letter] = Actor.objects.get(), mail.outbox
    point = ContactPoint.objects.get()
    assert (point.value, point.visibility) == (ADDRESS, "team")
    assert letter.to == [ADDRESS]
    for told in (
        "Odile Vigne",
        "Saugues",
        "marché",
        "Laine vivante",
        "contribue",
        "24 mois",
        "CNIL",
        "6.1.f",
    ):
        assert told in letter.body
    assert "Jeanne" not in letter.body
    assert member.user.email not in letter.body
    [link] = re.findall(r"http\S+/mes-droits/\S+", letter.body)
    client.logout()
    assert client.get(link.partition("127.0.0.1:8000")[2]).status_code == 200
    assert (person.visibility, Notice.objects.get().email) == ("team", ADDRESS)


def test_a_person_without_an_address_is_to_be_told(client, person_typed):
    user = UserFactory()
    client.force_login(user)

    register(client, person_typed)
    page = client.get(Actor.objects.get().get_absolute_url())

    assert mail.outbox == []
    assert "pas encore été prévenue" in page.text


def test_who_objected_is_not_registered(client, person_typed):
    Objection.objects.create(digest=digest(ADDRESS))
    client.force_login(UserFactory())

    answer = register(client, person_typed | {"email": f" {ADDRESS.title()} "})

    assert answer.status_code == 200
    assert "Personne ne peut être inscrit avec cette adresse" in answer.text
    assert not Actor.objects.exists()


@pytest.mark.parametrize("email", ["no-reply@exemple.example", ADDRESS])
def test_a_refused_address_says_the_same_of_all(client, person_typed, email):
    """Nobody learns from it who objected."""
    Objection.objects.create(digest=digest(ADDRESS))
    client.force_login(UserFactory())

    answer = register(client, person_typed | {"email": email})

    assert answer.context["form"].errors["email"] == [str(UNUSABLE)]


@pytest.mark.parametrize("whose", ["own", "alias", "team"])
def test_a_keeper_does_not_answer_in_the_place_of_the_person(client, person_typed, whose):
    member = MembershipFactory(role=Role.CONTRIBUTOR)
    keeper, mate = member.user, MembershipFactory(team=member.team).user
    address = {"own": keeper.email, "alias": keeper.email.replace("@", "+odile@"), "team": mate.email}[whose]
    client.force_login(keeper)

    answer = register(client, person_typed | {"email": address.upper()})

    assert "répondre à la place de la personne" in answer.text
    assert not Actor.objects.exists()
    register(client, person_typed | {"email": ""})
    person = Actor.objects.get()
    told = client.post(reverse("actors:consent-tell", args=[person.slug]), {"tell-email": address})
    assert "répondre à la place de la personne" in told.text
    ContactPointFactory(actor=person, kind="email", value=address, created_by=keeper)
    assert address_of(person) == ""
    if whose == "team":
        ClaimFactory(actor=person, user=mate, accepted=True)
        assert address_of(person) == address


def test_a_notice_is_not_sent_again_within_the_week(client):
    notice = NoticeFactory(email=ADDRESS)
    client.force_login(notice.actor.created_by)

    answer = client.post(
        reverse("actors:consent-tell", args=[notice.actor.slug]), {"tell-email": ADDRESS.upper()}
    )

    assert "laissez le temps de répondre" in answer.text
    assert Notice.objects.count() == 1


def test_a_person_asks_for_an_origin(client, person_typed):
    client.force_login(UserFactory())

    assert register(client, person_typed | {"origin": ""}).status_code == 200
    assert not Actor.objects.exists()


def test_a_person_sits_no_nearer_than_a_commune(client, person_typed):
    quarter = TerritoryFactory(kind=TerritoryKind.CUSTOM, code="le-bourg", name="Le Bourg")
    client.force_login(UserFactory())

    answer = register(client, person_typed | {"seat": quarter.code})

    assert "commune ou un territoire plus large" in answer.text
    assert register(client, person_typed | {"seat": quarter.code, "kind": "group"}).status_code == 302


@pytest.fixture
def involve(client, person_typed):
    project = ProjectFactory()
    member = MembershipFactory(team=project.team, role=Role.CONTRIBUTOR)
    client.force_login(member.user)
    typed = {f"new_{name}": value for name, value in person_typed.items()}
    typed |= {"new_family": ActorFamilyFactory().pk, "degree": DegreeFactory().pk}

    def send(**more):
        return client.post(reverse("projects:involve", args=[project.slug]), typed | more)

    return send


def test_a_newcomer_is_told_too(involve, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = involve(new_email=ADDRESS)

    assert answer.status_code == 302
    assert Involvement.objects.get().actor.notices.get().email == ADDRESS
    assert mail.outbox[0].to == [ADDRESS]


def test_a_newcomer_who_objected_is_refused(involve):
    Objection.objects.create(digest=digest(ADDRESS))

    answer = involve(new_email=ADDRESS)

    assert "Personne ne peut être inscrit avec cette adresse" in answer.text
    assert not Actor.objects.exists()


def test_an_address_that_objected_is_no_contact_detail_of_a_person(client):
    Objection.objects.create(digest=digest(ADDRESS))
    person = ActorFactory(person=True)
    client.force_login(person.created_by)
    typed = {"kind": "email", "value": ADDRESS, "visibility": "team"}

    answer = client.post(reverse("actors:contact-create", args=[person.slug]), typed)

    assert "Personne ne peut être inscrit avec cette adresse" in answer.text
    assert not ContactPoint.objects.exists()


@pytest.fixture
def keep(client):
    """A person whom the client keeps: `keep(name, typed)` sends a form of the page of their agreement."""
    person = ActorFactory(person=True)
    client.force_login(person.created_by)

    def send(name, **typed):
        answer = client.post(reverse(f"actors:consent-{name}", args=[person.slug]), typed)
        person.refresh_from_db()
        return answer

    send.person = person
    return send


def test_an_agreement_is_attested_with_its_proof(client, keep):
    refused = keep("attest", **{"attest-consent_proof": "", "attest-visibility": "public"})
    assert refused.status_code == 200
    assert keep.person.visibility == "team"

    keep("attest", **{"attest-consent_proof": "Papier signé le 3 mars", "attest-visibility": "members"})

    assert (keep.person.visibility, keep.person.consent_proof) == ("members", "Papier signé le 3 mars")
    assert keep.person.consented_at
    keep("hide")
    assert (keep.person.visibility, keep.person.consented_at, keep.person.consent_proof) == ("team", None, "")


def test_the_form_of_the_actor_shows_nobody(client, keep, person_typed):
    page = reverse("actors:update", args=[keep.person.slug])
    version = client.get(page).context["form"]["version"].value()

    answer = client.post(page, person_typed | {"visibility": "public", "version": version})

    keep.person.refresh_from_db()
    assert answer.status_code == 302
    assert keep.person.visibility == "team"


def test_a_person_is_told_later(client, keep, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        keep("tell", **{"tell-email": ADDRESS})

    assert mail.outbox[0].to == [ADDRESS]
    page = client.get(reverse("actors:consent", args=[keep.person.slug])).text
    assert "o…@exemple.example" in page
    assert ADDRESS not in page  # contact details are given on request, elsewhere


def test_the_printed_notice_has_no_link_by_which_keepers_could_agree(client, keep):
    NoticeFactory(actor=keep.person)

    page = client.get(reverse("actors:consent-notice", args=[keep.person.slug]))

    assert keep.person.name in page.text
    assert "CNIL" in page.text
    assert "mes-droits" not in page.text
    keep("handed")
    assert keep.person.notices.filter(email="").count() == 1


def test_keepers_do_not_show_who_asked_that_nothing_be_done(keep):
    Actor.objects.filter(pk=keep.person.pk).update(restricted_at="2026-01-01T00:00Z")

    keep("attest", **{"attest-consent_proof": "Papier", "attest-visibility": "public"})

    assert keep.person.visibility == "team"


def test_an_objection_on_paper_erases_after_a_page_that_asks(client, keep):
    NoticeFactory(actor=keep.person, email=ADDRESS)
    asked = client.get(reverse("actors:consent-object", args=[keep.person.slug]))
    assert asked.status_code == 200
    assert keep.person.name in asked.text

    keep("object")

    assert keep.person.erased_at
    assert Objection.objects.concern(ADDRESS)


def test_others_do_nothing_of_it(client, keep):
    client.force_login(UserFactory())
    for name in ("tell", "handed", "attest", "hide", "object"):
        assert keep(name).status_code == 404
    consenting = ActorFactory(consenting=True)
    for name in ("consent", "consent-notice", "consent-object"):
        assert client.get(reverse(f"actors:{name}", args=[consenting.slug])).status_code == 403


def test_an_organisation_has_no_such_page(client):
    actor = ActorFactory()
    client.force_login(actor.created_by)

    assert client.get(reverse("actors:consent", args=[actor.slug])).status_code == 404


def test_a_person_becomes_no_organisation(client, keep, person_typed):
    page = reverse("actors:update", args=[keep.person.slug])
    version = client.get(page).context["form"]["version"].value()

    answer = client.post(page, person_typed | {"kind": "organisation", "version": version})

    assert "Une personne reste une personne" in answer.text
    assert Actor.objects.get().kind == "person"


def admin_form(client, address):
    """Return what the form of the administration holds as it is shown."""
    page = client.get(address)
    form = page.context["adminform"].form
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for formset in page.context["inline_admin_formsets"]:
        typed |= {one.html_name: one.value() for one in formset.formset.management_form}
        for inline in formset.formset.initial_forms:
            typed |= {one.html_name: one.value() for one in inline if one.value() is not None}
    return {name: value for name, value in typed.items() if value != [] and value is not False}


def test_the_administration_shows_nobody_without_a_proof(client, django_capture_on_commit_callbacks):
    person = ActorFactory(person=True)
    client.force_login(UserFactory(admin=True))
    address = reverse("admin:actors_actor_change", args=[person.pk])
    typed = admin_form(client, address) | {"visibility": "public"}

    refused = client.post(address, typed)
    assert refused.status_code == 200
    assert "il faut pouvoir le montrer" in refused.text
    assert client.post(address, typed | {"origin": "", "visibility": "team"}).status_code == 200
    assert client.post(address, typed | {"kind": "organisation"}).status_code == 200
    Objection.objects.create(digest=digest("non@exemple.example"))
    assert (
        client.post(address, typed | {"visibility": "team", "email": "non@exemple.example"}).status_code
        == 200
    )

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, typed | {"consent_proof": "Papier du 3 mars", "email": ADDRESS})

    person.refresh_from_db()
    assert (person.visibility, bool(person.consented_at)) == ("public", True)
    assert mail.outbox[0].to == [ADDRESS]
