"""Contact details come out on request, to whom they are for, and never otherwise; who asked is written."""

import pytest
from django.test import override_settings
from django.urls import reverse

from actors.models import ContactAccess, ContactPoint
from tests.factories.actors import ActorFactory, AffiliationFactory, ContactAccessFactory, ContactPointFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db

BY_WHOM = {
    "public": "tous@exemple.example",
    "members": "comptes@exemple.example",
    "team": "equipe@ex.example",
}


@pytest.fixture
def actor():
    actor = ActorFactory()
    for visibility, value in BY_WHOM.items():
        ContactPointFactory(actor=actor, value=value, visibility=visibility)
    return actor


def ask(client, actor, **headers):
    return client.post(reverse("actors:contacts", args=[actor.slug]), headers=headers)


def readers(actor):
    return {"visitor": None, "member": UserFactory(), "author": actor.created_by}


@pytest.mark.parametrize(("reader", "count"), [("visitor", 1), ("member", 2), ("author", 3)])
def test_the_page_tells_how_many_and_never_what(client, actor, reader, count):
    if user := readers(actor)[reader]:
        client.force_login(user)

    response = client.get(actor.get_absolute_url())

    assert f"{count} coordonnée" in response.text
    assert f"{count + 1} coordonnée" not in response.text
    assert "exemple.example" not in response.text
    assert not ContactAccess.objects.exists()


@pytest.mark.parametrize(("reader", "count"), [("visitor", 1), ("member", 2), ("author", 3)])
def test_the_button_shows_what_is_for_the_reader_and_it_is_written(client, actor, reader, count):
    user = readers(actor)[reader]
    if user:
        client.force_login(user)

    response = ask(client, actor)

    assert [value in response.text for value in BY_WHOM.values()] == [n < count for n in range(3)]
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "no-store" in response.headers["Cache-Control"]
    access = ContactAccess.objects.get()
    assert (access.actor, access.user, access.way, access.count) == (actor, user, "shown", count)


def test_htmx_gets_the_part_alone(client, actor):
    part = ask(client, actor, hx_request="true").text

    assert "tous@exemple.example" in part
    assert "<html" not in part


def test_no_address_gives_them(client, actor):
    assert client.get(reverse("actors:contacts", args=[actor.slug])).status_code == 405
    assert not ContactAccess.objects.exists()


def test_a_form_of_another_site_gets_nothing(actor):
    from django.test import Client

    assert ask(Client(enforce_csrf_checks=True), actor).status_code == 403
    assert not ContactAccess.objects.exists()


def test_nothing_is_there_for_who_may_not_see_the_actor(client):
    hidden = ContactPointFactory(actor__hidden=True, visibility="public").actor

    assert ask(client, hidden).status_code == 404
    assert not ContactAccess.objects.exists()


def test_nothing_is_written_of_nothing(client):
    assert "Aucune coordonnée" in ask(client, ActorFactory()).text
    assert not ContactAccess.objects.exists()


@override_settings(TERRITOIRE_THROTTLING=True)
def test_who_collects_them_is_stopped(client, actor):
    statuses = [ask(client, actor).status_code for _ in range(12)]

    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_those_of_a_person_are_not_on_the_page_of_the_organisation(client):
    organisation, person = ActorFactory(), ActorFactory(consenting=True)
    AffiliationFactory(member=person, organisation=organisation)
    ContactPointFactory(actor=person, value="zenobie@exemple.example", visibility="public")

    assert "coordonnée" not in client.get(organisation.get_absolute_url()).text
    assert "zenobie" not in ask(client, organisation).text


def test_change_one_without_seeing_it(client, actor):
    point = actor.contact_points.get(visibility="public")
    address = reverse("actors:contact-update", args=[actor.slug, point.uid])
    client.force_login(actor.created_by)

    page = client.get(address)
    version = page.context["form"]["version"].value()
    client.post(address, {"kind": "email", "value": "", "visibility": "members", "version": version})

    point.refresh_from_db()
    assert "tous@" not in page.text
    assert (point.value, point.visibility) == ("tous@exemple.example", "members")
    new = {"kind": "email", "value": "neuf@exemple.example", "visibility": "members"}
    client.post(address, new | {"version": point.updated_at.isoformat()})
    point.refresh_from_db()
    assert point.value == "neuf@exemple.example"


