"""What a label looks like in a text, and in the texts of which languages it is looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musubi.vocabulary.text.characters import KATAKANA
from musubi.vocabulary.text.haystack import BOUND, haystack, is_word
from musubi.vocabulary.text.inflections import variants
from musubi.vocabulary.text.normal import fold
from musubi.vocabulary.text.stems import base_language


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a concept in a language, a tag such as "zh-Hans"."""

    concept: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """What to know of a label when one of its forms has been found.

    rank: how far the label's language is from the text's; 0 is the same.
    needs_capitals: ITS is no "its". is_alone: not where katakana stands beside it.
    """

    concept: str
    language: str
    rank: int
    needs_capitals: bool
    is_alone: bool

    @property
    def is_strict(self) -> bool:
        return self.needs_capitals or self.is_alone


OWN, NEIGHBOUR, BORROWED = range(3)
_NEIGHBOURS = {"id": "ms", "ms": "id", "fil": "tl", "tl": "fil"}
# Languages in whose texts a word in Latin letters can hardly be anything but English.
_NOT_LATIN = frozenset(("th", "lo", "km", "my", "ja", "zh", "ta", "ko", "ru", "hi", "ar"))
_LENDERS = {"tet": ("pt", "en")}  # Tetum writes Portuguese words where it has none
# Letters from which an English word is no word of another meaning: "air" is water in Indonesian.
_SURE_LENGTH = 7
_SURE_LENGTHS = {"fil": 4, "tl": 4}  # half of the technical words of Filipino are English

_LONG_WORD = re.compile(f"(?<![{KATAKANA}])[{KATAKANA}]{{3,}}$")
_SHORT_WORD = re.compile(f"[{KATAKANA}]{{1,2}}")


def rank_of(label: Label, language: str | None) -> int | None:
    """How far the label is from texts of this language; None if it is not looked for in them."""
    own = base_language(label.language)
    if language is None or own == language:
        return OWN
    if own == _NEIGHBOURS.get(language):
        return NEIGHBOUR
    if own in _LENDERS.get(language, ("en",)) and _is_lent(label.text, language):
        return BORROWED
    return None


def _is_lent(text: str, language: str) -> bool:
    words = text.replace("-", " ").split()
    return (
        language in _NOT_LATIN
        or len(words) > 1
        or sum(map(str.isupper, text)) > 1
        or len(text) >= _SURE_LENGTHS.get(language, _SURE_LENGTH)
    )


def patterns(label: Label, rank: int) -> Iterator[tuple[str, Pattern]]:
    """The forms to look for in a haystack; none for a label without letters."""
    words = tuple(haystack(fold(label.text).text).words)
    if not words:
        return
    language = base_language(label.language) or ""
    before = BOUND if is_word(words[0]) else ""
    behind = BOUND if is_word(words[-1]) and language != "ta" else ""
    is_short = len(words) == 1 and _SHORT_WORD.fullmatch(words[0]) is not None
    name = label.concept, label.language, rank
    pattern = Pattern(*name, _needs_capitals(label.text), is_short)
    for form in variants(words, language):
        key = before + BOUND.join(form) + behind
        yield key, pattern
        if _LONG_WORD.search(key):  # センサー and センサ, but not センサス
            other = key.removesuffix("ー") if key.endswith("ー") else key + "ー"
            yield other, Pattern(*name, needs_capitals=False, is_alone=True)


def _needs_capitals(text: str) -> bool:
    """Short abbreviations that could be words: WHO and AI, but not CCTV."""
    return text.isupper() and len(text) <= 4 and (len(text) < 3 or bool(set(text) & set("AEIOUY")))
