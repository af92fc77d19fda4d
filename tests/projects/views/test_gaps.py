"""The page of a project's gaps, and the same as JSON."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    ActorOccupationFactory,
    AffiliationFactory,
    CompetenceFactory,
    MasteryFactory,
    OccupationFactory,
    PartnershipAxisFactory,
    ResourceFactory,
    ResourceKindFactory,
)
from tests.factories.projects import (
    EngagementFactory,
    ExperienceFactory,
    InvolvementFactory,
    NeedFactory,
    PledgeFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def page(client, project, name="gaps", **query) -> str:
    response = client.get(reverse(f"projects:{name}", args=[project.slug]), query)
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'").replace("&#39;", "'")


def api(client, project, **query) -> dict:
    response = client.get(f"/api/v1/projects/{project.slug}/gaps/", query)
    assert response.status_code == 200
    return response.json()


def hidden_bearer(project, need):
    """A person whom outsiders do not see bears the need, engaged by an organisation that all see."""
    organisation = ActorFactory(name="La Coopérative")
    person = ActorFactory(person=True, name="Camille Secret")
    AffiliationFactory(member=person, organisation=organisation)
    MasteryFactory(actor=person, competence=need.competence, level=3)
    EngagementFactory(involvement=InvolvementFactory(project=project, actor=organisation), person=person)
    return person


def test_addresses_are_a_contract():
    assert reverse("projects:gaps", args=["x"]) == "/projets/x/manques/"
    assert reverse("project-gaps", args=["x"]) == "/api/v1/projects/x/gaps/"


def test_visitors_see_a_public_project(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, competence__name="Filature")
    MasteryFactory(actor=ActorFactory(name="La Filature du Lac"), competence=need.competence)

    text = page(client, project)

    assert "Filature" in text
    assert "Manquant" in text
    assert "La Filature du Lac" in text
    assert reverse("projects:involve", args=[project.slug]) not in text


def test_a_hidden_project_is_not_found(client, user):
    project = ProjectFactory(hidden=True)
    client.force_login(user)

    assert client.get(reverse("projects:gaps", args=[project.slug])).status_code == 404
    assert client.get(f"/api/v1/projects/{project.slug}/gaps/").status_code == 404


def test_without_needs_it_says_so(client, user):
    project = ProjectFactory(contributor=user)

    assert "Le projet n’a pas encore décrit ses besoins" in page(client, project)
    assert api(client, project)["coverage"] == {"rate": None, "needs": 0}

    client.force_login(user)
    assert reverse("projects:need-create", args=[project.slug]) in page(client, project)


def test_who_contributes_can_involve_a_candidate(client, user):
    project = ProjectFactory(contributor=user)
    need = NeedFactory(project=project)
    candidate = MasteryFactory(competence=need.competence).actor
    little_involved = MasteryFactory(competence=need.competence).actor
    involvement = InvolvementFactory(project=project, actor=little_involved, degree=1)
    client.force_login(user)

    text = page(client, project)

    assert f"{reverse('projects:involve', args=[project.slug])}?acteur={candidate.slug}" in text
    assert reverse("projects:involvement-update", args=[project.slug, involvement.uid]) in text


def test_a_hidden_bearer_is_somebody_and_the_state_is_the_same_for_all(client, user):
    project = ProjectFactory(contributor=user)
    need = NeedFactory(project=project)
    person = hidden_bearer(project, need)
    person.team = project.team
    person.save()

    outside, text = api(client, project)["needs"][0], page(client, project)
    client.force_login(user)
    inside = api(client, project)["needs"][0]

    assert outside["state"] == inside["state"] == "covered"
    assert outside["fragile"] == inside["fragile"] is True
    assert outside["bearers"] == [{"actor": None, "level": None, "amount": "", "through": []}]
    assert [bearer["actor"]["name"] for bearer in inside["bearers"]] == ["Camille Secret"]
    assert [actor["name"] for actor in inside["bearers"][0]["through"]] == ["La Coopérative"]
    assert "Camille" not in text
    assert person.slug not in text
    assert "Quelqu’un du cercle" in text
    assert "La Coopérative" not in text
    assert outside["why_fragile"] == ["Repose sur quelqu’un du cercle."]


def test_an_organisation_is_told_as_if_its_hidden_person_were_not_there(client):
    project = ProjectFactory()
    need = NeedFactory(project=project)
    hidden_bearer(project, need)
    organisation = project.involvements.get().actor
    MasteryFactory(actor=organisation, competence=need.competence)

    found = api(client, project)["needs"][0]

    assert [one["actor"] and one["actor"]["name"] for one in found["bearers"]] == ["La Coopérative"]
    assert found["why_fragile"] == ["Repose sur La Coopérative."]


def test_two_bearers_of_whom_one_is_hidden_name_no_organisation_but_of_the_one_seen(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, quantity=2)
    hidden_bearer(project, need)
    MasteryFactory(
        actor=InvolvementFactory(project=project, actor__name="La Visible").actor, competence=need.competence
    )

    found = api(client, project)["needs"][0]

    assert [one["actor"] and one["actor"]["name"] for one in found["bearers"]] == ["La Visible", None]
    assert found["why_fragile"] == ["Repose sur La Visible et quelqu’un du cercle."]


def test_two_hidden_bearers_are_not_counted(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, quantity=2)
    hidden_bearer(project, need)
    hidden_bearer(project, need)

    assert len(api(client, project)["needs"][0]["bearers"]) == 1


def test_a_person_seen_is_not_betrayed_by_a_hidden_organisation(client):
    project = ProjectFactory()
    need = NeedFactory(project=project)
    person = ActorFactory(consenting=True, name="Dominique Visible")
    organisation = ActorFactory(hidden=True, name="La Discrète")
    AffiliationFactory(member=person, organisation=organisation)
    MasteryFactory(actor=person, competence=need.competence)
    EngagementFactory(involvement=InvolvementFactory(project=project, actor=organisation), person=person)

    found = api(client, project)["needs"][0]

    assert found["state"] == "covered"
    assert found["bearers"] == [{"actor": None, "level": None, "amount": "", "through": []}]
    assert found["why_fragile"] == ["Repose sur quelqu’un du cercle."]


def test_hidden_people_are_never_candidates_nor_links_nor_within_reach(client):
    project = ProjectFactory()
    need = NeedFactory(project=project)
    working = InvolvementFactory(project=project).actor
    near = ActorFactory(hidden=True, name="Cachée Partout")
    far = ActorFactory(name="La Lointaine")
    MasteryFactory(actor=far, competence=need.competence)
    MasteryFactory(actor=near, competence=need.competence)
    AffiliationFactory(member=ActorFactory(person=True, name="Personne Cachée"), organisation=far)
    for pair in ((working, near), (near, far)):
        PartnershipAxisFactory(partnership__between=pair)
    InvolvementFactory(project=project, actor=near, degree=1)

    found, text = api(client, project)["needs"][0], page(client, project)

    assert [one["actor"]["name"] for one in found["candidates"]] == ["La Lointaine"]
    assert found["candidates_total"] == 1
    assert found["candidates"][0]["introduction"] == []
    assert found["candidates"][0]["parts"]["ties"] == 0
    assert found["within_reach"] == ["Quelqu’un de proche du cercle pourrait aider."]
    assert "Cachée" not in text


def test_archived_actors_are_not_proposed(client):
    project = ProjectFactory()
    need = NeedFactory(project=project)
    MasteryFactory(actor=ActorFactory(archived=True), competence=need.competence)

    assert api(client, project)["needs"][0]["candidates"] == []


def test_the_day_asked_for(client):
    project, day = ProjectFactory(), date(2020, 6, 1)
    need = NeedFactory(project=project)
    MasteryFactory(
        actor=InvolvementFactory(project=project).actor, competence=need.competence, period=since(day)
    )

    before = day - timedelta(days=1)

    assert api(client, project, day=day.isoformat())["needs"][0]["state"] == "covered"
    assert api(client, project, day=before.isoformat())["needs"][0]["state"] == "missing"
    assert "Manquant" in page(client, project, le=before.isoformat())
    assert client.get(f"/api/v1/projects/{project.slug}/gaps/", {"day": "hier"}).status_code == 400


def test_waived_needs_come_last_with_their_reason(client):
    project = ProjectFactory()
    NeedFactory(project=project, waived_on=date(2020, 1, 1), waiver_reason="On achète la laine lavée")
    NeedFactory(project=project)

    assert [one["state"] for one in api(client, project)["needs"]] == ["missing", "waived"]
    assert api(client, project)["needs"][1]["waiver_reason"] == "On achète la laine lavée"
    assert "On achète la laine lavée" in page(client, project)


def test_worst_then_most_important_first(client):
    project = ProjectFactory()
    bearer = InvolvementFactory(project=project).actor
    covered = NeedFactory(project=project, importance=3)
    MasteryFactory(actor=bearer, competence=covered.competence)
    useful, essential = NeedFactory(project=project, importance=1), NeedFactory(project=project, importance=3)

    assert [one["id"] for one in api(client, project)["needs"]] == [
        str(need.uid) for need in (essential, useful, covered)
    ]


def test_families_absent_are_asked_about(client):
    project = ProjectFactory()
    InvolvementFactory(project=project, actor__family=ActorFamilyFactory(code="asso"))
    ActorFamilyFactory(code="med", name="Médias")
    NeedFactory(project=project)

    assert "Médias : une place à leur proposer ?".replace(" :", "\u00a0:").replace(" ?", "\u00a0?") in page(
        client, project
    )


def test_experiences_of_others_about_the_same_or_just_above_or_under(client):
    project = ProjectFactory()
    top = CompetenceFactory(name="Laine")
    wool = CompetenceFactory(parent=top)
    under = CompetenceFactory(parent=wool)
    NeedFactory(project=project, competence=wool)
    for number, competence in enumerate(
        (top, wool, under, CompetenceFactory(parent=under), CompetenceFactory())
    ):
        ExperienceFactory(title=f"Expérience {number} dite").competences.add(competence)
    ExperienceFactory(title="Expérience 5 dite", project__hidden=True).competences.add(wool)
    ExperienceFactory(title="Expérience 6 dite", project=project).competences.add(wool)

    text = page(client, project, "gaps-others")

    assert [number for number in range(7) if f"Expérience {number} dite" in text] == [0, 1, 2]


def test_the_hidden_actor_to_ask_is_not_named(client):
    project = ProjectFactory()
    need = NeedFactory(project=project)
    ExperienceFactory(
        need=NeedFactory(competence=need.competence), ask=ActorFactory(person=True, name="Camille Secret")
    )

    assert "Camille Secret" not in page(client, project, "gaps-others")


def test_no_more_queries_for_many_than_for_one(client, user):
    def project_with(number: int):
        project = ProjectFactory(contributor=user)
        occupation, kind, family = OccupationFactory(), ResourceKindFactory(), ActorFamilyFactory()
        for _ in range(number):
            need = NeedFactory(project=project, quantity=99)
            NeedFactory(project=project, for_occupation=True, occupation=occupation, quantity=99)
            money = NeedFactory(project=project, for_resource=True, resource_kind=kind, quantity=10**6)
            NeedFactory(project=project, for_family=True, family=family, quantity=999)
            working = InvolvementFactory(project=project).actor
            InvolvementFactory(project=project, degree=1)
            PledgeFactory(need=money, actor=working)
            near, far, further = ActorFactory(), ActorFactory(), ActorFactory()
            for pair in ((working, near), (near, far), (far, further)):
                PartnershipAxisFactory(partnership__between=pair)
            for actor in (near, far, further, working):
                MasteryFactory(actor=actor, competence=need.competence)
                ActorOccupationFactory(actor=actor, occupation=occupation)
                ResourceFactory(actor=actor, kind=kind, quantity=5)
            person = AffiliationFactory(organisation=far).member
            MasteryFactory(actor=person, competence=need.competence)
            ExperienceFactory(need=NeedFactory(competence=need.competence))
        return project

    def queries(project) -> int:
        client.get(address := reverse("projects:gaps", args=[project.slug]))
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    one, many = project_with(1), project_with(30)
    client.force_login(user)

    # Among many, those who are told of may all be near: nobody then asks for a third tie.
    assert queries(many) <= queries(one)


def test_a_folded_need_tells_its_candidates_when_asked(client):
    project = ProjectFactory()
    for importance in (3, 3, 3, 1):
        MasteryFactory(competence=NeedFactory(project=project, importance=importance).competence)
    *_, last = project.needs.order_by("-importance", "pk")
    who = Actor.objects.get(masteries__competence=last.competence).name
    whole = reverse("projects:gap-of-need", args=[project.slug, last.uid])

    text = page(client, project)

    assert who not in text
    assert f'data-hx-get="{whole}?premiers=1"' in text
    assert text.count("1 candidat<") == 4
    assert who in client.get(f"{whole}?premiers=1").content.decode()
    assert who in page(client, project, tout=1)


def test_since_when_a_need_stands_so(client):
    project, day = ProjectFactory(), date(2020, 6, 1)
    need = NeedFactory(project=project)
    MasteryFactory(
        actor=InvolvementFactory(project=project).actor, competence=need.competence, period=since(day)
    )

    assert "depuis le 1er juin 2020" in page(client, project)
    assert "depuis le" not in page(client, project, le="2020-05-31")


def test_sums_asked_offered_and_confirmed_as_far_as_one_sees(client, user):
    project = ProjectFactory(contributor=user)
    money = NeedFactory(project=project, for_resource=True, quantity=1000)
    PledgeFactory(need=money, quantity=400, state="confirmed")
    PledgeFactory(need=money, quantity=100)
    hidden = ActorFactory(hidden=True, team=project.team)
    PledgeFactory(need=money, actor=hidden, quantity=300, state="confirmed")

    outside = client.get(reverse("projects:gaps", args=[project.slug])).context["report"].needs[0].sums
    client.force_login(user)
    inside = client.get(reverse("projects:gaps", args=[project.slug])).context["report"].needs[0].sums

    assert (outside.confirmed, outside.offered, outside.lacking, outside.shares) == (400, 100, 600, (40, 10))
    assert (inside.confirmed, inside.offered, inside.lacking, inside.shares) == (700, 100, 300, (70, 10))
    assert "700\u00a0€ confirmés" in page(client, project)


def test_nobody_with_convening_power_is_a_question(client):
    project, question = ProjectFactory(), "Qui pourrait réunir tout le monde"
    NeedFactory(project=project)
    actor = InvolvementFactory(project=project, degree=1).actor

    assert question in page(client, project)

    kind = ResourceKindFactory(code="convening-power", name="Pouvoir d’invitation", unit="none")
    ResourceFactory(actor=actor, kind=kind)
    assert question not in page(client, project)


def usual_world(user):
    theme, common = ThemeFactory(), CompetenceFactory(name="Compostage")
    project = ProjectFactory(contributor=user)
    for one in (project, *(ProjectFactory() for _ in range(3)), ProjectFactory(hidden=True)):
        one.themes.add(theme)
        if one != project:
            NeedFactory(project=one, competence=common)
    return project, common


def test_what_neighbouring_projects_ask_for_is_added_or_dismissed(client, user):
    project, common = usual_world(user)
    client.force_login(user)

    text = page(client, project, "gaps-others")
    assert "projets voisins\u00a0: 3 sur 3 en ont besoin" in text
    where = reverse("projects:need-create", args=[project.slug])
    assert f"{where}?genre=competence&amp;competence={common.slug}" in text
    form = client.get(f"{where}?genre=competence&competence={common.slug}").content.decode()
    assert "Compostage" in form

    client.post(reverse("projects:dismiss-usual", args=[project.slug]), {"competence": common.slug})
    assert "projets voisins" not in page(client, project, "gaps-others")
    client.post(reverse("projects:suggest-usual", args=[project.slug]), {"competence": common.slug})
    assert "projets voisins" in page(client, project, "gaps-others")

    answer = client.post(
        reverse("projects:need-usual", args=[project.slug]), {"competence": common.slug, "retour": "manques"}
    )
    assert answer.url == reverse("projects:gaps", args=[project.slug])
    assert project.needs.get().competence == common
    assert "projets voisins" not in page(client, project, "gaps-others")


def test_a_need_met_elsewhere_says_thanks_to_whom(client):
    theme = ThemeFactory()
    project, far, near = ProjectFactory(), ProjectFactory(name="Loin"), ProjectFactory(name="Voisin de thème")
    for one in (project, near):
        one.themes.add(theme)
    need = NeedFactory(project=project)
    for other, actor in (
        (far, ActorFactory(name="La Connue")),
        (near, ActorFactory(hidden=True, name="Secrète")),
    ):
        NeedFactory(project=other, competence=need.competence)
        MasteryFactory(actor=actor, competence=need.competence)
        InvolvementFactory(project=other, actor=actor)
    NeedFactory(project=ProjectFactory(name="Sans personne"), competence=need.competence)

    response = client.get(reverse("projects:gaps-others", args=[project.slug]))

    found = response.context["others"].elsewhere
    assert [(one.project.name, one.same_theme) for one in found] == [
        ("Voisin de thème", True),
        ("Loin", False),
    ]
    [[hidden], [known]] = [one.met for one in found]
    assert (hidden.bearers, hidden.somebody, [one.name for one in known.bearers]) == ((), True, ["La Connue"])
    assert "Secrète" not in response.content.decode()


def test_what_each_brings_and_what_would_be_lost(client, user):
    project = ProjectFactory(contributor=user)
    spinning, washing = NeedFactory(project=project), NeedFactory(project=project)
    alone, other = (InvolvementFactory(project=project).actor for _ in range(2))
    for actor, needs in ((alone, [spinning, washing]), (other, [washing])):
        for need in needs:
            MasteryFactory(actor=actor, competence=need.competence)
    besides = MasteryFactory(actor=other).competence
    hidden_bearer(project, washing)

    found = client.get(reverse("projects:contributions", args=[project.slug])).context["found"]

    lines = {one.actor: one for one in found.members}
    assert (lines[alone].alone, lines[alone].along, lines[alone].uncovered) == (
        (spinning,),
        (washing,),
        (spinning,),
    )
    assert (found.percent, lines[alone].percent_after, lines[other].percent_after) == (100, 50, 100)
    assert (lines[other].competences, lines[alone].competences) == ((besides,), ())
    assert found.masked == (washing,)
