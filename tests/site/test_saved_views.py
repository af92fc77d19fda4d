"""Views kept under a name: pages of this site only, one's own only, a hundred at most."""

import pytest
from django.urls import reverse

from territoire.models import SavedView
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import SavedViewFactory, UserFactory
from tests.test_races import at_once, sender

pytestmark = pytest.mark.django_db
KEEP = "/mon-espace/vues/garder/"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_a_list_with_its_filters_is_kept_named_anew_and_let_go(client, user):
    address = "/acteurs/?famille=asso&q=laine%26lin&page=3"
    assert "Garder cette vue" in client.get("/acteurs/?famille=asso").text

    answer = client.post(KEEP, {"name": "La laine", "address": address})
    [view] = SavedView.objects.all()
    assert answer.url == view.address == "/acteurs/?famille=asso&q=laine%26lin"
    assert client.get(view.address).status_code == 200
    for page in ("site:my-space", "site:saved-views"):
        assert "La laine" in client.get(reverse(page)).text

    client.post(reverse("site:rename-view", args=[view.pk]), {"name": "La laine et le lin"})
    view.refresh_from_db()
    assert view.name == "La laine et le lin"
    client.post(reverse("site:rename-view", args=[view.pk]), {"name": "  "})
    view.refresh_from_db()
    assert view.name == "La laine et le lin"
    client.post(reverse("site:remove-view", args=[view.pk]))
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://ailleurs.example/acteurs/",
        "//ailleurs.example/acteurs/",
        "/\\ailleurs.example/",
        "\\\\ailleurs.example/",
        "javascript:alert(1)",
        "acteurs/",
        "/acteurs/../admin/",
        "/admin/",
        "/deconnexion/",
        "/mon-espace/effacer/",
        "/rien/de/tel/",
        "/acteurs/\r\nLocation: https://ailleurs.example/",
        "/acteurs/?q=" + "x" * 2000,
        "",
        "http://[",
    ],
)
def test_only_pages_of_ours_are_kept_and_nothing_leads_out(client, user, address):
    answer = client.post(KEEP, {"name": "Vue", "address": address})

    assert (answer.status_code, answer.url) == (302, reverse("site:saved-views"))
    assert not SavedView.objects.exists()


def test_the_pages_on_the_gaps_of_a_project_are_kept(client, user):
    project = ProjectFactory(holder=user)
    for name in ("map", "gaps", "circle-to-invite", "introductions"):
        address = reverse(f"projects:{name}", args=[project.slug])
        assert "Garder cette vue" in client.get(address).text
        client.post(KEEP, {"name": name, "address": f"{address}?le=2026-01-01"})

    assert SavedView.objects.count() == 4
    client.post(KEEP, {"name": "x", "address": reverse("projects:update", args=[project.slug])})
    assert SavedView.objects.count() == 4


def test_a_visitor_is_offered_nothing(client):
    assert "Garder cette vue" not in client.get("/acteurs/").text


def test_a_name_is_used_once_and_by_each_for_themselves(client, user):
    SavedViewFactory(name="La laine")
    for _twice in range(2):
        client.post(KEEP, {"name": "La laine", "address": "/acteurs/"})

    assert SavedView.objects.filter(user=user).count() == 1
    assert "sous ce nom" in client.get("/acteurs/").text


def test_another_s_view_is_not_there(client, user):
    view = SavedViewFactory()

    for name in ("site:rename-view", "site:remove-view"):
        assert client.post(reverse(name, args=[view.pk]), {"name": "À moi"}).status_code == 404
    assert view.name not in client.get(reverse("site:saved-views")).text


@pytest.mark.django_db(transaction=True)
def test_there_are_a_hundred_at_most_also_at_once():
    user = UserFactory()
    SavedViewFactory.create_batch(99, user=user)

    at_once(*[sender(user, KEEP, {"name": f"Encore {n}", "address": "/acteurs/"}) for n in range(2)])

    assert SavedView.objects.filter(user=user).count() == 100
