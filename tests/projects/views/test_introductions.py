"""From a gap to somebody aboard: opened, followed, closed, taken back; seen by nobody else."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors.actions import merges
from actors.models import Actor
from projects.analysis.cards import gaps_by_need
from projects.enums import IntroductionState, NeedState
from projects.models import Introduction, Involvement
from tests.factories.actors import ActorFactory, AffiliationFactory, ClaimFactory, MasteryFactory
from tests.factories.projects import IntroductionFactory, InvolvementFactory
from tests.factories.territoire import FacilitationFactory, UserFactory
from tests.projects.worlds import a_project
from tests.test_races import at_once, sender

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _of_the_day():
    """Begin each test at its own moment: the run may go on after midnight."""
    global TODAY
    TODAY = timezone.localdate()


DAY = timedelta(days=1)


@pytest.fixture
def world():
    """Have a project that lacks spinning, and a mill that knows how."""
    world = a_project()
    world.mill = ActorFactory(name="Filature du Pré", seat=world.project.territory)
    MasteryFactory(actor=world.mill, competence=world.need.competence, level=3)
    return world


@pytest.fixture
def introduction(world):
    """Have it to be contacted."""
    return IntroductionFactory(
        project=world.project, need=world.need, actor=world.mill, in_charge=world.contributor
    )


def page(name, world, introduction=None):
    return reverse(
        f"projects:{name}", args=[world.project.slug, *([introduction.uid] if introduction else [])]
    )


def open_it(client, world, **typed):
    data = {"need": world.need.uid, "actor": world.mill.slug, "in_charge": world.contributor.pk, **typed}
    return client.post(page("introduction-open", world), data)


def step(client, name, introduction, **data):
    """Take a step with the version that is in the database now."""
    introduction.refresh_from_db()
    version = introduction.updated_at.isoformat()
    address = reverse(f"projects:introduction-{name}", args=[introduction.project.slug, introduction.uid])
    answer = client.post(address, {"version": version, **data})
    introduction.refresh_from_db()
    return answer


def state_of(need):
    return gaps_by_need({need.project_id: [need]}, TODAY)[need.pk].state


def test_a_facilitator_follows_it_until_the_gap_closes_and_takes_it_back(client, world):
    client.force_login(world.facilitator)
    spinner = ActorFactory(consenting=True, name="Odile Fuseau")
    AffiliationFactory(member=spinner, organisation=world.mill)
    assert state_of(world.need) == NeedState.MISSING

    opened = client.get(
        f"{page('introduction-open', world)}?besoin={world.need.uid}&acteur={world.mill.slug}"
    )
    assert "Filature du Pré" in opened.text
    assert open_it(client, world).status_code == 302
    one = Introduction.objects.get()
    assert (one.state, one.created_by) == (IntroductionState.TO_CONTACT, world.facilitator)
    assert "Filature du Pré" in client.get(page("introductions", world)).text

    step(client, "move", one, state="contacted")
    step(client, "move", one, state="agreed")
    assert (one.state, one.contacted_on) == (IntroductionState.AGREED, TODAY)
    answer = step(client, "engage", one, degree=3, day=TODAY, persons=[spinner.pk])

    assert answer.status_code == 302
    involvement = Involvement.objects.get(actor=world.mill)
    assert (involvement.degree_id, involvement.created_by) == (3, world.facilitator)
    assert list(involvement.engaged.all()) == [spinner]
    assert (one.state, one.closed_on, one.involvement) == (IntroductionState.ENGAGED, TODAY, involvement)
    assert state_of(world.need) == NeedState.COVERED

    step(client, "back", one)
    assert (one.state, one.closed_on, one.involvement) == (IntroductionState.AGREED, None, None)
    assert not Involvement.objects.filter(actor=world.mill).exists()
    assert state_of(world.need) == NeedState.MISSING


def test_who_followed_from_afar_comes_nearer_and_goes_back(client, world, introduction):
    known = InvolvementFactory(project=world.project, actor=world.mill, degree=1)
    client.force_login(world.holder)

    step(client, "engage", introduction, degree=4, day=TODAY)
    known.refresh_from_db()
    assert (known.degree_id, introduction.involvement) == (4, known)
    step(client, "back", introduction)

    known.refresh_from_db()
    assert known.degree_id == 1


def test_what_was_changed_since_is_not_taken_back(client, world, introduction):
    client.force_login(world.holder)
    step(client, "engage", introduction, degree=3, day=TODAY)
    involvement = introduction.involvement
    involvement.brings = "Des écheveaux"
    involvement.save()

    answer = step(client, "back", introduction)

    assert introduction.state == IntroductionState.ENGAGED
    assert Involvement.objects.filter(pk=involvement.pk).exists()
    assert "a été modifiée depuis" in client.get(answer.url).text


def test_a_refusal_has_a_reason_and_is_folded(client, world, introduction):
    client.force_login(world.contributor)

    refused = step(client, "decline", introduction, reason="  ")
    assert refused.status_code == 200
    assert introduction.state == IntroductionState.TO_CONTACT
    step(client, "decline", introduction, reason="Trop loin")
    assert (introduction.state, introduction.closed_on) == (IntroductionState.DECLINED, TODAY)
    shown = client.get(page("introductions", world)).text
    assert "Trop loin" in shown
    assert "1 mise en relation passée" in shown

    assert open_it(client, world).status_code == 302  # one may ask again, later
    step(client, "back", introduction)
    assert introduction.state == IntroductionState.DECLINED  # another is under way


def test_one_at_a_time_is_open_for_a_need_and_a_candidate(client, world, introduction):
    client.force_login(world.holder)

    answer = open_it(client, world)

    assert answer.status_code == 200
    assert "déjà en cours" in answer.text
    assert Introduction.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"state": "engaged"}, {"state": "declined"}, {"state": "x"}, {}])
def test_a_button_goes_where_there_is_a_way_only(client, world, introduction, wrong):
    client.force_login(world.holder)

    assert step(client, "move", introduction, **wrong).status_code == 302

    assert introduction.state == IntroductionState.TO_CONTACT


def test_a_step_never_leads_out_of_the_site(client, world, introduction):
    client.force_login(world.holder)
    for place in ("https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example"):
        answer = step(client, "move", introduction, state="contacted", next=place)
        assert answer.url == page("introductions", world)


def test_in_charge_is_somebody_who_may_follow_and_sees_the_candidate(client, world):
    client.force_login(world.facilitator)
    stranger = open_it(client, world, in_charge=world.stranger.pk)
    assert "in_charge" in stranger.context["form"].errors
    world.mill = ActorFactory(hidden=True, seat=world.project.territory)

    blind = open_it(client, world)

    assert "in_charge" in blind.context["form"].errors
    assert not Introduction.objects.exists()


def test_nobody_else_reads_it(client, world, introduction):
    introduction.note = "Appeler le matin"
    introduction.save()
    for somebody in (None, world.reader, world.stranger, UserFactory()):
        if somebody:
            client.force_login(somebody)
        for name, one in (
            ("introductions", None),
            ("introduction", introduction),
            ("proposal", introduction),
        ):
            answer = client.get(page(name, world, one))
            assert answer.status_code in (302, 403, 404)
            assert "Appeler" not in answer.text
        for place in ("projects:detail", "projects:gaps", "project-gaps"):
            told = client.get(reverse(place, args=[world.project.slug])).text
            assert "Appeler" not in told
            assert "introduction" not in told.replace("introductions", "").lower() or place == "project-gaps"


def test_a_hidden_candidate_is_on_the_board_of_who_sees_it_alone(client, world):
    secret = ActorFactory(hidden=True, name="Secrète", seat=world.project.territory)
    one = IntroductionFactory(project=world.project, need=world.need, actor=secret)
    masked = IntroductionFactory(project=world.project, need=world.need, actor=world.mill, via=secret)

    client.force_login(world.facilitator)
    assert "Secrète" in client.get(page("introductions", world)).text
    client.force_login(world.contributor)

    assert "Secrète" not in client.get(page("introductions", world)).text
    assert "Secrète" not in client.get(page("introduction", world, masked)).text
    assert client.get(page("introduction", world, one)).status_code == 404
    # Nor is the introducer forgotten by who cannot see it.
    step(client, "move", masked, state="contacted")
    shown = client.get(page("introduction", world, masked)).context["form"]
    client.post(page("introduction", world, masked), {"version": shown["version"].value(), "note": "Vu"})
    masked.refresh_from_db()
    assert (masked.note, masked.via) == ("Vu", secret)


def test_the_filters_are_in_the_address(client, world, introduction):
    late = IntroductionFactory(project=world.project, need=world.resource_need, due_on=TODAY - DAY)
    client.force_login(world.contributor)

    def shown(query):
        columns = client.get(f"{page('introductions', world)}?{query}").context["board"].columns
        return [card.introduction for column in columns for card in column.cards]

    assert shown("") == [late, introduction]
    assert shown("suivi=moi") == [introduction]
    assert shown("suivi=personne") == shown("retard=1") == [late]
    assert shown("etat=agreed") == shown("suivi=autres") == []
    assert shown("suivi=x&etat=x") == [late, introduction]


def test_the_board_of_a_territory_is_for_who_facilitates_it(client, world, introduction):
    place = reverse("site:territory-introductions", args=[world.project.territory.code])
    elsewhere = FacilitationFactory().user

    answers = {}
    for role in ("facilitator", "admin", "holder", "stranger"):
        client.force_login(getattr(world, role))
        answers[role] = client.get(place)
    client.force_login(elsewhere)

    assert "Filature du Pré" in answers["facilitator"].text
    assert world.project.name in answers["facilitator"].text
    assert [one.status_code for one in answers.values()] == [200, 200, 403, 403]
    assert client.get(place).status_code == 403


def test_what_is_due_is_in_the_space_of_who_is_in_charge(client, world, introduction):
    client.force_login(world.contributor)
    assert "Filature du Pré" not in client.get(reverse("site:my-space")).text
    Introduction.objects.update(due_on=TODAY)

    assert "Filature du Pré" in client.get(reverse("site:my-space")).text
    client.force_login(world.holder)
    assert "Filature du Pré" not in client.get(reverse("site:my-space")).text


def test_a_candidate_with_an_account_is_written_to_once_reminded_once_and_answers(
    client, world, introduction, django_capture_on_commit_callbacks
):
    voice = ClaimFactory(actor=world.mill, accepted=True, user__email="voix@exemple.example").user
    ClaimFactory(actor=world.mill)
    client.force_login(world.contributor)
    other = Client()
    other.force_login(voice)
    proposal = page("proposal", world, introduction)
    assert other.get(proposal).status_code == 404
    assert mail.outbox == []

    with django_capture_on_commit_callbacks(execute=True):
        step(client, "write", introduction, words="Venez voir nos toisons.")
        step(client, "write", introduction, words="Encore")
        step(client, "remind", introduction)
    [letter] = mail.outbox
    assert (letter.to, letter.reply_to) == ([voice.email], [world.contributor.email])
    assert "Venez voir nos toisons." in letter.body
    assert proposal in letter.body
    assert introduction.state == IntroductionState.CONTACTED

    Introduction.objects.update(told_at=timezone.now() - 3 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        step(client, "remind", introduction)
        step(client, "remind", introduction)
    assert len(mail.outbox) == 2

    assert world.project.name in other.get(reverse("site:my-space")).text
    assert "Appeler" not in other.get(proposal).text
    other.post(proposal, {"answer": "no", "words": "Pas le temps"})
    introduction.refresh_from_db()
    assert (introduction.state, introduction.declined_reason) == (IntroductionState.DECLINED, "Pas le temps")
    other.post(proposal, {"answer": "yes"})
    introduction.refresh_from_db()
    assert introduction.state == IntroductionState.DECLINED


def test_a_yes_is_for_who_is_in_charge_to_go_on(client, world, introduction):
    introduction = IntroductionFactory(
        project=world.project,
        actor=world.mill,
        need=None,
        written_to=True,
        in_charge=world.holder,
        note="Foire",
    )
    client.force_login(ClaimFactory(actor=world.mill, accepted=True).user)

    client.post(page("proposal", world, introduction), {"answer": "yes", "words": "Le mardi matin"})

    introduction.refresh_from_db()
    assert introduction.state == IntroductionState.AGREED
    assert introduction.note == "Foire\nLe mardi matin"
    client.force_login(world.holder)
    assert "Filature du Pré" in client.get(reverse("site:my-space")).text


def test_nobody_without_an_account_or_who_does_not_see_the_project_is_written_to(
    client, introduction, world, django_capture_on_commit_callbacks
):
    client.force_login(world.holder)
    with django_capture_on_commit_callbacks(execute=True):
        assert step(client, "write", introduction, words="Bonjour").status_code == 200
        ClaimFactory(actor=world.mill, accepted=True)
        world.project.visibility = "team"
        world.project.save()
        step(client, "write", introduction, words="Bonjour")

    assert mail.outbox == []
    assert introduction.told_at is None


def test_a_name_adds_no_line_to_the_mail(client, world, introduction, django_capture_on_commit_callbacks):
    ClaimFactory(actor=world.mill, accepted=True)
    world.project.name = "Laine\r\nBcc: tous@exemple.example"
    world.project.save()
    client.force_login(world.holder)

    with django_capture_on_commit_callbacks(execute=True):
        step(client, "write", introduction, words="Bonjour")

    [letter] = mail.outbox
    assert "\n" not in letter.subject
    assert len(letter.recipients()) == 1


def test_removing_the_need_keeps_what_was_done(client, world, introduction):
    client.force_login(world.holder)
    other = IntroductionFactory(project=world.project, need=world.resource_need, actor=world.mill)

    world.need.delete()
    world.pledge.delete()
    world.resource_need.delete()

    assert client.get(page("introductions", world)).status_code == 200
    assert client.get(page("introduction", world, other)).status_code == 200


def test_merging_two_actors_keeps_one_open_introduction(world, introduction):
    twin = ActorFactory(seat=world.project.territory)
    IntroductionFactory(
        project=world.project, need=world.need, actor=twin, state=IntroductionState.AGREED, via=world.mill
    )

    merges.merge(world.mill, twin, by=world.admin)

    [kept] = Introduction.objects.all()
    assert (kept.actor, kept.state, kept.via) == (world.mill, IntroductionState.AGREED, None)
    assert Actor.objects.get(pk=twin.pk).merged_into == world.mill


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_one():
    world = a_project()
    mill = ActorFactory(seat=world.project.territory)
    data = {"need": world.need.uid, "actor": mill.slug}
    people = [world.holder, world.contributor]

    answers = at_once(*[sender(one, page("introduction-open", world), data) for one in people])

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Introduction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_the_second_is_told():
    world = a_project()
    one = IntroductionFactory(project=world.project, need=world.need)
    version = re.search(r'name="version" value="([^"]+)"', _read(world.holder, page("introductions", world)))[
        1
    ]
    steps = [
        sender(
            world.holder, page("introduction-move", world, one), {"version": version, "state": "contacted"}
        ),
        sender(
            world.contributor, page("introduction-decline", world, one), {"version": version, "reason": "Non"}
        ),
    ]

    answers = at_once(*steps)

    one.refresh_from_db()
    moved = one.state == IntroductionState.CONTACTED
    assert moved or one.state == IntroductionState.DECLINED
    if moved:
        assert answers[1].status_code == 200
        assert "entre-temps" in answers[1].content.decode()
    else:
        assert "entre-temps" in " ".join(str(said) for said in get_messages(answers[0].wsgi_request))


def _read(user, address):
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()
