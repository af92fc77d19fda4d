"""The analysis says what the definition says, on random worlds of plain values."""

from hypothesis import given, settings
from hypothesis import strategies as st

from projects.analysis.candidates import Choices
from projects.analysis.circle_to_invite import CirclesToInvite
from projects.analysis.contributions import contributions, only_with
from projects.analysis.gaps import analyse, coverage, horizon
from projects.analysis.offers import offers_of
from projects.analysis.ranking import rank
from projects.analysis.ties import surroundings, third_ties
from projects.analysis.usual import usual_competences
from tests.projects.analysis.brute_force import Brute, usual
from tests.projects.analysis.plain_values import facts_of, names_of, neighbours_of, supply_of, visible
from tests.projects.analysis.worlds import World, to_date, worlds

EXAMPLES = settings(max_examples=150, deadline=None)
TREE = [None, 0, 0, 1, 1, None, 5]
ABOVE = {c: frozenset(above) for c, above in enumerate([[], [0], [0], [1, 0], [1, 0], [], [5]])}
SOME = st.frozensets(st.integers(0, len(TREE) - 1), max_size=4)


@EXAMPLES
@given(worlds())
def test_states_and_fragility(world: World):
    brute, facts = Brute(world), facts_of(world)
    actor_of = {one.id: one.actor for one in facts.involvements}

    gaps = analyse(facts)

    assert [gap.need.id for gap in gaps] == brute.open()
    for gap in gaps:
        assert gap.state == brute.state(gap.need.id)
        assert gap.k == brute.k(gap.need.id)
        assert len(gap.bearers) == gap.k or gap.need.kind == "resource"
        if gap.state != "covered":
            assert not gap.fragile
            continue
        involved, bearers, ends = brute.fragile(gap.need.id)
        assert gap.fragile == bool(involved or bearers or ends)
        if gap.fragile:
            assert {actor_of[one] for one in gap.fragility.involvements} == involved
            assert set(gap.fragility.bearers) == bearers
            assert (gap.fragility.ends_on is not None) == ends


@EXAMPLES
@given(worlds())
def test_the_day_told_is_when_it_breaks_for_good(world: World):
    brute = Brute(world)

    for gap in analyse(facts_of(world)):
        if gap.fragile and gap.fragility.ends_on:
            end = (gap.fragility.ends_on - to_date(0)).days
            until = (horizon(to_date(world.day), gap.need.wanted_by) - to_date(0)).days
            quantity = gap.need.quantity
            assert world.day < end <= until
            assert all(
                Brute(world, horizon=day).k(gap.need.id) < quantity for day in range(end, until + 1, 7)
            )
            assert Brute(world, horizon=end - 1).k(gap.need.id) >= quantity
    assert brute.day == world.day


@EXAMPLES
@given(worlds())
def test_coverage(world: World):
    found = coverage(analyse(facts_of(world)))

    assert found.rate == Brute(world).coverage()


@EXAMPLES
@given(worlds())
def test_candidates_and_chains(world: World):
    every_fact = facts_of(world)
    uncovered = [gap.need for gap in analyse(every_fact) if gap.uncovered]
    facts, brute = every_fact.known_to(visible(world)), Brute(world, everything=False)
    neighbours, names = neighbours_of(world), names_of(world)
    around = surroundings(facts.working_circle, neighbours, names)

    rankings = rank(facts, uncovered, supply_of(world, uncovered), around, names)

    shown = frozenset(one.actor for ranking in rankings.values() for one in ranking.candidates)
    third = third_ties(around, shown, neighbours, names)
    for need in uncovered:
        expected = brute.candidates(need.id, [one.id for one in uncovered])
        assert [
            (
                one.actor,
                one.score,
                one.parts.proximity,
                one.parts.ties,
                one.parts.level,
                one.parts.complementarity,
                one.chain or third.get(one.actor, ()),
            )
            for one in rankings[need.id].candidates
        ] == expected


