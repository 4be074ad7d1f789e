"""Words, and in scripts without spaces runs of clusters. All of it works on normalised text.

A cluster is what no word ends inside: a letter with its marks, the vowels that stand around it,
the letters below it and, in Burmese, the consonant that closes its syllable.
"""

import re
from collections.abc import Iterator

from musubi.vocabulary.text.characters import (
    ASAT,
    BURMESE_CONSONANTS,
    BURMESE_LETTERS,
    BURMESE_MARKS,
    COENG,
    DOT_BELOW,
    KHMER_LETTERS,
    KHMER_MARKS,
    LAO_AFTER,
    LAO_BEFORE,
    LAO_CONSONANTS,
    LAO_MARKS,
    THAI_AFTER,
    THAI_BEFORE,
    THAI_CONSONANTS,
    THAI_MARKS,
    UNSPACED,
    VIRAMA,
    VOICED_MARKS,
    WORD,
)

# The first group is a word of a script with spaces, perhaps with apostrophes: city's.
TOKEN = re.compile(f"([{WORD}]+(?:'[{WORD}]+)*)|[{UNSPACED}]+")

_BURMESE_STACK = f"{VIRAMA}[{BURMESE_CONSONANTS}]"
CLUSTER = re.compile(
    f"[{THAI_BEFORE}]?[{THAI_CONSONANTS}][{THAI_MARKS}]*[{THAI_AFTER}]*"
    f"|[{LAO_BEFORE}]?[{LAO_CONSONANTS}][{LAO_MARKS}]*[{LAO_AFTER}]*"
    f"|[{KHMER_LETTERS}](?:{COENG}[{KHMER_LETTERS}]|[{KHMER_MARKS}])*{COENG}?"
    f"|[{BURMESE_LETTERS}](?:{_BURMESE_STACK}|[{BURMESE_MARKS}])*"
    f"(?:[{BURMESE_CONSONANTS}]{DOT_BELOW}?{ASAT}(?:{_BURMESE_STACK})?[{BURMESE_MARKS}]*)*"
    f"|[{UNSPACED}][{VOICED_MARKS}{THAI_MARKS}{LAO_MARKS}{KHMER_MARKS}{BURMESE_MARKS}]*"
)


def clusters(run: str) -> list[str]:
    """The clusters of a run, which together are the run."""
    return CLUSTER.findall(run)


def cluster_spans(run: str, at: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each cluster of a run that starts at `at`."""
    for found in CLUSTER.finditer(run):
        yield at + found.start(), at + found.end()
