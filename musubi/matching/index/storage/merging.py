"""What merging does to the tables."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from musubi.jobs import actions
from musubi.matching.index.storage.sql import BUILDING, GONE, LIVE, ask, batches, do
from musubi.matching.models import Lease


def exchange(new: int | None, segments: Collection[int], seqs: Collection[int]) -> bool:
    """Put a segment in the place of others and of changes, in the caller's transaction.

    False, and the caller must roll back, if any of them is no longer there.
    """
    taken = sum(
        do("DELETE FROM matching_change WHERE seq IN ({values})", some) for some in batches(seqs)
    )
    retired = sum(_change_state(some, LIVE, GONE) for some in batches(segments))
    shown = 0 if new is None else _change_state([new], BUILDING, LIVE)
    return (taken, retired, shown) == (len(seqs), len(segments), 0 if new is None else 1)


def _change_state(segments: list[int], before: int, after: int) -> int:
    return do(
        "UPDATE matching_segment SET state = %s WHERE state = %s AND id IN ({values})",
        [after, before, *segments],
    )


def retired_segments() -> list[int]:
    """Those that are gone, or were never finished."""
    return [id for (id,) in ask("SELECT id FROM matching_segment WHERE state <> %s", [LIVE])]


def clear_away(segment: int, most: int = 1000) -> bool:
    """Delete some blocks of a retired segment, and at last itself; whether it is gone now."""
    rows = do(
        "DELETE FROM matching_block WHERE segment = %s AND bucket IN"
        " (SELECT bucket FROM matching_block WHERE segment = %s LIMIT %s)",
        [segment, segment, most],
    )
    if rows:
        return False
    do("DELETE FROM matching_segment WHERE id = %s AND state <> %s", [segment, LIVE])
    return True


def take_lease(holder: UUID, now: datetime, until: datetime) -> bool:
    """Take the lease if nobody holds it."""
    Lease.objects.bulk_create([Lease(pk=1)], ignore_conflicts=True)
    free = Lease.objects.filter(Q(until=None) | Q(until__lte=now), pk=1)
    return free.update(holder=holder, until=until) == 1


def renew_lease(holder: UUID, until: datetime) -> bool:
    """Keep the lease, and lock it until the transaction ends; False if it was lost."""
    return Lease.objects.filter(pk=1, holder=holder).update(until=until) == 1


def give_back_lease(holder: UUID) -> None:
    Lease.objects.filter(holder=holder).update(holder=None, until=None)


def ask_for_compaction() -> None:
    """Have the worker merge soon, after this transaction."""
    actions.enqueue("compact-index", at=timezone.now(), key="due")
