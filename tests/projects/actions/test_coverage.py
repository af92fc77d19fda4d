"""What is stored is what one would work out now, whatever wrote, in whatever order, at the same moment or not."""

import random
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actors.actions import competences, merges
from actors.models import (
    Actor,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceClosure,
    Mastery,
    Resource,
)
from projects.actions import coverage, involvements, needs
from projects.actions import projects as project_actions
from projects.models import (
    ActorSupply,
    CompetenceDifference,
    CompetenceSummary,
    CoverageDue,
    Engagement,
    Involvement,
    Need,
    NeedCoverage,
    Pledge,
    Project,
    ProjectCoverage,
)
from projects.models.coverage import Counts
from projects.review import due, standing
from territoire.enums import Visibility
from territoire.models import TerritoryClosure
from territoire.periods import holds, since
from tests.factories import actors as make_actors
from tests.factories import projects as make
from tests.factories.territoire import UserFactory
from tests.projects.analysis.in_database import reference, store
from tests.projects.analysis.worlds import (
    DAYS,
    AnActor,
    Belongs,
    Gives,
    Knows,
    Owns,
    Practises,
    TakesPart,
    Wants,
    World,
    to_date,
    worlds,
)

EXAMPLES = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking through the database takes minutes
)
numbers = st.integers(0, 10**6)


@st.composite
def changes(draw):
    """A gesture, and the numbers by which it chooses on what."""
    period = sorted(draw(st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] != pair[1])))
    start, end = (draw(st.sampled_from([day, None])) for day in period)
    return draw(st.sampled_from(GESTURES)), draw(numbers), draw(numbers), since(to_date(start), to_date(end))


