"""Dates known to the year, the month or the day, as the record's sources give them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

ISO_8601 = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date in ISO 8601's reduced precision: 2022, 2022-03 or 2022-03-31.

    Raises ValueError where the calendar has no such year, month or day.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(
            self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    @classmethod
    def read(cls, text: str) -> "PartialDate":
        """Read "2022", "2022-03" or "2022-03-31". Raises ValueError for anything else."""
        match = ISO_8601.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            return cls(*(int(part) for part in match.groups() if part is not None))
        except ValueError as error:
            raise ValueError(f"“{text}” is not a date: {error}") from error

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year:04}{month}{day}"

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __lt__(self, other: object) -> bool:
        """Earlier first day first; of two with the same first day, the more precise first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)


def days_late(due: date, delivered: PartialDate) -> tuple[int, int]:
    """Return the least and the most days by which `delivered` can lie after `due`.

    Both are 0 or more: what came on the day or before it is 0 days late. They are equal
    where the day of delivery is known.
    """
    return max(0, (delivered.first - due).days), max(0, (delivered.last - due).days)
