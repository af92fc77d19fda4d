"""The whole domain as one file: out and back without loss, read by frictionless, with what its reader may see."""

import io
import json
import zipfile
from datetime import date

import frictionless
import pghistory
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.models import (
    Actor,
    ActorFamily,
    Competence,
    CompetenceClosure,
    ContactAccess,
    Occupation,
    PartnershipKind,
    ResourceKind,
)
from cocreation.exchanges import package_tables as cocreation
from cocreation.models import Diagnosis, Idea, Statement, TrainingSession
from projects.models import Degree, Pledge, Project, SharedValue, Theme
from territoire.enums import TerritoryKind
from territoire.exchanges.package.reading import PackageProblem
from territoire.models import Team, Territory
from territoire.periods import since
from territoire.site import packages
from tests import hidden_world
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory, PartnershipAxisFactory
from tests.factories.cocreation import (
    DiagnosisFactory,
    IdeaAskFactory,
    InscriptionFactory,
    RatingFactory,
    StatementFactory,
    TrainingOfferFactory,
    TrainingRequestFactory,
)
from tests.factories.cocreation import QuestionFactory as OwnQuestionFactory
from tests.factories.projects import (
    GuestRequestFactory,
    JoinRequestFactory,
    NeedFactory,
    ProposalCommentFactory,
    ProposalFactory,
    ProposalVoiceFactory,
    SuggestionFactory,
)
from tests.factories.workshops import (
    GroupFactory,
    GuestFactory,
    NoteFactory,
    OutcomeFactory,
    ParticipantFactory,
    QuestionFactory,
    WorkshopFactory,
)
from tests.hidden_world import CANARY, may_read
from tests.worlds import OUR_APPS
from workshops.exchanges import package_tables as workshops
from workshops.models import Dot, Workshop

pytestmark = pytest.mark.django_db
ANY_TEXT = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1, max_size=40
)


#: What a fresh instance has of its own.
VOCABULARY = {Competence, Theme, SharedValue, Degree, ActorFamily, Occupation, ResourceKind, PartnershipKind}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Build the world once for all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield hidden_world.build()
        transaction.set_rollback(True)


def written(reader=None) -> io.BytesIO:
    held = io.BytesIO()
    packages.export(held, reader=reader)
    held.seek(0)
    return held


def tables(held: io.BytesIO) -> dict[str, str]:
    """Return the text of each table of a package."""
    with zipfile.ZipFile(held) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.startswith("data/")}


def emptied() -> None:
    """Leave official territories, vocabulary and accounts, as in an instance that was just made."""
    for model in (Idea, Workshop, TrainingSession, Statement, Diagnosis, Pledge, Project, Actor, Team):
        model._base_manager.all().delete()
    Territory.objects.filter(kind=TerritoryKind.CUSTOM).delete()


def without_vocabulary() -> None:
    """Leave nothing of it either."""
    Competence.objects.update(parent=None, merged_into=None)
    for table in packages.TABLES:
        if table.model in VOCABULARY:
            table.model._base_manager.all().delete()


def loaded(held: io.BytesIO) -> int:
    """Bring the database up to a package; return how many rows were added or changed."""
    held.seek(0)
    return sum(one.added + one.changed for one in packages.load(held))


def built_together(actors, words: list[str], values: list[int]) -> None:
    """Add one of each thing that people think, propose and write together, with these words and figures."""
    one, other, third = words
    need = NeedFactory(description=one)
    project = need.project
    diagnosis = DiagnosisFactory(project=project, aim=one)
    question = OwnQuestionFactory(diagnosis=diagnosis, text=other)
    first = StatementFactory(diagnosis=diagnosis, text=third, needs=[need])
    StatementFactory(diagnosis=diagnosis, kind="answer", question=question, text=one, origin=first)
    for value in values:
        RatingFactory(statement=first, value=value)
    IdeaAskFactory(idea__name=one, idea__text=other, quantity=values[0])
    TrainingOfferFactory(actor=actors[1], words=one)
    TrainingRequestFactory(actor=actors[2], need=need, words=other)
    InscriptionFactory(session__teacher=actors[1], actor=actors[2], session__text=third)
    proposal = ProposalFactory(project=project, after={"name": one}, reason=other)
    ProposalVoiceFactory(actor=actors[1], reason=third)
    ProposalCommentFactory(proposal=proposal, actor=actors[0], text=one)
    JoinRequestFactory(project=project, need=need, actor=actors[1], message=other)
    guest = GuestRequestFactory(project=project, name=one, message=other)
    SuggestionFactory(project=project, name=one, guest=guest, brings=third)
    asked = QuestionFactory(workshop__project=project, workshop__minutes=one, text=other)
    GuestFactory(workshop=asked.workshop, actor=actors[2])
    author = ParticipantFactory(workshop=asked.workshop, name="Prénom-oublié")
    note = NoteFactory(question=asked, author=author, group=GroupFactory(question=asked), text=third)
    Dot.objects.create(note=note, participant=author)
    OutcomeFactory(note=note, actor=actors[1])
    WorkshopFactory(project=None, territory=ActorFactory().seat)


