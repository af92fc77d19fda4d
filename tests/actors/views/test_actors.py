from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    ActorOccupationFactory,
    AffiliationFactory,
    CompetenceFactory,
    MasteryFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
    PartnershipKindFactory,
    ResourceFactory,
)
from tests.factories.territoire import FacilitationFactory, MembershipFactory, TerritoryFactory, UserFactory

CREATE = reverse("actors:create")
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def typed():
    """What one types to register an organisation."""
    return {
        "kind": "organisation",
        "name": "Ateliers de la Bruyère",
        "family": ActorFamilyFactory().code,
        "seat": TerritoryFactory(code="commune-43234", name="Saugues").code,
        "visibility": "public",
    }


# The page


def test_the_page_tells_what_the_actor_knows_gives_and_with_whom(client):
    actor, partner = ActorFactory(name="Ardelaine", description="Laine d'ici"), ActorFactory(name="Le Mat")
    wool = CompetenceFactory(name="Textile")
    MasteryFactory(
        actor=actor, competence=CompetenceFactory(name="Cardage", parent=wool), conditions="L'hiver"
    )
    ResourceFactory(actor=actor, quantity=30000)
    ActorOccupationFactory(actor=actor, occupation__name="Éleveuse")
    kind = PartnershipKindFactory(name="Achat", forward_words="achète à", backward_words="vend à")
    PartnershipAxisFactory(
        partnership=PartnershipFactory(between=(actor, partner)), kind=kind, direction="forward", amount=1200
    )

    text = client.get(actor.get_absolute_url()).text

    for said in ("Textile", "Cardage", "L&#x27;hiver", "30 000 €", "Éleveuse", "Achète à", "1 200 €"):
        assert said in text.replace("\xa0", " ")
    assert "Vend à" in client.get(partner.get_absolute_url()).text


def test_the_page_is_asked_for_a_day(client):
    mastery = MasteryFactory(competence__name="Tissage", period=since(date(2010, 1, 1), date(2015, 1, 1)))
    address = mastery.actor.get_absolute_url()

    assert "Tissage" in client.get(address + "?le=2012-01-01").text
    assert "Tissage" not in client.get(address + "?le=2020-01-01").text


def test_who_sees_a_person(client):
    place, member = TerritoryFactory(), MembershipFactory(role="reader")
    person = ActorFactory(person=True, team=member.team, seat=place)
    accounts = {
        "stranger": UserFactory(),
        "team": member.user,
        "author": person.created_by,
        "facilitator": FacilitationFactory(territory=place).user,
        "admin": UserFactory(admin=True),
    }
    seen = {"anonymous": client.get(person.get_absolute_url()).status_code}
    for name, account in accounts.items():
        client.force_login(account)
        seen[name] = client.get(person.get_absolute_url()).status_code

    assert seen == {
        "anonymous": 404, "stranger": 404, "team": 200, "author": 200, "facilitator": 200, "admin": 200
    }  # fmt: skip


def test_hidden_persons_never_reach_who_may_not_see_them(client, user):
    actor = ActorFactory()
    AffiliationFactory(organisation=actor, member__name="Jeanne Secrète")
    PartnershipAxisFactory(
        partnership=PartnershipFactory(between=(actor, ActorFactory(name="Groupe secret", hidden=True)))
    )

    outside = client.get(actor.get_absolute_url()).text
    client.force_login(user)
    inside = client.get(actor.get_absolute_url()).text

    assert "Jeanne" not in outside + inside
    assert "Groupe secret" not in outside + inside
    assert "Relié à" not in outside


def test_buttons_are_for_who_may(client, user):
    actor = ActorFactory()
    update = reverse("actors:update", args=[actor.slug])
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, ActorFactory()), created_by=None))
    assert "/partenariats/" not in client.get(actor.get_absolute_url()).text
    shown = {}
    for name, account in {"stranger": user, "author": actor.created_by}.items():
        client.force_login(account)
        shown[name] = update in client.get(actor.get_absolute_url()).text

    assert shown == {"stranger": False, "author": True}


