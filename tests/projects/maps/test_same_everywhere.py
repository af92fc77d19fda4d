"""Whatever the world, the day, the filters and who looks: pictures, table, JSON and the page of gaps hold the same."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from projects.analysis.report import gap_report
from projects.maps import PICTURES
from projects.maps.loading import project as loading
from projects.maps.loading.territory import load_map as load_territory
from projects.maps.network import payload, positions
from projects.maps.shared import table, words
from projects.maps.shared.values import MapFilters, StakeholderMap
from projects.models import Involvement
from tests.projects.analysis.in_database import reference, store
from tests.projects.analysis.worlds import World, to_date, worlds

pytestmark = pytest.mark.django_db
FILTERS = st.builds(
    MapFilters,
    families=st.frozensets(st.sampled_from(["f0", "f1"]), max_size=1),
    degree=st.sampled_from([0, 0, 0, 2, 3, 4]),
    text=st.sampled_from(["", "", "", "e", "ete"]),
    places=st.sampled_from([frozenset(), frozenset(), frozenset({"lieu-0", "lieu-5", "lieu-9"})]),
    occupation=st.sampled_from(["", "", "", "X0"]),
    tie_kinds=st.sampled_from([frozenset(), frozenset(), frozenset({"with"})]),
)


@pytest.fixture
def ref():
    return reference()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(world=worlds(), filters=FILTERS, later=st.sampled_from([-95, 0, 0, 90]), member=st.booleans())
def test_pictures_table_json_and_gaps_hold_the_same(
    world: World, filters, later, member, ref, django_user_model
):
    with transaction.atomic():
        project = store(world, ref).project
        day = to_date(world.day) + timedelta(days=later)
        viewer = django_user_model.objects.create(email="m@example.org") if member else AnonymousUser()

        whole = loading.load_map(project, viewer, day)
        the_map = loading.load_map(project, viewer, day, filters)

        aboard = Involvement.objects.visible_to(viewer).active_on(day).filter(project=project)
        assert {a.slug for a in whole.stakeholders} == set(aboard.values_list("actor__slug", flat=True))
        tied = {end for tie in whole.ties if tie.code in filters.tie_kinds for end in tie.pair}
        expected = {
            a.slug
            for a in whole.stakeholders
            if filters.keep(a) and (not filters.tie_kinds or a.slug in tied)
        }
        assert held(the_map, project, viewer) == dict.fromkeys(held(the_map, project, viewer), expected)
        assert needs(the_map) == needs(whole) == needs_of_the_page(project, viewer, day)
        of_place = load_territory(project.territory, viewer, day)
        assert {n for n in needs(of_place) if n[0] in {m[0] for m in needs(whole)}} == needs(whole)
        transaction.set_rollback(True)


def held(the_map: StakeholderMap, project, viewer) -> dict[str, set[str]]:
    """Return the addresses of the actors that each way to show the map holds."""
    nodes = payload.payload(the_map, positions.positions(the_map))["nodes"]
    pictures = {
        kind.code: {
            mark.node.key for mark in (kind.sheet or kind.draw)(kind.complete(the_map, project, viewer)).marks
        }
        for kind in PICTURES.values()
        if kind.offered(viewer, project)
    }
    return pictures | {
        "table": {row.actor.slug for row in table.rows(the_map)},
        "json": {key for key, sort in zip(nodes["key"], nodes["sort"], strict=True) if sort == "actor"},
        "panels": {a.slug for a in the_map.stakeholders if words.panel_of(a.slug, the_map, [])},
    }


def needs(the_map: StakeholderMap) -> set[tuple]:
    """Return each need, with its state and who fills it."""
    seats = {need.uid for need in the_map.seats}
    return {(n.uid, n.name, n.state, n.fragile, n.uid in seats, n.fillers) for n in the_map.needs}


def needs_of_the_page(project, viewer, day) -> set[tuple]:
    """Return the same from the report that the page of gaps, its files and the API show."""
    report = gap_report(project, viewer, day)
    return {
        (
            str(one.need.uid),
            str(one.need),
            one.state,
            one.fragile,
            one.uncovered,
            tuple(sorted({a.slug for b in one.bearers for a in (b.actor, *(b.through or ()))})),
        )
        for one in (*report.needs, *report.waived)
    }
