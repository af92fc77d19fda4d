import pytest
from django.urls import reverse

from actors.models import Partnership, PartnershipAxis
from tests.factories.actors import (
    ActorFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
    PartnershipKindFactory,
)
from tests.factories.territoire import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "7f0e7a1e-6c1b-4f3e-9b1e-0123456789ab"


@pytest.fixture
def purchase():
    return PartnershipKindFactory(
        code="purchase", name="Achat", forward_words="achète à", backward_words="vend à"
    )


@pytest.fixture
def cooperation():
    return PartnershipKindFactory(symmetric=True, forward_words="coopère avec")


@pytest.fixture
def pair():
    """Two actors; the second, registered by the account that tests use, comes after the first."""
    return ActorFactory(), ActorFactory()


def typed(partner, *axes, **more):
    data = {"partner": partner.slug, "visibility": "public", "axes-INITIAL_FORMS": 0} | more
    data["axes-TOTAL_FORMS"] = len(axes)
    for number, axis in enumerate(axes):
        data |= {f"axes-{number}-{name}": value for name, value in axis.items()}
    return data


def declare(client, actor, *arguments, **more):
    client.force_login(actor.created_by)
    address = reverse("actors:partnership-create", args=[actor.slug])
    return client.post(address, typed(*arguments, **more))


def test_declare_several_axes_from_either_side(client, pair, purchase, cooperation):
    first, second = pair
    buys = {"does": f"{purchase.pk}:forward", "amount": "1200", "period_since": "2010-01-01"}

    response = declare(client, second, first, buys, {"does": f"{cooperation.pk}:both"})

    partnership = Partnership.objects.get()
    assert response.url == second.get_absolute_url()
    assert (partnership.first, partnership.second, partnership.created_by) == (
        first,
        second,
        second.created_by,
    )
    assert sorted(partnership.axes.values_list("kind__code", "direction")) == [
        ("cooperation", "both"),
        ("purchase", "backward"),
    ]
    assert "Achète à" in client.get(second.get_absolute_url()).text
    assert "Vend à" in client.get(first.get_absolute_url()).text


def test_the_ways_are_said_from_the_side_of_the_actor(client, pair, purchase):
    second = pair[1]
    client.force_login(second.created_by)
    axis = PartnershipAxisFactory(
        partnership=PartnershipFactory(between=pair), kind=purchase, direction="backward"
    )

    page = client.get(reverse("actors:axis-update", args=[second.slug, axis.partnership.uid, axis.uid]))

    assert page.context["form"]["does"].value() == f"{purchase.pk}:forward"
    assert f'value="{purchase.pk}:forward" selected>achète à' in page.text


def test_what_was_chosen_is_what_is_registered_from_either_side(client, pair, purchase):
    for actor, partner in (pair, reversed(pair)):
        client.force_login(actor.created_by)
        page = client.get(reverse("actors:partnership-create", args=[actor.slug]))
        assert f'value="{purchase.pk}:forward">achète à' in page.text
        declare(client, actor, partner, {"does": f"{purchase.pk}:forward"})
        assert "Achète à" in client.get(actor.get_absolute_url()).text
        Partnership.objects.all().delete()


def test_sent_twice_it_is_registered_once(client, pair, purchase):
    axis = {"does": f"{purchase.pk}:forward"}

    answers = [declare(client, *pair, axis, submission=TOKEN) for _ in range(2)]

    assert {answer.url for answer in answers} == {pair[0].get_absolute_url()}
    assert PartnershipAxis.objects.count() == 1


def test_axes_are_added_to_the_partnership_that_is_there(client, pair, purchase, cooperation):
    there = PartnershipAxisFactory(partnership=PartnershipFactory(between=pair), kind=cooperation)

    declare(client, *pair, {"does": f"{purchase.pk}:forward"})

    assert Partnership.objects.get() == there.partnership
    assert there.partnership.axes.count() == 2


