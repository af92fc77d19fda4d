"""On random worlds, `visible_to(user)` and the predicates say of every object what the sentences say."""

from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isfunction, signature

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.rights.oracle import USERS, Oracle
from tests.rights.plans import PLANS, Base, Laid
from tests.worlds import OUR_APPS

pytestmark = pytest.mark.django_db

#: Whose lists: the rows of the world, and who sees the row of that number.
LISTS = {
    "territoire.ImportBatch": ("imports", Oracle.sees_import),
    "actors.Actor": ("actors", Oracle.sees_actor),
    "actors.Mastery": ("masteries", Oracle.sees_through),
    "actors.Resource": ("resources", Oracle.sees_through),
    "actors.ActorOccupation": ("occupations", Oracle.sees_through),
    "actors.ContactPoint": ("contacts", Oracle.sees_contact),
    "actors.Affiliation": ("affiliations", Oracle.sees_affiliation),
    "actors.Partnership": ("partnerships", Oracle.sees_partnership),
    "actors.PartnershipAxis": ("axes", Oracle.sees_partnership),
    "actors.Claim": ("claims", Oracle.sees_claim),
    "actors.Note": ("notes", Oracle.sees_note),
    "projects.Project": ("projects", Oracle.sees_project),
    "projects.Need": ("needs", Oracle.sees_project),
    "projects.Experience": ("experiences", Oracle.sees_project),
    "projects.News": ("news", Oracle.sees_news),
    "projects.Support": ("supports", Oracle.sees_support),
    "projects.Conviction": ("convictions", Oracle.sees_involvement),
    "projects.Assessment": ("assessments", Oracle.sees_assessment),
    "projects.Involvement": ("involvements", Oracle.sees_involvement),
    "projects.Pledge": ("pledges", Oracle.sees_involvement),
    "projects.JoinRequest": ("requests", Oracle.sees_request),
    "projects.GuestRequest": ("guests", Oracle.sees_guest),
    "projects.Suggestion": ("suggestions", Oracle.looks_for_people),
    "projects.Proposal": ("proposals", Oracle.sees_proposal),
    "projects.ProposalComment": ("comments", Oracle.talks_over),
    "projects.CandidateChoice": ("choices", Oracle.sees_follow_up),
    "projects.Introduction": ("introductions", Oracle.sees_follow_up),
    "cocreation.Diagnosis": ("diagnoses", Oracle.takes_part),
    "cocreation.Statement": ("statements", Oracle.takes_part),
    "cocreation.Idea": ("ideas", Oracle.has_account),
    "cocreation.TrainingOffer": ("offers", Oracle.sees_through),
    "cocreation.TrainingRequest": ("wishes", Oracle.sees_through),
    "cocreation.TrainingSession": ("sessions", Oracle.sees_through),
    "cocreation.Inscription": ("inscriptions", Oracle.sees_inscription),
    "workshops.Workshop": ("workshops", Oracle.sees_workshop),
    "workshops.Guest": ("invited", Oracle.sees_invitation),
    "workshops.Outcome": ("outcomes", Oracle.sees_through),
    "workshops.Round": ("rounds", Oracle.leads_workshop),
    "workshops.RoundActor": ("rated", Oracle.sees_rated),
    "workshops.Note": ("post_its", Oracle.leads_workshop),
    "workshops.Sequence": ("sequences", Oracle.made_sequence),
}
#: Each predicate: the rows of the world that it is asked about, and whom the sentence lets through.
PREDICATES = {
    "actors.view_actor": ("actors", Oracle.sees_actor),
    "actors.change_actor": ("actors", Oracle.changes_actor),
    "actors.archive_actor": ("actors", Oracle.changes_actor),
    "actors.delete_actor": ("actors", Oracle.deletes_actor),
    "actors.merge_actor": ("actors", Oracle.merges_actor),
    "actors.view_partnership": ("partnerships", Oracle.sees_partnership),
    "actors.change_partnership": ("partnerships", Oracle.changes_partnership),
    "actors.speak_for_actor": ("actors", Oracle.has_voice),
    "actors.claim_actor": ("actors", Oracle.claims_actor),
    "actors.view_claim": ("claims", Oracle.sees_claim),
    "actors.decide_claim": ("claims", Oracle.decides_claim),
    "actors.withdraw_claim": ("claims", Oracle.withdraws_claim),
    "actors.end_claim": ("claims", Oracle.ends_claim),
    "actors.confirm_axis": ("axes", Oracle.confirms_axis),
    "actors.keep_actor": ("actors", Oracle.is_asked_of_actor),
    "actors.confirm_actor": ("actors", Oracle.confirms_actor),
    "actors.moderate_actor": ("actors", Oracle.moderates_actor),
    "actors.view_note": ("notes", Oracle.sees_note),
    "actors.add_note": ("actors", Oracle.writes_note),
    "actors.change_note": ("notes", Oracle.changes_note),
    "actors.delete_note": ("notes", Oracle.changes_note),
    "actors.moderate_competence": ("competences", Oracle.moderates_competence),
    "projects.view_project": ("projects", Oracle.sees_project),
    "projects.change_project": ("projects", Oracle.holds),
    "projects.archive_project": ("projects", Oracle.holds),
    "projects.delete_project": ("projects", Oracle.holds),
    "projects.hand_over_project": ("projects", Oracle.holds),
    "projects.manage_team": ("projects", Oracle.holds),
    "projects.contribute_to_project": ("projects", Oracle.contributes),
    "projects.keep_project": ("projects", Oracle.is_asked_of_project),
    "projects.confirm_project": ("projects", Oracle.confirms_project),
    "projects.moderate_project": ("projects", Oracle.moderates_project),
    "projects.confirm_involvement": ("involvements", Oracle.confirms_involvement),
    "projects.answer_support": ("supports", Oracle.confirms_involvement),
    "projects.take_off_support": ("supports", Oracle.takes_off_support),
    "projects.see_team_of_project": ("projects", Oracle.sees_team),
    "projects.see_assessments": ("projects", Oracle.sees_assessment),
    "projects.assess_actors": ("projects", Oracle.assesses),
    "projects.choose_candidates": ("projects", Oracle.looks_for_people),
    "projects.follow_introductions": ("projects", Oracle.looks_for_people),
    "projects.join_project": ("projects", Oracle.joins),
    "projects.propose_change": ("projects", Oracle.proposes),
    "projects.suggest_to_project": ("projects", Oracle.suggests),
    "projects.talk_over_change": ("proposals", Oracle.talks_over),
    "projects.see_growth": ("projects", Oracle.sees_growth),
    "projects.voice_in_project": ("projects", Oracle.has_voice_in),
    "projects.decide_join_request": ("requests", Oracle.decides_request),
    "projects.withdraw_join_request": ("requests", Oracle.withdraws_request),
    "cocreation.view_diagnosis": ("diagnoses", Oracle.takes_part),
    "cocreation.take_part_in_diagnosis": ("diagnoses", Oracle.takes_part),
    "cocreation.open_project_diagnosis": ("projects", Oracle.looks_for_people),
    "cocreation.open_territory_diagnosis": ("places", Oracle.facilitates_there),
    "cocreation.facilitates": ("places", Oracle.facilitates_there),
    "cocreation.conduct_diagnosis": ("diagnoses", Oracle.looks_for_people),
    "cocreation.change_statement": ("statements", Oracle.looks_for_people),
    "cocreation.moderate_statement": ("statements", Oracle.moderates_project),
    "cocreation.change_idea": ("ideas", Oracle.moderates_project),
    "cocreation.make_idea_a_project": ("ideas", Oracle.moderates_project),
    "cocreation.moderate_idea": ("ideas", Oracle.moderates_project),
    "cocreation.teach_session": ("sessions", Oracle.has_voice),
    "cocreation.change_session": ("sessions", Oracle.changes_session),
    "cocreation.moderate_session": ("sessions", Oracle.moderates_session),
    "cocreation.learn_for": ("actors", Oracle.learns_for),
    "cocreation.say_as_learner": ("inscriptions", Oracle.says_as_learner),
    "cocreation.leave_session": ("inscriptions", Oracle.is_of_session),
    "cocreation.say_level": ("inscriptions", Oracle.is_of_session),
    "cocreation.end_training_offer": ("offers", Oracle.ends_offer),
    "cocreation.end_training_request": ("wishes", Oracle.ends_wish),
    "workshops.view_workshop": ("workshops", Oracle.sees_workshop),
    "workshops.lead_workshop": ("workshops", Oracle.leads_workshop),
    "workshops.hold_workshop": ("projects", Oracle.leads_workshop),
    "workshops.answer_invitation": ("invited", Oracle.answers_invitation),
}
#: What answers with rows, and is asked by the predicates above.
NO_PREDICATES = {"actors.confirmable_axes", "actors.note_territories"}
HOW_TO_ADD = """
{missing}: say in tests/rights/oracle.py, in plain Python, whom the sentence lets through, and name it in tests/rights/
test_visibility.py ({table}); what it is about must be in the random worlds of tests/rights/plans.py.
"""


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    """Make what all the worlds share."""
    with django_db_blocker.unblock(), undone():
        yield Base()


