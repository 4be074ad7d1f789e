"""Measures the site and prints the figures as Markdown: python benchmarks/run.py full|short

full: 1,000 and 100,000 made-up entries on SQLite and on PostgreSQL, at 1, 8 and 32 connections.
short: 1,000 and 20,000 on SQLite alone, at 1 and 8 connections, with fewer requests.
A bare Django page, served in the same way in the same run, stands first in each table. What is
slower than its budget is marked "over" and ends well, for machines differ; a wrong answer does not.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate import generate

HERE = Path(__file__).parent
ROOT = HERE.parent
MISSING = 69  # what scripts/postgres ends with where there is no PostgreSQL

CPU_BUDGET = {"list": 10.0, "list, two facets": 10.0, "detail": 6.0, "search": 10.0}  # ms a request
LOAD_SECONDS, LOAD_MIB = 120.0, 1024.0
FIRST_VIEW = {"home": 50_000, "list": 40_000, "detail": 40_000}  # bytes as sent
FIRST_VIEW_REQUESTS = 4


@dataclass(frozen=True)
class Plan:
    """How much is measured. seconds: the longest that one line of a table may take."""

    sizes: tuple[int, ...]
    databases: tuple[str, ...]
    connections: tuple[int, ...]
    requests: int
    seconds: float
    listing_sizes: tuple[int, ...]
    index: tuple[str, ...]
    exposure: tuple[int, int]  # needs, solutions
    others: tuple[tuple[str, ...], ...]


PLANS = {
    "full": Plan(
        sizes=(1_000, 100_000),
        databases=("SQLite", "PostgreSQL"),
        connections=(1, 8, 32),
        requests=400,
        seconds=6,
        listing_sizes=(1_000, 100_000, 1_000_000),
        index=("10000", "100000"),
        exposure=(1_000, 100_000),
        others=(("parsing.py",), ("text.py",), ("sqlite_lock.py", "5")),
    ),
    "short": Plan(
        sizes=(1_000, 20_000),
        databases=("SQLite",),
        connections=(1, 8),
        requests=150,
        seconds=1.5,
        listing_sizes=(1_000, 20_000),
        index=("10000", "--pairs", "1000"),
        exposure=(100, 10_000),
        others=(("sqlite_lock.py", "1"),),
    ),
}

Found = dict[str, Any]


def measure(database: str, record: Path, plan: Plan) -> Found | None:
    """Measure one size on one database of its own; None where the database is missing.

    Raises CalledProcessError for a wrong answer.
    """
    with tempfile.TemporaryDirectory(prefix="musubi-bench-") as var:
        words = [sys.executable, str(HERE / "site.py"), str(record)]
        words += map(str, [*plan.connections, plan.requests, plan.seconds])
        environment = os.environ | {"MUSUBI_VAR": var, "DATABASE_URL": ""}
        if database == "PostgreSQL":
            words.insert(0, str(ROOT / "scripts/postgres"))
        ran = subprocess.run(words, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    if ran.returncode == MISSING and database == "PostgreSQL":
        return None
    ran.check_returncode()
    return json.loads(ran.stdout)


def table(head: list[str], rows: list[list[str]]) -> None:
    print(f"| {' | '.join(head)} |")
    print(f"| --- |{' ---: |' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def over(value: float, budget: float | None) -> str:
    return "over" if budget is not None and value > budget else ""


def show_pages(database: str, entries: int, found: Found) -> None:
    """One table for each number of connections."""
    has_database = any(row["database_ms"] is not None for row in found["pages"])
    head = ["page", "CPU ms", "× bare", *(["database ms"] if has_database else [])]
    head += ["p50 ms", "p95 ms", "requests/s", "client ms", "requests", ""]
    for connections in sorted({row["connections"] for row in found["pages"]}):
        print(f"### {database}, {entries:,} entries, connections: {connections}\n")
        rows = [row for row in found["pages"] if row["connections"] == connections]
        bare = rows[0]["cpu_ms"]
        table(
            head,
            [
                [
                    row["page"],
                    f"{row['cpu_ms']:.2f}",
                    f"{row['cpu_ms'] / bare:.1f}" if bare else "",
                    *([f"{row['database_ms']:.2f}"] if has_database else []),
                    f"{row['p50_ms']:.1f}",
                    f"{row['p95_ms']:.1f}",
                    f"{row['per_second']:.0f}",
                    f"{row['client_ms']:.2f}",
                    str(row["requests"]),
                    over(row["cpu_ms"], CPU_BUDGET.get(row["page"])),
                ]
                for row in rows
            ],
        )
    first = {row["page"]: row["first_ms"] for row in found["pages"] if "first_ms" in row}
    waits = ", ".join(f"{page} {wait:,.0f} ms" for page, wait in first.items())
    print(f"The very first answer after the start: {waits}.", end=" ")
    print(f"Greatest memory of a server process: {found['server_peak_mib']:.0f} MiB.\n")


def show_views(view: Found) -> None:
    print("### First view: the page with its styles, scripts and icon\n")
    rows = []
    for page, found in view.items():
        is_over = found["sent"] > FIRST_VIEW[page] or found["requests"] > FIRST_VIEW_REQUESTS
        numbers = [found["requests"], found["raw"], found["sent"], found["html"], FIRST_VIEW[page]]
        rows.append([page, *(f"{n:,}" for n in numbers), "over" if is_over else ""])
    table(["page", "requests", "bytes raw", "bytes sent", "of it HTML", "budget", ""], rows)


def show_loads(loads: list[tuple[str, int, Found]]) -> None:
    print("### `musubi load`\n")
    rows = []
    for database, entries, load in loads:
        is_over = load["seconds"] > LOAD_SECONDS or load["peak_mib"] > LOAD_MIB
        rows.append(
            [
                database,
                f"{entries:,}",
                f"{load['seconds']:.1f}",
                f"{load['cpu_seconds']:.1f}",
                f"{entries / load['seconds']:,.0f}",
                f"{load['peak_mib']:.0f}",
                "over" if is_over else "",
            ]
        )
    table(["database", "entries", "seconds", "CPU seconds", "rows/s", "peak MiB", ""], rows)


def run(words: list[str]) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True)


def main(plan: Plan) -> None:
    began = time.monotonic()
    print(f"Processors: {os.cpu_count()}; load of the machine before: {os.getloadavg()[0]:.1f}.")
    print("CPU ms: time of the server's processes for one request, all of them together.\n")
    loads: list[tuple[str, int, Found]] = []
    views: Found = {}
    with tempfile.TemporaryDirectory(prefix="musubi-record-") as folder:
        for entries in plan.sizes:
            record = Path(folder) / str(entries)
            generate(record, entries)
            for database in plan.databases:
                found = measure(database, record, plan)
                if found is None:
                    print(f"{database} is missing here, so it is left out.\n")
                    continue
                show_pages(database, entries, found)
                loads.append((database, entries, found["load"]))
                views = found["views"]
    show_loads(loads)
    show_views(views)
    print("### Facets: columns in memory beside GROUP BY on SQLite, CPU ms\n", flush=True)
    run(["benchmarks/listing.py", *map(str, plan.listing_sizes)])
    print("### The search index beside its peers\n", flush=True)
    run(["benchmarks/index.py", *plan.index])
    print("### Fair exposure: small firms among large ones\n", flush=True)
    run(["benchmarks/exposure.py", *map(str, plan.exposure)])
    for name, *words in plan.others:
        if (HERE / name).exists():
            print(f"\n### benchmarks/{name}\n\n```text", flush=True)
            run([f"benchmarks/{name}", *words])
            print("```")
    took = time.monotonic() - began
    print(f"\nAll of it took {took:.0f} s; load of the machine after: {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    if sys.argv[1:] not in (["full"], ["short"]):
        sys.exit("usage: python benchmarks/run.py full|short")
    try:
        main(PLANS[sys.argv[1]])
    except subprocess.CalledProcessError as error:
        sys.exit(f"A measurement failed: {error}")