def pick(model, number):
    """Return one of the rows of a model, if there is any."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    return model.objects.filter(pk=keys[number % len(keys)]) if keys else model.objects.none()


def period_of(model):
    return lambda one, other, period, by: pick(model, one).update(period=period)


def gone(model):
    return lambda one, other, period, by: pick(model, one).delete()


def field_of(model, field, values):
    def change(one, other, period, by):
        pick(model, one).update(**{field: values[other % len(values)]})

    return change


def key_of(model, field, target):
    def change(one, other, period, by):
        pick(model, one).update(**{field: pick(target, other).first()})

    return change


def merge(one, other, period, by):
    kept, absorbed = pick(Actor, one).get(), pick(Actor, other).get()
    merges.merge(kept, absorbed, by=by)


def merge_competences(one, other, period, by):
    merges.merge_competences(pick(Competence, one).get(), pick(Competence, other).get(), by=by)


def place(one, other, period, by):
    competences.place(pick(Competence, one).get(), pick(Competence, other).first(), by=by)


def restrict(one, other, period, by):
    pick(Actor, one).update(restricted_at=timezone.now(), visibility=Visibility.TEAM)


def act_in(one, other, period, by):
    pick(Actor, one).get().areas.add(pick(Project, other).get().territory_id)


def engage(one, other, period, by):
    person = pick(Actor, other).get()
    Engagement.objects.get_or_create(involvement=pick(Involvement, one).get(), person=person)


def close(one, other, period, by):
    needs.close(pick(Need, one).get(), day=period.lower or period.upper or to_date(0), by=by)


def waive(one, other, period, by):
    needs.waive(pick(Need, one).get(), day=period.lower or to_date(0), reason="Ailleurs", by=by)


def end(one, other, period, by):
    involvements.end(pick(Involvement, one).get(), last_day=period.upper or to_date(50), by=by)


def drop_project(one, other, period, by):
    if Project.objects.count() > 1:
        project_actions.delete(pick(Project, one).get(), by=by)


GESTURES = [
    *(period_of(model) for model in (Involvement, Mastery, Affiliation, ActorOccupation, Resource, Pledge)),
    *(gone(model) for model in (Involvement, Mastery, Affiliation, ActorOccupation, Pledge, Engagement, Need)),
    field_of(Involvement, "degree_id", range(1, 6)),
    field_of(Mastery, "level", (1, 2, 3)),
    field_of(Mastery, "mobilisable", (True, False)),
    field_of(Need, "quantity", (1, 2, 3)),
    field_of(Pledge, "state", ("offered", "confirmed")),
    field_of(Actor, "kind", ("person", "organisation")),
    field_of(Actor, "visibility", ("team", "public", "members")),
    field_of(Actor, "archived_at", (None, timezone.now())),
    field_of(Project, "archived_at", (None, timezone.now())),
    key_of(Project, "territory", Project._meta.get_field("territory").related_model),
    key_of(Actor, "seat", Actor._meta.get_field("seat").related_model),
    key_of(Actor, "family", Actor._meta.get_field("family").related_model),
    key_of(Need, "project", Project),
    key_of(Mastery, "actor", Actor),
    key_of(Affiliation, "organisation", Actor),
    key_of(Involvement, "project", Project),
    merge, merge_competences, place, restrict, act_in, engage, close, waive, end, drop_project,
]  # fmt: skip


def stored_is_live(day) -> None:
    """What no mark concerns is as one would work it out on `day`, and summaries count what is stored."""
    marked = due.due(day).projects
    projects = set(Project.objects.values_list("pk", flat=True)) | set(
        ProjectCoverage.objects.values_list("pk", flat=True)
    )
    live = standing.worked_out(projects, day)
    kept = standing.stored(projects)
    for pk in projects - marked:
        assert told(kept.get(pk)) == told(live.get(pk)), f"project {pk} on {day}"


def told(one):
    """Return what is said of a project, apart from the days between which it holds."""
    return one and (
        one[0].territories,
        one[0].needs,
        one[0].lack,
        [(need.need_id, need.state, need.fragile, need.k, need.bearers, need.quantity) for need in one[1]],
    )


def summaries_are_live(day) -> None:
    """Summaries with their pending differences are what one would count on `day`, one thing after the other."""
    expected = {}
    for row, wanted in standing.worked_out(list(Project.objects.values_list("pk", flat=True)), day).values():
        for need in wanted:
            for territory in row.territories if need.kind == "competence" else ():
                cell = expected.setdefault((territory, need.asked), Counter())
                cell.update([str(need.state), *(["fragile"] * need.fragile)])
    within = set(TerritoryClosure.objects.values_list("ancestor_id", "descendant_id"))
    under = set(CompetenceClosure.objects.values_list("ancestor_id", "descendant_id"))
    for actor in Actor.objects.listed():
        places = {actor.seat_id}
        if actor.visibility != Visibility.TEAM:
            places |= set(actor.areas.values_list("pk", flat=True))
        held = [m for m in actor.masteries.filter(mobilisable=True) if holds(m.period, day)]
        for competence in {above for above, below in under if below in {m.competence_id for m in held}}:
            level = max(m.level for m in held if (competence, m.competence_id) in under)
            for territory in {above for above, below in within if below in places}:
                cell = expected.setdefault((territory, competence), Counter())
                cell.update(["holders", "practising", "teaching"][:level])
    found = {}
    for model in (CompetenceSummary, CompetenceDifference):
        for row in model.objects.all():
            cell = found.setdefault((row.territory_id, row.competence_id), Counter())
            cell.update({name: getattr(row, name) for name in Counts.COUNTS})
    assert {key: +cell for key, cell in found.items() if +cell} == expected
    assert not any(-cell for cell in found.values())


@pytest.fixture
def ref():
    return reference()


@pytest.fixture
def by():
    return UserFactory()


@pytest.mark.django_db
@EXAMPLES
@given(
    world=worlds(), sequence=st.lists(changes(), min_size=20, max_size=40), later=st.lists(DAYS, max_size=3)
)
def test_stored_is_live_after_any_sequence(world: World, sequence, later, ref, by):
    day = to_date(world.day)
    with transaction.atomic():
        store(world, ref)
        coverage.settle_all(day)

        for number, (gesture, one, other, period) in enumerate(sequence):
            try:
                with transaction.atomic():
                    gesture(one, other, period, by)
            except Exception:  # what the database or an action refuses changes nothing
                continue
            stored_is_live(day)
            if number % 2:
                coverage.settle(1, 1, day)

        stored_is_live(day)
        coverage.settle_all(day)
        assert not CoverageDue.objects.exists()
        assert due.due(day).projects == frozenset()
        stored_is_live(day)
        summaries_are_live(day)
        for days in sorted(abs(days) for days in later):
            stored_is_live(day + timedelta(days=days))  # before the daily pass
            coverage.settle_all(day + timedelta(days=days))  # and after
            stored_is_live(day + timedelta(days=days))
            summaries_are_live(day + timedelta(days=days))
        transaction.set_rollback(True)


@pytest.fixture
def linked():
    """An organisation that knows something that a project seeks, but does not take part in it yet."""
    need = make.NeedFactory(minimum_level=2)
    actor = make_actors.ActorFactory(seat=need.project.territory)
    return need, actor


def in_another_thread(act) -> None:
    """Do something on another connection, to its end."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def states(project) -> list[str]:
    return [need.state for need in standing.stored([project.pk])[project.pk][1]]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_the_last_committed_leads_to_the_project(linked):
    """Neither transaction sees the other's half of the link: only who reads the marks afterwards does."""
    need, actor = linked
    make.DegreeFactory(value=3)

    with transaction.atomic():
        make_actors.MasteryFactory(actor=actor, competence=need.competence, level=2)
        in_another_thread(
            lambda: (make.InvolvementFactory(project=need.project, actor=actor), coverage.settle_all())
        )
        meanwhile = states(need.project)

    assert meanwhile == ["missing"]
    assert due.due(timezone.localdate()).projects == {need.project_id}
    coverage.settle_all()
    assert states(need.project) == ["covered"]