def test_out_and_back_without_loss_and_twice_is_once(world):
    before = written()
    under = CompetenceClosure.objects.count()

    emptied()
    without_vocabulary()
    loaded(before)
    after = written()

    assert not Actor.objects.filter(created_by__isnull=False)
    assert tables(after) == tables(before)
    assert loaded(before) == 0
    assert CompetenceClosure.objects.count() == under
    assert len(tables(before)["data/masteries.csv"].splitlines()) > 10


def test_each_model_is_in_the_package_or_said_to_be_left_out():
    ours = [apps.get_app_config(label) for label in OUR_APPS]
    models = {
        model._meta.label
        for config in ours
        for model in config.get_models()
        if model._meta.managed and not issubclass(model, pghistory.models.Event)
    }
    through = {table.model._meta.label for table in packages.TABLES if table.model._meta.auto_created}
    held = {table.model._meta.label for table in packages.TABLES} - through
    left = [name for one in packages.LEFT_OUT for name in one.models]
    assert len(left) == len(set(left))
    assert held | set(left) == models
    assert not held & set(left)

    with zipfile.ZipFile(written()) as package:
        told = json.loads(package.read("datapackage.json"))["leftOut"]
    assert [one["what"] for one in told] == [one.what for one in packages.LEFT_OUT]


def test_frictionless_finds_nothing_to_say(world, tmp_path):
    for name, reader in (("all", None), ("contributor", world.readers["contributor"])):
        file = tmp_path / f"{name}.zip"
        file.write_bytes(written(reader).getvalue())

        report = frictionless.Package(str(file)).validate()

        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
        assert report.stats["tasks"] == len(packages.TABLES)


@pytest.mark.parametrize("reader", ["elsewhere", "contributor", "holder"])
def test_a_package_holds_what_its_reader_may_see(world, reader):

    told = "\n".join(tables(written(world.readers[reader])).values())

    for word in may_read(reader):
        told = told.replace(word, "")
    at = told.lower().find(CANARY)
    assert at < 0, told[max(0, at - 200) : at + 200]
    assert "La Montrée" in told
    assert ContactAccess.objects.filter(user=world.readers[reader], way="exported").exists()


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(ANY_TEXT, min_size=3, max_size=3),
    facts=st.lists(
        st.tuples(st.integers(0, 2), st.integers(2000, 2020)), max_size=4, unique_by=lambda one: one
    ),
    directions=st.lists(st.sampled_from(["forward", "backward", "both"]), min_size=2, max_size=2),
    values=st.lists(st.integers(1, 5), min_size=1, max_size=3),
)
def test_random_worlds_come_back_whole_even_among_what_is_there(db, names, facts, directions, values):
    emptied()
    actors = [ActorFactory(name=name.strip() or "x", description=name) for name in names]
    skill = CompetenceFactory()
    for number, year in facts:
        one_year = since(date(year, 1, 1), date(year + 1, 1, 1))
        MasteryFactory(actor=actors[number], competence=skill, period=one_year, conditions=names[number])
    for other, direction in zip(actors[1:], directions, strict=True):
        PartnershipAxisFactory(partnership__between=(actors[0], other), direction=direction)
    built_together(actors, names, values)
    before = written()
    of_together = [one.name for one in (*cocreation.TOGETHER, *workshops.WORKSHOPS)]
    assert all(tables(before)[f"data/{name}.csv"].count("\n") > 1 for name in of_together)
    # First names are forgotten after a month: they never leave.
    assert "Prénom-oublié" not in "".join(tables(before).values())

    # The first partner of all comes back last: the order of keys is another one.
    actors[0].delete()
    loaded(before)

    assert sorted(tables(written())["data/partnership_axes.csv"].splitlines()) == sorted(
        tables(before)["data/partnership_axes.csv"].splitlines()
    )
    emptied()
    loaded(before)
    assert tables(written()) == tables(before)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("actors", ",public,", ",everyone,", "visibility"),
        ("masteries", ",montree,", ",personne,", "personne"),
        ("needs", ",1.00,", ",-1.00,", "needs"),
    ],
)
def test_a_package_that_does_not_hold_changes_nothing(world, table, old, new, said):
    before = written()
    broken = io.BytesIO()
    with zipfile.ZipFile(before) as package, zipfile.ZipFile(broken, "w") as copy:
        for name in package.namelist():
            text = package.read(name).decode()
            if name == f"data/{table}.csv":
                assert old in text
                text = text.replace(old, new, 1)
            elif name == "data/actors.csv":
                text = text.replace("La Montrée", "Changée")
            copy.writestr(name, text)

    with pytest.raises(PackageProblem, match=said):
        loaded(broken)

    assert tables(written()) == tables(before)


def test_the_commands_write_and_read_a_file(tmp_path, capsys):
    emptied()
    ActorFactory(name="Ardelaine")
    file = tmp_path / "tout.zip"

    call_command("export_package", file)
    Actor.objects.all().delete()
    call_command("import_package", file)

    assert Actor.objects.get().name == "Ardelaine"
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="No account"):
        call_command("export_package", file, "--as", "personne@x.example")
    file.write_bytes(b"PK")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_package", file)
