"""Forms of projects, through HTTP: what works, what is refused and how it is said."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor, Partnership
from projects.enums import PledgeState, RequestState
from projects.models import (
    AxisOrigin,
    Engagement,
    Experience,
    Involvement,
    JoinRequest,
    Milestone,
    Need,
    Pledge,
    Project,
)
from territoire.enums import Role, Visibility
from territoire.models import Membership, Team
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    AffiliationFactory,
    CompetenceFactory,
    PartnershipKindFactory,
    ResourceFactory,
)
from tests.factories.projects import InvolvementFactory, ProjectFactory, ThemeFactory
from tests.factories.territoire import TerritoryFactory, UserFactory
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = a_project()
    client.force_login(world.contributor)
    return world


def url(world, name, *parts):
    return reverse(f"projects:{name}", args=[world.project.slug, *parts])


def errors(response):
    return set(response.context["form"].errors)


# A project


def test_create_makes_who_describes_it_its_holder(client):
    user, territory, theme = UserFactory(), TerritoryFactory(), ThemeFactory()
    client.force_login(user)
    sent = {
        "name": "Fournil du bourg",
        "territory": territory.code,
        "summary": "Du pain ici.",
        "themes": [theme.pk],
        "visibility": Visibility.PUBLIC,
        "submission": uuid.uuid4(),
    }

    first = client.post(reverse("projects:create"), sent)
    second = client.post(reverse("projects:create"), sent)

    project = Project.objects.get()
    assert first["Location"] == second["Location"] == "/projets/fournil-du-bourg/"
    assert (project.created_by, list(project.themes.all())) == (user, [theme])
    assert Membership.objects.get(team=project.team).role == Role.HOLDER


def test_create_keeps_what_was_typed(client):
    client.force_login(UserFactory())

    response = client.post(
        reverse("projects:create"), {"name": "", "summary": "Du pain ici.", "territory": "nulle-part"}
    )

    assert response.status_code == 200
    assert errors(response) == {"name", "territory", "visibility"}
    assert b"Du pain ici." in response.content
    assert not Project.objects.exists()


def test_a_hidden_project_has_an_address_that_nobody_guesses(client):
    client.force_login(UserFactory())

    client.post(
        reverse("projects:create"),
        {"name": "Secret", "territory": TerritoryFactory().code, "visibility": Visibility.TEAM},
    )

    assert len(Project.objects.get().slug) == len("secret-") + 12


def test_a_project_changed_meanwhile_is_not_overwritten(client, world):
    client.force_login(world.holder)
    page = client.get(url(world, "update"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    Project.objects.get().save()

    response = client.post(url(world, "update"), {**sent, "name": "Autre nom"})

    assert response.status_code == 200
    assert "__all__" in errors(response)
    assert Project.objects.get().name == world.project.name
    again = {**sent, "name": "Autre nom", "version": response.context["form"]["version"].value()}
    assert client.post(url(world, "update"), again).status_code == 302
    assert Project.objects.get().name == "Autre nom"


def test_archive_restore_delete(client, world):
    client.force_login(world.holder)

    client.post(url(world, "archive"))
    assert not Project.objects.listed().exists()
    client.post(url(world, "restore"))
    assert Project.objects.listed().exists()
    client.post(url(world, "delete"))

    assert not Project.objects.exists()
    assert not Team.objects.filter(pk=world.project.team_id).exists()
    assert Actor.objects.filter(pk=world.involvement.actor_id).exists()


def test_what_becomes_hidden_leaves_its_address(client, world):
    client.force_login(world.holder)
    before = world.project.get_absolute_url()

    def show_to(visibility):
        project = Project.objects.get()
        form = client.get(reverse("projects:update", args=[project.slug])).context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        client.post(reverse("projects:update", args=[project.slug]), {**sent, "visibility": visibility})
        return Project.objects.get().get_absolute_url()

    hidden = show_to(Visibility.TEAM)

    assert hidden != before
    assert client.get(before).status_code == 404
    assert client.get(hidden).status_code == 200
    assert show_to(Visibility.MEMBERS) == show_to(Visibility.PUBLIC) == hidden


# Its circle


def test_involve_an_actor_of_the_list(client, world):
    actor = ActorFactory()

    response = client.post(
        url(world, "involve"),
        {"actor": actor.slug, "degree": 3, "brings": "Un tracteur", "since": "2026-01-05"},
    )

    assert response.status_code == 302
    involvement = Involvement.objects.get(actor=actor)
    assert (involvement.degree_id, involvement.brings, involvement.created_by) == (
        3,
        "Un tracteur",
        world.contributor,
    )
    assert involvement.period.lower == date(2026, 1, 5)


def test_the_address_chooses_the_actor(client, world):
    actor = ActorFactory(name="Ferme du Puy")

    assert b"Ferme du Puy" in client.get(url(world, "involve") + f"?acteur={actor.slug}").content
    assert client.get(url(world, "involve") + "?acteur=inconnu").status_code == 200
    assert client.get(url(world, "involve") + "?acteur=%00").status_code == 400


def test_involve_registers_an_actor_on_the_spot(client, world):
    place, family = TerritoryFactory(), ActorFamilyFactory()
    sent = {
        "new_name": "Le Fournil",
        "new_family": family.pk,
        "new_seat": place.code,
        "degree": 4,
        "submission": uuid.uuid4(),
    }

    for _ in range(2):
        assert client.post(url(world, "involve"), sent).status_code == 302

    actor = Actor.objects.get(name="Le Fournil")
    assert (actor.visibility, actor.team, actor.seat) == (Visibility.PUBLIC, world.project.team, place)
    assert actor.involvements.get().degree_id == 4


def test_a_person_registered_on_the_spot_is_hidden(client, world):
    sent = {
        "new_name": "Camille Martin",
        "new_kind": "person",
        "new_family": ActorFamilyFactory().pk,
        "new_seat": TerritoryFactory().code,
        "degree": 3,
    }

    refused = client.post(url(world, "involve"), sent)
    assert errors(refused) == {"new_origin"}
    client.post(url(world, "involve"), {**sent, "new_origin": "Réunion publique"})

    person = Actor.objects.get(name="Camille Martin")
    assert person.visibility == Visibility.TEAM
    client.logout()
    assert b"Camille Martin" not in client.get(url(world, "detail")).content


def test_a_known_name_is_asked_about_once(client, world):
    ActorFactory(name="Le Fournil")
    sent = {
        "new_name": "Le Fournil",
        "new_family": ActorFamilyFactory().pk,
        "new_seat": TerritoryFactory().code,
        "degree": 4,
    }

    refused = client.post(url(world, "involve"), sent)
    assert errors(refused) == {"new_name"}
    confirmed = {**sent, "other_than_known": refused.context["form"]["other_than_known"].value()}

    assert client.post(url(world, "involve"), confirmed).status_code == 302
    assert Actor.objects.filter(name="Le Fournil").count() == 2


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"actor", "degree"}),
        ({"actor": "nobody", "degree": 3}, {"actor"}),
        ({"new_name": "Neuf", "degree": 9}, {"degree", "new_family", "new_seat"}),
        ({"new_name": "Neuf", "degree": 3, "since": "hier"}, {"since", "new_family", "new_seat"}),
    ],
)
def test_involve_says_what_is_missing(client, world, sent, wrong):
    response = client.post(url(world, "involve"), sent)

    assert response.status_code == 200
    assert errors(response) == wrong
    assert Actor.objects.filter(name="Neuf").count() == 0


def test_an_actor_is_not_involved_twice_at_once(client, world):
    response = client.post(url(world, "involve"), {"actor": world.involvement.actor.slug, "degree": 3})

    assert errors(response) == {"actor"}


def test_a_hidden_actor_cannot_be_chosen(client, world):
    hidden = ActorFactory(hidden=True)

    assert errors(client.post(url(world, "involve"), {"actor": hidden.slug, "degree": 3})) == {"actor"}


def test_engage_a_member_of_the_organisation(client, world):
    person = ActorFactory(consenting=True)
    AffiliationFactory(member=person, organisation=world.involvement.actor)
    page = url(world, "involvement-update", world.involvement.uid)
    version = client.get(page).context["form"]["version"].value()

    client.post(page, {"degree": 4, "state": "declared", "engaged": [person.pk], "version": version})

    assert Engagement.objects.get().person == person


def test_end_an_involvement_and_undo(client, world):
    uid = world.involvement.uid
    client.post(url(world, "involvement-end", uid), {"last_day": "2026-03-31"})
    assert Involvement.objects.get(uid=uid).period.upper == date(2026, 4, 1)

    client.post(url(world, "involvement-resume", uid))
    assert Involvement.objects.get(uid=uid).period.upper is None

    client.post(url(world, "involvement-delete", uid))
    assert not Involvement.objects.filter(uid=uid).exists()


@pytest.mark.parametrize("turned", [False, True])
def test_a_partnership_is_born_of_the_project(client, world, turned):
    other = InvolvementFactory(project=world.project).actor
    one, other = (other, world.involvement.actor) if turned else (world.involvement.actor, other)
    kind = PartnershipKindFactory(forward_words="achète à", backward_words="vend à")
    sent = {
        "one": one.slug,
        "other": other.slug,
        "visibility": Visibility.PUBLIC,
        "axes-TOTAL_FORMS": 1,
        "axes-INITIAL_FORMS": 0,
        "axes-0-does": f"{kind.pk}:forward",
    }
    assert f'value="{kind.pk}:forward">achète à' in client.get(url(world, "partnership-create")).text

    assert client.post(url(world, "partnership-create"), sent).status_code == 302
    assert AxisOrigin.objects.get().project == world.project
    assert "Achète à" in client.get(one.get_absolute_url()).text
    again = client.post(url(world, "partnership-create"), sent)
    assert set(again.context["axes"].forms[0].errors) == {"does"}
    assert errors(client.post(url(world, "partnership-create"), {**sent, "other": sent["one"]})) == {"other"}
    assert Partnership.objects.count() == 1


def test_one_more_axis_keeps_what_was_typed(client, world):
    sent = {"visibility": Visibility.MEMBERS, "axes-TOTAL_FORMS": 1, "axes-INITIAL_FORMS": 0, "more": "1"}

    response = client.post(url(world, "partnership-create"), sent)

    assert len(response.context["axes"].forms) == 2
    assert response.context["form"]["visibility"].value() == Visibility.MEMBERS
    assert not Partnership.objects.exists()


# Its needs


def test_the_kind_of_need_is_asked_first(client, world):
    page = client.get(url(world, "need-create"))

    assert page.context["form"] is None
    assert client.get(url(world, "need-create") + "?genre=nimporte").context["form"] is None
    assert client.post(url(world, "need-create"), {}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("competence", lambda: {"competence": CompetenceFactory().slug, "minimum_level": 3}),
        ("resource", lambda: {"resource_kind": ResourceFactory().kind.pk, "quantity": "1500,50"}),
        ("family", lambda: {"family": ActorFamilyFactory().pk}),
    ],
)
def test_state_a_need(client, world, kind, asked):
    before = Need.objects.count()
    sent = {"quantity": 2, "importance": 3, "submission": uuid.uuid4(), **asked()}

    for _ in range(2):
        assert client.post(url(world, "need-create") + f"?genre={kind}", sent).status_code == 302

    assert Need.objects.count() == before + 1
    assert Need.objects.latest("pk").kind == kind


@pytest.mark.parametrize(
    ("kind", "sent", "wrong"),
    [
        ("competence", {"quantity": 1, "importance": 2}, {"competence", "minimum_level"}),
        (
            "competence",
            {"competence": "x", "minimum_level": 9, "quantity": 1, "importance": 2},
            {"competence", "minimum_level"},
        ),
        ("family", {"family": 10**9, "quantity": "1.5", "importance": 2}, {"family", "quantity"}),
        ("resource", {"resource_kind": "", "quantity": 0, "importance": 7}, {"resource_kind", "importance"}),
        ("occupation", {"occupation": "Z", "quantity": 10**20, "importance": 1}, {"occupation", "quantity"}),
    ],
)
def test_a_need_says_what_is_wrong(client, world, kind, sent, wrong):
    response = client.post(url(world, "need-create") + f"?genre={kind}", sent)

    assert response.status_code == 200
    assert errors(response) == wrong


def test_a_missing_competence_is_proposed_from_the_need(client, world):
    wider = CompetenceFactory(name="Laine")
    sent = {
        "proposed_name": "Feutrage",
        "proposed_parent": wider.slug,
        "minimum_level": 2,
        "quantity": 1,
        "importance": 2,
    }
    page = url(world, "need-create") + "?genre=competence"

    refused = client.post(page, {**sent, "proposed_parent": ""})
    assert errors(refused) == {"proposed_parent"}
    assert client.post(page, sent).status_code == 302

    competence = Need.objects.latest("pk").competence
    assert (competence.name, competence.parent, competence.created_by) == (
        "Feutrage",
        wider,
        world.contributor,
    )


def test_a_usual_need_is_stated_in_one_click_and_once(client, world):
    competence = CompetenceFactory()
    theme = ThemeFactory()
    theme.usual_competences.add(competence)
    world.project.themes.add(theme)
    assert competence.name in client.get(url(world, "needs")).text

    for _ in range(2):
        client.post(url(world, "need-usual"), {"competence": competence.slug})

    assert Need.objects.filter(competence=competence).count() == 1
    assert client.post(url(world, "need-usual"), {"competence": "autre"}).status_code == 404


def test_close_waive_reopen(client, world):
    uid = world.need.uid
    client.post(url(world, "need-close", uid), {"day": "2026-10-01"})
    assert Need.objects.get(uid=uid).closed_on == date(2026, 10, 1)
    client.post(url(world, "need-reopen", uid))
    refused = client.post(url(world, "need-waive", uid), {"day": "2026-10-01", "reason": ""})
    assert errors(refused) == {"reason"}
    client.post(url(world, "need-waive", uid), {"day": "2026-10-01", "reason": "Inutile"})
    assert Need.objects.get(uid=uid).waiver_reason == "Inutile"
    client.post(url(world, "need-reopen", uid))

    need = Need.objects.get(uid=uid)
    assert (need.closed_on, need.waived_on, need.waiver_reason) == (None, None, "")


def test_pledge_and_confirm(client, world):
    resource = ResourceFactory(
        actor=world.involvement.actor, quantity=500, kind=world.resource_need.resource_kind
    )
    sent = {"actor": resource.actor.slug, "resource": resource.pk, "quantity": 500, "state": "offered"}
    page = url(world, "pledge-create", world.resource_need.uid)

    assert client.post(page, sent).status_code == 302
    pledge = Pledge.objects.get(resource=resource)
    client.post(url(world, "pledge-confirm", pledge.uid))
    twice = client.post(page, {**sent, "quantity": 1})

    pledge.refresh_from_db()
    assert pledge.state == PledgeState.CONFIRMED
    assert errors(twice) == {"quantity"}
    assert client.get(url(world, "pledge-create", world.need.uid)).status_code == 404
    outside = client.post(page, {**sent, "actor": ActorFactory().slug, "resource": ""})
    assert errors(outside) == {"actor"}


# Its line and its lessons


def test_steps_are_added_and_reordered(client, world):
    client.post(url(world, "milestone-create"), {"name": "Ouverture", "precision": "year", "state": "ahead"})
    added = Milestone.objects.get(name="Ouverture")
    client.post(url(world, "milestone-earlier", added.uid))

    assert [step.name for step in world.project.milestones.all()] == ["Ouverture", world.milestone.name]
    client.post(url(world, "milestone-later", added.uid))
    client.post(url(world, "milestone-later", added.uid))
    assert [step.name for step in world.project.milestones.all()] == [world.milestone.name, "Ouverture"]


def test_tell_an_experience(client, world):
    sent = {
        "title": "La tonte",
        "story": "À plusieurs.",
        "need": world.need.uid,
        "ask": world.involvement.actor.slug,
    }

    assert client.post(url(world, "experience-create"), sent).status_code == 302
    told = Experience.objects.get(title="La tonte")
    assert (told.need, told.ask) == (world.need, world.involvement.actor)
    assert errors(client.post(url(world, "experience-create"), {**sent, "need": "x"})) == {"need"}


# Requests to board


def test_join_follow_and_accept(client, world):
    actor = ActorFactory(created_by=world.stranger)
    client.force_login(world.stranger)
    page = url(world, "join") + f"?besoin={world.need.uid}"
    assert str(client.get(page).context["form"]["need"].value()) == str(world.need.uid)
    sent = {"need": world.need.uid, "actor": actor.slug, "wanted_degree": 3, "message": "Nous filons."}

    assert client.post(page, sent)["Location"] == url(world, "requests")
    assert errors(client.post(page, sent)) == {"need"}
    request = JoinRequest.objects.get(actor=actor)
    assert actor.name in client.get(url(world, "requests")).text

    client.force_login(world.holder)
    accept = url(world, "request-accept", request.uid)
    assert client.post(accept, {"accept-degree": "", "accept-day": ""}).status_code == 200
    today = timezone.localdate()
    client.post(accept, {"accept-degree": 3, "accept-day": today})
    client.post(accept, {"accept-degree": 3, "accept-day": today + timedelta(days=1)})

    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED
    assert request.involvement.actor == actor
    assert Involvement.objects.filter(actor=actor).count() == 1


def test_decline_with_a_reason(client, world):
    client.force_login(world.holder)
    page = url(world, "request-decline", world.join_request.uid)

    assert client.post(page, {"decline-reason": ""}).status_code == 200
    client.post(page, {"decline-reason": "Complet"})

    client.force_login(world.join_request.created_by)
    assert "Complet" in client.get(url(world, "request", world.join_request.uid)).text


def test_withdraw_by_who_sent_it_alone(client, world):
    page = url(world, "request-withdraw", world.join_request.uid)
    client.force_login(world.holder)
    assert client.post(page).status_code == 403

    client.force_login(world.join_request.created_by)
    client.post(page)

    world.join_request.refresh_from_db()
    assert world.join_request.state == RequestState.WITHDRAWN


def test_one_speaks_only_for_ones_own_actors(client, world):
    client.force_login(world.stranger)
    sent = {"actor": ActorFactory().slug, "wanted_degree": 3, "message": "Bonjour"}

    assert errors(client.post(url(world, "join"), sent)) == {"actor"}


def test_a_closed_project_takes_nobody(client):
    closed = ProjectFactory(open_to_newcomers=False)
    client.force_login(UserFactory())

    response = client.get(reverse("projects:join", args=[closed.slug]))

    assert response["Location"] == closed.get_absolute_url()


@pytest.mark.parametrize(("page", "whose"), [("involve", ""), ("join", "own")])
def test_likely_duplicates_show_while_one_types(client, world, page, whose):
    asked = f"prefixe=new_&amp;choisir=actor&amp;parmi={whose}"

    assert f'{reverse("actors:duplicates")}?{asked}"' in client.get(url(world, page)).text


# Its team


def test_hand_over_through_the_page(client, world):
    client.force_login(world.holder)
    refused = client.post(url(world, "hand-over"), {"hand_over-email": world.stranger.email})
    assert refused.status_code == 200
    assert "email" in refused.context["hand_over"].errors

    client.post(url(world, "hand-over"), {"hand_over-email": world.contributor.email})

    roles = dict(Membership.objects.filter(team=world.project.team).values_list("user", "role"))
    assert roles[world.contributor.pk] == Role.HOLDER
    assert roles[world.holder.pk] == Role.CONTRIBUTOR


def test_the_last_holder_cannot_leave(client, world):
    client.force_login(world.holder)
    member = Membership.objects.get(team=world.project.team, user=world.holder)

    client.post(url(world, "member-remove", member.pk))
    client.post(url(world, "member-role", member.pk), {"role": "reader"})

    member.refresh_from_db()
    assert member.role == Role.HOLDER