@settings(EXAMPLES, max_examples=100)
@given(worlds())
def test_circle_to_invite(world: World):
    every_fact = facts_of(world)
    uncovered = [gap.need for gap in analyse(every_fact) if gap.uncovered]
    facts, brute = every_fact.known_to(visible(world)), Brute(world, everything=False)
    around = surroundings(facts.working_circle, neighbours_of(world), names_of(world))
    lacks, offers = offers_of(facts, uncovered, supply_of(world, uncovered), around, spare=3)

    circles = CirclesToInvite(lacks, offers, spare=3)
    circle = circles.smallest()
    others = circles.others(circle, 3)

    size, sums, met = brute.circles_to_invite([need.id for need in uncovered])
    found = [frozenset(one.members) for one in (circle, *others)]
    assert (len(circle.members), circle.met) == (size, met)
    assert len(set(found)) == len(found)
    assert [sum(one.score for one in offers if one.actor in chosen) for chosen in found] == sums[:4]


@EXAMPLES
@given(worlds())
def test_what_each_brings_and_what_would_be_lost(world: World):
    facts = facts_of(world).known_to(visible(world))
    brute = Brute(world, everything=False)

    found = contributions(facts)

    assert {one.actor for one in found} == {part.actor for part in brute.involvements()}
    for one in found:
        alone, along, lost, rate = brute.departure(one.actor)
        assert (set(one.alone), set(one.along), set(one.uncovered)) == (alone, along, lost)
        assert one.after.rate == rate
    assert found == tuple(sorted(found, key=lambda one: one.after.rate or 0))


@EXAMPLES
@given(SOME, st.lists(SOME, max_size=9), SOME)
def test_usual_competences(own, neighbours, expected):
    found = usual_competences(own, dict(enumerate(neighbours)), ABOVE, expected=expected)

    assert [(one.competence, one.asked_by) for one in found] == usual(own, neighbours, TREE, expected)


@EXAMPLES
@given(st.dictionaries(st.integers(0, 5), SOME))
def test_what_one_alone_holds(holdings):
    under = {c: frozenset(d for d in range(len(TREE)) if c in ABOVE[d] | {d}) for c in range(len(TREE))}

    found = only_with(holdings, under)

    for member, held in holdings.items():
        others = set().union(*(other for one, other in holdings.items() if one != member))
        assert list(found.get(member, ())) == [c for c in sorted(held) if not under[c] & others]


@EXAMPLES
@given(worlds(), st.frozensets(st.integers(0, 8), max_size=4), st.frozensets(st.integers(0, 8), max_size=4))
def test_choices_made_by_hand(world: World, kept, out):
    every_fact = facts_of(world)
    uncovered = [gap.need for gap in analyse(every_fact) if gap.uncovered]
    facts, brute = every_fact.known_to(visible(world)), Brute(world, everything=False)
    names = names_of(world)
    around = surroundings(facts.working_circle, neighbours_of(world), names)
    first = uncovered[0].id if uncovered else None
    choices = Choices(pinned={None: kept}, excluded={first: out})

    rankings = rank(facts, uncovered, supply_of(world, uncovered), around, names, choices=choices)

    alone = rank(
        facts, uncovered, supply_of(world, uncovered), around, names, choices=choices, told_of={first}
    )
    for need, found in alone.items():
        whole = rankings[need]
        told = whole.candidates if need == first else ()
        assert (found.candidates, found.total, found.excluded) == (told, whole.total, whole.excluded)
    for need in uncovered:
        gone = out if need.id == first else frozenset()
        expected = [one[0] for one in brute.candidates(need.id, [one.id for one in uncovered], most=None)]
        found = rankings[need.id]
        assert [one.actor for one in found.candidates] == [one for one in expected if one not in gone]
        assert found.total == len(found.candidates)
        assert found.pinned == (kept - gone) & set(expected)
        assert set(found.excluded) == gone & set(expected)
