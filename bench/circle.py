"""Measure the circle to invite against greedy: `python -m bench.circle` (`make bench-circle`).

Made-up candidates, as skewed as real ones: each masters a few competences of three hundred, some of which many have;
one in twenty organisations comes with two persons. Times are of one processor, from facts in memory to the answer.
"""

import os
import random
import time
from datetime import date
from decimal import Decimal

NEEDS, CANDIDATES = (5, 10, 20, 30), (100, 1_000, 10_000, 50_000)
COMPETENCES = 300
DAY = date(2026, 1, 1)


def main() -> None:
    """Print a table: one row for each number of needs and of candidates."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    os.environ.setdefault("BENCH_SIZE", "S")
    import django

    django.setup()
    print("| needs | candidates | looked at | offers ms | exact ms | proven | size | greedy ms | size |")
    print("|---:|---:|---:|---:|---:|---|---:|---:|---:|")
    for needs in NEEDS:
        for candidates in CANDIDATES:
            print(row(needs, candidates), flush=True)


def row(needs: int, candidates: int) -> str:
    """Measure one task."""
    from projects.analysis.circle_to_invite import CirclesToInvite
    from projects.analysis.offers import offers_of

    facts, asked, supply, around = task(needs, candidates)
    (lacks, offers), first = timed(lambda: offers_of(facts, asked, supply, around, spare=1))
    circle, exact = timed(lambda: CirclesToInvite(lacks, offers).smallest())
    chosen, quick = timed(lambda: CirclesToInvite(lacks, offers).greedy())
    told = (
        needs, candidates, len(offers), f"{first:.0f}", f"{exact:.0f}", "yes" if circle.proven else "no",
        len(circle.members), f"{quick:.0f}", len(chosen),
    )  # fmt: skip
    return "| " + " | ".join(str(one) for one in told) + " |"


def timed(work):
    """Return what `work` returns, and how many milliseconds of processor it took: the median of three."""
    taken = []
    for _round in range(3):
        start = time.process_time()
        found = work()
        taken.append((time.process_time() - start) * 1000)
    return found, sorted(taken)[1]


def task(needs: int, candidates: int):
    """Make needs for competences that some have, until there are as many candidates as asked for."""
    from projects.analysis import values
    from projects.analysis.brought import Supply
    from projects.analysis.ties import Surroundings
    from projects.enums import NeedKind

    dice = random.Random(f"{needs} {candidates}")
    weights = [1 / (place + 4) for place in range(COMPETENCES)]
    wanted = {competence: number for number, competence in enumerate(dice.sample(range(COMPETENCES), needs))}
    holders: dict[int, dict[int, int]] = {number: {} for number in range(needs)}
    actor = 0
    while actor < candidates:
        mastered = set(dice.choices(range(COMPETENCES), weights, k=1 + int(dice.expovariate(0.25))))
        if useful := [wanted[one] for one in mastered if one in wanted]:
            for number in useful:
                holders[number][actor] = dice.choice([1, 1, 2, 2, 3])
            actor += 1
    everybody = range(candidates + candidates // 20)
    members = {one: frozenset(dice.sample(range(candidates), 2)) for one in everybody[candidates:]}
    near = dict.fromkeys(dice.sample(everybody, min(candidates, 60)), ())
    far = dict.fromkeys(dice.sample(everybody, min(candidates, 1500)), ())
    asked = [
        values.Need(number, NeedKind.COMPETENCE, number, 1, Decimal(dice.choice([1, 1, 1, 1, 2])))
        for number in range(needs)
    ]
    supply = Supply(
        holders, members, proximity={one: dice.choice([0, 0, 0, 0, 1, 1, 2, 3, 4]) for one in everybody}
    )
    return values.Facts(DAY, needs=tuple(asked)), asked, supply, Surroundings(frozenset(), near, far)


if __name__ == "__main__":
    main()