@pytest.mark.django_db(transaction=True)
def test_a_change_made_while_another_settles_stays_marked(linked):
    need, actor = linked
    make_actors.MasteryFactory(actor=actor, competence=need.competence, level=2)

    with transaction.atomic():
        coverage.settle(50, 50)
        in_another_thread(lambda: make.InvolvementFactory(project=need.project, actor=actor))

    assert due.due(timezone.localdate()).projects == {need.project_id}
    stored_is_live(timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_many_changes_at_the_same_moment(ref, by):
    """Threads change and settle as requests do; at the end all is true, and nothing waits for ever."""
    world = random_world()
    store(world, ref)
    coverage.settle_all()
    ready = threading.Barrier(4)

    def work(seed):
        chance = random.Random(seed)
        ready.wait()
        for _ in range(25):
            period = since(chance.choice([None, to_date(-90)]), chance.choice([None, to_date(400)]))
            try:
                with transaction.atomic():
                    chance.choice(GESTURES)(chance.randrange(10**6), chance.randrange(10**6), period, by)
            except Exception:  # what the database or an action refuses changes nothing
                continue
            coverage.settle_few()
        connection.close()

    threads = [threading.Thread(target=work, args=[seed]) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    day = timezone.localdate()
    stored_is_live(day)
    coverage.settle_all()
    assert not CoverageDue.objects.exists()
    stored_is_live(day)
    summaries_are_live(day)


def random_world() -> World:
    """Return a world with something of everything, always the same."""
    return World(
        parents=[None, 0, 1, None],
        actors=[
            AnActor(kind=("organisation", "group", "person")[n % 3], family=n % 2, seat=9 + n % 5)
            for n in range(12)
        ],
        belongs=[Belongs(member=2 + 3 * n, organisation=3 * (n % 3)) for n in range(4)],
        knows=[Knows(actor=n, competence=n % 4, level=1 + n % 3) for n in range(12)],
        practises=[Practises(actor=n, occupation=n % 2) for n in range(0, 12, 2)],
        owns=[Owns(actor=n, kind=n % 2, quantity=5) for n in range(4)],
        gives=[Gives(need=4, actor=0, quantity=2), Gives(need=4, actor=1, quantity=2)],
        parts=[TakesPart(project=n % 3, actor=n, degree=1 + n % 5) for n in range(12)],
        needs=[
            *(Wants(asked=n, level=1 + n % 3, quantity=1 + n % 2) for n in range(4)),
            Wants(kind="resource", level=None, quantity=4),
            Wants(kind="occupation", level=None),
            Wants(kind="family", level=None),
        ],
        place=9,
    )


@pytest.mark.django_db
def test_a_request_settles_what_it_changed(client, settings):
    settings.TERRITOIRE_SETTLING = True
    holder = UserFactory()
    involvement = make.InvolvementFactory(project=make.ProjectFactory(holder=holder), degree=4)
    need = make.NeedFactory(project=involvement.project, minimum_level=1)
    make_actors.MasteryFactory(actor=involvement.actor, competence=need.competence)
    coverage.settle_all()
    before = states(need.project)
    client.force_login(holder)

    client.post(
        reverse("projects:need-waive", args=[need.project.slug, need.uid]),
        {"day": "2026-01-01", "reason": "Autrement"},
    )

    assert (before, states(need.project)) == (["covered"], ["waived"])
    assert not CoverageDue.objects.exists()
    assert not CompetenceDifference.objects.exists()


@pytest.mark.django_db
def test_check_coverage_tells_each_difference_and_mends_it(capsys):
    need = make.NeedFactory()
    holder = make_actors.MasteryFactory(competence=need.competence, actor__seat=need.project.territory)
    coverage.settle_all()
    NeedCoverage.objects.update(state="covered")
    ActorSupply.objects.all().delete()

    with pytest.raises(SystemExit):
        call_command("check_coverage")

    told = capsys.readouterr().out
    assert f"project {need.project_id}: " in told
    assert f"actor {holder.actor_id}: None -> " in told
    call_command("check_coverage")
    assert capsys.readouterr().out == "All is as it should be.\n"


@pytest.mark.django_db
def test_a_change_far_from_the_project_leads_to_it_and_words_do_not():
    """A person learns, belongs, is restricted: the project hears of it through the organisation that is involved."""
    need = make.NeedFactory(minimum_level=2)
    part = make.InvolvementFactory(project=need.project)
    mastery = make_actors.MasteryFactory(
        actor=make_actors.ActorFactory(person=True), competence=need.competence, level=2
    )
    belongs = make_actors.AffiliationFactory(member=mastery.actor, organisation=part.actor)
    engaged = make.EngagementFactory(involvement=part, person=mastery.actor)
    ended = since(None, timezone.localdate() - timedelta(days=1))
    rows = {
        row: type(row).objects.filter(pk=row.pk) for row in (mastery, belongs, engaged, mastery.actor, need)
    }

    def due_after(change) -> bool:
        coverage.settle_all()
        with transaction.atomic():
            change()
            found = due.due(timezone.localdate()).projects
            transaction.set_rollback(True)
        return found == {need.project_id}

    assert due_after(lambda: rows[mastery].update(level=1))
    assert due_after(lambda: rows[belongs].update(period=ended))
    assert due_after(lambda: rows[belongs].delete())
    assert due_after(lambda: rows[engaged].delete())
    assert due_after(lambda: rows[mastery.actor].update(restricted_at=timezone.now()))
    assert due_after(lambda: CompetenceClosure.objects.filter(ancestor=need.competence).delete())
    assert due_after(lambda: rows[need].update(quantity=2))
    assert not due_after(lambda: rows[mastery].update(conditions="Le jeudi"))
    assert not due_after(lambda: rows[mastery.actor].update(description="Bonjour"))
    assert not due_after(lambda: rows[need].update(description="Vite"))