def test_the_number_of_queries_of_a_page_does_not_grow(client):
    def filled(count: int) -> Actor:
        actor = ActorFactory()
        MasteryFactory.create_batch(count, actor=actor)
        ResourceFactory.create_batch(count, actor=actor)
        ActorOccupationFactory.create_batch(count, actor=actor)
        for _ in range(count):
            AffiliationFactory(organisation=actor, member=ActorFactory())
            PartnershipAxisFactory(partnership=PartnershipFactory(between=(actor, ActorFactory())))
        return actor

    def queries(actor: Actor) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(actor.get_absolute_url())
        return len(captured)

    assert queries(filled(1)) == queries(filled(30)) <= 20


# Registering


def test_registering_needs_an_account(client):
    response = client.get(CREATE)

    assert response.status_code == 302
    assert response.url.startswith("/connexion/")


def test_name_family_and_commune_are_enough(client, user, typed):
    client.force_login(user)

    response = client.post(CREATE, typed)

    actor = Actor.objects.get()
    assert (actor.name, actor.slug, actor.created_by) == (
        "Ateliers de la Bruyère",
        "ateliers-de-la-bruyere",
        user,
    )
    assert response.url == "/acteurs/ateliers-de-la-bruyere/"


def test_the_same_form_sent_twice_registers_once(client, user, typed):
    client.force_login(user)
    token = str(client.get(CREATE).context["form"]["submission"].value())

    answers = [client.post(CREATE, typed | {"submission": token}) for _ in range(2)]

    assert Actor.objects.count() == 1
    assert {answer.url for answer in answers} == {"/acteurs/ateliers-de-la-bruyere/"}


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(client, user, typed):
    client.force_login(user)

    response = client.post(
        CREATE, typed | {"name": " ", "seat": "commune-00000", "acronym": "ADB", "family": ""}
    )

    errors = {name: list(found) for name, found in response.context["form"].errors.items()}
    assert errors == {
        "name": ["Donnez un nom, même provisoire."],
        "seat": ["Choisissez un lieu dans la liste."],
        "family": ["Choisissez la famille la plus proche."],
    }
    assert 'value="ADB"' in response.text
    assert not Actor.objects.exists()


def test_a_name_that_is_too_long_is_refused_with_its_length(client, user, typed):
    client.force_login(user)

    response = client.post(CREATE, typed | {"name": "a" * 201})

    assert response.context["form"].errors["name"] == ["Raccourcissez le nom à 200 caractères (il en a 201)."]


def test_a_person_is_hidden_at_an_unguessable_address_and_its_origin_is_asked(client, user, typed):
    client.force_login(user)
    person = typed | {"kind": "person", "name": "Jeanne", "visibility": "public"}

    refused = client.post(CREATE, person)
    client.post(CREATE, person | {"origin": "Une rencontre au marché"})

    actor = Actor.objects.get()
    assert "origin" in refused.context["form"].errors
    assert actor.visibility == "team"
    assert len(actor.slug) > len("jeanne-") + 10


def test_only_one_s_own_teams_are_offered(client, user, typed):
    other = MembershipFactory().team
    mine = MembershipFactory(user=user).team
    client.force_login(user)

    refused = client.post(CREATE, typed | {"visibility": "team", "team": other.pk})
    client.post(CREATE, typed | {"visibility": "team", "team": mine.pk})

    assert "team" in refused.context["form"].errors
    assert Actor.objects.get().team == mine


def test_likely_duplicates_are_shown_with_their_reasons_but_never_hidden_ones(client, user, typed):
    seat = TerritoryFactory(name="Saugues")
    ActorFactory(name="Ateliers de la Bruyère", seat=seat)
    ActorFactory(name="Atelier de la Bruyère", hidden=True)
    ActorFactory(name="Mairie")
    client.force_login(user)

    text = client.get(reverse("actors:duplicates"), {"name": "atelier de la bruyere", "seat": seat.code}).text

    assert "Ateliers de la Bruyère" in text
    assert "Nom presque identique, même commune." in text.replace("\xa0", " ")
    assert text.count("<li") == 1
    assert "Ateliers de la Bruyère" in client.get(CREATE + "?nom=Atelier+de+la+bruyere").text


def test_a_likely_duplicate_can_be_chosen_where_a_form_takes_one(client, user):
    mine, other, archived = (
        ActorFactory(name="Le Fournil", created_by=user),
        ActorFactory(name="Le Fournil"),
        ActorFactory(name="Le Fournil", archived_at=timezone.now()),
    )
    client.force_login(user)
    asked = {"prefixe": "new_", "choisir": "actor", "new_name": "Le Fournil"}

    def chosen(**more):
        text = client.get(reverse("actors:duplicates"), asked | more).text
        assert text.count("<li") == 3
        return {one for one in (mine, other, archived) if f'data-choose="{one.slug}"' in text}

    assert chosen() == {mine, other}
    assert chosen(parmi="own") == {mine}


