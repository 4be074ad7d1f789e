"""Writing to the index, in the caller's transaction.

A document's row is locked before its version gets a number, so that of two versions the one that
commits later has the greater. Few documents go into the log; many go into a segment at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from musubi.matching.index import storage
from musubi.matching.index.building import Version, build
from musubi.matching.index.contents import Columns, digest, encode

BATCH = 500  # documents that are locked and written by one statement
BULK = 512  # so many documents go into a segment of their own
SEGMENT = 1 << 16  # documents; about 300 MiB while it is made
LOG_MOST = 256  # changes; with more, merging is due

Written = tuple[str, Mapping[str, int], Columns]


def upsert(id: str, impacts: Mapping[str, int], columns: Columns) -> bool:
    """Write one document; whether it differs from what stood there.

    impacts: term -> 1 to 255. Raises ValueError for another impact.
    """
    return upsert_many([(id, impacts, columns)]) == 1


def upsert_many(documents: Iterable[Written]) -> int:
    """Write documents; return how many differ from what stood there. The last of an id holds."""
    with storage.atomic(savepoint=False):
        return _write(documents, are_all_new=False)


def _write(documents: Iterable[Written], *, are_all_new: bool) -> int:
    """are_all_new: write also what stands there already."""
    pending: dict[int, bytes] = {}
    total = segments = 0
    for some in _batches(documents):
        changed = _put(some, are_all_new)
        total += len(changed)
        pending.update(changed)
        if len(pending) >= SEGMENT:
            _into_segment(pending)
            pending, segments = {}, segments + 1
    if segments or len(pending) >= BULK:
        _into_segment(pending)
    elif pending:
        _into_log(list(pending.items()))
    return total


def _batches(documents: Iterable[Written]) -> Iterator[dict[str, bytes]]:
    """Id -> content, in the order of ids: who locks in one order waits for nobody in a ring."""
    found = iter(documents)
    while some := {id: encode(id, impacts, c) for id, impacts, c in islice(found, BATCH)}:
        yield dict(sorted(some.items()))


def _put(contents: Mapping[str, bytes], are_all_new: bool) -> dict[int, bytes]:
    """Write what differs to the documents' rows; number -> content of those."""
    known = storage.lock(list(contents))
    rows = [(id, digest(content), content) for id, content in contents.items()]
    if not are_all_new:
        rows = [row for row in rows if row[0] not in known or known[row[0]][1] != row[1]]
    if not rows:
        return {}
    numbers = storage.put(rows)
    return {numbers[id]: content for id, _digest, content in rows}


def delete(id: str) -> bool:
    """Take a document out; whether it was there."""
    with storage.atomic(savepoint=False):
        number, known = storage.lock([id]).get(id, (0, b""))
        if not known:
            return False
        storage.put([(id, b"", b"")])
        _into_log([(number, b"")])
        return True


def _into_log(versions: Sequence[tuple[int, bytes]]) -> None:
    last = storage.add_changes(versions)
    if last // LOG_MOST != (last - len(versions)) // LOG_MOST:
        storage.ask_for_compaction()


def _into_segment(pending: Mapping[int, bytes]) -> None:
    if not pending:
        return
    seq = storage.next_seq()
    parts = build(Version(number, seq, content) for number, content in pending.items())
    segment = storage.add_segment(parts, storage.LIVE)
    for portion in storage.in_portions(parts.blobs):
        storage.add_blocks(segment, portion)
    storage.ask_for_compaction()


def rebuild(documents: Iterable[Written]) -> int:
    """Make the whole index anew from these documents; return how many there are.

    Other writers wait until the caller's transaction ends; searches see the old index until then.
    `documents` is read after the lock is taken, so nothing newer is overwritten.
    """
    with storage.atomic(savepoint=False):
        storage.lock_all()
        storage.take_out_everything()
        seen: set[str] = set()
        total = _write(_noting(documents, seen), are_all_new=True)
        gone = [(name, b"", b"") for _number, name in storage.written_names() if name not in seen]
        for start in range(0, len(gone), BATCH):
            storage.put(gone[start : start + BATCH])
        return total


def _noting(documents: Iterable[Written], seen: set[str]) -> Iterator[Written]:
    for document in documents:
        seen.add(document[0])
        yield document