@contextmanager
def undone():
    """Forget what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Making a failing world smaller would take minutes: each is made in the database.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
random_worlds = settings(
    max_examples=15,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@random_worlds
@given(plan=PLANS)
def test_lists_show_to_each_what_the_sentences_say(base, plan):
    oracle = Oracle(plan)
    with undone():
        laid = Laid(base, plan)
        for label, (rows, sees) in LISTS.items():
            model, keys = apps.get_model(label), {row.pk: n for n, row in enumerate(getattr(laid, rows))}
            for user in (None, *range(USERS)):
                visible = model.objects.visible_to(base.user(user)).filter(pk__in=keys)
                shown = sorted(keys[pk] for pk in visible.values_list("pk", flat=True))
                expected = [number for number in sorted(keys.values()) if sees(oracle, user, number)]
                assert shown == expected, f"{label}, to {user}"
        for user in (None, *range(USERS)):
            offered = laid.competences[0].__class__.objects.offered_to(base.user(user))
            shown = {row.pk for row in offered} & {row.pk for row in laid.competences}
            expected = {row.pk for n, row in enumerate(laid.competences) if oracle.is_offered(user, n)}
            assert shown == expected, f"competences, to {user}"


@random_worlds
@given(plan=PLANS)
def test_predicates_let_through_whom_the_sentences_name(base, plan):
    oracle = Oracle(plan)
    with undone():
        laid = Laid(base, plan)
        for permission, (rows, may) in PREDICATES.items():
            for number, row in enumerate(getattr(laid, rows)):
                for user in (None, *range(USERS)):
                    found = base.user(user).has_perm(permission, row)
                    assert found == may(oracle, user, number), f"{permission} on {number}, by {user}"


def test_every_list_is_held():
    lists = {
        model._meta.label
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
        if hasattr(model._default_manager, "visible_to")
    }
    missing = ", ".join(sorted(lists - LISTS.keys()))
    assert not missing, HOW_TO_ADD.format(missing=missing, table="LISTS")


def test_every_predicate_is_held():
    named = {
        f"{app}.{name}"
        for app in OUR_APPS[1:]
        if find_spec(f"{app}.permissions")
        for name, function in getmembers(import_module(f"{app}.permissions"), isfunction)
        if not name.startswith("_")
        and function.__module__ == f"{app}.permissions"
        and len(signature(function).parameters) == 2
    }
    missing = ", ".join(sorted(named - PREDICATES.keys() - NO_PREDICATES))
    assert not missing, HOW_TO_ADD.format(missing=missing, table="PREDICATES")
