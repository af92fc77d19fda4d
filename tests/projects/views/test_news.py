"""News of a project: a draft stays with its team, what is published reaches feed readers."""

import pytest
from django.urls import reverse

from projects.models import News
from tests.factories.projects import NewsFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def read(client, name, *args) -> str:
    response = client.get(reverse(name, args=args))
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def test_a_draft_is_read_once_it_is_published(client):
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    client.force_login(holder)
    written = {"title": "La cloche", "day": "2026-03-01", "text": "Elle **sonne** <b>"}
    client.post(reverse("projects:news-create", args=[project.slug]), written)
    news = News.objects.get()
    client.logout()
    hidden = [read(client, name, project.slug) for name in ("projects:news", "projects:news-feed")]
    client.force_login(holder)
    change = reverse("projects:news-update", args=[project.slug, news.uid])
    client.post(change, {**written, "publish": "on", "version": news.updated_at.isoformat()})
    client.logout()

    shown = [read(client, name, project.slug) for name in ("projects:news", "projects:news-feed")]

    assert [("La cloche" in one) for one in (*hidden, *shown)] == [False, False, True, True]
    assert "<strong>sonne</strong> &lt;b&gt;" in shown[0]
    assert "La cloche" in read(client, "site:news")
    assert "La cloche" in read(client, "site:territory-news", project.territory.code)


def test_the_feed_of_what_not_everybody_sees_is_not_there_even_for_its_team(client):
    holder = UserFactory()
    news = NewsFactory(project__hidden=True, project__holder=holder)
    client.force_login(holder)

    response = client.get(reverse("projects:news-feed", args=[news.project.slug]))

    assert response.status_code == 404
