"""The search index beside its peers: python benchmarks/index.py [SIZE …] [--size N] [--pairs N]

Made-up documents of 120 words (benchmarks/index_corpus.py), the same for all. match: 30 words and
three filters; broad: five or six very frequent words. Both give the 20 best; milliseconds, the
middle of many. update: until a write is durable and another process (of peers: this one) finds it.
Each engine runs in a process of its own, one after the other. What is slower than its budget is
marked "over"; a wrong answer ends the run. At a million documents only the faster peer runs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
MISSING = 69  # what scripts/postgres ends with where there is no PostgreSQL
LARGE = 500_000  # documents: from here on only what can cope is run

SQLITE, POSTGRESQL = "ours, SQLite", "ours, PostgreSQL"
ENGINES = {
    SQLITE: ("index_ours.py", "all", False),
    POSTGRESQL: ("index_ours.py", "all", True),
    "tantivy": ("index_peers.py", "tantivy", False),
    "SQLite FTS5": ("index_peers.py", "FTS5", False),
    "PostgreSQL ts_rank": ("index_peers.py", "ts_rank", True),
    "bm25s": ("index_peers.py", "bm25s", False),
}
COPES = (SQLITE, POSTGRESQL, "tantivy")

# At 100,000 documents: ours may take this share of a peer's time.
SHARES = {
    ("match", "SQLite FTS5"): 1 / 8,
    ("match", "PostgreSQL ts_rank"): 1 / 5,
    ("match", "tantivy"): 2.5,
    ("broad", "SQLite FTS5"): 1 / 50,
    ("broad", "PostgreSQL ts_rank"): 1 / 200,
    ("broad", "tantivy"): 2.5,
    ("update", "tantivy"): 1 / 2,
}
SHARES_FROM = 100_000  # documents
PAIRS_SECONDS = 10.0  # for 10,000 needs and 100,000 solutions
LEAST_PER_SECOND = 3000.0  # documents that are loaded
MERGE_MIB, BROAD_MS = 1536.0, 5.0  # at a million

Found = dict[str, Any]


def measure(engine: str, size: int, pairs: int) -> Found | None:
    """Run one engine; None where PostgreSQL is missing."""
    script, name, needs_postgres = ENGINES[engine]
    words = [sys.executable, str(HERE / script), name, str(size), str(pairs)]
    if needs_postgres:
        words.insert(0, str(ROOT / "scripts/postgres"))
    with tempfile.TemporaryDirectory(prefix="musubi-index-") as var:
        environment = os.environ | {"MUSUBI_VAR": var, "DATABASE_URL": ""}
        ran = subprocess.run(words, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    if ran.returncode == MISSING and needs_postgres:
        return None
    ran.check_returncode()
    return json.loads(ran.stdout)


def budgets(found: dict[str, Found], size: int) -> list[tuple[str, str, float, float]]:
    """What, of which engine, as measured, and its budget."""
    all_budgets = []
    for engine in (e for e in (SQLITE, POSTGRESQL) if e in found):
        ours = found[engine]
        for (what, peer), share in SHARES.items():
            if size >= SHARES_FROM and peer in found:
                budget = share * found[peer][what]
                all_budgets.append((f"{what}, ms, beside {peer}", engine, ours[what], budget))
        if size == SHARES_FROM:
            all_budgets.append(("all pairs, s", engine, ours["pairs"], PAIRS_SECONDS))
        if size >= LARGE:
            all_budgets.append(("memory of merging, MiB", engine, ours["merge_mib"], MERGE_MIB))
            all_budgets.append(("broad, ms", engine, ours["broad"], BROAD_MS))
    return all_budgets


def table(head: list[str], rows: list[list[str]]) -> None:
    print(f"| {' | '.join(head)} |")
    print(f"| --- |{' ---: |' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def show(found: dict[str, Found], size: int, pairs: int) -> None:
    print(f"#### {size:,} documents\n")
    head = ["engine", "match ms", "broad ms", "update ms", "loaded/s"]
    head += [f"{pairs:,} × top 20, s", "merge s", "merge MiB"]
    rows = []
    for engine, one in found.items():
        values = [number(one[what]) for what in ("match", "broad", "update")]
        values += [number(one["per_second"], 0)]
        values += [number(one.get("pairs"), 1), number(one.get("merge_seconds"), 1)]
        rows.append([engine, *values, number(one.get("merge_mib"), 0)])
    table(head, rows)
    slow = [
        e for e, one in found.items() if "pairs" in one and one["per_second"] < LEAST_PER_SECOND
    ]
    for engine in slow:
        print(f"{engine}: over, fewer than {LEAST_PER_SECOND:,.0f} documents loaded a second.\n")
    checked = budgets(found, size)
    if checked:
        table(
            ["budget", "engine", "measured", "at most", ""],
            [[w, e, number(m), number(b), "over" if m > b else ""] for w, e, m, b in checked],
        )


def agree(found: dict[str, Found]) -> None:
    """End the run if two engines do not find as many documents for the same queries."""
    totals = {engine: one["totals"] for engine, one in found.items() if one.get("totals")}
    if len({tuple(some) for some in totals.values()}) > 1:
        sys.exit(f"A wrong answer: the engines do not find the same number. {totals}")


def main(sizes: list[int], pairs: int) -> None:
    print("PostgreSQL runs without waiting for the disk (scripts/postgres); SQLite waits for it.\n")
    for size in sizes:
        found = {}
        for engine in ENGINES if size < LARGE else COPES:
            one = measure(engine, size, pairs)
            if one is None:
                print(f"{engine} needs PostgreSQL, which is missing here, so it is left out.\n")
                continue
            found[engine] = one
        show(found, size, pairs)
        agree(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--size", type=int, action="append", default=[])
    parser.add_argument("--pairs", type=int, default=10_000)
    given = parser.parse_args()
    main([*given.sizes, *given.size] or [10_000, 100_000], given.pairs)
