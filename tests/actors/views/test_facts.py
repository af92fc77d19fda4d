from datetime import date

import pytest
from django.urls import reverse

from actors.models import (
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceClosure,
    ContactPoint,
    Mastery,
    Resource,
)
from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    CompetenceFactory,
    ContactPointFactory,
    MasteryFactory,
    OccupationFactory,
    ResourceFactory,
    ResourceKindFactory,
)
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return ActorFactory()


@pytest.fixture
def mine(client, actor):
    client.force_login(actor.created_by)
    return client


def add(client, actor, fact: str, **typed):
    return client.post(reverse(f"actors:{fact}-create", args=[actor.slug]), typed)


def test_add_each_sort_of_fact(mine, actor):
    other = ActorFactory()
    sent = [
        add(mine, actor, "mastery", competence=CompetenceFactory().slug, level=3, mobilisable="on"),
        add(mine, actor, "resource", kind=ResourceKindFactory().pk, quantity="1500,50"),
        add(mine, actor, "occupation", occupation=OccupationFactory().code, period_since="2010-01-01"),
        add(mine, actor, "affiliation", organisation=other.slug, role="Adhérente"),
        add(mine, actor, "member", member=ActorFactory().slug),
        add(mine, actor, "contact", kind="website", value="exemple.example", visibility="public"),
        add(mine, actor, "identifier", scheme="siren", value="732 829 320"),
    ]

    assert [r.context["form"].errors for r in sent if r.status_code == 200] == []
    assert {response.url for response in sent} == {actor.get_absolute_url()}
    mastery = Mastery.objects.get()
    assert (mastery.actor, mastery.level, mastery.mobilisable) == (actor, 3, True)
    assert mastery.created_by == actor.created_by
    assert Resource.objects.get().actor == actor
    assert ActorOccupation.objects.get().actor == actor
    belongs, member = Affiliation.objects.order_by("pk")
    assert (belongs.member, belongs.organisation, member.organisation) == (actor, other, actor)
    assert ContactPoint.objects.get().value == "https://exemple.example"
    assert ActorIdentifier.objects.get().value == "732829320"


def test_sent_twice_a_fact_is_registered_once(mine, actor):
    typed = {
        "competence": CompetenceFactory().slug,
        "level": 2,
        "submission": "7f0e7a1e-6c1b-4f3e-9b1e-0123456789ab",
    }

    first, second = (add(mine, actor, "mastery", **typed) for _ in range(2))

    assert first.url == second.url
    assert Mastery.objects.count() == 1


def test_the_same_competence_twice_at_the_same_time_is_said_beside_the_field(mine, actor):
    known = MasteryFactory(actor=actor)

    response = add(mine, actor, "mastery", competence=known.competence.slug, level=2)

    assert (
        response.context["form"].errors
        == {"competence": ["Cette compétence est déjà enregistrée pour cet acteur à ce moment."]}
        or "competence" in response.context["form"].errors
    )
    assert Mastery.objects.count() == 1


