"""Enqueue, claim, finish and fail: each one short transaction."""

import random
import uuid
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from musubi.jobs import handlers
from musubi.jobs.models import Job

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


@transaction.atomic
def enqueue(name, *, at, key=None, **arguments):
    """Ask for a job at the moment `at`, as part of the caller's transaction.

    With a `key`, a job of this name and key that waits untried is returned instead of a new
    one, and is done at the earlier of both moments. A job that a worker has begun does not
    count, since it may have read what the caller is about to change.
    Raises UnknownJob when nobody handles the name.
    """
    handlers.handler_of(name)
    fields = {"name": name, "key": key, "enqueued_at": at, "due_at": at, "arguments": arguments}
    if key is None:
        return Job.objects.create(**fields)
    while True:
        # The lock keeps workers away until the caller has committed.
        waiting = Job.objects.untried().select_for_update().filter(name=name, key=key).first()
        if waiting:
            return _bring_forward(waiting, at)
        try:
            with transaction.atomic():
                return Job.objects.create(**fields)
        except IntegrityError:  # somebody else's came first: look for it again
            continue


def _bring_forward(job, at):
    if at < job.due_at:
        job.due_at = at
        job.save(update_fields=["due_at"])
    return job


def claim(*, at):
    """Take the job that is due longest, for the length of its lease; None when none is due."""
    if not Job.objects.due(at).filter(name__in=handlers.names()).exists():
        return None  # looking takes no lock, so an idle worker disturbs nobody
    with transaction.atomic():
        due = Job.objects.due(at).filter(name__in=handlers.names()).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:  # its worker died in the last attempt
            _give_up(job, at, job.last_error or "The worker was lost in the last attempt.")
            return None
        job.lease = uuid.uuid4()
        job.due_at = at + handlers.handler_of(job.name).lease
        job.attempts += 1
        job.save(update_fields=["lease", "due_at", "attempts"])
        return job


def _give_up(job, at, error):
    return Job.objects.filter(pk=job.pk).update(failed_at=at, last_error=error)


def _held(job):
    return Job.objects.unfinished().filter(pk=job.pk, lease=job.lease)


def finish(job, *, at):
    """Mark a job as done; False, having written nothing, when the lease has gone to another."""
    return _held(job).update(finished_at=at) == 1


@transaction.atomic
def fail(job, *, at, error):
    """Let a job wait before its next attempt, or give it up after the eighth.

    False, having written nothing, when the lease has gone to another.
    """
    held = _held(job).select_for_update().first()
    if held is None:
        return False
    if held.attempts >= MOST_ATTEMPTS:
        return _give_up(held, at, error) == 1
    return _held(job).update(due_at=at + wait_after(held.attempts), last_error=error) == 1


def wait_after(attempts, *, spread=random.uniform):
    """Return the time until the next attempt: doubling, bounded, and scattered by a half.

    The scatter keeps jobs that failed together from coming back together.
    """
    wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return wait * spread(0.5, 1.5)


def plan_periodic(*, at):
    """Enqueue every periodic job that does not wait already."""
    every = {handler.name: handler.every for handler in handlers.periodic()}
    jobs = Job.objects.filter(name__in=every)
    for name in every.keys() - set(jobs.unfinished().values_list("name", flat=True)):
        ends = jobs.filter(name=name).aggregate(
            finished=Max("finished_at"), failed=Max("failed_at")
        )
        last = max((end for end in ends.values() if end), default=at - every[name])
        enqueue(name, at=last + every[name], key="periodic")


def forget_finished(*, before):
    """Delete jobs that were finished before a moment; return how many. Failed ones are kept."""
    return Job.objects.filter(finished_at__lt=before).delete()[0]
