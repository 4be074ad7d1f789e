"""From documents to the parts of a new segment. Knows no Django."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from musubi.matching.index.blobs import (
    MOST_DOCUMENTS,
    bits_for,
    encode_buckets,
    encode_column,
    encode_names,
    pack_keys,
)
from musubi.matching.index.contents import Array, Document, decode
from musubi.matching.index.segments import FIRST_COLUMN, NAMES, Head, Key, Memory, Segment


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document. content: of `contents.encode`; empty if it is deleted."""

    number: int
    seq: int
    content: bytes


@dataclass(frozen=True)
class Parts:
    """A segment that is to be stored. blobs: number and bytes of each; can be read once."""

    documents: int
    tombs: int
    postings: int
    bits: int
    columns: tuple[str, ...]
    blobs: Iterator[tuple[int, bytes]]

    def head(self, key: Key) -> Head:
        return Head(key, self.documents, self.tombs, self.postings, self.bits, self.columns)


def build(versions: Iterable[Version]) -> Parts:
    """The parts of a segment that holds the newest of the versions given for each document."""
    newest: dict[int, Version] = {}
    for version in versions:
        if version.number not in newest or newest[version.number].seq < version.seq:
            newest[version.number] = version
    tombs = [v for v in newest.values() if not v.content]
    documents = sorted(
        ((decode(v.content), v) for v in newest.values() if v.content),
        key=lambda pair: pair[0].id,
    )
    if len(documents) > MOST_DOCUMENTS:
        raise ValueError(f"A segment holds at most {MOST_DOCUMENTS} documents.")
    hashes, keys = _postings([document for document, _version in documents])
    bits = bits_for(len(keys))
    columns = _columns([document for document, _version in documents])
    names = encode_names(
        [document.id.encode() for document, _version in documents],
        _whole(v.number for _d, v in documents),
        _whole(v.seq for _d, v in documents),
        _whole(v.number for v in tombs),
        _whole(v.seq for v in tombs),
    )
    return Parts(
        len(documents),
        len(tombs),
        len(keys),
        bits,
        tuple(columns),
        _blobs(names, columns, encode_buckets(hashes, keys, bits, range(1 << bits))),
    )


def _whole(numbers: Iterable[int]) -> Array:
    return np.fromiter(numbers, np.int64)


def _postings(documents: Sequence[Document]) -> tuple[Array, Array]:
    """Hashes ascending, and sorted keys of all postings."""
    if not documents:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    sizes = [len(document.hashes) for document in documents]
    hashes, ranks = np.unique(
        np.concatenate([document.hashes for document in documents]), return_inverse=True
    )
    positions = np.repeat(np.arange(len(documents)), sizes)
    keys = pack_keys(ranks, positions, np.concatenate([d.impacts for d in documents]))
    keys.sort()
    return hashes, keys


def _columns(documents: Sequence[Document]) -> dict[str, bytes]:
    found: dict[str, dict[str, list[int]]] = {}
    for position, document in enumerate(documents):
        for name, values in document.columns.values().items():
            for value in values:
                found.setdefault(name, {}).setdefault(value, []).append(position)
    return {
        name: encode_column({value: np.array(rows) for value, rows in found[name].items()})
        for name in sorted(found)
    }


def _blobs(
    names: bytes, columns: Mapping[str, bytes], buckets: Iterable[bytes]
) -> Iterator[tuple[int, bytes]]:
    yield NAMES, names
    for place, blob in enumerate(columns.values()):
        yield FIRST_COLUMN - place, blob
    yield from enumerate(buckets)


def in_memory(versions: Iterable[Version], key: Key) -> Segment:
    """A segment that is never stored, as of the newest changes."""
    parts = build(versions)
    blobs = dict(parts.blobs)
    memory = Memory(lambda: math.inf)
    return Segment(parts.head(key), lambda _id, numbers: {n: blobs[n] for n in numbers}, memory)
