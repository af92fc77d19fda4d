"""Each part of a candidate's score on an example made by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from projects.analysis.brought import Supply
from projects.analysis.candidates import SHOWN, Parts
from projects.analysis.ranking import rank
from projects.analysis.ties import Surroundings
from projects.analysis.values import Affiliation, Facts, Involvement, Mastery, Need, Pledge

TODAY = date(2026, 11, 22)
WOOL, SEWING = 1, 3
WORKER, LOWER, ORGANISATION, OTHER, PERSON, SECOND_PERSON = 9, 10, 11, 12, 20, 21
SPIN = Need(1, "competence", WOOL, 2)
SEW = Need(2, "competence", SEWING, 2)
CIRCLE = (Involvement(1, WORKER, 3, family=5), Involvement(2, LOWER, 2, family=5))
FACTS = Facts(day=TODAY, involvements=CIRCLE)


def names(actors):
    return dict.fromkeys(actors, "same")


def best(supply: Supply, needs=(SPIN,), facts=FACTS, around=None, **more):
    return rank(facts, needs, supply, around or Surroundings(frozenset({WORKER})), names, **more)[needs[0].id]


def test_only_who_is_out_of_the_working_circle():
    found = best(Supply(holders={1: {WORKER: 3, LOWER: 2, ORGANISATION: 2}}))

    assert [one.actor for one in found.candidates] == [LOWER, ORGANISATION]
    assert found.total == 2


def test_parts_of_the_score():
    supply = Supply(holders={1: {ORGANISATION: 2}}, proximity={ORGANISATION: 3})
    around = Surroundings(frozenset({WORKER}), near={ORGANISATION: (WORKER, ORGANISATION)})

    (one,) = best(supply, around=around).candidates

    assert one.parts == Parts(Fraction(3, 4), Fraction(3, 4), Fraction(2, 3), Fraction(0))
    assert one.score == Fraction(3 * 3 + 3 * 3, 40) + Fraction(2, 15)
    assert one.chain == (WORKER, ORGANISATION)


def test_ties_are_full_in_the_circle_at_a_lower_degree():
    (one,) = best(Supply(holders={1: {LOWER: 2}})).candidates

    assert one.parts.ties == 1


def test_two_ties():
    around = Surroundings(frozenset({WORKER}), far={ORGANISATION: (WORKER, OTHER, ORGANISATION)})

    (one,) = best(Supply(holders={1: {ORGANISATION: 2}}), around=around).candidates

    assert one.parts.ties == Fraction(2, 5)


def test_complementarity_is_the_share_of_the_other_needs():
    supply = Supply(holders={1: {ORGANISATION: 2, OTHER: 2}, 2: {OTHER: 2}})

    first, second = best(supply, needs=(SPIN, SEW)).candidates

    assert (first.actor, first.parts.complementarity, first.also) == (OTHER, 1, (2,))
    assert (second.actor, second.parts.complementarity, second.also) == (ORGANISATION, 0, ())


def test_an_organisation_brings_its_persons_rather_than_itself():
    supply = Supply(
        holders={1: {ORGANISATION: 3, PERSON: 2}}, members={ORGANISATION: frozenset({PERSON, SECOND_PERSON})}
    )

    found = {one.actor: one for one in best(supply).candidates}

    assert found[ORGANISATION].level == 2
    assert found[ORGANISATION].helpers == (PERSON,)
    assert found[PERSON].level == 2


def test_a_person_who_bears_already_does_not_count_again():
    facts = Facts(
        day=TODAY,
        involvements=(Involvement(1, WORKER, 3, 5, engaged=frozenset({PERSON})),),
        affiliations=(Affiliation(PERSON, WORKER),),
        masteries=(Mastery(PERSON, WOOL, 2),),
        under={WOOL: frozenset({WOOL})},
    )
    supply = Supply(
        holders={1: {PERSON: 2, OTHER: 3}},
        members={ORGANISATION: frozenset({PERSON}), OTHER: frozenset({PERSON})},
    )

    (one,) = best(supply, facts=facts).candidates

    assert (one.actor, one.level, one.helpers) == (OTHER, 3, ())


def test_resource_by_how_much_of_what_lacks():
    money = Need(1, "resource", 8, quantity=Decimal(1000))
    facts = Facts(day=TODAY, involvements=CIRCLE, pledges=(Pledge(1, WORKER, Decimal(400), confirmed=True),))
    supply = Supply(stocks={8: {ORGANISATION: Decimal(150), OTHER: Decimal(9000), WORKER: Decimal(50)}})

    found = {one.actor: one for one in best(supply, needs=(money,), facts=facts).candidates}

    assert found.keys() == {ORGANISATION, OTHER}
    assert found[ORGANISATION].parts.level == Fraction(1, 4)
    assert found[ORGANISATION].available == 150
    assert found[OTHER].parts.level == 1


def test_family_at_full_level():
    asking = Need(1, "family", 5)

    found = best(Supply(families={5: frozenset({WORKER, LOWER, OTHER})}), needs=(asking,))

    assert [(one.actor, one.parts.level, one.level) for one in found.candidates] == [
        (LOWER, 1, None),
        (OTHER, 1, None),
    ]


def test_equals_by_name_then_identifier_and_no_more_than_are_shown():
    def by_name(actors):
        return {actor: "b" if actor % 2 else "a" for actor in actors}

    holders = dict.fromkeys(range(100, 200), 2)
    found = rank(FACTS, (SPIN,), Supply(holders={1: holders}), Surroundings(frozenset()), by_name)[1]

    assert found.total == 100
    assert [one.actor for one in found.candidates] == list(range(100, 100 + 2 * SHOWN, 2))


def test_weights_are_the_viewers():
    supply = Supply(holders={1: {ORGANISATION: 2, OTHER: 3}}, proximity={ORGANISATION: 4})
    level_alone = Parts(Fraction(0), Fraction(0), Fraction(1), Fraction(0))

    assert [one.actor for one in best(supply).candidates] == [ORGANISATION, OTHER]
    assert [one.actor for one in best(supply, weights=level_alone).candidates] == [OTHER, ORGANISATION]
