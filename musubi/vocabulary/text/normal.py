"""Text as search compares it, and where each part of it stood in the text as it was written."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from musubi.vocabulary.text import han
from musubi.vocabulary.text.characters import (
    BURMESE_CONSONANTS,
    BURMESE_LETTERS,
    BURMESE_MARKS,
    COENG,
    INVISIBLE,
    KHMER_LETTERS,
    KHMER_MARKS,
    LAO_CONSONANTS,
    LAO_MARKS,
    MARKS,
    THAI_CONSONANTS,
    THAI_MARKS,
    VIRAMA,
    as_class,
    codes_of,
)
from musubi.vocabulary.text.spelling import one_spelling
from musubi.vocabulary.text.zawgyi import SYLLABLE, is_zawgyi, unicode_syllable


def _is_plain(char: str) -> bool:
    folded = char.casefold()
    is_one = len(folded) == 1 and unicodedata.normalize("NFKC", folded) == folded
    return is_one and unicodedata.normalize("NFKC", char) == char


_SIMPLE_BLOCKS = (
    "\u0000-\u024f\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff\u2010-\u2027\u3001-\u30fe\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff"
)
# Letters that fold to one letter each, if no mark follows: most of all text.
_SIMPLE = as_class(
    code
    for code in sorted(codes_of(_SIMPLE_BLOCKS))
    if _is_plain(chr(code)) and unicodedata.category(chr(code))[0] != "M" and code != 0xAD
)
# The same, but some of their sequences need care; without nikhahit and the ligatures ໜ and ໝ.
_NATIVE = (
    "\u0e01-\u0e4c\u0e4e-\u0e5b\u0e81-\u0ecc\u0ece-\u0ed9\u1780-\u17b3\u17b6-\u17e9\u1000-\u109f"
    "\u0b80-\u0bff"
)
_LETTERS = THAI_CONSONANTS + LAO_CONSONANTS + KHMER_LETTERS + BURMESE_LETTERS + "\u1040"
_SIGNS = THAI_MARKS + "\u0e33" + LAO_MARKS + "\u0eb3" + KHMER_MARKS + BURMESE_MARKS
# Bounds keep hostile text cheap: to put marks in order costs the square of their number.
_GAP = f"[{INVISIBLE}]{{0,8}}"
_BELOW = f"{COENG}{_GAP}[{KHMER_LETTERS}]|{VIRAMA}{_GAP}[{BURMESE_CONSONANTS}]"
_SIGN = f"{_GAP}(?:[{_SIGNS}]|{_BELOW})"
_AA = f"(?:{_GAP}[\u0e32\u0eb2])?"
# What folds as a whole.
_SPECIAL = (
    f"[{_LETTERS}](?:{_SIGN}){{2,16}}{_AA}"  # signs that may be in another order
    f"|\u0e40{_GAP}\u0e40|\u0ec0{_GAP}\u0ec0"  # two e are one ae
    f"|\u0eab{_GAP}\u0ea5(?:{_SIGN}){{0,16}}"  # ຫລ
    f"|[\u0edc\u0edd](?:{_SIGN}){{0,16}}{_AA}"  # ໜ ໝ
    f"|[{_LETTERS}]?[\u0e4d\u0ecd](?:{_SIGN}){{0,16}}{_AA}"  # nikhahit
    f"|\u1005{_GAP}\u103b|\u1025{_GAP}[\u102e\u103a]"  # စျ ဥ ီ ဥ်
    f"|[\u0b92\u0bc6\u0bc7]{_GAP}[\u0bbe\u0bd7]"  # Tamil vowels of two signs
    f"|[^{INVISIBLE}{_NATIVE}](?:{_GAP}[{MARKS}]){{1,30}}"
    f"|[^{_SIMPLE}{_NATIVE}]"
)
_ALL_SIMPLE = re.compile(f"[{_SIMPLE}]*")
_SPECIALS = re.compile(_SPECIAL)
_SPECIALS_OF_ZAWGYI = re.compile(f"{SYLLABLE}|{_SPECIAL}")
_INVISIBLES = re.compile(f"[{INVISIBLE}]+")
_BURMESE = re.compile("[\u1000-\u109f]")

_ZEROS = (0x0BE6, 0x0E50, 0x0ED0, 0x17E0, 0x1040)  # of Tamil, Thai, Lao, Khmer, Burmese
_ONE_FOR_ONE = {
    **dict.fromkeys("‘’ʻʼ‛′`", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    **{chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)},
    **han.simplified(),
}
_HAS_OTHER = re.compile(f"[{as_class(sorted(map(ord, _ONE_FOR_ONE)))}]")
_BURMESE_OR_KHMER = re.compile("[\u1000-\u109f\u1780-\u17ff]")
_DA_BELOW = re.compile("(?<=[\u1780-\u17b3])\u17d2\u178a")  # looks like ta below
_ZERO_FOR_WA = re.compile("(?<![\u1040-\u1049])\u1040(?=[\u1000-\u103e])")

# Vietnamese writes hòa and hoà, khỏe and khoẻ, thúy and thuý.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_compose = partial(unicodedata.normalize, "NFC")
_TONE_MOVES = {
    _compose(first + tone) + second: first + _compose(second + tone)
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
# Not in Portuguese "ões".
_EARLY_TONE = re.compile("|".join(_TONE_MOVES).replace("õe", "õe(?![a-z])"))


@dataclass(frozen=True, slots=True)
class Folded:
    """A normalised text, in pieces that know where they come from.

    text: the normalised text. starts, origins: where each piece starts in it and in the original.
    ends: where a piece ends in the original that folded as a whole; -1 for letters one by one.
    """

    text: str
    starts: list[int]
    origins: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original text stands what is at start to end, end excluded, in this one.

        A character that folded to several is taken whole. start must be below end.
        """
        if len(self.starts) == 1 and self.ends[0] < 0:
            return start, end
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        offset = start - self.starts[first] if self.ends[first] < 0 else 0
        if self.ends[last] >= 0:
            return self.origins[first] + offset, self.ends[last]
        return self.origins[first] + offset, self.origins[last] + end - self.starts[last]


