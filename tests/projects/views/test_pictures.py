"""The picture of a project."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from projects.actions import projects
from territoire import pictures
from territoire.enums import Visibility
from tests import pictures as files
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world():
    world = a_project()
    world.project.picture = pictures.keep(pictures.drawn(files.sent(files.photo())), "projects")
    world.project.save()
    return world


def stored() -> int:
    return len(default_storage.listdir("projects")[1])


def test_it_is_shown_on_the_page_and_on_cards(client, world):
    client.force_login(world.holder)
    address = world.project.get_picture_url()

    assert f'class="t-image" src="{address}"' in client.get(world.project.get_absolute_url()).content.decode()
    assert f'src="{address}&amp;petite=1"' in client.get(reverse("projects:list")).content.decode()
    assert client.get(address)["Content-Type"] == "image/webp"


def test_it_is_changed_from_the_form(client, world, django_capture_on_commit_callbacks):
    client.force_login(world.holder)
    address = reverse("projects:update", args=[world.project.slug])
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name not in ("picture", "themes")}
    data |= {"themes": [], "shared_values": [], "picture": files.sent(files.photo(form="PNG"))}
    before = world.project.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, data)

    world.project.refresh_from_db()
    assert response.status_code == 302
    assert world.project.picture.name not in ("", before)
    assert stored() == 2


def test_who_does_not_see_the_project_does_not_see_its_picture(client, world):
    world.project.visibility = Visibility.TEAM
    world.project.save()

    assert client.get(world.project.get_picture_url()).status_code == 404
    client.force_login(world.holder)
    assert client.get(world.project.get_picture_url()).status_code == 200


def test_it_goes_with_the_project(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        projects.delete(world.project, by=world.holder)

    assert stored() == 0
