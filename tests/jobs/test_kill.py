"""A worker that is killed in the middle of a job loses nothing: the next one does the job."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SCRIPT = Path(__file__).parent / "worker_process.py"


def database_url():
    """The address of the test database, for another process."""
    s = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{s['NAME']}"
    return f"postgresql://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"


def command(name, folder):
    return [sys.executable, str(SCRIPT), name, str(folder)]


def environment():
    return os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }


def run(name, folder):
    ran = subprocess.run(
        command(name, folder), env=environment(), check=True, capture_output=True, text=True
    )
    return ran.stdout.split()


@contextmanager
def worker(folder):
    process = subprocess.Popen(command("work", folder), env=environment())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(path, seconds=20):
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"no {path.name} within {seconds} s"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_job_survives_its_worker(tmp_path):
    run("enqueue", tmp_path)
    with worker(tmp_path) as killed:
        wait_for(tmp_path / "begun-1")
        killed.kill()

    after_the_kill = run("state", tmp_path)
    with worker(tmp_path) as second:
        wait_for(tmp_path / "done-2")
        second.terminate()
        code = second.wait(10)

    assert after_the_kill == ["1", "False"]
    assert run("state", tmp_path) == ["2", "True"]
    assert code == 0
    assert not (tmp_path / "done-1").exists()
