"""`musubi serve` as a whole: real processes, a database of their own, a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

SECONDS_TO_START = 90
SECONDS_TO_STOP = 10


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def house(tmp_path, port):
    """The words and the environment of `musubi serve` with everything of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
        "DATABASE_URL": "",
        "MUSUBI_VAR": str(tmp_path),
        "PORT": str(port),
    }
    return {"args": [sys.executable, "-m", "django", "serve"], "env": environment}


@contextmanager
def started(house, tmp_path):
    """A house that answers; afterwards nothing of it is left, whatever the test did."""
    with open(tmp_path / "output", "w") as output:
        process = subprocess.Popen(
            **house, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        wait_for_the_line(process, tmp_path / "output")
        yield process
    finally:
        for pid in processes_of(tmp_path):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def wait_for_the_line(process, output):
    end = time.monotonic() + SECONDS_TO_START
    while "Musubi is at http://localhost:" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < end, output.read_text()
        time.sleep(0.1)


def processes_of(folder):
    """Return the ids of the living processes that were started with MUSUBI_VAR=folder."""
    mark = f"MUSUBI_VAR={folder}".encode()
    return [pid for pid in all_processes() if mark in environment_of(pid).split(b"\0")]


def all_processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def environment_of(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read()
    except OSError:  # it has ended, or belongs to somebody else
        return b""


def wait_until_gone(folder, seconds):
    end = time.monotonic() + seconds
    while (left := processes_of(folder)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        not os.path.isdir("/proc"), reason="processes are counted in /proc, which Linux has"
    ),
]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_clean(house, tmp_path, port, number):
    with started(house, tmp_path) as process:
        running = processes_of(tmp_path)
        with urllib.request.urlopen(f"http://localhost:{port}/health") as response:
            status, policy = response.status, response.headers["Content-Security-Policy"]
        process.send_signal(number)
        code = process.wait(SECONDS_TO_STOP)
        left = processes_of(tmp_path)

    assert status == 200
    assert policy.startswith("default-src 'none'")
    assert len(running) >= 5  # ourselves, the watchman, the server, its two, the worker
    assert code == 0
    assert left == []


def test_a_second_start_keeps_what_is_there(house, tmp_path):
    with started(house, tmp_path) as process:
        process.terminate()
        process.wait(SECONDS_TO_STOP)
    gathered = (tmp_path / "static" / "staticfiles.json").stat().st_mtime_ns

    with started(house, tmp_path) as process:
        process.terminate()
        process.wait(SECONDS_TO_STOP)

    assert (tmp_path / "static" / "staticfiles.json").stat().st_mtime_ns == gathered
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_nothing_is_left_when_it_is_killed(house, tmp_path):
    with started(house, tmp_path) as process:
        process.kill()
        left = wait_until_gone(tmp_path, SECONDS_TO_STOP)

    assert left == []


@pytest.mark.parametrize(
    ("words", "named"), [("granian", "web server"), ("django\0work", "worker")]
)
def test_when_one_part_dies_all_stop(house, tmp_path, words, named):
    with started(house, tmp_path) as process:
        os.kill(child_of(process.pid, words), signal.SIGKILL)
        code = process.wait(SECONDS_TO_STOP)
        left = processes_of(tmp_path)
        output = (tmp_path / "output").read_text()

    assert code == 1
    assert f"The {named} stopped by itself" in output
    assert left == []


def child_of(parent, words):
    """Return the id of the child of `parent` whose command line holds `words`."""
    for pid in all_processes():
        try:
            with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/cmdline") as line:
                if (
                    int(stat.read().rpartition(")")[2].split()[1]) == parent
                    and words in line.read()
                ):
                    return pid
        except OSError:  # it has ended in the meantime
            continue
    raise LookupError(words)


def test_a_taken_port_is_told_in_a_sentence(house, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        ran = subprocess.run(**house, capture_output=True, text=True, timeout=30)

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"CommandError: Port {port} of 127.0.0.1 cannot be used")
    assert "PORT=" in ran.stderr
