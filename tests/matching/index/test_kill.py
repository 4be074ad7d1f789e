"""Writers, readers and a merger as processes, any of which is killed at any moment.

MUSUBI_KILL_SECONDS: how long it goes on.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from musubi.journal.models import Stamp
from musubi.matching import index
from musubi.matching.index import Query
from musubi.matching.models import Segment
from tests.matching.index.kill_pairs import documents_of
from tests.matching.index.oracle import Oracle, answer

SCRIPT = Path(__file__).parent / "kill_process.py"
SECONDS = float(os.environ.get("MUSUBI_KILL_SECONDS", "8"))
PARTS = [("write", n) for n in range(4)] + [("read", 0), ("read", 1), ("merge", 0)]


def database_url():
    """The address of the test database, for another process."""
    s = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{s['NAME']}"
    return f"postgresql://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"


def start(part, folder):
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    words = [sys.executable, str(SCRIPT), part[0], str(folder), str(part[1])]
    with open(folder / "errors", "a") as errors:
        return subprocess.Popen(words, env=environment, stderr=errors)


def steps_done(folder, role):
    return sum(path.stat().st_size for path in folder.glob(f"{role}-*.done"))


def run_and_kill(folder):
    """Start all parts, kill one every now and then and start it anew; return how many died."""
    rng = random.Random()
    running = {part: start(part, folder) for part in PARTS}
    killed = 0
    try:
        wait_until_all_work(folder)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and not (folder / "wrong").exists():
            time.sleep(rng.uniform(0.3, 1.2))
            part = rng.choice(PARTS)
            assert running[part].poll() is None, (folder / "errors").read_text()
            running[part].kill()
            running[part].wait()
            killed += 1
            running[part] = start(part, folder)
    finally:
        for process in running.values():
            process.kill()
            process.wait()
    return killed


def wait_until_all_work(folder, seconds=60):
    end = time.monotonic() + seconds
    while not all(steps_done(folder, role) for role in ("write", "read", "merge")):
        assert time.monotonic() < end, (folder / "errors").read_text()
        time.sleep(0.05)


def documents_in_truth():
    stamps = Stamp.objects.filter(kind__regex="^w[0-9]p").order_by("kind")
    return [d for stamp in stamps for d in documents_of(stamp.kind, stamp.number)]


@pytest.mark.django_db(transaction=True)
def test_no_write_is_lost_and_no_answer_is_wrong_when_processes_are_killed(tmp_path, capsys):
    killed = run_and_kill(tmp_path)

    wrong = tmp_path / "wrong"
    assert not wrong.exists(), wrong.read_text()
    done = {role: steps_done(tmp_path, role) for role in ("write", "read", "merge")}
    refused = tmp_path / "refused"
    with capsys.disabled():
        lost = len(refused.read_text().splitlines()) if refused.exists() else 0
        print(f"\n{connection.vendor}: {killed} killed, {lost} refused, steps: {done}")
    assert killed > 2
    assert all(done.values())

    documents = documents_in_truth()
    assert index.check(documents) == []
    time.sleep(1.5)  # the lease of a merger that was killed has run out
    assert index.compact(full=True) is not None
    assert index.check(documents) == []
    assert list(Segment.objects.values_list("state", "tombs")) == [(Segment.State.LIVE, 0)]
    oracle = Oracle()
    for document in documents:
        oracle.put(*document)
    for n in range(60):
        query = Query(words={f"t{n}": 1.0, f"t{n + 50}": 2.0, "all": 0.01})
        assert answer(index.search(query, k=500)) == oracle.search(query, k=500)
