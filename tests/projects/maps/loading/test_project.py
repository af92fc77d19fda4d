"""What the map holds: who may be seen, on which day, tied how; whatever the filters, every view holds the same."""

from datetime import date
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.maps.values import TieNature
from projects.maps import PICTURES
from projects.maps.loading.project import load_map
from projects.maps.shared import table
from projects.maps.shared.values import FamilyCount, MapFilters, Skill, Spot, Stakeholder, StakeholderMap
from territoire.periods import since
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    ActorOccupationFactory,
    AffiliationFactory,
    CompetenceFactory,
    MasteryFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import (
    EngagementFactory,
    InvolvementFactory,
    JoinRequestFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.factories.territoire import TerritoryFactory, UserFactory

TODAY = date(2026, 11, 22)
ANYONE = AnonymousUser()


@pytest.fixture
def project(db):
    return ProjectFactory()


def slugs(stakeholder_map):
    return [actor.slug for actor in stakeholder_map.stakeholders]


def test_an_involved_actor_is_told_in_plain_values(project):
    competence = CompetenceFactory(name="Feutrage", slug="feutrage")
    epci = TerritoryFactory(kind="epci", official_code="1")
    seat = TerritoryFactory(official_code="43234", name="Saugues", latitude=44.96, within=[epci])
    project.themes.add(ThemeFactory(slug="laine"))
    involvement = InvolvementFactory(
        project=project,
        actor=ActorFactory(name="Ateliers", slug="ateliers", seat=seat),
        degree=4,
        wanted_degree=5,
        role="Pilote",
        brings="La feutrière",
        period=since(date(2010, 3, 1)),
    )
    MasteryFactory(actor=involvement.actor, competence=competence, level=3)
    ActorOccupationFactory(actor=involvement.actor, occupation__name="Feutrière")

    (actor,) = load_map(project, ANYONE, TODAY).stakeholders

    assert actor == Stakeholder(
        slug="ateliers",
        name="Ateliers",
        acronym="",
        kind="organisation",
        family="asso",
        family_name="Associations",
        sphere="civil_society",
        degree=4,
        wanted_degree=5,
        role="Pilote",
        brings="La feutrière",
        since=date(2010, 3, 1),
        place="Saugues",
        skills=(Skill("feutrage", "Feutrage", 3),),
        declared=True,
        spot=Spot("commune-43234", "Saugues", 44.96, None, commune="commune-43234", epci="epci-1"),
        occupations=("Feutrière",),
        themes=("laine",),
    )


def test_the_most_involved_come_first_then_by_name(project):
    for name, degree in (("Zoé", 1), ("Éric", 3), ("Anne", 3), ("Denis", 5)):
        InvolvementFactory(project=project, actor__name=name, actor__slug=name[0].lower(), degree=degree)

    assert slugs(load_map(project, ANYONE, TODAY)) == ["d", "a", "é", "z"]


def test_only_who_is_aboard_on_the_day_is_there(project):
    gone = InvolvementFactory(project=project, period=since(date(2010, 1, 1), date(2012, 1, 1)))
    to_come = InvolvementFactory(project=project, period=since(date(2030, 1, 1)))
    always = InvolvementFactory(project=project)

    days = {
        day: set(slugs(load_map(project, ANYONE, day))) for day in (date(2011, 6, 1), TODAY, date(2031, 1, 1))
    }

    assert days == {
        date(2011, 6, 1): {gone.actor.slug, always.actor.slug},
        TODAY: {always.actor.slug},
        date(2031, 1, 1): {to_come.actor.slug, always.actor.slug},
    }


def test_a_hidden_actor_its_ties_and_its_name_are_for_its_team(project):
    member = UserFactory()
    hidden = ActorFactory(hidden=True, name="Cachée", created_by=member)
    shown = InvolvementFactory(project=project).actor
    InvolvementFactory(project=project, actor=hidden)
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(hidden, shown)))
    person = ActorFactory(person=True, created_by=member)
    EngagementFactory(involvement=project.involvements.get(actor=shown), person=person)

    outside, inside = load_map(project, ANYONE, TODAY), load_map(project, member, TODAY)

    assert slugs(outside) == [shown.slug]
    assert (outside.ties, outside.total, outside.backdrop[1]) == ((), 1, frozenset())
    assert outside.stakeholders[0].engaged == ()
    assert set(slugs(inside)) == {shown.slug, hidden.slug}
    assert len(inside.ties) == 1
    assert inside.find(shown.slug).engaged == (person.name,)


def test_a_hidden_partnership_is_nowhere(project):
    one, two = (InvolvementFactory(project=project).actor for _ in range(2))
    PartnershipAxisFactory(partnership=PartnershipFactory(between=(one, two), visibility="team"))

    the_map = load_map(project, ANYONE, TODAY)

    assert (the_map.ties, the_map.backdrop[1]) == ((), frozenset())


