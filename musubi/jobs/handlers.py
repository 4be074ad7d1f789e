"""Who does which job: handlers stand in an app's `tasks.py` under the decorator `job`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(minutes=5)


class UnknownJob(LookupError):
    """No handler has registered this name."""


@dataclass(frozen=True)
class Handler:
    """What a job's name stands for.

    run: called as run(job, at=moment, **arguments); what it raises is a failed attempt.
    lease: how long one attempt may take before another worker takes the job.
    every: the time from one end to the next start, for a job that comes back by itself.
    """

    name: str
    run: Callable[..., object]
    lease: timedelta
    every: timedelta | None


_handlers: dict[str, Handler] = {}


def job(name: str, *, lease: timedelta = LEASE, every: timedelta | None = None):
    """Register the function below as the handler of the jobs called `name`.

    An attempt can be cut off at any point and made again: a handler does no harm twice.
    """

    def register(run):
        if name in _handlers:
            raise ValueError(f"Two handlers want the name {name!r}.")
        _handlers[name] = Handler(name, run, lease, every)
        return run

    return register


def handler_of(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise UnknownJob(f"No tasks.py has a handler for {name!r}.") from None


def forget(name: str) -> None:
    del _handlers[name]


def names() -> list[str]:
    return list(_handlers)


def periodic() -> list[Handler]:
    return [handler for handler in _handlers.values() if handler.every]
