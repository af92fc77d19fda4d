"""Influence and interest: for the team alone, one judgement a day for each assessor, one's own and no other."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Assessment
from tests.factories.actors import ActorFactory
from tests.factories.projects import AssessmentFactory, InvolvementFactory, ProjectFactory
from tests.factories.territoire import FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor():
    return UserFactory()


@pytest.fixture
def project(contributor):
    return ProjectFactory(contributor=contributor, reader=UserFactory())


@pytest.fixture
def actor(project):
    return InvolvementFactory(project=project, actor__name="Filature", actor__slug="filature").actor


def grid(project, **query):
    return reverse("projects:map", args=[project.slug], query={"vue": "influence"} | query)


def say(client, project, actor, **fields):
    said = {"acteur": actor.slug, "influence": "4", "interest": "2"} | fields
    address = reverse("projects:assess", args=[project.slug], query={"acteur": actor.slug, "famille": "asso"})
    return client.post(address, said)


def reader_of(project):
    return project.team.memberships.get(role="reader").user


@pytest.mark.parametrize("who", ["visitor", "member", "admin", "facilitator"])
def test_nobody_out_of_the_team_sees_a_judgement_by_any_address(client, project, actor, who):
    AssessmentFactory(project=project, actor=actor, influence=5, stance="opposed")
    if who != "visitor":
        user = UserFactory(admin=who == "admin")
        if who == "facilitator":
            FacilitationFactory(user=user, territory=project.territory)
        client.force_login(user)

    pages = [client.get(grid(project, **query)) for query in ({}, {"saillance": "oui"}, {"format": "svg"})]
    pages += [client.get(grid(project, format=other)) for other in ("json", "panneau", "csv")]
    pages.append(
        client.get(reverse("projects:map-embedded", args=[project.slug], query={"vue": "influence"}))
    )
    pages.append(client.get(f"/api/v1/projects/{project.slug}/map/?vue=influence"))

    words = ("Opposé", "opposed", "À associer de près", "Appréciations", "data-assess", "appréciés")
    assert [(p.request["QUERY_STRING"], word) for p in pages for word in words if word in p.text] == []
    assert "vue=influence" not in pages[0].text.split("</nav>")[0]


def test_the_team_sees_median_spread_and_disagreement_but_not_who_said_what(client, project, actor):
    for number, influence in enumerate((1, 4, 5)):
        assessor = UserFactory(name=f"Quidam {number}")
        said = {"assessor": assessor, "influence": influence, "interest": 5, "stance": "neutral"}
        AssessmentFactory(project=project, actor=actor, **said)
    AssessmentFactory(project=project, actor=actor, assessor=assessor, influence=1, day=date(2020, 1, 1))
    client.force_login(reader_of(project))

    page = client.get(grid(project)).text

    assert "4 (de 1 à 5)" in page
    assert "Neutre (3)" in page
    assert "Les voix divergent sur" in page
    assert "Quidam" not in page
    assert "data-assess=" not in page


def test_the_last_word_of_each_until_the_day_counts(client, project, actor, contributor):
    for day, influence in ((date(2020, 1, 1), 1), (date(2022, 1, 1), 3), (date(2024, 1, 1), 5)):
        AssessmentFactory(
            project=project, actor=actor, assessor=contributor, day=day, influence=influence, interest=4
        )
    client.force_login(contributor)

    pages = {
        day: client.get(grid(project, le=day)).text for day in ("2019-06-01", "2022-06-01", "2026-01-01")
    }

    found = {
        day: [n for n in (1, 3, 5) if f"influence {n}, intérêt 4, 1 voix" in page]
        for day, page in pages.items()
    }
    assert found == {"2019-06-01": [], "2022-06-01": [3], "2026-01-01": [5]}


def test_one_judgement_a_day_for_each_the_last_one_said(client, project, actor, contributor):
    AssessmentFactory(
        project=project, actor=actor, assessor=contributor, day=timezone.localdate() - timedelta(1)
    )
    client.force_login(contributor)

    say(client, project, actor, influence="1", stance="opposed", urgency="5")
    answer = say(client, project, actor, influence="5", legitimacy="4")

    today = Assessment.objects.get(day=timezone.localdate())
    assert (today.influence, today.interest, today.stance, today.legitimacy, today.urgency) == (
        5,
        2,
        "",
        4,
        None,
    )
    assert (today.assessor, today.created_by, Assessment.objects.count()) == (contributor, contributor, 2)
    assert answer.url == grid(project, acteur="filature", famille="asso").replace(
        "vue=influence&", "", 1
    ).replace("?", "?", 1) or {*answer.url.partition("?")[2].split("&")} == {
        "acteur=filature",
        "famille=asso",
        "vue=influence",
    }


def test_what_one_said_before_is_in_the_form_and_taken_back_alone(client, project, actor, contributor):
    AssessmentFactory(project=project, actor=actor, influence=1)
    client.force_login(contributor)
    say(client, project, actor, influence="5", stance="driving")
    form = client.get(reverse("projects:assess", args=[project.slug], query={"acteur": actor.slug})).context[
        "form"
    ]

    taken = client.post(reverse("projects:assessment-take-back", args=[project.slug]), {"acteur": actor.slug})

    assert (form["influence"].value(), form["stance"].value()) == (5, "driving")
    assert taken.status_code == 302
    assert [a.influence for a in Assessment.objects.all()] == [1]


@pytest.mark.parametrize("fields", [{"influence": "6"}, {"interest": ""}, {"stance": "x"}, {"urgency": "0"}])
def test_what_cannot_be_is_said_beside_the_field(client, project, actor, contributor, fields):
    client.force_login(contributor)

    answer = say(client, project, actor, **fields)

    assert (answer.status_code, Assessment.objects.count()) == (200, 0)
    assert set(answer.context["form"].errors) == set(fields)


def test_who_reads_may_not_say_nor_who_runs_the_site(client, project, actor):
    for user in (reader_of(project), UserFactory(admin=True)):
        client.force_login(user)
        assert say(client, project, actor).status_code == 403
    assert not Assessment.objects.exists()


def test_only_actors_of_the_map_that_one_sees_are_assessed(client, project, contributor):
    hidden = InvolvementFactory(project=project, actor__hidden=True).actor
    elsewhere = ActorFactory()
    client.force_login(contributor)

    answers = [say(client, project, one).status_code for one in (hidden, elsewhere)]

    assert (answers, Assessment.objects.count()) == ([404, 404], 0)


def test_salience_is_an_option_and_names_its_classes(client, project, actor, contributor):
    AssessmentFactory(project=project, actor=actor, influence=5, legitimacy=1, urgency=5)
    client.force_login(contributor)

    without, shown = client.get(grid(project)).text, client.get(grid(project, saillance="oui")).text

    assert "Peut contraindre" not in without
    assert "Peut contraindre" in shown


def test_the_map_asks_no_more_when_there_are_more_judgements(
    client, project, actor, contributor, django_assert_max_num_queries
):
    client.force_login(contributor)
    client.get(grid(project))
    for _ in range(10):
        AssessmentFactory(project=project, actor=InvolvementFactory(project=project).actor)

    with django_assert_max_num_queries(30):
        client.get(grid(project))


def test_the_file_holds_every_actor(client, project, actor, contributor):
    AssessmentFactory(project=project, actor=actor)
    other = InvolvementFactory(project=project, actor__name="Pas encore vue").actor
    client.force_login(contributor)

    text = client.get(grid(project, format="svg")).text

    assert all(f"<title>{name}, " in text for name in (actor.name, other.name))
