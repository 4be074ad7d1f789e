"""Finds the labels of a vocabulary in a text: all of them in one pass (Aho and Corasick 1975).

Words of scripts with spaces match whole; in the other scripts a match ends where clusters end.
What lies inside a longer match is dropped. What overlaps one is not: "water treatment" in "waste
water treatment" is as true as "waste water".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from musubi.vocabulary.text.characters import KATAKANA
from musubi.vocabulary.text.haystack import BOUND, haystack
from musubi.vocabulary.text.labels import Label, Pattern, patterns, rank_of
from musubi.vocabulary.text.normal import Folded, fold
from musubi.vocabulary.text.stems import base_language

_KATAKANA = re.compile(f"[{KATAKANA}]")


class Spotted(NamedTuple):
    """A concept and the words that name it: start to end, end excluded, of the original text."""

    concept: str
    start: int
    end: int
    label_language: str


class _Match(NamedTuple):
    """A pattern found, at start to end of the normalised text."""

    start: int
    end: int
    pattern: Pattern


class _Finder:
    """The patterns that are looked for in the texts of one language."""

    def __init__(self, found: Iterable[tuple[str, Pattern]]) -> None:
        by_key: dict[str, dict[tuple[str, str], Pattern]] = {}
        for key, pattern in found:
            same = by_key.setdefault(key, {})
            known = same.get((pattern.concept, pattern.language))
            if known is None or known.is_strict:  # of two labels the laxer one decides
                same[pattern.concept, pattern.language] = pattern
        self._keys = list(by_key)
        self._patterns = [tuple(same.values()) for same in by_key.values()]
        self._automaton = AhoCorasick(self._keys, store_patterns=False)

    def matches(self, text: str, folded: Folded) -> Iterator[_Match]:
        hay = haystack(folded.text)
        for number, start, end in self._automaton.find_matches_as_indexes(hay.text, True):
            key = self._keys[number]
            place = hay.place(start + key.startswith(BOUND), end - key.endswith(BOUND))
            if place is not None:
                for pattern in self._patterns[number]:
                    if not pattern.is_strict or _holds(pattern, text, folded, *place):
                        yield _Match(*place, pattern)


class Spotter:
    """Knows the labels of a vocabulary. Built once; may be used by many threads."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._labels = tuple(labels)
        self._finders: dict[str | None, _Finder] = {}

    def spot(self, text: str, language: str | None = None) -> list[Spotted]:
        """The labels that the text holds, in its order. Takes any str; its time is linear.

        language: the text's, if known. Then labels of another are looked for only where no word
        of this one can be meant: see `rank_of`. Of two concepts with one name the nearer
        language's is taken, or else that of the language of which most is found.
        """
        folded = fold(text)
        found = list(self._finder(base_language(language)).matches(text, folded))
        return [
            Spotted(m.pattern.concept, *folded.span(m.start, m.end), m.pattern.language)
            for m in _longest(found)
        ]

    def _finder(self, language: str | None) -> _Finder:
        if language not in self._finders:
            self._finders[language] = _Finder(self._patterns(language))
        return self._finders[language]

    def _patterns(self, language: str | None) -> Iterator[tuple[str, Pattern]]:
        for label in self._labels:
            rank = rank_of(label, language)
            if rank is not None:
                yield from patterns(label, rank)


def _longest(found: list[_Match]) -> Iterator[_Match]:
    """Without those that lie inside another, in the order of the text."""
    often = Counter(match.pattern.language for match in found)

    def order(match: _Match) -> tuple[int, int, int, int, str]:
        pattern = match.pattern
        return match.start, -match.end, pattern.rank, -often[pattern.language], pattern.concept

    reached = 0
    for match in sorted(found, key=order):
        if match.end > reached:
            yield match
            reached = match.end


def _holds(pattern: Pattern, text: str, folded: Folded, start: int, end: int) -> bool:
    if pattern.needs_capitals:
        first, last = folded.span(start, end)
        others = text[:first] + text[last:]
        if not text[first:last].removesuffix("s").isupper() or others.isupper():
            return False
    if pattern.is_alone:
        beside = folded.text[start - 1 : start] if start else ""
        return not _KATAKANA.match(beside) and not _KATAKANA.match(folded.text, end)
    return True
