"""Proposals: made by who is aboard, talked over, decided as the project chose, applied, undone."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.actions import proposals
from projects.models import Digest, Milestone, Need, Proposal
from tests.factories.actors import ActorFactory, ClaimFactory, CompetenceFactory
from tests.factories.projects import (
    InvolvementFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
    ProposalFactory,
)
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return UserFactory()


@pytest.fixture
def project(holder):
    return ProjectFactory(holder=holder, name="La laine", objective="Filer la laine du pays.")


def aboard(project, degree=3, **actor):
    """Return an account that speaks for an actor of the circle."""
    one = ActorFactory(**actor)
    InvolvementFactory(project=project, actor=one, degree=degree)
    return ClaimFactory(actor=one, accepted=True).user


def to(name, project, *more):
    return reverse(f"projects:{name}", args=[project.slug, *more])


def propose(client, project, what, **values):
    """Send the form of a proposal; return what it made, or the page."""
    response = client.post(
        f"{to('change-propose', project)}?quoi={what}", {"reason": "Pour y voir clair.", **values}
    )
    return Proposal.objects.latest("pk") if response.status_code == 302 else response


def test_a_newcomer_proposes_the_holder_adopts_the_story_tells_and_it_is_undone(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    newcomer, stranger = aboard(project, name="La Filature"), UserFactory()
    client.force_login(newcomer)
    proposal = propose(client, project, "objective", objective="Filer et tisser la laine du pays.")
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "<ins> et tisser</ins>" in page or "<ins>et tisser </ins>" in page
    assert client.post(to("change-adopt", project, proposal.uid)).status_code == 403

    client.force_login(stranger)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert "evolutions/" + str(proposal.uid) not in client.get(to("changes", project)).content.decode()
    assert client.get(to("change-propose", project)).status_code == 403

    client.force_login(holder)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(to("change-adopt", project, proposal.uid))
    project.refresh_from_db()
    assert project.objective == "Filer et tisser la laine du pays."
    assert [mail.to for mail in mailoutbox] == [[newcomer.email]]
    client.logout()
    story = client.get(to("story", project)).content.decode()
    assert "Changer l’objectif" in story
    assert "La Filature" in story
    assert client.get(proposal.get_absolute_url()).status_code == 200

    client.force_login(holder)
    client.post(to("change-undo", project, proposal.uid))
    project.refresh_from_db()
    assert project.objective == "Filer la laine du pays."
    assert "Une décision est défaite" in client.get(to("story", project)).content.decode()


def test_what_moved_since_is_not_written_over(client, project, holder):
    client.force_login(holder)
    step = MilestoneFactory(project=project, name="Tonte")
    renamed = propose(
        client, project, f"step_change&etape={step.uid}", name="Grande tonte", precision="day", state="ahead"
    )
    named = propose(client, project, "name", name="La laine du pays")
    project.name, step.description = "Laines", "Au printemps."
    project.save(), step.save()

    client.post(to("change-adopt", project, named.uid))
    client.post(to("change-adopt", project, renamed.uid))

    named.refresh_from_db(), step.refresh_from_db(), renamed.refresh_from_db(), project.refresh_from_db()
    assert (named.state, project.name) == ("stale", "Laines")
    assert "nom" in named.decision
    # What the proposal does not change may move.
    assert (renamed.state, step.name, step.description) == ("adopted", "Grande tonte", "Au printemps.")
    step.name = "Tonte de mai"
    step.save()
    page = client.post(to("change-undo", project, renamed.uid), follow=True).content.decode()
    assert "Cela a changé autrement depuis" in page
    step.refresh_from_db()
    assert step.name == "Tonte de mai"


def test_steps_and_needs_are_added_closed_and_taken_away_again(client, project, holder):
    client.force_login(holder)
    competence, need = CompetenceFactory(), NeedFactory(project=project)
    step = propose(
        client, project, "step_add", name="Marché", day="2027-05-01", precision="month", state="ahead"
    )
    asked = propose(
        client, project, "need_add&genre=competence",
        competence=competence.slug, minimum_level="2", quantity="1", importance="2",
    )  # fmt: skip
    closed = propose(client, project, f"need_close&besoin={need.uid}")
    for one in (step, asked, closed):
        client.post(to("change-adopt", project, one.uid))

    assert Milestone.objects.get(project=project).name == "Marché"
    assert Need.objects.get(project=project, competence=competence).minimum_level == 2
    need.refresh_from_db()
    assert need.closed_on == timezone.localdate()
    again = propose(
        client, project, "need_add&genre=competence",
        competence=competence.slug, minimum_level="1", quantity="1", importance="1",
    )  # fmt: skip
    client.post(to("change-adopt", project, again.uid))
    again.refresh_from_db()
    assert again.state == "stale"
    for one in (step, asked, closed):
        client.post(to("change-undo", project, one.uid))
    need.refresh_from_db()
    assert (Milestone.objects.count(), Need.objects.filter(project=project).count(), need.closed_on) == (
        0,
        1,
        None,
    )


def test_under_consent_an_objection_needs_a_reason_and_holds_until_the_day(client, project):
    project.decision_rule = "consent"
    project.save()
    one, other, follower = (
        aboard(project),
        aboard(project, person=True, name="Zoé Cachée"),
        aboard(project, degree=1),
    )
    client.force_login(one)
    day = timezone.localdate() + timedelta(days=3)
    proposal = propose(client, project, "name", name="Laines", decide_on=day.isoformat())
    free = propose(client, project, "objective", objective="Tisser.", decide_on=day.isoformat())
    client.force_login(follower)
    assert (
        client.post(to("change-voice", project, proposal.uid), {"voice-opinion": "against"}).status_code
        == 403
    )
    client.force_login(other)
    actor = other.claims.get().actor
    said = {"voice-actor": actor.slug, "voice-opinion": "against"}
    assert client.post(to("change-voice", project, proposal.uid), said).status_code == 200
    assert not proposal.voices.exists()
    client.post(to("change-voice", project, proposal.uid), {**said, "voice-reason": "Le nom est connu."})
    client.force_login(one)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Le nom est connu." in page
    assert "Zoé Cachée" not in page
    assert "Quelqu’un du cercle" in page

    for each in proposals.to_settle(day):
        proposals.settle(each, day)
    assert Proposal.objects.open().count() == 2, "the day itself is included"
    after = day + timedelta(days=1)
    for each in (*proposals.to_settle(after), proposal):
        proposals.settle(each, after)

    proposal.refresh_from_db(), free.refresh_from_db(), project.refresh_from_db()
    assert (proposal.state, free.state) == ("refused", "adopted")
    assert (project.name, project.objective) == ("La laine", "Tisser.")


def test_a_majority_counts_one_voice_for_each_actor_of_the_circle(project):
    today = timezone.localdate()
    proposal = ProposalFactory(project=project, rule="majority", decide_on=today, after={"name": "Laines"})
    speakers = [aboard(project) for _ in range(3)]
    actors = [one.claims.get().actor for one in speakers]
    for actor, user, opinion in zip(actors, speakers, ("for", "against", "against"), strict=True):
        proposals.say(proposal, actor, opinion=opinion, reason="", day=today, by=user)
    proposals.say(proposal, actors[1], opinion="for", reason="", day=today, by=speakers[1])
    with pytest.raises(proposals.ValidationError):
        proposals.say(proposal, ActorFactory(), opinion="for", reason="", day=today, by=speakers[0])
    # Who left has no voice any more.
    gone = actors[0].involvements.get()
    gone.period = (None, today - timedelta(days=1))
    gone.save()

    proposals.settle(proposal, today + timedelta(days=1))

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == ("refused", "1 pour, 1 contre.")


def test_a_comment_is_taken_away_by_its_author_or_the_holder_alone(client, project, holder):
    author, other = aboard(project), aboard(project)
    proposal = ProposalFactory(project=project)
    client.force_login(author)
    client.post(to("change-comment", project, proposal.uid), {"comment-text": "<b>Oui</b>"})
    comment = proposal.comments.get()
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Oui&lt;/b&gt;" in page
    assert author.claims.get().actor.name in page
    client.force_login(other)
    away = to("change-comment-remove", project, proposal.uid, comment.uid)
    assert client.post(away).status_code == 403
    client.force_login(holder)
    client.post(away)
    assert not proposal.comments.exists()


def test_who_has_a_voice_is_told_at_once_or_with_the_digest_as_they_choose(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    project.decision_rule = "consent"
    project.save()
    proposer, told, gathers, silent = (aboard(project) for _ in range(4))
    follower = aboard(project, degree=2)
    Digest.objects.create(user=gathers, voices="digest", every=1)
    Digest.objects.create(user=silent, voices="never")
    client.force_login(proposer)
    day = timezone.localdate() + timedelta(days=9)

    with django_capture_on_commit_callbacks(execute=True):
        proposal = propose(client, project, "name", name="La laine du pays", decide_on=day.isoformat())

    [letter] = mailoutbox
    assert letter.to == [told.email] != [follower.email]
    assert proposal.get_absolute_url() in letter.body
    stop = re.search(r"<https?://[^/]+(\S+)>", letter.extra_headers["List-Unsubscribe"])[1]
    mailoutbox.clear()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("apply_retention", apply=True, now=timezone.now(), stdout=StringIO())
    [digest] = [one for one in mailoutbox if one.to == [gathers.email]]
    assert "La laine" in digest.body
    assert proposal.get_absolute_url() in digest.body

    # Their voice given, nothing waits; the link of the mail stops the next ones.
    client.force_login(told)
    assert Proposal.objects.waiting_for(told, timezone.localdate()).get() == proposal
    client.post(to("change-voice", project, proposal.uid), {"voice-opinion": "for"})
    assert not Proposal.objects.waiting_for(told, timezone.localdate()).exists()
    Client().post(stop)
    assert Digest.objects.get(user=told).voices == "never"
    assert not Proposal.objects.waiting_for(follower, timezone.localdate()).exists()


def test_holders_are_told_of_what_they_decide_but_not_of_their_own(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(aboard(project))
    with django_capture_on_commit_callbacks(execute=True):
        propose(client, project, "name", name="La laine du pays")
    client.force_login(holder)
    with django_capture_on_commit_callbacks(execute=True):
        propose(client, project, "name", name="Une autre laine")

    assert [one.to for one in mailoutbox] == [[holder.email]]
    assert Proposal.objects.waiting_for(holder, timezone.localdate()).count() == 2
