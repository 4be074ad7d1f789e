"""Runs a WSGI application as `musubi serve` runs the site, and reads what it costs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")  # a second


class NoServer(Exception):
    """The server did not start."""


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run `application` until the end of the block; give its port and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            *[sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"],
            *["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)],
            *["--blocking-threads", "4", "--backpressure", "64"],
            *["--workers-kill-timeout", "3", "--log-level", "warning", application],
        ],
        cwd=ROOT,
        env=environment,
        stdout=sys.stderr,  # granian logs there, and ours is for results
    )
    try:
        _wait(server, port)
        yield port, server.pid
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NoServer(f"The server does not listen; it ended with {server.poll()}.")


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and all below it so far, of those that ended too, in seconds."""
    return sum(sum(int(ticks) for ticks in _stat(process)[11:15]) for process in _tree(pid)) / TICKS


def peak_mib(pid: int) -> float:
    """The greatest resident memory of any one process at or below `pid`, in MiB."""
    return max((_peak_kib(process) / 1024 for process in _tree(pid)), default=0.0)


def parent_of(pid: int) -> int:
    """The process that started `pid`."""
    return int(_stat(pid)[1])


def _tree(pid: int) -> list[int]:
    """A process and all below it, as far as they live."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if stat := _stat(int(folder.name)):
            below.setdefault(int(stat[1]), []).append(int(folder.name))
    found = [pid]
    for process in found:
        found += below.get(process, [])
    return [process for process in found if _stat(process)]


def _stat(pid: int) -> list[str]:
    """What proc(5) calls fields 3 and on of /proc/PID/stat; nothing where the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _peak_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
