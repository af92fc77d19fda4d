"""What people write on pages of projects and on boards: reported by itself, named in the queue, hidden, shown again."""

import json
import uuid

import pytest
from django.urls import reverse

from projects.models import CommentReport, News, NewsReport, ProposalComment, Support, SupportReport
from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.projects import (
    InvolvementFactory,
    NewsFactory,
    ProjectFactory,
    ProposalCommentFactory,
    ProposalFactory,
    SupportFactory,
)
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory
from tests.factories.workshops import NoteFactory, WorkshopFactory
from workshops.models import NoteReport

pytestmark = pytest.mark.django_db
WRONG = {"reason": "unlawful", "message": "C’est insultant.", "website": ""}


@pytest.fixture
def place():
    return TerritoryFactory()


@pytest.fixture
def facilitator(place):
    return FacilitationFactory(territory=place).user


@pytest.fixture
def project(place):
    return ProjectFactory(name="La laine", territory=place)


def report(client, name, *args):
    return client.post(reverse(name, args=args), WRONG)


def queue(client, user):
    client.force_login(user)
    return client.get(reverse("site:moderation"))


def test_a_comment_is_reported_named_hidden_and_shown_again(client, project, facilitator):
    writer, reader = (ClaimFactory(actor=ActorFactory(), accepted=True) for _ in range(2))
    for one in (writer, reader):
        InvolvementFactory(project=project, actor=one.actor)
    proposal = ProposalFactory(project=project)
    comment = ProposalCommentFactory(proposal=proposal, text="Une injure.", created_by=writer.user)
    named = (project.slug, proposal.uid, comment.uid)
    page = reverse("projects:change", args=named[:2])

    assert report(client, "projects:change-comment-report", *named).status_code in (
        302,
        404,
    )  # a visitor reads none
    client.force_login(UserFactory())
    assert report(client, "projects:change-comment-report", *named).status_code in (403, 404)
    client.force_login(reader.user)
    assert "Une injure." in client.get(reverse("projects:change-comment-report", args=named)).text
    sent = report(client, "projects:change-comment-report", *named)
    assert CommentReport.objects.get().comment == comment
    assert (
        client.post(reverse("projects:change-comment-hide", args=named), {"reason": "Non."}).status_code
        == 403
    )

    shown = queue(client, facilitator).text
    hide = reverse("projects:change-comment-hide", args=named)
    for words in ("Une injure.", "C’est insultant.", hide):
        assert words in shown
    refused = client.post(hide, {"reason": ""})
    assert "Dites pourquoi" in refused.text
    done = client.post(f"{hide}?next={reverse('site:moderation')}", {"reason": "Une injure."})
    assert done.url == reverse("site:moderation")
    assert hide not in queue(client, facilitator).text

    for user, reads in ((reader.user, False), (writer.user, True), (facilitator, True)):
        client.force_login(user)
        assert ("Une injure." in client.get(page).text) is reads
    client.force_login(reader.user)
    assert "La laine" not in client.get(sent.url).text
    client.force_login(facilitator)
    client.post(reverse("projects:change-comment-show", args=named))
    client.force_login(reader.user)
    assert "Une injure." in client.get(page).text


def test_news_hidden_leave_the_page_the_feeds_and_the_api(client, project, facilitator):
    news = NewsFactory(project=project, title="Une rumeur")
    named = (project.slug, news.uid)
    assert report(client, "projects:news-report", *named).status_code == 302
    assert NewsReport.objects.get().created_by is None
    shown = queue(client, facilitator).text
    assert "Une rumeur" in shown
    client.post(reverse("projects:news-hide", args=named), {"reason": "C’est faux."})
    hidden = News.objects.get()
    assert (hidden.hidden_by, hidden.hidden_reason) == (facilitator, "C’est faux.")

    client.force_login(
        project.team.memberships.first().user if project.team.memberships.exists() else facilitator
    )
    assert "C’est faux." in client.get(reverse("projects:news", args=[project.slug])).text
    client.logout()
    for address in (
        project.get_absolute_url(),
        reverse("projects:news", args=[project.slug]),
        reverse("projects:news-feed", args=[project.slug]),
        reverse("site:news"),
        f"/api/v1/projects/{project.slug}/news/",
    ):
        assert b"Une rumeur" not in b"".join(client.get(address)), address


def test_a_word_of_support_is_reported_and_taken_off(client, project, facilitator):
    support = SupportFactory(project=project, public=True, words="Un mot déplacé.")
    named = (project.slug, support.uid)
    assert "Un mot déplacé." in client.get(reverse("projects:support-report", args=named)).text
    report(client, "projects:support-report", *named)
    said = SupportReport.objects.get()

    assert "Un mot déplacé." in queue(client, facilitator).text
    take_off = reverse("projects:support-take-off", args=named)
    back = client.post(f"{take_off}?next={reverse('site:moderation')}", {"reason": "Déplacé."})
    assert back.url == reverse("site:moderation")
    assert Support.objects.get().state == "taken_off"
    answer = reverse("site:answer-report", args=[said.uid])
    client.post(answer, {"state": "mended", "answer": "Le mot est retiré."})
    client.logout()
    assert "Le mot est retiré." in client.get(said.get_absolute_url()).text
    assert report(client, "projects:support-report", *named).status_code == 404


def test_a_post_it_reported_by_a_phone_reaches_who_facilitates_there(client, project, facilitator):
    workshop = WorkshopFactory(project=project, open=True)
    note = NoteFactory(question__workshop=workshop, text="Un nom de trop")
    phone = client_of_a_phone(client, workshop)
    address = reverse("workshops:note-report", args=[workshop.slug])
    for _twice in range(2):
        sent = phone.post(address, json.dumps({"note": str(note.uid)}), content_type="application/json")
        assert sent.status_code == 200, sent.content
    assert NoteReport.objects.get().note == note

    client.logout()
    shown = queue(client, facilitator).text
    hide = reverse("workshops:note-hide", args=[workshop.slug, note.uid])
    assert "Un nom de trop" in shown
    assert hide in shown
    assert "Un nom de trop" in client.get(hide).text
    client.post(hide)
    note.refresh_from_db()
    assert (note.hidden_by, note.reported_at) == (facilitator, None)
    assert "Un nom de trop" not in queue(client, facilitator).text  # what is off the wall waits for nobody
    client.force_login(UserFactory())
    assert client.get(hide).status_code in (403, 404)


def client_of_a_phone(client, workshop):
    """Return a client that entered the room."""
    client.post(reverse("workshops:enter", args=[workshop.code]), {"name": "Zoé", "token": uuid.uuid4()})
    return client


def test_elsewhere_nobody_is_told_and_a_comment_counts_once(client, project, facilitator):
    elsewhere = FacilitationFactory().user
    NewsReport.objects.create(news=NewsFactory(project=project, title="Une rumeur"), reason="wrong")

    assert "Une rumeur" not in queue(client, elsewhere).text
    assert "Une rumeur" in queue(client, facilitator).text
    assert not ProposalComment.objects.visible_to(elsewhere).exists()