# Changing


def test_changing_is_for_who_may(client, user):
    actor = ActorFactory()
    address = reverse("actors:update", args=[actor.slug])
    client.force_login(user)

    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403


def test_the_form_starts_from_what_is_known(client):
    actor = ActorFactory(seat=TerritoryFactory(), family=ActorFamilyFactory())
    client.force_login(actor.created_by)
    address = reverse("actors:update", args=[actor.slug])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    assert (sent["seat"], sent["family"]) == (actor.seat.code, actor.family.code)
    assert client.post(address, sent | {"name": "Autre"}).status_code == 302
    after = Actor.objects.get()
    assert (after.name, after.seat, after.family) == ("Autre", actor.seat, actor.family)


def test_a_stale_change_shows_what_changed_and_keeps_what_was_typed(client, typed):
    actor = ActorFactory(name="Avant", family=ActorFamilyFactory())
    address = reverse("actors:update", args=[actor.slug])
    client.force_login(actor.created_by)
    version = client.get(address).context["form"]["version"].value()
    Actor.objects.get().save()
    changed = Actor.objects.get()
    changed.name = "Pendant"
    changed.save()

    stale = client.post(address, typed | {"name": "Après", "version": version})

    assert Actor.objects.get().name == "Pendant"
    assert "“" not in stale.context["form"].non_field_errors()[0]
    assert "Pendant" in stale.context["form"].non_field_errors()[0]
    assert 'value="Après"' in stale.text

    again = stale.context["form"]["version"].value()
    client.post(address, typed | {"name": "Après", "version": again})
    assert Actor.objects.get().name == "Après"


def test_what_becomes_hidden_gets_an_unguessable_address(client, typed):
    actor = ActorFactory(slug="ateliers", name="Ateliers")
    client.force_login(actor.created_by)
    address = reverse("actors:update", args=["ateliers"])
    version = client.get(address).context["form"]["version"].value()

    response = client.post(address, typed | {"visibility": "members", "version": version})

    actor.refresh_from_db()
    assert actor.slug.startswith("ateliers-de-la-bruyere-")
    assert response.url == actor.get_absolute_url()


def test_archiving_and_restoring(client, user):
    actor = ActorFactory()
    archive, restore = (reverse(f"actors:{verb}", args=[actor.slug]) for verb in ("archive", "restore"))
    client.force_login(user)
    assert client.post(archive).status_code == 403
    client.force_login(actor.created_by)
    assert client.get(archive).status_code == 405

    client.post(archive)
    assert not Actor.objects.listed().exists()
    client.post(restore)
    assert Actor.objects.listed().exists()


def test_deleting_is_confirmed_and_for_its_author(client):
    member = MembershipFactory()
    actor = ActorFactory(team=member.team)
    MasteryFactory(actor=actor)
    address = reverse("actors:delete", args=[actor.slug])
    client.force_login(member.user)
    assert client.post(address).status_code == 403
    client.force_login(actor.created_by)

    asked = client.get(address)
    assert "compétences (1)" in asked.text
    assert client.post(address).status_code == 302
    assert not Actor.objects.exists()


def test_an_unknown_actor_is_a_404_everywhere(client, user):
    client.force_login(user)
    hidden = ActorFactory(hidden=True, confirmed_at=timezone.now())

    for name in ("detail", "update", "delete", "mastery-create", "partnership-create"):
        for slug in ("inconnu", hidden.slug):
            assert client.get(reverse(f"actors:{name}", args=[slug])).status_code == 404


def test_a_long_description_is_laid_out_and_cleaned(client):
    actor = ActorFactory(description="# Nous\n\n- laine\n<script>x</script>")

    page = client.get(actor.get_absolute_url()).content.decode()

    assert "<h3>Nous</h3>\n<ul>\n<li>laine<br>\n&lt;script&gt;x&lt;/script&gt;</li>" in page


def test_a_form_says_how_to_lay_out_long_texts(client, user):
    client.force_login(user)

    assert client.get(reverse("actors:create")).content.decode().count("**gras**") == 1
