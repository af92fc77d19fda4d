"""The picture of an actor: sent by its keepers, given to who sees the actor, gone with it."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from actors.actions import personal_data
from actors.models import Actor
from territoire import pictures
from territoire.enums import Visibility
from territoire.uploads import MOST_BYTES
from tests import pictures as files
from tests.factories.actors import ActorFactory, ActorFamilyFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def actor():
    seat = TerritoryFactory(code="commune-43234", name="Saugues")
    return ActorFactory(name="Ateliers", family=ActorFamilyFactory(), seat=seat)


@pytest.fixture
def change(client, actor, django_capture_on_commit_callbacks):
    """Send the form of the actor by who registered it, with something else changed."""
    client.force_login(actor.created_by)
    address = reverse("actors:update", args=[actor.slug])

    def send(**changed):
        form = client.get(address).context["form"]
        data = {
            "version": form["version"].value(),
            "kind": "organisation",
            "family": actor.family.code,
            "name": "Ateliers",
            "seat": actor.seat.code,
            "visibility": "public",
            **changed,
            "confirm_every": form["confirm_every"].value() if "confirm_every" in form.fields else "",
        }
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address, data)
        actor.refresh_from_db()
        return response

    return send


def stored() -> int:
    return len(default_storage.listdir("actors")[1]) if default_storage.exists("actors") else 0


def with_picture(**facts) -> Actor:
    kept = pictures.keep(pictures.drawn(files.sent(files.photo())), "actors")
    return ActorFactory(picture=kept, **facts)


def test_a_picture_is_sent_and_shown(change, client, actor):
    change(picture=files.sent(files.photo_with_place()))

    address = actor.get_picture_url()
    assert stored() == 2
    assert f'src="{address}"' in client.get(actor.get_absolute_url()).content.decode()
    assert client.get(address).content != client.get(f"{address}&petite=1").content
    assert (
        actor.picture.name.removesuffix(".webp")
        in actor.pgh_event_model.objects.latest("pgh_id").picture.name
    )


def test_a_picture_is_given_as_a_picture_and_nothing_else(client):
    response = client.get(with_picture().get_picture_url())

    assert response.content[8:12] == b"WEBP"
    assert {name: response[name] for name in WANTED} == WANTED


WANTED = {
    "Content-Type": "image/webp",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": 'inline; filename="image.webp"',
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
}


def test_another_picture_takes_the_place_of_the_first(change, actor):
    change(picture=files.sent(files.photo()))
    first = actor.picture.name

    change(picture=files.sent(files.photo(form="PNG")))

    assert actor.picture.name != first
    assert stored() == 2


def test_a_picture_is_removed(change, client, actor):
    change(picture=files.sent(files.photo()))
    address = actor.get_picture_url()

    change(**{"picture-clear": "on"})

    assert (actor.picture.name, stored()) == ("", 0)
    assert client.get(address).status_code == 404


def test_a_form_sent_without_a_picture_leaves_it(change, actor):
    change(picture=files.sent(files.photo()))
    kept = actor.picture.name

    change(name="Ateliers réunis")

    assert (actor.name, actor.picture.name, stored()) == ("Ateliers réunis", kept, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Un texte", "pas une image lisible"),
        (files.SVG, "pas une image lisible"),
        (files.bomb(), "trop grande"),
        (b"x" * (MOST_BYTES + 1_100_000), "pèse 6,1\u00a0Mo"),
    ],
    ids=["text", "svg", "bomb", "heavy"],
)
def test_what_is_no_picture_is_refused_in_words_and_the_rest_is_kept(change, client, actor, content, said):
    response = change(name="Nom tout juste tapé", picture=files.sent(content, "photo.jpg"))

    [error] = response.context["form"].errors["picture"]
    page = response.content.decode()
    assert said in error
    assert response.context["form"].later_is_open
    assert "Nom tout juste tapé" in page
    assert 'aria-describedby="id_picture_helptext id_picture_error"' in page
    assert (actor.name, stored()) == ("Ateliers", 0)


def test_when_something_else_is_wrong_one_is_told_to_choose_again(change, client):
    response = change(name="", picture=files.sent(files.photo()))

    assert "Choisissez l’image à nouveau" in response.context["form"].errors["picture"][0]
    assert stored() == 0


def test_a_picture_comes_with_a_new_actor(client, django_capture_on_commit_callbacks):
    client.force_login(UserFactory())
    data = {"kind": "organisation", "name": "Nouvelle", "family": ActorFamilyFactory().code}
    data |= {"seat": TerritoryFactory().code, "visibility": "public", "picture": files.sent(files.photo())}

    client.post(reverse("actors:create"), data)

    assert Actor.objects.get(name="Nouvelle").picture.name
    assert stored() == 2


def test_who_does_not_see_the_actor_does_not_see_its_picture(client):
    hidden = with_picture(visibility=Visibility.TEAM)
    address = hidden.get_picture_url()

    assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(hidden.created_by)
    assert client.get(address).status_code == 200


def test_who_may_not_change_the_actor_does_not_change_its_picture(client, actor):
    client.force_login(UserFactory())

    response = client.post(
        reverse("actors:update", args=[actor.slug]), {"picture": files.sent(files.photo())}
    )

    assert (response.status_code, stored()) == (403, 0)


def test_without_a_picture_there_is_nothing_to_see(client, actor):
    address = reverse("actors:picture", args=[actor.slug])

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405
    assert "t-image" not in client.get(actor.get_absolute_url()).content.decode()


def test_a_record_whose_file_is_lost_still_has_its_page(client):
    actor = ActorFactory(picture="actors/perdue.webp")

    assert client.get(actor.get_absolute_url()).status_code == 200
    assert client.get(actor.get_picture_url()).status_code == 404


def test_the_picture_goes_with_the_actor(client, django_capture_on_commit_callbacks):
    actor = with_picture()
    client.force_login(actor.created_by)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("actors:delete", args=[actor.slug]))

    assert stored() == 0


def test_the_picture_of_a_person_is_erased_with_them_from_history_too(django_capture_on_commit_callbacks):
    person = with_picture(kind="person", visibility=Visibility.TEAM, origin="Rencontre")

    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase_person(person, by=UserFactory(is_superuser=True))

    person.refresh_from_db()
    versions = person.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
    assert (person.picture.name, stored()) == ("", 0)
    assert {version.picture.name for version in versions} == {""}


def test_lists_show_it_in_small(client):
    actor = with_picture()

    page = client.get(reverse("actors:list")).content.decode()

    assert f'src="{actor.get_picture_url()}&amp;petite=1" alt=""' in page