def test_what_is_kept_is_checked_against_its_new_kind(client, actor):
    point = actor.contact_points.get(visibility="public")
    ContactPoint.objects.filter(pk=point.pk).update(value="04 71 00 00 00", kind="phone")
    address = reverse("actors:contact-update", args=[actor.slug, point.uid])
    client.force_login(actor.created_by)

    response = client.post(address, {"kind": "email", "value": "", "visibility": "public"})

    assert "value" in response.context["form"].errors
    assert "04 71" not in response.text


def test_a_conflict_does_not_tell_the_value(client, actor):
    point = actor.contact_points.get(visibility="public")
    address = reverse("actors:contact-update", args=[actor.slug, point.uid])
    client.force_login(actor.created_by)
    version = point.updated_at.isoformat()
    point.value = "entretemps@exemple.example"
    point.save()

    response = client.post(
        address, {"kind": "email", "value": "", "visibility": "public", "version": version}
    )

    assert response.context["form"].non_field_errors()
    assert "entretemps" not in response.text
    assert "tous@" not in response.text
    assert "(non montré)" in response.text


def test_removing_one_does_not_tell_it(client, actor):
    point = actor.contact_points.get(visibility="public")
    client.force_login(actor.created_by)

    page = client.get(reverse("actors:contact-delete", args=[actor.slug, point.uid])).text

    assert "tous@" not in page


def test_the_administration_does_not_tell_them(client, actor):
    point = actor.contact_points.get(visibility="public")
    point.value = "autre@exemple.example"
    point.save()
    client.force_login(UserFactory(admin=True))
    read = [
        reverse("admin:actors_actor_change", args=[actor.pk]),
        reverse("admin:actors_actor_history", args=[actor.pk]),
        reverse("admin:actors_actor_delete", args=[actor.pk]),
        reverse("admin:actors_contactpoint_changelist") + "?q=tous",
        reverse("admin:actors_contactpoint_change", args=[point.pk]),
        reverse("admin:actors_contactpoint_history", args=[point.pk]),
        reverse("admin:actors_contactpoint_delete", args=[point.pk]),
    ]

    pages = [client.get(one).text for one in read]

    assert [one for one, page in zip(read, pages, strict=True) if "exemple.example" in page] == []
    assert "(non montré)" in pages[1]


def test_the_administration_replaces_one_or_keeps_it(client, actor):
    point = actor.contact_points.get(visibility="public")
    client.force_login(UserFactory(admin=True))
    address = reverse("admin:actors_contactpoint_change", args=[point.pk])

    def save(value):
        client.post(address, {"actor": actor.pk, "kind": "email", "value": value, "visibility": "public"})
        point.refresh_from_db()
        return point.value

    assert save("") == "tous@exemple.example"
    assert save("neuf@exemple.example") == "neuf@exemple.example"


def test_admins_find_who_looked(client):
    one = ContactAccessFactory(actor__name="Coopérative Bruyère", user__name="Zénobie")
    ContactAccessFactory()
    client.force_login(UserFactory(admin=True))
    address = reverse("admin:actors_contactaccess_changelist")

    for words in ("cooperative", "Coopérative", "Zénobie", one.user.email):
        found = client.get(address, {"q": words}).context["cl"].queryset
        assert list(found) == [one], words
    assert client.get(reverse("admin:actors_contactaccess_change", args=[one.pk])).status_code == 200


def test_programs_get_none(client, actor):
    client.force_login(actor.created_by)

    for address in (f"/api/v1/actors/{actor.slug}/", "/api/v1/actors/", "/api/v1/schema/"):
        assert "exemple.example" not in client.get(address).text


def test_search_engines_are_told_to_stay_out(client):
    assert "Disallow: /acteurs/*/coordonnees/" in client.get("/robots.txt").text
