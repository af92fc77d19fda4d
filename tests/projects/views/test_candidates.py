"""Candidates kept, left out and compared by hand, over HTTP."""

import pytest
from django.urls import reverse

from projects.enums import Choice
from projects.models import CandidateChoice
from tests.factories.actors import ActorFactory, MasteryFactory
from tests.factories.projects import (
    CandidateChoiceFactory,
    InvolvementFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def need(user):
    return NeedFactory(project=ProjectFactory(contributor=user), competence__name="Filature")


def who_spins(need, *names: str):
    return [
        MasteryFactory(actor=ActorFactory(name=name, slug=name), competence=need.competence).actor
        for name in names
    ]


def address(name: str, need, *more, query: str = "") -> str:
    return reverse(f"projects:{name}", args=[need.project.slug, *more]) + query


def report(client, need, query: str = ""):
    [found] = client.get(address("gaps", need, query=query)).context["report"].needs
    return found


def names(found) -> list[str]:
    return [one.actor.name for one in found.pinned_first]


def invited(client, need) -> list[str]:
    found = client.get(address("circle-to-invite", need)).context["found"]
    return [one.actor.name for one in found.invitees]


def leave_out(client, need, slug: str, **answers):
    query = f"?besoin={need.uid}&acteur={slug}&proximite=10&liens=20"
    return client.post(address("leave-out-candidate", need, query=query), answers)


def test_who_is_left_out_is_folded_and_never_invited_until_taken_back(client, need, user):
    who_spins(need, "abeille", "bourdon")

    answer = leave_out(client, need, "abeille", reason="Déjà très prise", scope="besoin")

    assert answer.url == f"{address('gaps', need)}?proximite=10&liens=20#besoin-{need.uid}"
    found, [choice] = report(client, need), CandidateChoice.objects.all()
    assert (names(found), found.total, found.excluded) == (["bourdon"], 1, (choice,))
    assert invited(client, need) == ["bourdon"]
    page = client.get(address("gaps", need)).content.decode()
    assert "Déjà très prise" in page
    assert str(user) in page

    client.post(address("forget-choice", need, choice.uid))

    assert names(report(client, need)) == ["abeille", "bourdon"]


def test_left_out_for_the_whole_project_counts_for_each_need(client, need):
    who_spins(need, "abeille")

    leave_out(client, need, "abeille", reason="", scope="projet")

    assert CandidateChoice.objects.get().need is None
    assert names(report(client, need)) == invited(client, need) == []


def test_who_is_kept_comes_first_however_far_and_is_invited(client, need):
    who_spins(need, *(f"a{number:02}" for number in range(22)), "zoe")

    client.post(address("keep-candidate", need), {"besoin": need.uid, "acteur": "zoe"})

    found = report(client, need)
    assert names(found)[0] == "zoe"
    assert len(found.candidates) == 21
    assert invited(client, need) == ["zoe"]
    assert "zoe" not in client.get(f"{address('circle-to-invite', need)}?sans=zoe").context["rows"]


def test_choices_are_for_who_looks_for_people_alone(client, need):
    who_spins(need, "abeille", "bourdon")
    project = need.project
    choice = CandidateChoiceFactory(need=need, actor__slug="x", actor__name="Xylophone", reason="Fâchés")
    CandidateChoiceFactory(need=need, actor=who_spins(need, "cigale")[0], reason="Fâchés")
    readers = [None, UserFactory(), ProjectFactory(contributor=UserFactory()).team.memberships.get().user]
    readers.append(FacilitationFactory().user)

    for reader in readers:
        client.logout() if reader is None else client.force_login(reader)
        page = client.get(address("gaps", need))
        assert "Fâchés" not in page.content.decode()
        assert names(page.context["report"].needs[0]) == ["abeille", "bourdon", "cigale"]
        if reader:
            assert client.post(address("forget-choice", need, choice.uid)).status_code == 403
            assert leave_out(client, need, "abeille", reason="x", scope="besoin").status_code == 403

    client.force_login(FacilitationFactory(territory=project.territory).user)
    assert "Fâchés" in client.get(address("gaps", need)).content.decode()


def test_the_unseen_can_be_neither_kept_nor_left_out_nor_compared(client, need):
    ActorFactory(slug="cachee", hidden=True)
    elsewhere = NeedFactory()

    assert client.post(address("keep-candidate", need), {"acteur": "cachee"}).status_code == 404
    assert leave_out(client, need, "cachee", reason="", scope="projet").status_code == 404
    for uid in (elsewhere.uid, "x"):
        assert client.get(address("compare-candidates", need, query=f"?besoin={uid}")).status_code == 404
    compared = client.get(address("compare-candidates", need, query=f"?besoin={need.uid}&acteur=cachee"))
    assert compared.context["found"].others == ()
    assert not CandidateChoice.objects.exists()


def test_a_reason_too_long_is_said_beside_the_field_and_kept(client, need):
    who_spins(need, "abeille")

    page = leave_out(client, need, "abeille", reason="a" * 301, scope="besoin")

    assert page.status_code == 200
    assert "a" * 301 in page.content.decode()
    assert page.context["form"].errors.keys() == {"reason"}


def test_choosing_again_replaces_what_was_chosen(client, need):
    who_spins(need, "abeille")
    leave_out(client, need, "abeille", reason="Trop loin", scope="besoin")

    client.post(address("keep-candidate", need), {"besoin": need.uid, "acteur": "abeille"})

    assert CandidateChoice.objects.get().choice == Choice.PINNED


def test_two_to_four_are_compared_best_first(client, need):
    near, *_others = who_spins(need, "abeille", "bourdon", "cigale", "drone", "elan")
    near.seat = need.project.territory
    near.save()
    working = InvolvementFactory(project=need.project, actor__slug="occupe").actor
    slugs = ["cigale", "abeille", working.slug, "drone", "elan"]
    query = f"?besoin={need.uid}&" + "&".join(f"acteur={slug}" for slug in slugs)

    page = client.get(address("compare-candidates", need, query=query))

    found = page.context["found"]
    assert [one.candidate.actor.slug for one in found.compared] == ["abeille", "cigale", "drone"]
    assert found.others == (working,)
    assert page.context["too_many"]
    assert found.best["proximity"] == 1


def test_one_may_suppose_that_a_candidate_comes(client, need):
    who_spins(need, "abeille")
    supposed = address("what-if", need, query="?ajoute=abeille")

    page = client.get(address("gaps", need)).content.decode()

    assert supposed in page
    assert [one.actor.slug for one in client.get(supposed).context["supposed"].arrivals] == ["abeille"]


def test_who_is_aboard_from_afar_is_to_be_involved_more(client, need):
    involvement = InvolvementFactory(project=need.project, actor=who_spins(need, "abeille")[0], degree=2)

    page = client.get(address("gaps", need)).content.decode()

    assert "À impliquer davantage" in page
    assert address("involvement-update", need, involvement.uid) in page


def test_weights_of_the_address_change_the_order_and_stay_in_it(client, need):
    near, teacher = who_spins(need, "proche", "experte")
    near.seat = need.project.territory
    near.save()
    teacher.masteries.update(level=3)

    assert names(report(client, need)) == ["proche", "experte"]
    query = "?proximite=0&liens=0&niveau=100&complementarite=0"
    assert names(report(client, need, query)) == ["experte", "proche"]
    assert query in client.get(address("gaps", need, query=query)).content.decode().replace("&amp;", "&")
    assert "ne se lisent pas" in client.get(address("gaps", need, query="?liens=x")).content.decode()


def test_the_page_of_a_need_tells_all_that_are_told(client, need):
    who_spins(need, *(f"a{number:02}" for number in range(9)))

    short = client.get(address("gaps", need)).content.decode()
    whole = client.get(address("gap-of-need", need, need.uid)).content.decode()

    assert ("a02" in short, "a03" in short, "a08" in whole) == (True, False, True)
    assert client.get(address("gap-of-need", NeedFactory(), need.uid)).status_code == 404


def test_another_circle_as_small_is_given_until_there_is_none(client, need):
    who_spins(need, "abeille", "bourdon")

    found = [
        client.get(address("circle-to-invite", need, query=f"?autre={n}")).context["found"] for n in (0, 1, 2)
    ]

    assert [[one.actor.slug for one in one.invitees] for one in found] == [
        ["abeille"],
        ["bourdon"],
        ["bourdon"],
    ]
    assert [one.last for one in found] == [False, False, True]


def test_what_nobody_can_meet_says_whom_to_train(client, need):
    need.minimum_level = 3
    need.save()
    [learner] = who_spins(need, "abeille")
    InvolvementFactory(project=need.project, actor=learner)
    who_spins(need, "bourdon")

    [beyond] = client.get(address("circle-to-invite", need)).context["found"].beyond

    assert [(one.actor.slug, one.level, one.aboard) for one in beyond.learners] == [
        ("abeille", 2, True),
        ("bourdon", 2, False),
    ]
