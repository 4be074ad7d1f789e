"""`musubi serve`: prepare the house, then run the web server and the worker until told to stop."""

import hashlib
import http.client
import inspect
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from musubi.front import watchman as watchman_module

SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 8  # then children are killed, so that all is over within ten


class Command(BaseCommand):
    help = "Prepare the database and the static files, then serve the site and do its jobs."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument(
            "--port",
            type=int,
            default=os.environ.get("PORT") or 8000,
            help="the port (the variable PORT, or 8000)",
        )
        parser.add_argument("--workers", type=int, default=2, help="server processes (2)")

    def handle(self, *, host, port, workers, **options):
        refuse_a_taken_port(host, port)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            prepare()
        except KeyboardInterrupt:
            raise CommandError("Stopped before the server had started.", returncode=130) from None
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        children = start_children(host, port, workers)
        try:
            ended = self.watch(children, stop, host, port)
        finally:
            stop_children(children)
        if ended:
            raise CommandError(f"The {ended} stopped by itself, so everything was stopped.")

    def watch(self, children, stop, host, port):
        """Wait for `stop` or the end of a child; return the name of a child that ended."""
        since, told = time.monotonic(), False
        while not stop.wait(0.1):
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            if not told and answers(host, port):
                self.stdout.write(f"Musubi is at {address(host, port)} (Ctrl+C stops it)")
                self.stdout.flush()
                told = True
            if not told and time.monotonic() - since > SECONDS_TO_ANSWER:
                raise CommandError(f"The server gave no answer within {SECONDS_TO_ANSWER} s.")
        return None


def refuse_a_taken_port(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({error.strerror}). Stop the program "
                f"that has it, or choose another port: PORT={port % 65535 + 1} musubi serve"
            ) from error


def prepare():
    """Bring the database up to date, fill an empty one, and gather the static files."""
    call_command("migrate", interactive=False, verbosity=0)
    if not apps.get_model("members", "Member").objects.exists():
        call_command("load", settings.DATA_DIR)
    gather_static_files()


def gather_static_files():
    """Run collectstatic unless neither a source nor the version of the code has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    sources = static_sources()
    if stamp.exists() and stamp.read_text() == sources:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources)


def static_sources():
    """Return a digest of every static source and of the module that turns it into what is sent."""
    files = [
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list(ignore_patterns=[])
    ]
    files.append(Path(inspect.getfile(staticfiles_storage.__class__)))
    digest = hashlib.sha256()
    for file in sorted(files):
        stat = file.stat()
        digest.update(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def start_children(host, port, workers):
    """Start the server and the worker in one new process group, under the watchman's eye."""
    watchman = start([watchman_module.__file__, str(SECONDS_TO_STOP)], stdin=subprocess.PIPE)
    server = start(
        [
            *["-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"],
            *["--host", host, "--port", str(port), "--workers", str(workers)],
            *["--blocking-threads", "4", "--backpressure", "64"],
            *["--workers-kill-timeout", "3", "--log-level", "warning"],
            "config.wsgi:application",
        ]
    )
    tell(watchman, server.pid, server.pid)
    worker = start(["-m", "django", "work"], group=server.pid)
    tell(watchman, worker.pid)
    return {"web server": server, "worker": worker, "watchman": watchman}


def start(words, *, group=0, **options):
    """Start a Python process in the given group, or in a new one of its own.

    A group apart from ours, so that Ctrl+C reaches only us, and each child is told once.
    """
    return subprocess.Popen([sys.executable, *words], process_group=group, **options)


def tell(watchman, *numbers):
    watchman.stdin.write(" ".join(map(str, numbers)).encode() + b"\n")
    watchman.stdin.flush()


def stop_children(children):
    """Ask all to end; after SECONDS_TO_STOP kill the group, with whatever a child left behind."""
    watchman = children["watchman"]
    chiefs = [child for child in children.values() if child is not watchman]
    for child in chiefs:
        child.terminate()
    last = time.monotonic() + SECONDS_TO_STOP
    for child in chiefs:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0, last - time.monotonic()))
    with suppress(ProcessLookupError):
        os.killpg(chiefs[0].pid, signal.SIGKILL)
    with suppress(BrokenPipeError):
        watchman.stdin.close()
    for child in children.values():
        child.wait()


def answers(host, port):
    connection = http.client.HTTPConnection(reachable(host), port, timeout=1)
    try:
        connection.request("GET", "/health")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def reachable(host):
    """Return an address at which a server that listens on `host` can be asked."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def address(host, port):
    name = reachable(host)
    if name in ("127.0.0.1", "::1"):
        name = "localhost"
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
