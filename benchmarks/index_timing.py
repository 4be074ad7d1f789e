"""How benchmarks/index_ours.py and index_peers.py measure, so that both do it alike."""

import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from index_corpus import Asked

K = 20
ROUNDS = 3
SECONDS = 3.0  # the longest that one kind of search is measured
UPDATES = 30  # documents that are written again


def milliseconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def median_of(search: Callable[[Asked], Any], asked: list[Asked]) -> float:
    """The middle time of the searches, in milliseconds, once each was warmed up."""
    end = time.monotonic() + SECONDS
    found = []
    for number in range(-1, ROUNDS):
        for one in asked:
            took = milliseconds(lambda one=one: search(one))
            if number >= 0:
                found.append(took)
            if time.monotonic() > end:
                return statistics.median(found or [took])
    return statistics.median(found)


def rate(load: Callable[[Iterable[Any]], Any], documents: Iterable[Any], size: int) -> float:
    """Documents that `load` takes a second; the time to make them up is not counted."""
    making = 0.0

    def timed() -> Iterable[Any]:
        nonlocal making
        source = iter(documents)
        while True:
            began = time.monotonic()
            document = next(source, None)
            making += time.monotonic() - began
            if document is None:
                return
            yield document

    began = time.monotonic()
    load(timed())
    return size / (time.monotonic() - began - making)