def test_ties_say_their_kind_direction_and_amount(project):
    one, two = sorted((InvolvementFactory(project=project).actor for _ in range(2)), key=lambda a: a.pk)
    partnership = PartnershipFactory(between=(one, two))
    PartnershipAxisFactory(
        partnership=partnership,
        kind__code="funding",
        kind__name="Financement",
        direction="backward",
        amount=30000,
        state="confirmed",
    )
    PartnershipAxisFactory(partnership=partnership, period=since(date(2030, 1, 1)))
    AffiliationFactory(member=one, organisation=two, role="Antenne")

    axis, affiliation = load_map(project, ANYONE, TODAY).ties

    assert (axis.source, axis.target, axis.label, axis.directed, axis.amount, axis.declared) == (
        two.slug,
        one.slug,
        "Financement",
        True,
        30000,
        False,
    )
    assert (affiliation.nature, affiliation.source, affiliation.label) == (
        TieNature.AFFILIATION,
        one.slug,
        "Antenne",
    )


def test_who_asks_to_board_is_shown_to_who_decides_only(project):
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    request = JoinRequestFactory(project=project)
    JoinRequestFactory(project=project, actor=request.actor, need=None, state="withdrawn")

    (asking,) = load_map(project, holder, date(2100, 1, 1)).stakeholders

    assert (asking.slug, asking.prospective, asking.degree) == (request.actor.slug, True, None)
    assert load_map(project, ANYONE, date(2100, 1, 1)).stakeholders == ()


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (MapFilters(), {"a", "b", "c"}),
        (MapFilters(families=frozenset({"coll"})), {"b"}),
        (MapFilters(degree=4), {"a", "c"}),
        (MapFilters(skills=frozenset({"laine"})), {"a"}),
        (MapFilters(text="ECOLE pays"), {"b"}),
        (MapFilters(families=frozenset({"coll"}), degree=4), set()),
    ],
)
def test_filters_keep_who_answers_them_all(filters, kept):
    actors = (
        stakeholder("a", degree=5, skills=(Skill("laine", "Laine", 2),)),
        stakeholder("b", family="coll", name="École du Pays", degree=2),
        stakeholder("c", degree=4),
    )
    the_map = StakeholderMap(
        TODAY, actors, families=(FamilyCount("asso", "A", ""), FamilyCount("coll", "C", ""))
    )

    assert set(slugs(the_map.filtered(filters))) == kept


def test_families_are_counted_without_their_own_filter():
    actors = (
        stakeholder("a", degree=5),
        stakeholder("b", family="coll", degree=2),
        stakeholder("c", degree=1),
    )
    families = (FamilyCount("asso", "A", ""), FamilyCount("coll", "C", ""))
    the_map = StakeholderMap(TODAY, actors, families=families)

    filtered = the_map.filtered(MapFilters(families=frozenset({"asso"}), degree=2))

    assert [family.count for family in filtered.families] == [1, 1]
    assert slugs(filtered) == ["a"]


def stakeholder(slug, *, family="asso", name="", **more):
    return Stakeholder(
        slug, name or slug.upper(), "", "organisation", family, family, "civil_society", **more
    )


SKILLS = st.lists(st.sampled_from(["x", "y", "z"]), unique=True, max_size=2)
ACTORS = st.lists(
    st.builds(
        lambda family, degree, skills, prospective: {
            "family": family,
            "degree": None if prospective else degree,
            "skills": tuple(Skill(s, s, 1) for s in skills),
            "prospective": prospective,
        },
        st.sampled_from(["asso", "coll", "hab"]),
        st.integers(1, 5),
        SKILLS,
        st.booleans(),
    ),
    max_size=25,
)
FILTERS = st.builds(
    MapFilters,
    families=st.frozensets(st.sampled_from(["asso", "coll", "hab"]), max_size=2),
    degree=st.integers(0, 5),
    skills=st.frozensets(st.sampled_from(["x", "y"]), max_size=1),
)


@settings(max_examples=20, deadline=None)
@given(ACTORS, FILTERS)
def test_every_picture_and_the_table_hold_the_same_actors(drawn, filters):
    actors = tuple(stakeholder(f"a{i}", **one) for i, one in enumerate(drawn))
    families = tuple(FamilyCount(code, code, "") for code in ("asso", "coll", "hab"))
    the_map = StakeholderMap(TODAY, actors, families=families).filtered(filters)

    held = {
        "table": sorted(row.actor.slug for row in table.rows(the_map)),
        **{
            f"{kind.code}, compact: {compact}": sorted(
                mark.node.key for mark in (kind.sheet or kind.draw)(the_map, compact=compact).marks
            )
            for kind in PICTURES.values()
            for compact in (False, True)
        },
    }

    expected = sorted(a.slug for a in actors if filters.keep(a))
    assert held == dict.fromkeys(held, expected)


@pytest.mark.parametrize("size", [1, 30])
def test_loading_asks_the_same_number_of_questions(project, size, django_assert_num_queries):
    family = ActorFamilyFactory()
    actors = [InvolvementFactory(project=project, actor__family=family).actor for _ in range(size)]
    for actor in actors:
        MasteryFactory(actor=actor)
        AffiliationFactory(organisation=actor, member__visibility="public", member__kind="organisation")
    for one, two in pairwise(actors):
        PartnershipAxisFactory(partnership=PartnershipFactory(between=(one, two)))

    with django_assert_num_queries(13):
        load_map(project, ANYONE, TODAY)
