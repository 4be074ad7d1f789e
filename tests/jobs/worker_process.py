"""A process of its own for test_kill.py: `worker_process.py enqueue|work|state FOLDER`."""

import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from musubi.jobs import actions, handlers  # noqa: E402
from musubi.jobs.models import Job  # noqa: E402

LEASE = timedelta(seconds=2)


@handlers.job("carry", lease=LEASE)
def carry(job, *, at, folder):
    """Tell that the attempt has begun; the first attempt never ends by itself."""
    (Path(folder) / f"begun-{job.attempts}").touch()
    if job.attempts == 1:
        time.sleep(600)
    (Path(folder) / f"done-{job.attempts}").touch()


command, folder = sys.argv[1:]
if command == "enqueue":
    actions.enqueue("carry", at=timezone.now(), folder=folder)
elif command == "work":
    call_command("work")
elif command == "state":
    job = Job.objects.get(name="carry")
    print(job.attempts, job.finished_at is not None)
