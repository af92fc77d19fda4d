"""Snowball: who is aboard names others, who looks for people sorts them, and the circle sees who brought whom."""

import pytest
from django.urls import reverse

from actors.models import Actor
from projects.actions import suggestions
from projects.models import Introduction, Suggestion
from tests.factories.actors import ActorFactory, ActorFamilyFactory, ClaimFactory
from tests.factories.projects import InvolvementFactory, ProjectFactory, SuggestionFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def to(name, project, *more):
    return reverse(f"projects:{name}", args=[project.slug, *more])


def test_a_person_named_stays_unseen_until_they_agree_and_the_picture_says_who_brought_them(client):
    holder = UserFactory()
    project = ProjectFactory(holder=holder, territory=TerritoryFactory())
    speaker = InvolvementFactory(project=project, actor__name="La Filature").actor
    member, other = ClaimFactory(actor=speaker, accepted=True).user, InvolvementFactory(project=project).actor
    neighbour = ClaimFactory(actor=other, accepted=True).user
    client.force_login(member)
    said = {"name": "Léa Roux", "kind": "person", "brings": "Elle teint.", "known_how": "Ma voisine.",
            "speaker": speaker.slug}  # fmt: skip
    assert client.post(to("suggest", project), said).status_code == 302
    named = Suggestion.objects.get()
    assert client.get(to("suggestion", project, named.uid)).status_code == 403
    client.force_login(neighbour)
    assert "Léa Roux" not in client.get(to("suggestions", project)).content.decode()

    client.force_login(holder)
    assert "Léa Roux" in client.get(to("suggestions", project)).content.decode()
    answer = {
        "sort-new_name": "Léa Roux", "sort-new_kind": "person", "sort-new_family": ActorFamilyFactory().pk,
        "sort-new_seat": project.territory.code, "sort-new_origin": "Sa voisine la nomme.", "sort-introduce": "on",
    }  # fmt: skip
    page = client.post(to("suggestion-link", project, named.uid), answer)
    assert page.status_code == 302, page.context["sort"].errors
    person = Actor.objects.get(name="Léa Roux")
    assert (person.visibility, person.team) == ("team", project.team)
    introduction = Introduction.objects.get()
    assert (introduction.actor, introduction.via, introduction.in_charge) == (person, speaker, holder)
    InvolvementFactory(project=project, actor=person)
    growth = client.get(to("growth", project)).content.decode()
    assert growth.index("La Filature") < growth.index("Léa Roux")
    assert "Amené par" in growth

    client.force_login(neighbour)
    assert "Léa Roux" not in client.get(to("growth", project)).content.decode()
    client.force_login(UserFactory())
    assert client.get(to("growth", project)).status_code == 403


def test_of_a_person_put_aside_nothing_is_kept():
    person = SuggestionFactory(name="Léa Roux", kind="person", why="Elle sait tout.")
    group = SuggestionFactory(name="Le Fournil", kind="organisation")
    for one in (person, group):
        suggestions.put_aside(one, reason="Plus tard.", by=UserFactory())

    person.refresh_from_db(), group.refresh_from_db()
    assert (person.name, person.brings, person.why, person.known_how) == ("Une personne", "", "", "")
    assert (group.name, group.reason) == ("Le Fournil", "Plus tard.")
    with pytest.raises(suggestions.ValidationError):
        suggestions.link(group, ActorFactory(), is_new=False, introduce=False, by=UserFactory())
