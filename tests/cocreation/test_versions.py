"""A version of a diagnosis is set, closed with a question, compared with the next."""

import pytest
from django.urls import reverse

from cocreation.actions import diagnoses, statements
from cocreation.models import Diagnosis, Statement
from tests.factories.cocreation import QuestionFactory, RatingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return UserFactory()


@pytest.fixture
def diagnosis(holder):
    return diagnoses.start(ProjectFactory(holder=holder), by=holder)


def stated(diagnosis, text, *values):
    statement = statements.add(diagnosis, kind="strength", text=text, by=None)
    rate(statement, *values)
    return statement


def rate(statement, *values):
    for value in values:
        RatingFactory(statement=statement, value=value)


def test_what_moved_from_one_version_to_the_next_is_said_in_words(client, diagnosis, holder):
    kept, moved, dropped, few = (
        stated(diagnosis, text, *values)
        for text, values in (
            ("On s’entend.", (5, 5, 4)),
            ("L’eau suffit.", (1, 1, 2)),
            ("La foire attire.", (4, 4, 4)),
            ("Le col ferme.", (1,)),
        )
    )
    following = diagnoses.begin_next(diagnosis, by=holder)
    taken_up = {one.text: one for one in following.statements.all()}
    rate(taken_up[kept.text], 5, 4, 4)
    statements.reword(taken_up[moved.text], text="L’eau suffit l’été.", needs=(), by=holder)
    rate(taken_up[moved.text], 4, 4, 5)
    rate(taken_up[few.text], 5, 5, 5)
    taken_up[dropped.text].delete()
    stated(following, "Les jeunes reviennent.", 5, 5, 5)
    client.force_login(holder)

    page = client.get(reverse("cocreation:project-diagnosis-compare", args=[diagnosis.project.slug]))

    seen = page.context["compared"]
    assert [one.now.statement.text for one in seen.moved] == ["L’eau suffit l’été."]
    assert seen.moved[0].words == "Plus près d’être partagé."
    assert [one.now.statement.text for one in seen.still] == [kept.text]
    assert [one.now.statement.text for one in seen.untold] == [few.text]
    assert [one.statement.text for one in seen.new] == ["Les jeunes reviennent."]
    assert [one.statement.text for one in seen.gone] == [dropped.text]
    assert "1 constat a bougé" in page.text
    client.logout()  # who takes part alone reads it
    assert client.get(page.request["PATH_INFO"]).context["compared"] is None


def test_a_statement_dropped_once_and_taken_up_again_is_the_same(diagnosis, holder):
    from cocreation.analysis.versions import compare

    stated(diagnosis, "On s’entend.", 5, 5, 5)
    second = diagnoses.begin_next(diagnosis, by=holder)
    third = diagnoses.begin_next(second, by=holder)

    assert len(compare(diagnosis, third, holder).pairs) == 1


def test_questions_are_added_and_readers_changed_by_who_conducts_it(client, diagnosis, holder):
    address = reverse("cocreation:diagnosis-settings", args=[diagnosis.uid])
    QuestionFactory(diagnosis=diagnosis, text="Et l’eau ?")
    client.force_login(holder)

    again = client.post(address, {"visibility": "members", "question": " et  l’EAU ?"})
    assert "Cette question est déjà posée" in again.context["form"].errors["question"][0]
    assert again.context["form"]["visibility"].value() == "members"
    assert client.post(address, {"visibility": "public", "question": "Et la laine ?"}).status_code == 302

    diagnosis.refresh_from_db()
    assert diagnosis.visibility == "public"
    assert [one.text for one in diagnosis.questions.all()] == ["Et l’eau ?", "Et la laine ?"]
    diagnoses.close(diagnosis, by=holder)
    assert "question" not in client.get(address).context["form"].fields


def test_closing_and_removing_are_asked_about_first(client, diagnosis, holder):
    statement = stated(diagnosis, "On s’entend.", 5)
    client.force_login(holder)
    close = reverse("cocreation:diagnosis-close", args=[diagnosis.uid])
    remove = reverse("cocreation:statement-remove", args=[statement.uid])

    assert "On s’entend." in client.get(remove).text
    assert Statement.objects.exists()
    assert client.get(close).status_code == 200
    assert Diagnosis.objects.get().is_open
    client.post(remove)
    client.post(close)
    assert (Statement.objects.exists(), Diagnosis.objects.get().is_open) == (False, False)
