"""Where in a text the words of a query stand, to be marked in what a search shows."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from musubi.vocabulary.text.clusters import TOKEN, cluster_spans, clusters
from musubi.vocabulary.text.normal import fold
from musubi.vocabulary.text.queries import QueryWord, query_words, shortened
from musubi.vocabulary.text.stems import base_language
from musubi.vocabulary.text.words import word_forms

Span = tuple[int, int]
MOST_RUNS = 20  # of a query; each costs a walk over the text
MOST_PARTS = 50  # different parts of a run that are compared with one another


def find_spans(text: str, query: str, language: str | None = None) -> list[Span]:
    """The places of the words of a query: start and end (excluded), merged, in their order.

    A word is found in all its forms and as a whole. A run without spaces is found as it was
    typed, or else its longest parts of two clusters or more. Takes any str; its time is linear.
    language: the text's, if known.
    """
    language = base_language(language)
    folded = fold(text)
    wanted, runs = _wanted(query, language)
    places = [*_words(folded.text, wanted, language)]
    if runs:
        spans = _cluster_spans(folded.text)
        for run in runs:
            places += _run(folded.text, spans, run)
    return _merged(folded.span(start, end) for start, end in places)


@lru_cache(maxsize=256)  # a page marks one query in many texts
def _wanted(query: str, language: str | None) -> tuple[frozenset[str], tuple[QueryWord, ...]]:
    """The terms of the words of a query, and its runs without spaces."""
    words = query_words(query, language)
    wanted = frozenset(t for word in words if word.is_spaced for way in word.ways for t in way)
    return wanted, tuple(word for word in words if not word.is_spaced)[:MOST_RUNS]


def _words(text: str, wanted: frozenset[str], language: str | None) -> Iterator[Span]:
    if wanted:
        for token in TOKEN.finditer(text):
            if token[1] is not None and not wanted.isdisjoint(word_forms(token[1], language)):
                yield token.span()


def _cluster_spans(text: str) -> list[list[Span]]:
    """The clusters of each run without spaces."""
    return [
        list(cluster_spans(token[0], token.start()))
        for token in TOKEN.finditer(text)
        if token[1] is None
    ]


def _run(text: str, spans: list[list[Span]], word: QueryWord) -> list[Span]:
    for typed in dict.fromkeys((word.text, shortened(word.text))):
        whole = [place for run in spans for place in _occurrences(text, run, clusters(typed))]
        if whole:
            return whole
    return _longest_parts(text, spans, set(word.ways[0]))


def _occurrences(text: str, run: list[Span], sought: list[str]) -> Iterator[Span]:
    """Where the clusters sought stand in a row (Knuth, Morris and Pratt 1977)."""
    back = _fallbacks(sought)
    matched = 0
    for start, end in run:
        while matched and text[start:end] != sought[matched]:
            matched = back[matched - 1]
        if text[start:end] == sought[matched]:
            matched += 1
        if matched == len(sought):
            yield end - len("".join(sought)), end
            matched = 0


def _fallbacks(sought: list[str]) -> list[int]:
    back = [0] * len(sought)
    length = 0
    for number in range(1, len(sought)):
        while length and sought[number] != sought[length]:
            length = back[length - 1]
        if sought[number] == sought[length]:
            length += 1
        back[number] = length
    return back


def _longest_parts(text: str, runs: list[list[Span]], pairs: set[str]) -> list[Span]:
    """Rows of neighbours whose pairs were all typed, without those that a longer one holds."""
    found: list[Span] = []
    for run in runs:
        for (start, middle), (_same, end) in pairwise(run):
            if text[start:end] not in pairs:
                continue
            if found and found[-1][1] == middle:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    kept = _not_within(text, found)
    return [(start, end) for start, end in found if text[start:end] in kept]


def _not_within(text: str, places: list[Span]) -> set[str]:
    parts = sorted({text[start:end] for start, end in places}, key=lambda part: (-len(part), part))
    kept: list[str] = []
    for part in parts[:MOST_PARTS]:
        if not any(part in longer for longer in kept):
            kept.append(part)
    return set(kept)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
