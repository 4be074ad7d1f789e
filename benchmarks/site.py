"""Measures the whole site with a made-up record on one database, and prints what it found as JSON.

    python benchmarks/site.py RECORD CONNECTIONS… REQUESTS SECONDS

RECORD is a folder of benchmarks/generate.py; MUSUBI_VAR and DATABASE_URL say where the site keeps
its things, and both must be empty. benchmarks/run.py calls this.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from client import WrongAnswer, ask
from serving import ROOT, cpu_seconds, parent_of, peak_mib, served

ENVIRONMENT = os.environ | {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
    "LOG_LEVEL": "ERROR",
    "ALLOWED_HOSTS": "127.0.0.1",
}
MUSUBI = [sys.executable, "-m", "django"]
PAGES = {
    "home": "/en/",
    "list": "/en/needs/",
    "list, two facets": "/en/needs/?focus=civic-and-social&stage=planned",
    "detail": "/en/needs/made-up-need-7/",
    "search": "/en/search/?q=traffic+data",
}
MADE_ANEW = "n={n}"  # a parameter that no page reads: another address for each request
REMEMBERED = ["list", "detail"]  # measured from memory, too
FIRST_VIEWS = ["home", "list", "detail"]
MUST_HOLD = {  # a piece of the page that an empty or wrong one would lack
    "home": "made-up-",
    "list": "made-up-need-",
    "list, two facets": "made-up-need-",
    "detail": "made-up.example/need/7",
    "search": "<mark>",
}


def load(folder: Path) -> dict[str, Any]:
    """Fill the empty database; return what that took. Raises CalledProcessError."""
    subprocess.run([*MUSUBI, "migrate", "-v0"], env=ENVIRONMENT, cwd=ROOT, check=True)
    began = time.perf_counter()
    process = subprocess.Popen(
        [*MUSUBI, "load", str(folder)],
        env=ENVIRONMENT,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "musubi load")
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss / 1024,
    }


def measure(
    port: int, server: int, path: str, connections: int, requests: int, seconds: float
) -> dict[str, Any]:
    """Ask for one address; return CPU time for each request and the waits, in ms."""
    others = {"server": server} | _database_process()
    before = {name: cpu_seconds(pid) for name, pid in others.items()}
    began = time.perf_counter()
    got = ask(port, path, connections=connections, requests=requests, seconds=seconds)
    elapsed = time.perf_counter() - began
    spent = {name: cpu_seconds(pid) - before[name] for name, pid in others.items()}
    number = len(got.waits)
    return {
        "requests": number,
        "cpu_ms": spent["server"] / number * 1000,
        "database_ms": spent["database"] / number * 1000 if "database" in spent else None,
        "client_ms": got.cpu_seconds / number * 1000,
        "p50_ms": median(got.waits) * 1000,
        "p95_ms": quantiles(got.waits, n=20)[-1] * 1000 if number > 1 else got.waits[0] * 1000,
        "per_second": number / elapsed,
    }


_database: dict[str, int] = {}


def _database_process() -> dict[str, int]:
    """{"database": process id} of a PostgreSQL on this machine, or nothing."""
    if not _database and ENVIRONMENT.get("DATABASE_URL", "").startswith("postgres"):
        import psycopg

        with psycopg.connect(ENVIRONMENT["DATABASE_URL"]) as connection:
            _database["database"] = parent_of(connection.info.backend_pid)
    return _database


def warm_up(port: int, paths: list[str]) -> dict[str, float]:
    """Ask every worker for every page; return how long the first answer of each took, in ms."""
    first = {}
    for path in paths:
        first[path] = ask(port, path, connections=1, requests=1, seconds=60).waits[0] * 1000
        ask(port, path, connections=16, requests=16, seconds=60)
    return first


def check(port: int) -> None:
    """Raise WrongAnswer where a page lacks what it is about."""
    for name, path in PAGES.items():
        if MUST_HOLD[name] not in fetch(port, path)[0]:
            raise WrongAnswer(f"{path}: the page does not hold {MUST_HOLD[name]!r}")


def fetch(port: int, path: str) -> tuple[str, int, int]:
    """An answer as text, its bytes unpacked, and its bytes as sent."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        sent = answer.read()
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
    raw = gzip.decompress(sent) if is_packed else sent
    return raw.decode(), len(raw), len(sent)


def first_view(port: int, path: str) -> dict[str, int]:
    """Requests and bytes of a page with the files that it links: styles, scripts, its icon."""
    html, raw, sent = fetch(port, path)
    tags = re.findall(r"<link\b[^>]*>|<script\b[^>]*>", html)
    linked = [tag for tag in tags if re.search(r'rel="(icon|stylesheet)"|<script', tag)]
    addresses = {m[1] for tag in linked if (m := re.search(r'(?:href|src)="(/[^"]+)"', tag))}
    sizes = [(raw, sent)] + [fetch(port, address)[1:] for address in sorted(addresses)]
    return {
        "requests": len(sizes),
        "raw": sum(size[0] for size in sizes),
        "sent": sum(size[1] for size in sizes),
        "html": sent,
    }


def main(folder: Path, connections: list[int], requests: int, seconds: float) -> dict[str, Any]:
    """Measure everything; return plain values that JSON can hold."""
    found: dict[str, Any] = {"load": load(folder), "pages": []}
    subprocess.run(
        [*MUSUBI, "collectstatic", "--no-input", "-v0"], env=ENVIRONMENT, cwd=ROOT, check=True
    )
    with served("bare:application", ENVIRONMENT) as (port, server):
        warm_up(port, ["/"])
        for number in connections:
            # More of them, since the processor's clock ticks but a hundred times a second.
            row = measure(port, server, "/", number, requests * 5, seconds)
            found["pages"].append({"page": "bare", "connections": number} | row)
    with served("config.wsgi:application", ENVIRONMENT) as (port, server):
        first = warm_up(port, list(PAGES.values()))
        check(port)
        for name, path in PAGES.items():
            anew = f"{path}{'&' if '?' in path else '?'}{MADE_ANEW}"
            asked = {name: anew} | ({f"{name}, again": path} if name in REMEMBERED else {})
            for label, address in asked.items():
                for number in connections:
                    row = measure(port, server, address, number, requests, seconds)
                    found["pages"].append(
                        {"page": label, "connections": number, "first_ms": first[path]} | row
                    )
        found["views"] = {name: first_view(port, PAGES[name]) for name in FIRST_VIEWS}
        found["server_peak_mib"] = peak_mib(server)
    return found


if __name__ == "__main__":
    record, *numbers, most_requests, most_seconds = sys.argv[1:]
    json.dump(
        main(Path(record), [int(n) for n in numbers], int(most_requests), float(most_seconds)),
        sys.stdout,
    )