def test_an_axis_already_said_is_refused_beside_its_field(client, pair, cooperation):
    PartnershipAxisFactory(partnership=PartnershipFactory(between=pair), kind=cooperation)

    response = declare(client, *pair, {"does": f"{cooperation.pk}:both"})

    assert list(response.context["axes"].forms[0].errors) == ["does"]
    assert PartnershipAxis.objects.count() == 1


def test_the_same_axis_twice_at_once_is_refused(client, pair, cooperation):
    axis = {"does": f"{cooperation.pk}:both"}

    response = declare(client, *pair, axis, axis)

    assert [list(form.errors) for form in response.context["axes"].forms] == [[], ["does"]]
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    ("axis", "field"), [({}, "does"), ({"does": "9:z"}, "does"), ({"amount": "-3"}, "amount")]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, pair, purchase, axis, field):
    axis = (
        {"does": f"{purchase.pk}:forward", "description": "La laine"} | axis
        if axis
        else {"description": "La laine"}
    )

    response = declare(client, *pair, axis)

    assert list(response.context["axes"].forms[0].errors) == [field]
    assert "La laine" in response.text
    assert not Partnership.objects.exists()


def test_one_does_not_work_with_oneself_nor_with_whom_one_cannot_see(client, purchase):
    actor, hidden = ActorFactory(), ActorFactory(hidden=True)
    axis = {"does": f"{purchase.pk}:forward"}

    for partner in (actor, hidden):
        assert "partner" in declare(client, actor, partner, axis).context["form"].errors


def test_one_more_axis_keeps_what_was_typed(client, pair, purchase):
    response = declare(client, *pair, {"does": f"{purchase.pk}:forward", "description": "La laine"}, more="1")

    assert len(response.context["axes"].forms) == 2
    assert "La laine" in response.text
    assert not Partnership.objects.exists()


def test_a_broken_form_is_refused_not_a_500(client, pair):
    client.force_login(pair[0].created_by)
    address = reverse("actors:partnership-create", args=[pair[0].slug])

    for sent in ({}, {"axes-TOTAL_FORMS": "x", "more": "1"}, {"axes-TOTAL_FORMS": "999999"}):
        assert client.post(address, sent).status_code == 200


def test_what_only_a_team_sees_wants_a_team(client, pair, purchase):
    team = MembershipFactory(user=pair[0].created_by).team
    axis = {"does": f"{purchase.pk}:forward"}

    refused = declare(client, *pair, axis, visibility="team")
    declare(client, *pair, axis, visibility="team", team=team.pk)

    assert list(refused.context["form"].errors) == ["team"]
    assert Partnership.objects.get().team == team
    client.force_login(UserFactory())
    assert "Achète à" not in client.get(pair[0].get_absolute_url()).text


def test_change_and_remove(client, pair, purchase):
    axis = PartnershipAxisFactory(
        partnership=PartnershipFactory(between=pair), kind=purchase, direction="forward"
    )
    actor, partnership = pair[0], axis.partnership
    names = {
        "partnership-update": [actor.slug, partnership.uid],
        "axis-update": [actor.slug, partnership.uid, axis.uid],
        "axis-delete": [actor.slug, partnership.uid, axis.uid],
        "partnership-delete": [actor.slug, partnership.uid],
    }
    pages = {name: reverse(f"actors:{name}", args=arguments) for name, arguments in names.items()}
    client.force_login(UserFactory())
    assert {client.get(address).status_code for address in pages.values()} == {403}
    client.force_login(actor.created_by)
    assert {client.get(address).status_code for address in pages.values()} == {200}

    version = client.get(pages["axis-update"]).context["form"]["version"].value()
    sent = {"does": f"{purchase.pk}:backward", "version": version}
    client.post(pages["axis-update"], sent)
    stale = client.post(pages["axis-update"], sent)

    axis.refresh_from_db()
    assert axis.direction == "backward"
    assert stale.context["form"].non_field_errors()
    client.post(pages["axis-delete"])
    assert not PartnershipAxis.objects.exists()
    client.post(pages["partnership-delete"])
    assert not Partnership.objects.exists()