def normalise(text: str) -> str:
    """The key of a text: two that a reader takes for the same have one. Never to be shown.

    NFKC, case, width, invisible signs, order of signs in a cluster, Zawgyi, old and new places of
    Vietnamese tones, traditional and Japanese Han, digits, apostrophes and hyphens. Takes any str.
    """
    return fold(text).text


def fold(text: str) -> Folded:
    """The normalised text with the way back. Linear in the length of the text."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"), [0], [0], [-1])
    if _ALL_SIMPLE.fullmatch(text):
        return Folded(_folded_letters(text.casefold()), [0], [0], [-1])
    parts, starts, origins, ends = [], [], [], []
    at = 0
    for part, origin, end in _parts(text):
        parts.append(part)
        starts.append(at)
        origins.append(origin)
        ends.append(end)
        at += len(part)
    return Folded(_folded_letters("".join(parts)), starts, origins, ends)


def _parts(text: str) -> Iterator[tuple[str, int, int]]:
    """Folded pieces with their place: letters one by one, or special sequences as a whole."""
    specials, folded = _SPECIALS, _folded_special
    if _BURMESE.search(text) and is_zawgyi(text):
        specials, folded = _SPECIALS_OF_ZAWGYI, _from_zawgyi
    done = 0
    for found in specials.finditer(text):
        special = found[0]
        one = folded(special)
        if one != special:
            start, end = found.span()
            if done < start:
                yield text[done:start].casefold(), done, -1
            yield one, start, end
            done = end
    if done < len(text) or not text:
        yield text[done:].casefold(), done, -1


@lru_cache(maxsize=2**14)
def _folded_special(special: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLES.sub("", special)).casefold()
    return one_spelling(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=2**12)
def _from_zawgyi(special: str) -> str:
    return _folded_special(unicode_syllable(special))


def _folded_letters(text: str) -> str:
    """Folding of one letter to one, or of two to two, so that no place moves."""
    if _BURMESE_OR_KHMER.search(text):
        text = _DA_BELOW.sub("\u17d2\u178f", _ZERO_FOR_WA.sub("\u101d", text))
    text = _HAS_OTHER.sub(lambda found: _ONE_FOR_ONE[found[0]], text)
    return _EARLY_TONE.sub(lambda found: _TONE_MOVES[found[0]], text)
