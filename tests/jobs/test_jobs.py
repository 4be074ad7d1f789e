"""A job is done at least once, by one worker at a time, and not before its moment."""

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from musubi.jobs import actions, handlers, tasks, worker
from musubi.jobs.models import Job

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Register handlers for one test: register("greet", run, every=...)."""
    names = []

    def do(name, run=lambda job, *, at, **arguments: None, **options):
        handlers.job(name, **options)(run)
        names.append(name)

    yield do
    for name in names:
        handlers.forget(name)


def states():
    return list(Job.objects.order_by("pk").values_list("attempts", "finished_at", "failed_at"))


@pytest.mark.parametrize(("seconds", "expected"), [(-1, False), (0, True), (1, True)])
def test_a_job_is_taken_from_its_moment_on(register, seconds, expected):
    register("greet")
    actions.enqueue("greet", at=NOON)

    taken = actions.claim(at=NOON + seconds * SECOND)

    assert (taken is not None) is expected


def test_the_job_that_is_due_longest_goes_first(register):
    register("greet")
    late, early = [actions.enqueue("greet", at=NOON + wait) for wait in (MINUTE, SECOND)]

    taken = [actions.claim(at=NOON + MINUTE) for _ in range(3)]

    assert taken == [early, late, None]


def test_a_job_of_a_rolled_back_transaction_was_never_asked_for(register):
    register("greet")

    with pytest.raises(LookupError), transaction.atomic():
        actions.enqueue("greet", at=NOON)
        raise LookupError

    assert actions.claim(at=NOON) is None


def test_a_name_that_nobody_handles_is_refused():
    with pytest.raises(handlers.UnknownJob, match="sing"):
        actions.enqueue("sing", at=NOON)

    assert states() == []


def test_two_handlers_cannot_share_a_name(register):
    register("greet")

    with pytest.raises(ValueError, match="greet"):
        register("greet")


def test_of_jobs_with_one_key_one_waits_at_the_earlier_moment(register):
    register("index")

    first = actions.enqueue("index", at=NOON, key="needs")
    second = actions.enqueue("index", at=NOON - MINUTE, key="needs")
    other = actions.enqueue("index", at=NOON, key="cases")

    assert second == first != other
    assert list(Job.objects.values_list("key", "due_at").order_by("pk")) == [
        ("needs", NOON - MINUTE),
        ("cases", NOON),
    ]


def test_a_job_that_has_begun_does_not_stand_for_a_later_one(register):
    register("index")
    begun = actions.enqueue("index", at=NOON, key="needs")
    actions.claim(at=NOON)

    later = actions.enqueue("index", at=NOON, key="needs")
    actions.fail(Job.objects.get(pk=begun.pk), at=NOON, error="no disk")

    assert later != begun
    assert states() == [(1, None, None), (0, None, None)]


@pytest.mark.parametrize(("seconds", "expected"), [(59, False), (60, True)])
def test_a_lease_that_ran_out_gives_the_job_to_another(register, seconds, expected):
    register("greet", lease=MINUTE)
    actions.enqueue("greet", at=NOON)
    actions.claim(at=NOON)

    second = actions.claim(at=NOON + seconds * SECOND)

    assert (second is not None) is expected


@pytest.mark.parametrize(
    "end", [actions.finish, lambda job, *, at: actions.fail(job, at=at, error="x")]
)
def test_who_lost_the_lease_changes_nothing(register, end):
    register("greet", lease=MINUTE)
    actions.enqueue("greet", at=NOON)
    first = actions.claim(at=NOON)
    second = actions.claim(at=NOON + MINUTE)

    held = end(first, at=NOON + MINUTE)

    assert held is False
    assert list(Job.objects.values_list("finished_at", "last_error", "lease")) == [
        (None, "", second.lease)
    ]
    assert actions.finish(second, at=NOON + MINUTE) is True
    assert actions.finish(second, at=NOON + 2 * MINUTE) is False


def test_after_eight_attempts_a_job_is_given_up(register):
    register("greet")
    actions.enqueue("greet", at=NOON)
    at = NOON
    for _ in range(8):
        at += 2 * actions.LONGEST_WAIT
        assert actions.fail(actions.claim(at=at), at=at, error="no mail server") is True

    after = actions.claim(at=at + 2 * actions.LONGEST_WAIT)

    assert after is None
    assert states() == [(8, None, at)]
    assert Job.objects.get().last_error == "no mail server"


def test_a_worker_lost_in_the_eighth_attempt_ends_the_job(register):
    register("greet", lease=MINUTE)
    actions.enqueue("greet", at=NOON)
    for number in range(8):
        assert actions.claim(at=NOON + number * MINUTE) is not None

    after = actions.claim(at=NOON + 8 * MINUTE)

    assert after is None
    assert states() == [(8, None, NOON + 8 * MINUTE)]


def test_waits_double_up_to_an_hour_and_are_scattered_by_a_half():
    middles = [actions.wait_after(n, spread=lambda low, high: 1) for n in (1, 2, 3, 9, 30)]
    scattered = {actions.wait_after(1, spread=random.Random(n).uniform) for n in range(50)}

    assert middles == [
        10 * SECOND,
        20 * SECOND,
        40 * SECOND,
        timedelta(minutes=42, seconds=40),
        timedelta(hours=1),
    ]
    assert 5 * SECOND <= min(scattered) < max(scattered) <= 15 * SECOND


def test_the_worker_gives_arguments_and_the_moment(register):
    seen = []
    register("greet", lambda job, *, at, city: seen.append((job.pk, at, city)))
    job = actions.enqueue("greet", at=NOON, city="bandung")

    busy = worker.work_once(lambda: NOON)

    assert busy is True
    assert seen == [(job.pk, NOON, "bandung")]
    assert states()[0] == (1, NOON, None)


def test_a_handler_that_raises_is_tried_again_later(register):
    def fail(job, *, at):
        raise OSError("the mail server is away")

    register("greet", fail)
    actions.enqueue("greet", at=NOON)

    worker.work_once(lambda: NOON)

    job = Job.objects.get(name="greet")
    assert "the mail server is away" in job.last_error
    assert NOON + 5 * SECOND <= job.due_at <= NOON + 15 * SECOND
    assert (job.attempts, job.finished_at, job.failed_at) == (1, None, None)


def test_a_periodic_job_comes_back_after_its_time(register):
    register("count", every=timedelta(hours=1))
    due = Job.objects.filter(name="count").values_list("due_at", flat=True).order_by("pk")

    actions.plan_periodic(at=NOON)
    actions.plan_periodic(at=NOON + SECOND)
    planned = list(due.all())
    Job.objects.filter(name="count").update(finished_at=NOON + MINUTE, attempts=1)
    actions.plan_periodic(at=NOON + 2 * MINUTE)

    assert planned == [NOON]
    assert list(due.all()) == [NOON, NOON + MINUTE + timedelta(hours=1)]


def test_old_finished_jobs_are_forgotten_and_failed_ones_kept(register):
    register("greet")
    old, new, failed = [actions.enqueue("greet", at=NOON) for _ in range(3)]
    Job.objects.filter(pk=old.pk).update(finished_at=NOON - SECOND)
    Job.objects.filter(pk=new.pk).update(finished_at=NOON)
    Job.objects.filter(pk=failed.pk).update(failed_at=NOON - SECOND)

    gone = actions.forget_finished(before=NOON)

    assert gone == 1
    assert list(Job.objects.order_by("pk")) == [new, failed]


@pytest.mark.django_db(transaction=True)
def test_upkeep_runs_on_this_database():
    tasks.upkeep(None, at=NOON)

    assert "jobs_job" in tasks.our_tables()
    assert len(tasks.upkeep_statements(connection)) >= 1


@pytest.mark.django_db(transaction=True)
def test_no_job_is_taken_twice(register):
    register("greet")
    for _ in range(30):
        actions.enqueue("greet", at=NOON)
    taken = []

    def take():
        try:
            for _ in range(40):
                if job := actions.claim(at=NOON):
                    taken.append(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken)) == 30
