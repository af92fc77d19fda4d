"""What is stale is said to everyone; one gesture of its keepers answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=430)
SAID = "non confirmé depuis 14"


def confirm(record):
    space = "actors" if hasattr(record, "family") else "projects"
    return reverse(f"{space}:confirm", args=[record.slug])


@pytest.fixture(params=["actor", "project"])
def record(request):
    """Have a stale record of each app, kept by `record.keeper`."""
    keeper = UserFactory()
    made = (
        ActorFactory(created_by=keeper, confirmed_at=LONG_AGO)
        if request.param == "actor"
        else ProjectFactory(contributor=keeper, confirmed_at=LONG_AGO)
    )
    made.keeper = keeper
    return made


def test_what_is_stale_is_said_on_its_page_and_in_lists(client, record):
    page = client.get(record.get_absolute_url()).content.decode()
    listed = client.get("/acteurs/" if hasattr(record, "family") else "/projets/").content.decode()

    assert SAID in page.replace("\xa0", " ")
    assert SAID in listed.replace("\xa0", " ")


def test_a_keeper_confirms_in_one_gesture(client, record):
    client.force_login(record.keeper)
    before = type(record).objects.get(pk=record.pk).updated_at

    answer = client.post(confirm(record), follow=True)

    record = type(record).objects.get(pk=record.pk)
    assert not record.stale
    assert record.updated_at == before, "who edits it meanwhile is not disturbed"
    assert SAID not in answer.content.decode().replace("\xa0", " ")


def test_htmx_gets_the_line_that_takes_the_place_of_the_question(client, record):
    client.force_login(record.keeper)

    answer = client.post(confirm(record), headers={"HX-Request": "true"})

    assert 'role="status"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_others_may_not(client, record):
    assert client.post(confirm(record)).status_code == 302  # to sign in
    client.force_login(UserFactory())

    assert client.post(confirm(record)).status_code == 403
    assert client.get(confirm(record)).status_code == 405
    assert type(record).objects.get(pk=record.pk).stale


def test_what_one_may_not_see_is_not_there(client):
    hidden = [ActorFactory(hidden=True), ProjectFactory(hidden=True)]
    client.force_login(UserFactory())

    assert [client.post(confirm(one)).status_code for one in hidden] == [404, 404]


def test_who_facilitates_the_place_may_confirm(client, record):
    place = record.seat if hasattr(record, "seat") else record.territory
    client.force_login(FacilitationFactory(territory=place).user)

    assert client.post(confirm(record)).status_code == 302


def test_who_speaks_for_an_actor_keeps_it(client):
    claim = ClaimFactory(accepted=True, actor__confirmed_at=LONG_AGO)
    client.force_login(claim.user)

    assert client.post(confirm(claim.actor)).status_code == 302


def test_saving_its_form_confirms(client, record):
    if not hasattr(record, "family"):
        record.team.memberships.update(role="holder")
    client.force_login(record.keeper)
    page = client.get(record.get_absolute_url() + "modifier/")
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}

    answer = client.post(record.get_absolute_url() + "modifier/", sent | {"confirm_every": "6"})

    record = type(record).objects.get(pk=record.pk)
    assert answer.status_code == 302
    assert (record.stale, record.confirm_every) == (False, 6)


@pytest.mark.parametrize("sent", ["", "7", "x"])
def test_a_rhythm_that_does_not_exist_changes_nothing(client, record, sent):
    if not hasattr(record, "family"):
        record.team.memberships.update(role="holder")
    client.force_login(record.keeper)
    form = client.get(record.get_absolute_url() + "modifier/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}

    answer = client.post(record.get_absolute_url() + "modifier/", data | {"confirm_every": sent})

    assert answer.status_code == (302 if sent == "" else 200)
    assert type(record).objects.get(pk=record.pk).confirm_every == 12


def test_lists_and_api_keep_what_is_to_be_confirmed(client, record):
    fresh = ActorFactory() if hasattr(record, "family") else ProjectFactory()
    pages = "/acteurs/" if hasattr(record, "family") else "/projets/"
    api = f"/api/v1/{'actors' if hasattr(record, 'family') else 'projects'}/"
    client.force_login(record.keeper)

    page = client.get(pages, {"fraicheur": "a-confirmer"}).content.decode()
    answer = client.get(api, {"fraicheur": "a-confirmer"}).json()

    assert record.name in page
    assert fresh.name not in page
    assert [(one["slug"], one["stale"]) for one in answer["results"]] == [(record.slug, True)]
    assert answer["results"][0]["confirmed_at"]


def test_my_space_asks_what_i_keep(client, record):
    other = ActorFactory(confirmed_at=LONG_AGO, name="Zqx autre")
    client.force_login(record.keeper)

    page = client.get("/mon-espace/").content.decode()

    assert "Toujours exact" in page
    assert confirm(record) in page
    assert other.name not in page


def test_several_are_confirmed_at_once_after_reading_them(client, record):
    other = ActorFactory(confirmed_at=LONG_AGO)
    client.force_login(record.keeper)
    address = reverse("site:still-true")
    assert record.name in client.get(address).content.decode()
    chosen = {"fiche": [str(record.uid), str(other.uid), "x"]}

    asked = client.post(address, chosen)
    still = type(record).objects.get(pk=record.pk).stale
    done = client.post(address, chosen | {"confirm": "1"})

    assert record.name in asked.content.decode()
    assert other.name not in asked.content.decode()
    assert still
    assert done.status_code == 302
    assert not type(record).objects.get(pk=record.pk).stale
    assert type(other).objects.get(pk=other.pk).stale, "not mine"


def test_nothing_chosen_is_said(client, record):
    client.force_login(record.keeper)

    page = client.post(reverse("site:still-true"), follow=True).content.decode()

    assert "Rien n’est coché" in page
