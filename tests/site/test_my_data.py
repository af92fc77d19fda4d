"""All that concerns somebody is told to them: every sort of fact, nothing of what others alone may know."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models

from actors import personal_export
from actors.models import Actor
from projects.enums import AlertKind
from projects.models import Alert, Assessment, Engagement
from territoire.merging import links_to
from territoire.models import User
from territoire.personal_export import ACCOUNT
from territoire.site.my_data import my_data
from tests.factories import actors, cocreation, projects, territoire, workshops

pytestmark = pytest.mark.django_db


def person(**values):
    return actors.ActorFactory(person=True, name="Zénobie Durand", **values)


def everything_about(actor):
    """Make one fact of each sort about a person."""
    writer = territoire.UserFactory(name="Quidam Indiscret")
    Actor.objects.filter(pk=actor.pk).update(description="File la laine", acronym="ZD")
    actor.areas.add(territoire.TerritoryFactory(name="Ambert"))
    actor.identifiers.create(scheme="other", value="ID-1")
    actors.ContactPointFactory(actor=actor, value="zenobie@exemple.example")
    actors.MasteryFactory(actor=actor, competence__name="Filage", conditions="Le mardi")
    actors.ResourceFactory(actor=actor, description="Un rouet")
    actors.ActorOccupationFactory(actor=actor, occupation__name="Fileuse")
    actors.AffiliationFactory(member=actor, organisation=actors.ActorFactory(name="La Bruyère"), role="Élue")
    actors.AffiliationFactory(member=person(), organisation=actor)
    partnership = actors.PartnershipFactory(between=(actor, actors.ActorFactory(name="Le Rouet")))
    actors.PartnershipAxisFactory(partnership=partnership, description="Elle conseille")
    actors.ClaimFactory(actor=actor)
    actors.NoteFactory(actor=actor, text="Préfère le téléphone", created_by=writer)
    actors.NoticeFactory(actor=actor)
    actors.ContactAccessFactory(actor=actor, user=writer)
    actors.ActorReportFactory(actor=actor, created_by=writer)
    actors.PersonWarningFactory(actor=actor)
    actors.ActorMergeFactory(kept=actor)
    projects.InvolvementFactory(actor=actor, project__name="Pôle laine", role="Marraine")
    Engagement.objects.create(involvement=projects.InvolvementFactory(), person=actor)
    projects.JoinRequestFactory(actor=actor, message="Je viens filer")
    projects.PledgeFactory(actor=actor, note="Un mardi sur deux")
    projects.ExperienceFactory(ask=actor)
    projects.SupportFactory(actor=actor, public=True, words="Je soutiens la filature")
    projects.ConvictionFactory(actor=actor)
    projects.AssessmentFactory(actor=actor, assessor=writer, influence=4, interest=2)
    projects.CandidateChoiceFactory(actor=actor, reason="Déjà très prise")
    projects.IntroductionFactory(
        actor=actor, note="Rappeler après la foire", in_charge=writer, state="contacted"
    )
    Alert.objects.create(user=writer, kind=AlertKind.SOUGHT, actor=actor)
    projects.GuestRequestFactory(actor=actor)
    projects.SuggestionFactory(actor=actor, created_by=writer)
    proposal = projects.ProposalFactory(actor=actor)
    projects.ProposalVoiceFactory(proposal=proposal, actor=actor)
    projects.ProposalCommentFactory(proposal=proposal, actor=actor)
    cocreation.TrainingOfferFactory(actor=actor)
    cocreation.TrainingRequestFactory(actor=actor)
    cocreation.InscriptionFactory(actor=actor, session=cocreation.TrainingSessionFactory())
    cocreation.TrainingSessionFactory(teacher=actor)
    workshops.GuestFactory(actor=actor)
    workshops.OutcomeFactory(actor=actor)
    workshops.RatingFactory(about__actor=actor)


def told(parts) -> str:
    return json.dumps([{one.name: one.as_data()} for one in parts], ensure_ascii=False) + "".join(
        fact.value for one in parts for facts in one.records for fact in facts
    )


def test_every_table_that_tells_of_a_person_is_told():
    actor = person()
    everything_about(actor)

    names = {one.name for one in personal_export.person_parts(actor, AnonymousUser(), contacts=True)}

    assert names == {
        "identity", "areas", "identifiers", "occupations", "masteries", "resources", "affiliations", "members",
        "partnerships", "axes", "contact_points", "contact_accesses", "notices", "notes", "claims", "reports",
        "warnings", "merges", "history", "involvements", "engagements", "pledges", "join_requests",
        "experiences", "supports", "convictions", "assessments", "choices", "introductions", "alerts",
        "guest_requests", "suggestions", "proposals", "voices", "proposal_comments", "training_offers",
        "training_requests", "training_sessions", "inscriptions", "workshops", "workshop_outcomes",
        "workshop_rounds", "workshop_ratings",
    }  # fmt: skip


def test_each_table_that_leads_to_an_actor_has_a_row_in_the_test_above():
    actor = person()
    everything_about(actor)

    linked = {model for model, _field in links_to(Actor)}
    with_a_row = {
        model
        for model, field in links_to(Actor)
        if model._base_manager.filter(**{field.attname: actor.pk}).exists()
    }
    assert linked - with_a_row == {Actor}


def test_the_words_and_figures_are_there():
    actor = person()
    everything_about(actor)

    text = told(personal_export.person_parts(actor, AnonymousUser(), contacts=True))

    for word in (
        "Zénobie Durand", "ZD", "File la laine", "Ambert", "ID-1", "zenobie@exemple.example", "Filage",
        "Le mardi", "Un rouet", "Fileuse", "La Bruyère", "Élue", "Le Rouet", "Elle conseille", "Pôle laine",
        "Marraine", "Je viens filer", "Un mardi sur deux", "Préfère le téléphone",
    ):  # fmt: skip
        assert word in text, word


def test_who_wrote_is_not_told():
    actor = person()
    everything_about(actor)

    parts = personal_export.person_parts(actor, AnonymousUser(), contacts=True)

    assert "Quidam" not in told(parts)
    (assessment,) = next(one for one in parts if one.name == "assessments").as_data()
    assert assessment == {
        "day": str(Assessment.objects.get().day),
        "influence": 4,
        "interest": 2,
        "legitimacy": None,
        "urgency": None,
        "agreed": False,
        "stance": "",
    }
    (note,) = next(one for one in parts if one.name == "notes").as_data()
    assert note.keys() == {"text", "created_at"}


def test_what_the_reader_may_not_see_is_not_named():
    actor, secret = person(), "Projet Caché"
    projects.InvolvementFactory(actor=actor, project__name=secret, project__visibility="team")
    other = actors.ActorFactory(person=True, name="Ursule Cachée")
    actors.PartnershipFactory(between=(actor, other))
    actors.AffiliationFactory(member=actor, organisation=actors.ActorFactory(hidden=True, name="Loge Cachée"))

    text = told(personal_export.person_parts(actor, territoire.UserFactory(), contacts=True))

    assert "Cach" not in text
    assert "quelque chose qui ne vous est pas montré" in text


def test_contact_details_are_told_on_request():
    actor = person()
    actors.ContactPointFactory(actor=actor, value="zenobie@exemple.example")
    actors.NoticeFactory(actor=actor, email="zenobie@autre.example")

    assert "@" not in told(personal_export.person_parts(actor, AnonymousUser()))


def test_who_was_merged_into_the_person_is_told():
    actor = person()
    stub = actors.ActorFactory(person=True, name="Z. Durand", merged_into=actor)
    actors.MasteryFactory(actor=stub, competence__name="Tissage")

    text = told(personal_export.person_parts(actor, AnonymousUser()))

    assert "Z. Durand" in text
    assert "Tissage" in text


def test_all_of_an_account(django_assert_max_num_queries):
    user = territoire.UserFactory(name="Alix")
    territoire.MembershipFactory(user=user, team__name="Équipe laine")
    territoire.FacilitationFactory(user=user, territory__name="Livradois")
    claimed = person()
    actors.ClaimFactory(user=user, actor=claimed, accepted=True, message="C’est moi")
    actors.ClaimFactory(user=user, actor=actors.ActorFactory(name="La Bruyère"), accepted=True)
    actors.ActorFactory(created_by=user, name="Le Rouet")
    projects.JoinRequestFactory(created_by=user, message="Je viens filer")
    actors.ActorReportFactory(created_by=user, message="Adresse fausse")

    with django_assert_max_num_queries(190):
        data = my_data(user)

    text = json.dumps(data.as_data(), ensure_ascii=False)
    for word in (
        user.email, "Alix", "Équipe laine", "Livradois", "C’est moi", "Le Rouet", "Je viens filer",
        "Adresse fausse", "Zénobie Durand",
    ):  # fmt: skip
        assert word in text, word
    assert [one.actor for one in data.persons] == [claimed]


def test_invitations_are_told_to_who_surely_has_the_address():
    user = territoire.UserFactory(unconfirmed=True)
    territoire.InvitationFactory(email=user.email.upper(), team__name="Équipe laine")

    def invitations():
        return next((one for one in my_data(user).account if one.name == "invitations"), None)

    assert invitations() is None
    EmailAddress.objects.filter(user=user).update(verified=True)
    assert invitations() is not None


def test_each_field_of_an_account_and_a_person_is_told_or_left_on_purpose():
    left = {
        User: {"id", "password", "is_active"},
        Actor: {
            "id", "uid", "slug", "created_by", "team", "import_batch", "reviewed_at", "reviewed_by",
            "merged_into", "hidden_from", "erased_at", "search_name", "search_vector",
        },
    }  # fmt: skip

    for model, told_fields in ((User, ACCOUNT), (Actor, personal_export.IDENTITY)):
        fields = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        concrete = {name for name in fields if not model._meta.get_field(name).many_to_many}
        assert concrete - set(told_fields) == left[model]
