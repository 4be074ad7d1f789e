"""The loop that does the jobs: the one place in this app that reads the clock."""

import logging
import traceback

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from musubi.jobs import actions, handlers

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between looks while nothing is due
PAUSE_WITHOUT_DATABASE = 5.0  # seconds


def work(stop, *, clock=timezone.now, pause=PAUSE):
    """Do jobs as they fall due until `stop`, a threading.Event, is set; end the current one.

    A database that is away is waited for, and each vain look is logged.
    """
    while not stop.is_set():
        try:
            busy = work_once(clock)
        except (DatabaseError, InterfaceError):
            logger.exception("the database does not answer; looking again")
            connection.close()
            stop.wait(PAUSE_WITHOUT_DATABASE)
        else:
            if not busy:
                stop.wait(pause)


def work_once(clock):
    """Do one job; return whether there was one."""
    actions.plan_periodic(at=clock())
    job = actions.claim(at=clock())
    if job is None:
        return False
    if error := attempt(job, at=clock()):
        held = actions.fail(job, at=clock(), error=error)
    else:
        held = actions.finish(job, at=clock())
    if not held:
        logger.warning("job %s took longer than its lease; another worker has it", job)
    return True


def attempt(job, *, at):
    """Run the job's handler; return the traceback of what it raised, or an empty text."""
    try:
        handlers.handler_of(job.name).run(job, at=at, **job.arguments)
    except Exception:
        logger.exception("job %s failed in attempt %s", job, job.attempts)
        return traceback.format_exc()
    logger.info("job %s done in attempt %s", job, job.attempts)
    return ""
