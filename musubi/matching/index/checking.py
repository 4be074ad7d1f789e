"""Comparing the index with what it ought to hold, down to each posting."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from musubi.matching.index import storage
from musubi.matching.index.blobs import decode_bucket
from musubi.matching.index.contents import Array, decode, encode, hash_of
from musubi.matching.index.segments import Gone
from musubi.matching.index.views import Living, View
from musubi.matching.index.writing import Written

BATCH = 500

# Odd numbers that mix the bits of a posting, so that sums of different sets differ.
MIX_HASH, MIX_IMPACT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


def check(view: View, documents: Iterable[Written]) -> Iterator[str]:
    """Give a sentence for each fault of the index; none if it is sound.

    documents: everything that it must hold. Each document's postings and column values are
    compared by a sum of 64 bits.
    """
    try:
        found = _sums_of(view)
    except (Gone, ValueError) as error:
        yield f"A part of the index is missing or cannot be read ({error!r})."
        return
    seen: set[str] = set()
    for some in _batches(documents):
        kept = storage.contents(list(some))
        for id, content in some.items():
            seen.add(id)
            yield from _faults_of(id, content, kept.get(id), found)
    for _number, name in storage.written_names():
        if name not in seen:
            yield f"{name}: its row is there, and it ought not to be."
    for id in found:
        if id not in seen:
            yield f"{id}: it is found, and ought not to be."


def _batches(documents: Iterable[Written]) -> Iterator[dict[str, bytes]]:
    some: dict[str, bytes] = {}
    for id, impacts, columns in documents:
        some[id] = encode(id, impacts, columns)
        if len(some) >= BATCH:
            yield some
            some = {}
    if some:
        yield some


def _faults_of(
    id: str, content: bytes, kept: bytes | None, found: Mapping[str, list[int]]
) -> Iterator[str]:
    if kept is None:
        yield f"{id}: its row is missing."
    elif kept != content:
        yield f"{id}: its row is not what it ought to be."
    sums = found.get(id)
    if sums is None:
        yield f"{id}: it is not found."
    elif len(sums) > 1:
        yield f"{id}: it is found {len(sums)} times."
    elif sums[0] != _sum_of(content):
        yield f"{id}: its terms or columns are not what they ought to be."


def _mixed(hashes: Array, impacts: Array) -> Array:
    mixed = hashes * MIX_HASH + impacts.astype(np.uint64) * MIX_IMPACT
    return (mixed ^ (mixed >> np.uint64(29))) * MIX_HASH


def _value_hash(name: str, value: str) -> Array:
    return _mixed(np.array([hash_of(f"{name}\n{value}")], np.uint64), np.array([0]))


def _sum_of(content: bytes) -> int:
    document = decode(content)
    sums = [_mixed(document.hashes, document.impacts)]
    for name, values in document.columns.values().items():
        sums += [_value_hash(name, value) for value in values]
    return int(np.concatenate(sums).sum(dtype=np.uint64))


def _sums_of(view: View) -> dict[str, list[int]]:
    """Id -> the sum of each living document with that id."""
    found = defaultdict(list)
    for living in view.livings:
        sums = _sums(living)
        ids = living.segment.names.ids
        for position in np.delete(np.arange(living.documents), living.dead).tolist():
            found[ids[position].decode()].append(int(sums[position]))
    return found


def _sums(living: Living) -> Array:
    segment = living.segment
    sums = np.zeros(living.documents, np.uint64)
    for number in range(1 << segment.head.bits):
        bucket = decode_bucket(segment.blob(number))
        hashes = np.repeat(bucket.hashes, np.diff(bucket.ends, prepend=0))
        np.add.at(sums, bucket.positions, _mixed(hashes, bucket.impacts))
    for name in segment.head.columns:
        column = segment.column(name)
        assert column is not None
        for place, value in enumerate(column.values):
            sums[column.of(place)] += _value_hash(name, value)
    return sums
