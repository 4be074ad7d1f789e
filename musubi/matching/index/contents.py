"""One document of the index as bytes, and back. Knows no Django.

A document is a set of terms, each a 64-bit hash with an impact of one byte, and its columns.
The bytes are canonical: equal documents have equal bytes.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_IMPACT = 255
HEADER = Struct("<II")  # length of the id in bytes, number of terms

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a document is filtered and counted by. codes: single values; sets: many values."""

    codes: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def values(self) -> dict[str, set[str]]:
        """Name -> values; a name that is both a code and a set has the values of both."""
        found = {name: set(values) for name, values in self.sets.items()}
        for name, value in self.codes.items():
            found.setdefault(name, set()).add(value)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was written. hashes: ascending; impacts: one for each of them."""

    id: str
    hashes: Array
    impacts: Array
    columns: Columns

    def impact_of(self) -> dict[int, int]:
        return dict(zip(self.hashes.tolist(), self.impacts.tolist(), strict=True))


Term = str | int  # as it is written, or its hash
Boosts = Mapping[str, float] | Mapping[int, float] | Mapping[Term, float]
Groups = Sequence[Sequence[Sequence[Term]]]  # of each group one way, of a way all terms

_MARKED = re.compile("[a-z]:")  # begins what is no word: "c:flooding"


@lru_cache(maxsize=1 << 18)
def _hash(term: str) -> int:
    whole = int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest())
    return whole & ~1 | bool(_MARKED.match(term))


def hash_of(term: Term) -> int:
    """64 bits that stand for a term; two of a million terms meet with a chance of 1e-7.

    The last bit tells whether it is a word (0), or something marked such as "c:flooding" (1).
    """
    return _hash(term) if isinstance(term, str) else term


def is_word(hashes: Array) -> Array:
    """A mask of those hashes that stand for words."""
    return (hashes & np.uint64(1)) == 0


def encode(id: str, impacts: Mapping[str, int], columns: Columns) -> bytes:
    """The bytes of a document. Raises ValueError for an impact outside 1 to 255."""
    if not all(0 < impact <= MOST_IMPACT for impact in impacts.values()):
        raise ValueError(f"{id}: an impact is a whole number from 1 to {MOST_IMPACT}.")
    hashes = np.fromiter(map(_hash, impacts), dtype="<u8", count=len(impacts))
    values = np.fromiter(impacts.values(), dtype=np.uint8, count=len(impacts))
    order = np.argsort(hashes)
    name = id.encode()
    return b"".join(
        (
            HEADER.pack(len(name), len(impacts)),
            hashes[order].tobytes(),
            values[order].tobytes(),
            name,
            _columns_as_bytes(columns),
        )
    )


def _columns_as_bytes(columns: Columns) -> bytes:
    sets = {name: sorted(values) for name, values in columns.sets.items()}
    plain = [dict(columns.codes), sets]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode(content: bytes) -> Document:
    """The document that `encode` made the bytes of."""
    length, count = HEADER.unpack_from(content)
    impacts_at = HEADER.size + 8 * count
    id_at = impacts_at + count
    codes, sets = json.loads(content[id_at + length :])
    return Document(
        content[id_at : id_at + length].decode(),
        np.frombuffer(content, "<u8", count, HEADER.size),
        np.frombuffer(content, np.uint8, count, impacts_at),
        Columns(codes, {name: frozenset(values) for name, values in sets.items()}),
    )


def digest(content: bytes) -> bytes:
    """16 bytes by which two contents are compared; of no content, none."""
    return hashlib.blake2b(content, digest_size=16).digest() if content else b""
