"""What became of a promise, at each boundary."""

import datetime

import pytest

from musubi.meetings.followup import (
    CONTINUING,
    KEPT,
    KEPT_LATE,
    LATE,
    OPEN,
    UNKNOWN,
    FollowUp,
    follow_up,
)
from musubi.ui.partial_dates import PartialDate

DUE = datetime.date(2022, 2, 28)
BEFORE, AFTER = datetime.date(2022, 2, 27), datetime.date(2022, 3, 1)


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [
        ("2022-02-27", FollowUp(KEPT)),
        ("2022-02-28", FollowUp(KEPT)),
        ("2022-03-01", FollowUp(KEPT_LATE, (1, 1))),
        ("2022-03-31", FollowUp(KEPT_LATE, (31, 31))),
        ("2022-02", FollowUp(KEPT)),
        ("2022-03", FollowUp(KEPT_LATE, (1, 31))),
        ("2022", FollowUp(KEPT)),  # some of its days are in time
        ("2023", FollowUp(KEPT_LATE, (307, 671))),
        ("2021", FollowUp(KEPT)),
    ],
)
@pytest.mark.parametrize("outcome", ["done", "open", "unknown"])
@pytest.mark.parametrize("today", [BEFORE, AFTER])
def test_what_was_delivered_is_kept_or_kept_late_whatever_day_it_is(
    delivered, expected, outcome, today
):
    found = follow_up(
        due=DUE,
        delivered=PartialDate.read(delivered),
        outcome=outcome,
        is_continuing=False,
        today=today,
    )

    assert found == expected


def test_the_guidebook_of_march_2022_was_60_to_90_days_late():
    found = follow_up(
        due=datetime.date(2021, 12, 31),
        delivered=PartialDate.read("2022-03"),
        outcome="done",
        is_continuing=False,
        today=AFTER,
    )

    assert found == FollowUp(KEPT_LATE, (60, 90))


@pytest.mark.parametrize(
    ("due", "outcome", "is_continuing", "today", "expected"),
    [
        (DUE, "open", False, BEFORE, FollowUp(OPEN)),
        (DUE, "open", False, DUE, FollowUp(OPEN)),  # the day itself is in time
        (DUE, "open", False, AFTER, FollowUp(LATE, (1, 1))),
        (DUE, "open", True, DUE, FollowUp(CONTINUING)),
        (DUE, "open", True, AFTER, FollowUp(LATE, (1, 1))),
        (None, "open", False, AFTER, FollowUp(OPEN)),
        (None, "open", True, AFTER, FollowUp(CONTINUING)),
        (DUE, "done", False, AFTER, FollowUp(KEPT)),
        (None, "done", True, AFTER, FollowUp(KEPT)),
        (DUE, "unknown", False, BEFORE, FollowUp(UNKNOWN)),
        (DUE, "unknown", False, AFTER, FollowUp(UNKNOWN)),
        (None, "unknown", True, AFTER, FollowUp(UNKNOWN)),
    ],
)
def test_what_was_not_delivered(due, outcome, is_continuing, today, expected):
    found = follow_up(
        due=due, delivered=None, outcome=outcome, is_continuing=is_continuing, today=today
    )

    assert found == expected
