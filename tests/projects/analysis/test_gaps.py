"""Each rule of `docs/gaps.md` on an example made by hand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from projects.analysis.gaps import Bearer, Within, WithinReach, analyse, coverage, horizon
from projects.analysis.values import (
    Affiliation,
    Facts,
    Involvement,
    Mastery,
    Need,
    Pledge,
    Practice,
    Stock,
)

TODAY = date(2026, 11, 22)
WOOL, SPINNING, SEWING = 1, 2, 3
UNDER = {WOOL: frozenset({WOOL, SPINNING}), SPINNING: frozenset({SPINNING}), SEWING: frozenset({SEWING})}
ORGANISATION, OTHER, PERSON, SECOND_PERSON = 10, 11, 20, 21
FAMILY = 5


def need(kind="competence", asked=WOOL, level=2, **more) -> Need:
    return Need(id=1, kind=kind, asked=asked, level=level if kind == "competence" else None, **more)


def takes_part(actor=ORGANISATION, degree=3, engaged=(), **more) -> Involvement:
    return Involvement(
        id=100 + actor,
        actor=actor,
        degree=degree,
        family=more.pop("family", FAMILY),
        is_person=actor >= 20,
        engaged=frozenset(engaged),
        **more,
    )


def gap_of(one: Need, **facts):
    found = {name: tuple(values) for name, values in facts.items()}
    return analyse(Facts(day=TODAY, needs=(one,), under=UNDER, **found))[0]


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_missing_when_nobody_near_knows_anything():
    gap = gap_of(need(), involvements=[takes_part()], masteries=[Mastery(OTHER, WOOL, 3)])

    assert (gap.state, gap.k, gap.bearers, gap.fragile) == ("missing", 0, (), False)


def test_covered_by_the_actor_itself():
    gap = gap_of(need(), involvements=[takes_part()], masteries=[Mastery(ORGANISATION, WOOL, 2)])

    assert (gap.state, gap.k) == ("covered", 1)
    assert gap.bearers == (Bearer(ORGANISATION, (110,), level=2),)


def test_what_is_under_in_the_tree_counts_and_what_is_above_does_not():
    spinner = [Mastery(ORGANISATION, SPINNING, 3)]
    wool_worker = [Mastery(ORGANISATION, WOOL, 3)]

    assert gap_of(need(), involvements=[takes_part()], masteries=spinner).state == "covered"
    assert gap_of(need(asked=SPINNING), involvements=[takes_part()], masteries=wool_worker).state == "missing"


@pytest.mark.parametrize(("degree", "state"), [(1, "latent"), (2, "latent"), (3, "covered"), (5, "covered")])
def test_only_the_working_circle_covers(degree, state):
    gap = gap_of(need(), involvements=[takes_part(degree=degree)], masteries=[Mastery(ORGANISATION, WOOL, 2)])

    assert gap.state == state
    if state == "latent":
        assert gap.within_reach == (WithinReach(ORGANISATION, Within.DEGREE, (), 2),)


@pytest.mark.parametrize(
    ("mastery", "why"),
    [
        (Mastery(ORGANISATION, WOOL, 1), Within.LEVEL),
        (Mastery(ORGANISATION, WOOL, 3, mobilisable=False), Within.NOT_MOBILISABLE),
    ],
)
def test_latent_says_what_stands_in_the_way(mastery, why):
    gap = gap_of(need(), involvements=[takes_part()], masteries=[mastery])

    assert gap.state == "latent"
    assert [one.why for one in gap.within_reach] == [why]


def test_latent_when_a_person_affiliated_is_not_engaged():
    gap = gap_of(
        need(),
        involvements=[takes_part()],
        affiliations=[Affiliation(PERSON, ORGANISATION)],
        masteries=[Mastery(PERSON, WOOL, 2)],
    )

    assert gap.state == "latent"
    assert gap.within_reach == (WithinReach(PERSON, Within.NOT_ENGAGED, (ORGANISATION,), 2),)


def test_a_person_engaged_bears_only_while_affiliated():
    involvements, masteries = [takes_part(engaged=[PERSON])], [Mastery(PERSON, WOOL, 2)]

    engaged = gap_of(
        need(),
        involvements=involvements,
        masteries=masteries,
        affiliations=[Affiliation(PERSON, ORGANISATION)],
    )
    gone = gap_of(need(), involvements=involvements, masteries=masteries)

    assert engaged.bearers == (Bearer(PERSON, (110,), level=2),)
    assert gone.state == "missing"


def test_an_organisation_and_its_person_are_the_same_ability():
    gap = gap_of(
        need(quantity=Decimal(2)),
        involvements=[takes_part(engaged=[PERSON])],
        affiliations=[Affiliation(PERSON, ORGANISATION)],
        masteries=[Mastery(ORGANISATION, WOOL, 3), Mastery(PERSON, WOOL, 2)],
    )

    assert (gap.state, gap.k) == ("partial", 1)
    assert [bearer.actor for bearer in gap.bearers] == [PERSON]


def test_a_person_reached_twice_counts_once_and_says_both_ways():
    gap = gap_of(
        need(quantity=Decimal(2)),
        involvements=[takes_part(engaged=[PERSON]), takes_part(OTHER, engaged=[PERSON]), takes_part(PERSON)],
        affiliations=[Affiliation(PERSON, ORGANISATION), Affiliation(PERSON, OTHER)],
        masteries=[Mastery(PERSON, WOOL, 2)],
    )

    assert gap.state == "partial"
    assert gap.bearers == (Bearer(PERSON, (110, 111, 120), level=2),)


def test_several_competences_of_one_bearer_count_once_at_the_highest_level():
    gap = gap_of(
        need(quantity=Decimal(2)),
        involvements=[takes_part()],
        masteries=[Mastery(ORGANISATION, WOOL, 2), Mastery(ORGANISATION, SPINNING, 3)],
    )

    assert gap.k == 1
    assert gap.bearers[0].level == 3


def test_waived_whoever_has_it():
    gap = gap_of(need(waived=True), involvements=[takes_part()], masteries=[Mastery(ORGANISATION, WOOL, 2)])

    assert (gap.state, gap.fragile) == ("waived", False)


def test_fragile_when_it_rests_on_one():
    gap = gap_of(need(), involvements=[takes_part()], masteries=[Mastery(ORGANISATION, WOOL, 2)])

    assert gap.fragility.involvements == (110,)
    assert gap.fragility.bearers == (ORGANISATION,)
    assert gap.fragility.ends_on is None


def test_not_fragile_with_one_to_spare():
    gap = gap_of(
        need(),
        involvements=[takes_part(), takes_part(OTHER)],
        masteries=[Mastery(ORGANISATION, WOOL, 2), Mastery(OTHER, WOOL, 2)],
    )

    assert gap.state == "covered"
    assert not gap.fragile


def test_fragile_by_one_involvement_that_brings_two_bearers():
    gap = gap_of(
        need(),
        involvements=[takes_part(engaged=[PERSON, SECOND_PERSON])],
        affiliations=[Affiliation(PERSON, ORGANISATION), Affiliation(SECOND_PERSON, ORGANISATION)],
        masteries=[Mastery(PERSON, WOOL, 2), Mastery(SECOND_PERSON, WOOL, 2)],
    )

    assert gap.fragility.involvements == (110,)
    assert gap.fragility.bearers == ()


def test_fragile_by_one_bearer_whom_two_involvements_bring():
    gap = gap_of(
        need(),
        involvements=[takes_part(engaged=[PERSON]), takes_part(OTHER, engaged=[PERSON])],
        affiliations=[Affiliation(PERSON, ORGANISATION), Affiliation(PERSON, OTHER)],
        masteries=[Mastery(PERSON, WOOL, 2)],
    )

    assert gap.fragility.involvements == ()
    assert gap.fragility.bearers == (PERSON,)


@pytest.mark.parametrize(("days", "fragile"), [(90, True), (91, False)])
def test_fragile_when_time_runs_out_within_ninety_days(days, fragile):
    """`until` is the first day on which a fact no longer holds: at 91 days it still holds on day D + 90."""
    gap = gap_of(
        need(),
        involvements=[takes_part(until=in_days(days)), takes_part(OTHER, until=in_days(days))],
        masteries=[Mastery(ORGANISATION, WOOL, 2), Mastery(OTHER, WOOL, 2)],
    )

    assert gap.fragile == fragile
    if fragile:
        assert gap.fragility.ends_on == in_days(90)


@pytest.mark.parametrize("what", ["involvement", "affiliation", "mastery"])
def test_every_fact_on_the_way_must_last_until_the_day_it_is_wanted_by(what):
    until = {what: in_days(150)}
    twice = [takes_part(engaged=[PERSON], until=until.get("involvement")), takes_part(OTHER)]
    gap = gap_of(
        need(wanted_by=in_days(150), quantity=Decimal(2)),
        involvements=[*twice, takes_part(SECOND_PERSON)],
        affiliations=[Affiliation(PERSON, ORGANISATION, until.get("affiliation"))],
        masteries=[
            Mastery(PERSON, WOOL, 2, until=until.get("mastery")),
            Mastery(OTHER, WOOL, 2),
        ],
    )

    assert gap.fragility.ends_on == in_days(150)


def test_horizon_never_comes_before_ninety_days():
    assert horizon(TODAY, None) == in_days(90)
    assert horizon(TODAY, in_days(10)) == in_days(90)
    assert horizon(TODAY, in_days(100)) == in_days(100)
    assert horizon(date.max, None) == date.max


def test_occupation_without_level():
    gap = gap_of(
        need("occupation", asked=7), involvements=[takes_part()], practices=[Practice(ORGANISATION, 7)]
    )

    assert gap.state == "covered"
    assert gap.bearers == (Bearer(ORGANISATION, (110,)),)


def pledge(quantity, actor=ORGANISATION, confirmed=True, **more) -> Pledge:
    return Pledge(need=1, actor=actor, quantity=Decimal(quantity), confirmed=confirmed, **more)


@pytest.mark.parametrize(
    ("pledges", "state", "k"),
    [
        ([pledge(1000)], "covered", 1000),
        ([pledge(600), pledge(400, OTHER)], "covered", 1000),
        ([pledge(600), pledge(400, OTHER, confirmed=False)], "partial", 600),
        ([pledge(1000, confirmed=False)], "latent", 0),
        ([], "missing", 0),
    ],
)
def test_resource_sums_what_is_confirmed(pledges, state, k):
    gap = gap_of(
        need("resource", asked=8, quantity=Decimal(1000)),
        involvements=[takes_part(), takes_part(OTHER)],
        pledges=pledges,
    )

    assert (gap.state, gap.k) == (state, k)


def test_resource_latent_by_what_the_circle_has_left():
    asking = need("resource", asked=8, quantity=Decimal(1000))
    left = [Stock(ORGANISATION, 8, Decimal(5))]

    gap = gap_of(asking, involvements=[takes_part(degree=1)], stocks=left)

    assert gap.within_reach == (WithinReach(ORGANISATION, Within.UNPLEDGED),)
    assert gap_of(asking, stocks=left).state == "missing"


def test_resource_rests_on_one_giver():
    gap = gap_of(
        need("resource", asked=8, quantity=Decimal(1000)),
        involvements=[takes_part(), takes_part(OTHER)],
        pledges=[pledge(900), pledge(150, OTHER), pledge(100, PERSON)],
    )

    assert gap.fragility.bearers == (ORGANISATION,)
    assert gap.fragility.involvements == (110,)


@pytest.mark.parametrize(("degree", "state"), [(2, "latent"), (3, "covered")])
def test_family_counts_involvements(degree, state):
    gap = gap_of(need("family", asked=FAMILY), involvements=[takes_part(degree=degree)])

    assert gap.state == state


def test_family_of_persons_engaged_does_not_count():
    gap = gap_of(
        need("family", asked=6),
        involvements=[takes_part(engaged=[PERSON])],
        affiliations=[Affiliation(PERSON, ORGANISATION)],
    )

    assert gap.state == "missing"


def test_coverage_weighs_importance_and_caps_at_what_is_needed():
    needs = (
        Need(1, "competence", WOOL, 2, Decimal(1), importance=3),
        Need(2, "competence", SEWING, 2, Decimal(1), importance=2),
        Need(3, "family", FAMILY, None, Decimal(2), importance=1),
        Need(4, "competence", SEWING, 2, Decimal(1), importance=3, waived=True),
    )
    gaps = analyse(
        Facts(
            day=TODAY,
            needs=needs,
            involvements=(takes_part(),),
            masteries=(Mastery(ORGANISATION, WOOL, 3),),
            under=UNDER,
        )
    )

    found = coverage(gaps)

    assert found.rate == Fraction(3 + 0 + Fraction(1, 2)) / 6
    assert found.needs == 3


def test_no_rate_without_needs():
    assert coverage(()).rate is None
    assert coverage([gap_of(need(waived=True))]).rate is None


def test_what_a_viewer_does_not_see_is_left_out():
    facts = Facts(
        day=TODAY,
        needs=(need(),),
        involvements=(takes_part(engaged=[PERSON]), takes_part(OTHER)),
        affiliations=(Affiliation(PERSON, ORGANISATION),),
        masteries=(Mastery(PERSON, WOOL, 2), Mastery(OTHER, WOOL, 2)),
        pledges=(pledge(5, OTHER),),
        under=UNDER,
    )

    known = facts.known_to(frozenset({ORGANISATION}))

    assert known.actors == {ORGANISATION}
    assert known.masteries == known.pledges == known.affiliations == ()
