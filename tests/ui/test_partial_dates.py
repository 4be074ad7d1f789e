from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musubi.ui.partial_dates import PartialDate, days_late

dates = st.dates(min_value=date(1, 1, 1))
partial_dates = st.builds(
    lambda on, precision: PartialDate(*(on.year, on.month, on.day)[:precision]),
    dates,
    st.integers(1, 3),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-03", date(2022, 3, 1), date(2022, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-03-31", date(2022, 3, 31), date(2022, 3, 31)),
        ("0999", date(999, 1, 1), date(999, 12, 31)),
    ],
)
def test_a_partial_date_spans_the_days_that_it_may_mean(text, first, last):
    read = PartialDate.read(text)

    assert (read.first, read.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "22", "2022-", "2022-3", "2022-13", "2022-00", "2022-02-30", "2022-03-31T00:00"),
        *("0000", "2022-03-00", " 2022", "2022\n", "20220331", "２０２２", "March 2022"),
    ],
)
def test_what_is_no_date_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match="is not a date") as refused:
        PartialDate.read(text)

    assert f"“{text}”" in str(refused.value)


@pytest.mark.parametrize("parts", [(2022, None, 3), (2022, 0), (2022, 13), (2022, 2, 0)])
def test_impossible_parts_are_refused(parts):
    with pytest.raises(ValueError):
        PartialDate(*parts)


@given(partial_dates)
def test_a_partial_date_is_written_as_it_is_read(value):
    assert PartialDate.read(str(value)) == value


@given(dates)
def test_a_full_date_is_its_own_first_and_last_day(on):
    read = PartialDate.read(on.isoformat())

    assert (read.first, read.last) == (on, on)


@given(partial_dates)
def test_the_last_day_is_followed_by_another_year_month_or_day(value):
    precision = str(value).count("-") + 1
    if value.last == date.max:
        return

    after = value.last + timedelta(days=1)

    assert value.first <= value.last
    assert PartialDate(*(after.year, after.month, after.day)[:precision]) != value


@given(st.lists(partial_dates))
def test_partial_dates_sort_by_their_first_day(values):
    ordered = sorted(values)
    backwards = values[::-1]

    assert [value.first for value in ordered] == sorted(value.first for value in values)
    assert ordered == sorted(backwards)


def test_of_dates_with_the_same_first_day_the_more_precise_comes_first():
    texts = ["2022", "2022-01", "2022-01-01", "2021-12"]

    ordered = sorted(PartialDate.read(text) for text in texts)

    assert [str(value) for value in ordered] == ["2021-12", "2022-01-01", "2022-01", "2022"]


@pytest.mark.parametrize(
    ("due", "delivered", "expected"),
    [
        (date(2021, 12, 31), "2022-03", (60, 90)),  # the Guidebook
        (date(2022, 2, 28), "2022-03-31", (31, 31)),  # the contact website
        (date(2022, 3, 15), "2022-03", (0, 16)),
        (date(2022, 3, 31), "2022-03", (0, 0)),
        (date(2022, 3, 31), "2022-03-31", (0, 0)),
        (date(2022, 3, 31), "2021", (0, 0)),
        (date(2021, 12, 31), "2022", (1, 365)),
    ],
)
def test_days_late_between_the_earliest_and_the_latest_day_of_delivery(due, delivered, expected):
    assert days_late(due, PartialDate.read(delivered)) == expected


@given(dates, partial_dates, st.data())
def test_every_day_that_delivery_may_mean_lies_within_the_days_late(due, delivered, data):
    least, most = days_late(due, delivered)
    on = data.draw(st.dates(delivered.first, delivered.last))

    assert 0 <= least <= max(0, (on - due).days) <= most
