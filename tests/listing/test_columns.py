"""What columns in memory select is what a plain walk over the rows selects."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musubi.listing.columns import Columns, FacetColumn, order_of

VALUES = st.sampled_from(["a", "b", "c", "d"])
ROW = st.fixed_dictionaries(
    {
        "x": st.lists(VALUES, max_size=3),
        "y": st.lists(VALUES, max_size=2),
        "rank": st.integers(0, 3),
    }
)
CHOICE = st.lists(VALUES | st.just("unknown"), max_size=3)


def columns_of(rows):
    """Columns whose ids are 100, 101, …"""
    return Columns(
        np.arange(100, 100 + len(rows)),
        {name: FacetColumn.of([row[name] for row in rows]) for name in "xy"},
        {"rank": order_of([(row["rank"],) for row in rows])},
    )


def passes(row, chosen):
    return all(not wanted or set(wanted) & set(row[name]) for name, wanted in chosen.items())


def selected_by_walking(rows, chosen, start, size):
    passing = [(row["rank"], n) for n, row in enumerate(rows) if passes(row, chosen)]
    counts = {name: {} for name in "xy"}
    for name in "xy":
        others = {other: wanted for other, wanted in chosen.items() if other != name}
        for row in rows:
            if passes(row, others):
                for value in set(row[name]):
                    counts[name][value] = counts[name].get(value, 0) + 1
    ids = tuple(100 + n for _rank, n in sorted(passing))
    return ids[start : start + size], len(ids), counts


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(ROW, max_size=12),
    x=CHOICE,
    y=CHOICE,
    start=st.integers(0, 14),
    size=st.integers(1, 5),
)
def test_a_selection_is_what_walking_finds(rows, x, y, start, size):
    chosen = {"x": x, "y": y}

    selection = columns_of(rows).select(chosen, "rank", start=start, size=size)

    assert (selection.ids, selection.total, selection.counts) == selected_by_walking(
        rows, chosen, start, size
    )


def test_equal_keys_keep_the_order_of_the_rows():
    assert order_of([(1,), (0,), (1,), (0,)]).tolist() == [1, 3, 0, 2]


@pytest.mark.parametrize("asked", [({"z": ["a"]}, "rank"), ({}, "height")])
def test_an_unknown_facet_or_order_is_an_error(asked):
    chosen, order = asked

    with pytest.raises(KeyError):
        columns_of([]).select(chosen, order, start=0, size=1)
