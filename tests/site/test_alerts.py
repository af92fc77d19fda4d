"""Alerts that people choose, their one mail, the link that stops it; reminders of introductions; the daily pass."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from actors.models import Mastery
from projects.models import Alert, Digest, Introduction
from tests.factories.actors import ActorFactory, ClaimFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import IntroductionFactory, InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import MembershipFactory, TerritoryFactory, UserFactory
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _of_the_day():
    """Begin each test at its own moment: the run may go on after midnight."""
    global NOW
    NOW = timezone.now()


def run(now=None, *, apply=True):
    """Run the daily pass; return what it says, and the mails that left, of alerts and introductions alone."""
    mail.outbox.clear()
    said = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("apply_retention", apply=apply, now=now or NOW, stdout=said)
    return said.getvalue(), list(mail.outbox)


@pytest.fixture
def holder():
    return UserFactory(email="porteuse@exemple.example")


@pytest.fixture
def departement():
    return TerritoryFactory(kind="departement", within=[TerritoryFactory(kind="region")])


@pytest.fixture
def need(holder, departement):
    """Have a project of the holder that lacks spinning."""
    project = ProjectFactory(
        holder=holder, name="Laine d’ici", territory=TerritoryFactory(within=[departement])
    )
    return NeedFactory(project=project, competence__name="Filature")


def candidate(need, place, name="Filature du Pré", **traits):
    actor = ActorFactory(name=name, seat=TerritoryFactory(within=[place]), **traits)
    MasteryFactory(actor=actor, competence=need.competence, level=3)
    return actor


def choose(client, user, **typed):
    client.force_login(user)
    return client.post(reverse("site:alerts"), {"every": 1, **typed})


def test_only_what_is_new_is_told_and_nothing_when_nothing_is(client, holder, need, departement):
    choose(client, holder, projects=[need.project.slug])
    assert run()[1] == []  # nobody can meet it yet

    candidate(need, departement)
    [letter] = run()[1]
    assert letter.to == [holder.email]
    for words in ("Laine d’ici", "Filature du Pré", f"#besoin-{need.uid}", "Chaque jour".lower()):
        assert words in letter.body
    assert run()[1] == []
    assert run(NOW + 1 * DAY)[1] == []

    candidate(need, departement, "Écheveau d’Allier")
    [letter] = run(NOW + 2 * DAY)[1]
    assert "Écheveau d’Allier" in letter.body
    assert "Filature du Pré" not in letter.body


def test_what_was_told_of_a_closed_need_is_forgotten(holder, need, departement):
    alert = Alert.objects.create(user=holder, kind="can_be_met", project=need.project)
    Digest.objects.create(user=holder, every=7)
    alert.told = [[NeedFactory(project=need.project, closed_on=timezone.localdate(NOW) - DAY).pk, 1]]
    alert.save()
    near = candidate(need, departement)

    run()

    alert.refresh_from_db()
    assert alert.told == [[need.pk, near.pk]]


def test_the_rhythm_is_a_bound_and_one_mail_gathers_all(client, holder, need, departement):
    own = ActorFactory(name="Atelier de feutre", created_by=holder, seat=need.project.territory)
    sought = NeedFactory(
        project__territory=need.project.territory,
        project__name="Habiller la fête",
        competence=CompetenceFactory(),
    )
    MasteryFactory(actor=own, competence=sought.competence, level=3)
    candidate(need, departement)
    choose(client, holder, projects=[need.project.slug], actors=[own.slug], every=7)

    [letter] = run()[1]
    assert "Filature du Pré" in letter.body
    assert "Habiller la fête" in letter.body
    candidate(need, departement, "Écheveau")
    assert run(NOW + 6 * DAY)[1] == []
    assert len(run(NOW + 7 * DAY)[1]) == 1


def test_what_one_knows_is_sought_in_the_region_where_it_is_open_and_uncovered(client, departement):
    user, skill = UserFactory(), CompetenceFactory()
    deeper = CompetenceFactory(parent=skill)
    actor = ActorFactory(seat=TerritoryFactory(within=[departement]))
    ClaimFactory(actor=actor, user=user, accepted=True)
    MasteryFactory(actor=actor, competence=deeper, level=2)
    near = {"territory": TerritoryFactory(within=[departement])}

    def asking(name, level=2, **project):
        return NeedFactory(
            project=ProjectFactory(name=name, **{**near, **project}), competence=skill, minimum_level=level
        )

    asking("Cherche ici")
    asking("Trop pointu", level=3)
    asking("Trop loin", territory=TerritoryFactory())
    asking("Fermé", open_to_newcomers=False)
    asking("Caché", hidden=True)
    asking("Rangé", archived=True)
    covered = asking("Comblé")
    helper = ActorFactory()
    MasteryFactory(actor=helper, competence=skill, level=3)
    InvolvementFactory(project=covered.project, actor=helper)
    choose(client, user, actors=[actor.slug])

    [letter] = run()[1]

    names = ("Cherche ici", "Trop pointu", "Trop loin", "Fermé", "Caché", "Rangé", "Comblé")
    assert [name for name in names if name in letter.body] == ["Cherche ici"]


def test_rights_are_those_of_the_day_it_leaves(client, holder, need, departement):
    secret = candidate(need, departement, "Atelier secret", hidden=True)
    choose(client, holder, projects=[need.project.slug])
    assert run()[1] == []

    secret.team = need.project.team
    secret.save()
    need.project.team.memberships.update(role="contributor")
    assert run()[1] == []  # holds it no more

    need.project.team.memberships.update(role="holder")
    assert "Atelier secret" in run()[1][0].body


def test_who_is_far_is_left_to_the_page(client, holder, need):
    candidate(need, TerritoryFactory(kind="departement"))
    choose(client, holder, projects=[need.project.slug])

    assert run()[1] == []


def test_the_link_opens_a_page_and_its_button_stops_all(client, holder, need, departement):
    candidate(need, departement)
    choose(client, holder, projects=[need.project.slug])
    [letter] = run()[1]
    link = re.search(r"Arrêter ces courriels[^h]+http://[^/]+(\S+)", letter.body)[1]
    assert letter.extra_headers["List-Unsubscribe"] == f"<{settings.SITE_URL}{link}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    anybody = Client(enforce_csrf_checks=True)

    page = anybody.get(link)
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert holder.email not in page.text
    assert Digest.objects.get().stopped_at is None
    assert anybody.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert Digest.objects.get().stopped_at
    candidate(need, departement, "Écheveau")
    assert run(NOW + 40 * DAY)[1] == []
    assert Alert.objects.exists()  # the choices stay, and may be taken up again
    choose(client, holder, projects=[need.project.slug])
    assert len(run(NOW + 40 * DAY)[1]) == 1


@pytest.mark.parametrize("forge", [lambda t: t[:-1], lambda t: t.partition(".")[0], lambda t: "x"])
def test_a_forged_link_stops_nothing(client, holder, need, forge):
    choose(client, holder, projects=[need.project.slug])
    from projects.actions import digests

    forged = reverse("site:stop-digest", args=[forge(digests.token_of(Digest.objects.get()))])

    assert client.post(forged).status_code == 404
    assert Digest.objects.get().stopped_at is None


def test_one_chooses_among_what_one_holds_and_speaks_for(client, holder, need):
    others = ProjectFactory(), ActorFactory()

    answer = choose(client, holder, projects=[others[0].slug], actors=[others[1].slug])

    assert set(answer.context["form"].errors) == {"projects", "actors"}
    assert not Alert.objects.exists()
    assert choose(client, holder, projects=[need.project.slug]).status_code == 302
    assert choose(client, holder, every="").status_code == 302
    assert (Alert.objects.count(), Digest.objects.get().stopped_at is None) == (0, False)


def test_proposals_are_gathered_in_no_mail_that_never_leaves(client, holder, need):
    refused = choose(client, holder, every="", voices="digest")

    assert "Aucun courriel ne rassemble rien" in refused.context["form"].errors["voices"][0]
    assert choose(client, holder, every="", voices="at_once").status_code == 302


def test_the_dry_run_counts_and_sends_nothing(client, holder, need, departement):
    candidate(need, departement)
    choose(client, holder, projects=[need.project.slug])
    IntroductionFactory(project=need.project, need=need, in_charge=holder, due_on=timezone.localdate(NOW))

    said, letters = run(apply=False)

    assert letters == []
    assert "1 digests of alerts that have news" in said
    assert "1 people reminded" in said
    assert (Alert.objects.get().told, Introduction.objects.get().reminded_at) == ([], None)


# Reminders to who is in charge.


@pytest.fixture
def world():
    return a_project()


def due(world, **values):
    return IntroductionFactory(
        **{
            "project": world.project,
            "need": world.need,
            "in_charge": world.contributor,
            "due_on": timezone.localdate(NOW),
            **values,
        }
    )


def test_who_is_in_charge_is_reminded_when_it_is_due_and_not_within_three_days(world):
    due(world, actor__name="Filature du Pré", due_on=timezone.localdate(NOW) + DAY)
    due(world, actor__name="Écheveau", need=world.resource_need, due_on=timezone.localdate(NOW) + DAY)
    assert run()[1] == []

    [letter] = run(NOW + DAY)[1]
    assert letter.to == [world.contributor.email]
    assert "Filature du Pré" in letter.body
    assert "Écheveau" in letter.body
    Introduction.objects.update(reminded_at=NOW + DAY)
    assert [len(run(NOW + n * DAY)[1]) for n in (1, 2, 3)] == [0, 0, 0]
    assert len(run(NOW + 4 * DAY)[1]) == 1
    Introduction.objects.update(reminded_at=NOW)
    later = [one for one in run(NOW + 60 * DAY)[1] if world.contributor.email in one.to]
    assert later == []  # insisting helps nobody


@pytest.mark.parametrize(
    "values",
    [
        {"state": "declined", "closed_on": 0 * DAY, "declined_reason": "Non"},
        {"state": "engaged", "closed_on": 0 * DAY},
        {"state": "contacted", "contacted_on": -2 * DAY},
        {"in_charge": None},
        {"due_on": None},
    ],
    ids=["declined", "engaged", "contacted two days ago", "nobody in charge", "no day"],
)
def test_nobody_is_reminded_of_what_does_not_wait(world, values):
    today = timezone.localdate(NOW)
    due(world, **{name: today + one if isinstance(one, timedelta) else one for name, one in values.items()})

    assert run()[1] == []


def test_three_days_after_the_contact_it_is_due_again(world):
    due(world, state="contacted", contacted_on=timezone.localdate(NOW) - 3 * DAY)

    assert len(run()[1]) == 1


def test_who_may_follow_no_more_or_does_not_see_the_candidate_is_not_reminded(world):
    due(world, actor=ActorFactory(hidden=True))
    due(world, need=world.resource_need, in_charge=world.stranger)
    other = MembershipFactory(team=world.project.team, role="reader").user
    due(world, need=None, in_charge=other)

    assert run()[1] == []
    assert not Mastery.objects.exists()
