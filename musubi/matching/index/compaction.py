"""Merging the log and small segments into greater ones, while others read and write.

One process at a time holds the lease. It writes a new segment that nobody sees, and then, in one
short transaction, checks that all it was made of still stands, and puts it in their place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from musubi.matching.index import storage
from musubi.matching.index.blobs import MOST_DOCUMENTS
from musubi.matching.index.merging import merge
from musubi.matching.index.reading import Reader
from musubi.matching.index.segments import Gone
from musubi.matching.index.views import Living, View
from musubi.matching.index.writing import LOG_MOST

FACTOR = 8  # a segment is at least so many times greater than the next smaller one
DEAD_SHARE = 4  # a segment of which one in so many documents is dead is written anew
LEASE = timedelta(minutes=5)  # from one portion of a merge to the next

Clock = Callable[[], datetime]
Progress = Callable[[str, int], None]


class LeaseLost(Exception):
    """Another process merges now; what this one had begun is cleared away by the other."""


class InputsGone(Exception):
    """What was merged has been replaced meanwhile, as by a rebuild."""


@dataclass(frozen=True, slots=True)
class Plan:
    """livings: to be merged into one. others: all the rest of the view."""

    livings: list[Living]
    others: list[Living]


def plan(view: View) -> Plan | None:
    """What is best merged next; None if nothing needs it.

    The log, once it is long, takes with it every segment that is not FACTOR times greater than
    what goes before; so a document is written again about FACTOR times for each tier.
    """
    stored, log = _sorted(view)
    is_due = sum(len(view.changes[one.segment.head.key]) for one in log) >= LOG_MOST
    group = _take_in(log if is_due else [], stored)
    if not is_due and len(group) < 2:
        worn = [one for one in stored if len(one.dead) * DEAD_SHARE > one.documents]
        group = worn[:1] or _first_pair(stored)
    return _plan(group, view) if group else None


def _sorted(view: View) -> tuple[list[Living], list[Living]]:
    """Stored segments, the smallest first; those of changes, the oldest first."""
    stored = [one for one in view.all_livings if one.segment.head.key not in view.changes]
    log = [one for one in view.all_livings if one.segment.head.key in view.changes]
    return sorted(stored, key=lambda one: one.alive), log


def _take_in(first: Sequence[Living], stored: Sequence[Living]) -> list[Living]:
    """`first` and the segments above it that are not much greater, as many as fit into one."""
    group: list[Living] = []
    size = 0
    for one in first:
        if size + one.alive > MOST_DOCUMENTS:
            break
        group.append(one)
        size += one.alive
    for one in stored:
        if group and one.alive >= FACTOR * size:
            break
        if size + one.alive <= MOST_DOCUMENTS:
            group.append(one)
            size += one.alive
    return group


def _first_pair(stored: Sequence[Living]) -> list[Living]:
    """The smallest segments that are too near to each other in size."""
    for place in range(len(stored)):
        group = _take_in([], stored[place:])
        if len(group) > 1:
            return group
    return []


def _plan(group: list[Living], view: View) -> Plan:
    return Plan(group, [one for one in view.all_livings if one not in group])


def full_plan(view: View, done: set[int]) -> Plan | None:
    """As few segments as can be, each without dead documents. done: ids of those made so."""
    stored, log = _sorted(view)
    left = [one for one in stored if one.segment.head.key[0] not in done]
    group: list[Living] = []
    size = 0
    for one in (*log, *left):
        if size + one.alive > MOST_DOCUMENTS:
            break
        group.append(one)
        size += one.alive
    return _plan(group, view) if group else None


def compact(
    reader: Reader,
    *,
    full: bool = False,
    clock: Clock = lambda: datetime.now(UTC),
    progress: Progress = lambda what, number: None,
) -> int | None:
    """Merge until nothing needs it; return how many segments were made.

    None, having done nothing, if another process is at it. full: leave as few segments as can be.
    progress: called with what is done and the documents of it. Raises LeaseLost.
    """
    holder = uuid4()
    if not storage.take_lease(holder, clock(), clock() + LEASE):
        return None
    made: set[int] = set()
    number = 0
    try:
        _clear_away(holder, clock)
        while True:
            view = reader.run(lambda view: view)
            chosen = full_plan(view, made) if full else plan(view)
            if chosen is None:
                return number
            progress("merging", sum(one.alive for one in chosen.livings))
            try:
                new = _replace(chosen, view, holder, clock)
            except (Gone, InputsGone):
                continue
            finally:
                _clear_away(holder, clock)
            number += 1
            if new is not None:
                made.add(new)
    finally:
        storage.give_back_lease(holder)


def _replace(chosen: Plan, view: View, holder: UUID, clock: Clock) -> int | None:
    """Merge, and put the new segment in the place of the old; its id, if anything was left."""
    parts = merge(chosen.livings, [one.segment for one in chosen.others])
    new = None
    if parts is not None:
        with storage.atomic():
            _hold(holder, clock)
            new = storage.add_segment(parts, storage.BUILDING)
        for portion in storage.in_portions(parts.blobs):
            with storage.atomic():
                _hold(holder, clock)
                storage.add_blocks(new, portion)
    keys = [one.segment.head.key for one in chosen.livings]
    seqs = [seq for key in keys for seq in view.changes.get(key, ())]
    segments = [key[0] for key in keys if key not in view.changes]
    with storage.atomic():
        _hold(holder, clock)
        if not storage.exchange(new, segments, seqs):
            raise InputsGone
    return new


def _hold(holder: UUID, clock: Clock) -> None:
    if not storage.renew_lease(holder, clock() + LEASE):
        raise LeaseLost


def _clear_away(holder: UUID, clock: Clock) -> None:
    """Delete what was merged, and what a process that died had begun."""
    for segment in storage.retired_segments():
        is_gone = False
        while not is_gone:
            with storage.atomic():
                _hold(holder, clock)
                is_gone = storage.clear_away(segment)
