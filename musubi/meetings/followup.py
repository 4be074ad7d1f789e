"""What became of a promise. Knows no Django, and never reads the clock."""

import datetime
from dataclasses import dataclass

from musubi.ui.partial_dates import PartialDate, days_late

KEPT, KEPT_LATE, LATE, UNKNOWN, CONTINUING, OPEN = (
    "kept",
    "kept-late",
    "late",
    "unknown",
    "continuing",
    "open",
)
STATES = (LATE, KEPT_LATE, UNKNOWN, OPEN, CONTINUING, KEPT)  # in the order of urgency


@dataclass(frozen=True, slots=True)
class FollowUp:
    """state: one of STATES. late: least and most days after the due day, where it is late."""

    state: str
    late: tuple[int, int] | None = None


def follow_up(
    *,
    due: datetime.date | None,
    delivered: PartialDate | None,
    outcome: str,
    is_continuing: bool,
    today: datetime.date,
) -> FollowUp:
    """Say where a promise stands on `today`.

    due: the last day on which it is in time; None where no day was set or is known yet.
    delivered: when it was delivered, as exactly as that is known.
    outcome: "done", "open" or "unknown", as the public record knows it.

    A promise delivered in a month that begins before the due day but ends after it counts as
    kept: it is only called late where every day that it may mean is late.
    """
    if delivered:
        if due:
            least, most = days_late(due, delivered)
            if least > 0:
                return FollowUp(KEPT_LATE, (least, most))
        return FollowUp(KEPT)
    if outcome == "done":
        return FollowUp(KEPT)
    if outcome == "unknown":
        return FollowUp(UNKNOWN)
    if due and today > due:
        days = (today - due).days
        return FollowUp(LATE, (days, days))
    return FollowUp(CONTINUING if is_continuing else OPEN)
