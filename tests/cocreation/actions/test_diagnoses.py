"""Versions of a diagnosis: what is closed is no longer changed, what follows begins with the same statements."""

import pytest
from django.core.exceptions import ValidationError

from cocreation.actions import diagnoses, statements
from cocreation.models import Diagnosis, Statement
from tests.factories import actors, projects, territoire

pytestmark = pytest.mark.django_db


def test_the_next_version_takes_statements_up_and_leaves_opinions_behind():
    user = territoire.UserFactory()
    need = projects.NeedFactory()
    first = diagnoses.start(need.project, by=user, questions=["Et l’eau ?"])
    question = first.questions.get()
    spring = statements.add(first, kind="answer", question=question, text="La source tarit.", by=user)
    wool = statements.add(first, kind="weakness", text="Personne ne carde.", needs=[need], by=user)
    statements.speak(first, family=actors.ActorFamilyFactory(), by=user)
    statements.rate(wool, 2, by=user)
    statements.rate(wool, 5, by=user)

    second = diagnoses.begin_next(first, by=user)

    assert (second.number, second.is_open) == (2, True)
    taken_up = {one.text: one for one in second.statements.all()}
    assert taken_up.keys() == {spring.text, wool.text}
    assert taken_up[spring.text].question.text == "Et l’eau ?"
    assert [*taken_up[wool.text].needs.all()] == [need]
    assert taken_up[wool.text].origin == wool
    assert [rating.value for rating in wool.ratings.all()] == [5]
    assert not taken_up[wool.text].ratings.exists()
    with pytest.raises(ValidationError):
        statements.rate(wool, 1, by=user)
    with pytest.raises(ValidationError):
        statements.add(first, kind="strength", text="Trop tard.", by=user)
    with pytest.raises(ValidationError):
        diagnoses.start(need.project, by=user)
    assert statements.alike(second, "la SOURCE tarit") == taken_up[spring.text]


def test_who_takes_part_in_the_diagnosis_of_a_project_reads_it():
    project = projects.ProjectFactory(reader=(reader := territoire.UserFactory()))
    aboard = actors.ClaimFactory(accepted=True, actor=projects.InvolvementFactory(project=project).actor).user
    facilitator = territoire.FacilitationFactory(territory=project.territory).user
    other = territoire.UserFactory()
    diagnosis = diagnoses.start(project, by=reader)
    statement = statements.add(diagnosis, kind="risk", text="L’hiver.", by=reader)

    readers = [
        user
        for user in (reader, aboard, facilitator, other)
        if Statement.objects.visible_to(user).contains(statement)
    ]

    assert readers == [reader, aboard, facilitator]
    diagnoses.show_to(diagnosis, "members", by=reader)
    assert Diagnosis.objects.visible_to(other).contains(diagnosis)
