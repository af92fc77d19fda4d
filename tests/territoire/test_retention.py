"""When somebody silent is warned, then erased: never without both warnings, sent long enough before."""

from datetime import UTC, datetime, timedelta

import pytest

from territoire.retention import BEFORE, LASTS, Step, due

HEARD = datetime(2024, 1, 1, tzinfo=UTC)
END = HEARD + LASTS
DAY = timedelta(days=1)
MONTH, WEEK = BEFORE["month"], BEFORE["week"]


@pytest.mark.parametrize(
    ("now", "warned", "expected"),
    [
        (HEARD + DAY, {}, None),
        (END - MONTH - DAY, {}, None),
        (END - MONTH, {}, Step.MONTH),
        (END - MONTH + DAY, {"month": END - MONTH}, None),
        (END - WEEK, {"month": END - MONTH}, Step.WEEK),
        (END - WEEK + DAY, {"month": END - MONTH, "week": END - WEEK}, None),
        (END, {"month": END - MONTH, "week": END - WEEK}, Step.ERASE),
        # Nothing ran for a long time: both warnings are sent first, a month and a week before.
        (END + 90 * DAY, {}, Step.MONTH),
        (END + 91 * DAY, {"month": END + 90 * DAY}, None),
        (END + 113 * DAY, {"month": END + 90 * DAY}, Step.WEEK),
        (END + 119 * DAY, {"month": END + 90 * DAY, "week": END + 113 * DAY}, None),
        (END + 120 * DAY, {"month": END + 90 * DAY, "week": END + 113 * DAY}, Step.ERASE),
        # A late second warning puts the end off.
        (END, {"month": END - MONTH, "week": END - DAY}, None),
        # Warnings sent before something was heard are void.
        (END, {"month": HEARD - DAY, "week": HEARD - DAY}, Step.MONTH),
        (END, {"month": END - MONTH, "week": HEARD - DAY}, Step.WEEK),
    ],
)
def test_what_is_due(now, warned, expected):
    assert due(HEARD, warned, now) == expected


def test_nobody_is_erased_before_a_month_after_the_first_and_a_week_after_the_second_warning():
    warned: dict[str, datetime] = {}
    for days in range(0, 1000, 3):
        now = HEARD + days * DAY
        step = due(HEARD, warned, now)
        if step == Step.ERASE:
            break
        if step:
            warned[step.value] = now

    assert now - HEARD >= LASTS
    assert now - warned["month"] >= MONTH
    assert now - warned["week"] >= WEEK
