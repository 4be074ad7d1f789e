"""Made-up documents for benchmarks/index.py: words of a Zipf vocabulary, columns, queries."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

WORDS = 50_000  # different ones
TOKENS = 120  # a document
KINDS, COUNTRIES, LANGUAGES = 5, 12, 8
SATURATION = 1.2
QUERIES = 60
FILLERS = 100  # words so frequent that they tell nothing
AT_A_TIME = 1000  # documents


@dataclass(frozen=True)
class Document:
    """id: its number. words: word -> how often. kind, language: codes; countries: a set."""

    id: int
    words: dict[str, int]
    kind: str
    language: str
    countries: list[str]

    @property
    def tags(self) -> list[str]:
        return [self.kind, self.language, *self.countries]

    @property
    def impacts(self) -> dict[str, int]:
        return {w: max(1, round(255 * n / (n + SATURATION))) for w, n in self.words.items()}


@dataclass(frozen=True)
class Asked:
    """A query. filters: name -> values, of which any will do."""

    words: list[str]
    filters: dict[str, list[str]]


class Corpus:
    """The same documents and queries for the same size, whoever asks."""

    def __init__(self, size: int) -> None:
        self.size = size
        weights = 1 / np.arange(2, WORDS + 2)
        self._upto = np.cumsum(weights / weights.sum())

    def documents(self) -> Iterator[Document]:
        for start in range(0, self.size, AT_A_TIME):
            rng = np.random.default_rng((self.size, start))
            number = min(AT_A_TIME, self.size - start)
            tokens = self._draw(rng, (number, TOKENS))
            kinds, languages = (
                rng.integers(KINDS, size=number),
                rng.integers(LANGUAGES, size=number),
            )
            countries = rng.integers(COUNTRIES, size=(number, 3))
            for n in range(number):
                words = Counter(f"w{token}" for token in tokens[n].tolist())
                yield Document(
                    start + n,
                    words,
                    f"k{kinds[n]}",
                    f"l{languages[n]}",
                    sorted({f"c{country}" for country in countries[n].tolist()}),
                )

    def _draw(self, rng: Any, size: Any) -> Any:
        return np.searchsorted(self._upto, rng.random(size))

    def match(self, number: int = QUERIES) -> list[Asked]:
        """30 words as of a text, but for the most frequent ones, and three filters."""
        rng = np.random.default_rng(1)
        return [self._match(rng) for _ in range(number)]

    def _match(self, rng: Any) -> Asked:
        drawn = dict.fromkeys(self._draw(rng, 6 * TOKENS).tolist())
        tokens = [token for token in drawn if token >= FILLERS][:30]
        filters = {
            "kind": [f"k{rng.integers(KINDS)}"],
            "country": [f"c{n}" for n in rng.choice(COUNTRIES, 2, replace=False)],
            "language": [f"l{n}" for n in rng.choice(LANGUAGES, 3, replace=False)],
        }
        return Asked([f"w{token}" for token in tokens], filters)

    def broad(self, number: int = QUERIES) -> list[Asked]:
        """Five or six of the 40 most frequent words, and no filter."""
        rng = np.random.default_rng(2)
        return [
            Asked([f"w{n}" for n in rng.choice(40, int(rng.integers(5, 7)), replace=False)], {})
            for _ in range(number)
        ]
