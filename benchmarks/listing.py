"""Counts per facet from columns in memory beside GROUP BY: python benchmarks/listing.py [ROWS…]

The question of a list page: the first 20 rows in an order and, for each of five facets, the rows
with each value if nothing were chosen in that facet; with nothing chosen, and with values chosen
in two. The plain reference asks SQLite, in memory, one row a table row and an index on each facet.
Both must give the same numbers and the same rows, or this ends with an error.
"""

import sqlite3
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from musubi.listing.columns import Columns, FacetColumn, Selection

SIZES = [1_000, 100_000, 1_000_000]  # rows
FACETS = {"country": 11, "focus": 6, "people": 11, "stage": 5, "year": 17}  # number of values
CHOICES: dict[str, dict[str, list[str]]] = {
    "nothing": {},
    "two facets": {"focus": ["focus-0", "focus-1"], "stage": ["stage-1"]},
}
PAGE = 20  # rows
ROUND_SECONDS = 0.5


def made_up(size: int) -> dict[str, list[str]]:
    """One value of each facet for each row; low numbers are the more frequent. Year is in order."""
    chance = np.random.default_rng(size)
    return {
        name: [
            f"{name}-{value}"
            for value in np.minimum(chance.exponential(count / 4, size), count - 1).astype(int)
        ]
        for name, count in FACETS.items()
    }


def columns_of(rows: dict[str, list[str]], size: int) -> Columns:
    facets = {name: FacetColumn.of([[value] for value in values]) for name, values in rows.items()}
    ids = np.arange(1, size + 1, dtype=np.int64)
    return Columns(ids, facets, {"newest": np.arange(size - 1, -1, -1, dtype=np.int32)})


def table_of(rows: dict[str, list[str]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE row (id INTEGER PRIMARY KEY, {', '.join(FACETS)})")
    marks = ", ".join("?" for _ in FACETS)
    database.executemany(
        f"INSERT INTO row ({', '.join(FACETS)}) VALUES ({marks})",
        zip(*(rows[name] for name in FACETS), strict=True),
    )
    for name in FACETS:
        database.execute(f"CREATE INDEX by_{name} ON row ({name})")
    database.execute("ANALYZE")
    return database


def select_plainly(database: sqlite3.Connection, chosen: dict[str, list[str]]) -> Selection:
    """The reference: one statement for the page, one for its total, one for each facet."""

    def condition(leave_out: str = "") -> tuple[str, list[str]]:
        wanted = {name: values for name, values in chosen.items() if name != leave_out}
        parts = [f"{name} IN ({', '.join('?' for _ in values)})" for name, values in wanted.items()]
        values = [value for values in wanted.values() for value in values]
        return (f"WHERE {' AND '.join(parts)}" if parts else ""), values

    where, values = condition()
    page = database.execute(f"SELECT id FROM row {where} ORDER BY id DESC LIMIT {PAGE}", values)
    ids = tuple(row[0] for row in page)
    total = database.execute(f"SELECT count(*) FROM row {where}", values).fetchone()[0]
    counts = {}
    for name in FACETS:
        where, values = condition(leave_out=name)
        statement = f"SELECT {name}, count(*) FROM row {where} GROUP BY {name}"
        counts[name] = dict(database.execute(statement, values).fetchall())
    return Selection(ids, total, counts)


def milliseconds(question: Callable[[], Any]) -> float:
    """CPU time of one call in ms: the median of calls in ROUND_SECONDS, of three at least."""
    times: list[float] = []
    last = time.perf_counter() + ROUND_SECONDS
    while len(times) < 3 or time.perf_counter() < last:
        began = time.process_time_ns()
        question()
        times.append((time.process_time_ns() - began) / 1e6)
    return median(times)


def compare(size: int) -> list[str]:
    """Lines of the table for one size. Raises AssertionError where the answers differ."""
    rows = made_up(size)
    tracemalloc.start()
    columns = columns_of(rows, size)
    mib = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    database = table_of(rows)
    lines = []
    for name, chosen in CHOICES.items():

        def ours(chosen: dict[str, list[str]] = chosen) -> Selection:
            return columns.select(chosen, "newest", start=0, size=PAGE)

        def plain(chosen: dict[str, list[str]] = chosen) -> Selection:
            return select_plainly(database, chosen)

        assert ours() == plain(), f"{size:,} rows, {name} chosen: the two answers differ"
        fast, slow = milliseconds(ours), milliseconds(plain)
        lines.append(
            f"| {size:,} | {name} | {ours().total:,} | {fast:.2f} | {slow:.2f} "
            f"| {slow / fast:.0f} | {mib:.1f} |"
        )
    database.close()
    return lines


def main(sizes: list[int]) -> None:
    print("| rows | chosen | found | columns, ms | GROUP BY, ms | times faster | columns, MiB |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        for line in compare(size):
            print(line, flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
