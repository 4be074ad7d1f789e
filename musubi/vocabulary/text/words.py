"""The terms of a text, which an index keeps.

A word of a script with spaces gives up to three terms: the word itself ("flooding"), its stem
("~en:flood"), and the word without its tones and accents ("ngập" also gives "^ngap"). A run of
Thai, Lao, Khmer, Burmese, Japanese or Chinese gives each of its clusters and each pair of
neighbours. No dictionary cuts it, so none can cut wrongly: every word is found that is written.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from musubi.vocabulary.text.clusters import TOKEN, cluster_spans, clusters
from musubi.vocabulary.text.normal import Folded, fold
from musubi.vocabulary.text.stems import (
    STEM,
    TONELESS,
    base_language,
    plain_word,
    stem,
    toneless,
)


class Term(NamedTuple):
    """A term and where it stands in the original text; end is excluded."""

    text: str
    start: int
    end: int


def is_second_form(term: str) -> bool:
    """Whether a term is a stem or a word without tones: not counted in the length of a text."""
    return term.startswith((STEM, TONELESS))


@lru_cache(maxsize=2**16)
def word_forms(word: str, language: str | None) -> tuple[str, ...]:
    """The terms of one normalised word. language: as base_language gives it."""
    word = plain_word(word)
    forms = (word, stem(word, language), toneless(word))
    return tuple(form for form in forms if form)


def terms(text: str, language: str | None = None) -> Iterator[Term]:
    """All terms in the order of the text, each as often as it stands there. Takes any str."""
    language = base_language(language)
    folded = fold(text)
    for token in TOKEN.finditer(folded.text):
        if token[1] is not None:
            start, end = folded.span(*token.span())
            for form in word_forms(token[1], language):
                yield Term(form, start, end)
        else:
            yield from _run_terms(folded, token[0], token.start())


def _run_terms(folded: Folded, run: str, at: int) -> Iterator[Term]:
    before, began = "", 0
    for first, last in cluster_spans(run, at):
        start, end = folded.span(first, last)
        cluster = folded.text[first:last]
        if before:
            yield Term(before + cluster, began, end)
        yield Term(cluster, start, end)
        before, began = cluster, start


def term_counts(text: str, language: str | None = None) -> dict[str, int]:
    """How often each term stands in the text. The same terms as `terms`, in a third of its time."""
    language = base_language(language)
    found: list[str] = []
    for token in TOKEN.finditer(fold(text).text):
        if token[1] is not None:
            found += word_forms(token[1], language)
        else:
            parts = clusters(token[0])
            found += parts
            found += map(str.__add__, parts, parts[1:])
    return dict(Counter(found))