@pytest.mark.parametrize(
    ("fact", "typed", "field"),
    [
        ("mastery", {"level": 2}, "competence"),
        ("mastery", {"competence": "inconnue", "level": 2}, "competence"),
        ("mastery", {"competence": "laine", "level": 9}, "level"),
        (
            "mastery",
            {"competence": "laine", "level": 2, "period_since": "2020-01-02", "period_until": "2020-01-01"},
            "period",
        ),
        ("mastery", {"proposed_name": "Filage", "level": 2}, "proposed_parent"),
        ("resource", {"quantity": "-3"}, "kind"),
        ("occupation", {"occupation": "zzz"}, "occupation"),
        ("affiliation", {"organisation": "inconnu"}, "organisation"),
        ("contact", {"kind": "email", "value": "contact@bruyere", "visibility": "public"}, "value"),
        ("contact", {"kind": "website", "value": "javascript:alert(1)", "visibility": "public"}, "value"),
        ("contact", {"kind": "phone", "value": "zéro", "visibility": "public"}, "value"),
        ("identifier", {"scheme": "siren", "value": "732829321"}, "value"),
        ("identifier", {"scheme": "siret", "value": "12"}, "value"),
        ("identifier", {"scheme": "rna", "value": "W12"}, "value"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(mine, actor, fact, typed, field):
    CompetenceFactory(slug="laine")

    response = add(mine, actor, fact, **typed)

    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_a_negative_quantity_is_refused_in_words(mine, actor):
    response = add(mine, actor, "resource", kind=ResourceKindFactory().pk, quantity="-3")

    assert "quantity" in response.context["form"].errors


def test_an_actor_does_not_belong_to_itself(mine, actor):
    response = add(mine, actor, "affiliation", organisation=actor.slug)

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_missing_competence_is_proposed_from_the_form_and_used_at_once(mine, actor):
    top = CompetenceFactory(name="Textile")
    wool = CompetenceFactory(name="Laine", parent=top)

    add(mine, actor, "mastery", proposed_name="Filage à la main", proposed_parent=wool.slug, level=3)

    spinning = Competence.objects.get(name="Filage à la main")
    assert (spinning.status, spinning.created_by, spinning.parent) == ("proposed", actor.created_by, wool)
    assert Mastery.objects.get().competence == spinning
    above = CompetenceClosure.objects.filter(descendant=spinning).order_by("depth")
    assert [link.ancestor for link in above] == [spinning, wool, top]


def test_a_proposal_that_the_list_already_names_is_chosen_instead(mine, actor):
    spinning = CompetenceFactory(name="Filage")

    add(mine, actor, "mastery", proposed_name="filage", level=3)

    assert Competence.objects.count() == 1
    assert Mastery.objects.get().competence == spinning


def test_what_others_proposed_cannot_be_chosen_yet(mine, actor):
    proposed = CompetenceFactory(status="proposed", created_by=UserFactory())

    response = add(mine, actor, "mastery", competence=proposed.slug, level=2)

    assert "competence" in response.context["form"].errors


def test_change_a_fact_and_refuse_to_overwrite_unseen(mine, actor):
    mastery = MasteryFactory(actor=actor, level=1)
    address = reverse("actors:mastery-update", args=[actor.slug, mastery.uid])
    version = mine.get(address).context["form"]["version"].value()
    typed = {"competence": mastery.competence.slug, "level": 3, "version": version}

    assert mine.post(address, typed).status_code == 302
    stale = mine.post(address, typed | {"level": 2})

    mastery.refresh_from_db()
    assert mastery.level == 3
    assert stale.context["form"].non_field_errors()


def test_remove_a_fact_after_confirmation(mine, actor):
    mastery = MasteryFactory(actor=actor, competence__name="Filage")
    address = reverse("actors:mastery-delete", args=[actor.slug, mastery.uid])

    assert "Filage" in mine.get(address).text
    assert mine.post(address).status_code == 302
    assert not Mastery.objects.exists()


def test_remove_a_registration_number(mine, actor):
    ActorIdentifier.objects.create(actor=actor, scheme="other", value="a/b c")

    address = reverse("actors:identifier-delete", args=[actor.slug, "other", "a/b c"])

    assert mine.get(address).status_code == 200
    assert mine.post(address).status_code == 302
    assert not ActorIdentifier.objects.exists()


def test_facts_of_another_actor_are_not_there(mine, actor):
    elsewhere = MasteryFactory()

    assert mine.get(reverse("actors:mastery-update", args=[actor.slug, elsewhere.uid])).status_code == 404


def test_every_page_of_facts_opens_for_who_may_and_not_for_others(client, actor):
    facts = {
        "mastery": MasteryFactory(actor=actor),
        "resource": ResourceFactory(actor=actor),
        "affiliation": AffiliationFactory(member=actor),
        "member": AffiliationFactory(organisation=actor, member=ActorFactory()),
        "contact": ContactPointFactory(actor=actor),
    }
    addresses = [
        reverse(f"actors:{name}-create", args=[actor.slug]) for name in (*facts, "occupation", "identifier")
    ]
    for name, fact in facts.items():
        addresses += [
            reverse(f"actors:{name}-{verb}", args=[actor.slug, fact.uid]) for verb in ("update", "delete")
        ]

    def statuses() -> set[int]:
        return {client.get(address).status_code for address in addresses}

    assert statuses() == {302}
    client.force_login(UserFactory())
    assert statuses() == {403}
    client.force_login(actor.created_by)
    assert statuses() == {200}


def test_a_period_is_typed_as_its_first_and_last_day(mine, actor):
    add(
        mine, actor, "mastery", competence=CompetenceFactory().slug, level=2,
        period_since="2010-01-01", period_until="2014-12-31",
    )  # fmt: skip

    period = Mastery.objects.get().period
    assert (period.lower, period.upper) == (date(2010, 1, 1), date(2015, 1, 1))


def test_a_website_with_a_password_is_refused_in_words_beside_the_field(client):
    actor = ActorFactory()
    client.force_login(actor.created_by)
    data = {"kind": "website", "value": "https://qui:secret@a.example", "visibility": "public"}

    response = client.post(reverse("actors:contact-create", args=[actor.slug]), data)

    assert "Retirez le nom et le mot de passe" in response.context["form"].errors["value"][0]
    assert "https://qui:secret@a.example" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "value"), [("website", "http://a@b.example"), ("email", "a@b.example?bcc=c@d.example")]
)
def test_what_was_kept_before_is_shown_without_a_link(client, kind, value):
    actor = ActorFactory()
    actor.contact_points.create(kind=kind, value=value, visibility="public")

    page = client.post(reverse("actors:contacts", args=[actor.slug])).content.decode()

    assert value in page
    assert f'href="{value}' not in page
    assert f"mailto:{value}" not in page
