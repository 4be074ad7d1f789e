"""Which characters belong to what, as parts of regular expressions: "ก-ฮ" goes between brackets."""

import unicodedata
from collections.abc import Iterable

THAI_CONSONANTS = "\u0e01-\u0e2e"
THAI_BEFORE = "\u0e40-\u0e44"  # vowels that are written before their consonant
THAI_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
THAI_AFTER = "\u0e30\u0e32\u0e33\u0e45"  # vowels behind a consonant, that begin no word
LAO_CONSONANTS = "\u0e81-\u0eae\u0edc-\u0edf"
LAO_BEFORE = "\u0ec0-\u0ec4"
LAO_MARKS = "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
LAO_AFTER = "\u0eb0\u0eb2\u0eb3\u0ebd"
KHMER_LETTERS = "\u1780-\u17b3"
KHMER_MARKS = "\u17b6-\u17d1\u17d3\u17dd"
COENG = "\u17d2"  # the Khmer letter behind it is written below the one before it
BURMESE_CONSONANTS = "\u1000-\u1021\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
BURMESE_LETTERS = BURMESE_CONSONANTS + "\u1022-\u102a\u103f\u104e\u1050-\u1055"
BURMESE_MARKS = (
    "\u102b-\u1038\u103a-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d"
)
VIRAMA = "\u1039"  # the same for Burmese
ASAT = "\u103a"  # its consonant ends the syllable
DOT_BELOW = "\u1037"
KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
VOICED_MARKS = "\u3099\u309a"
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
TAMIL = "\u0b80-\u0bff"

# Written without spaces between words. Signs of repetition and abbreviation (ๆ ฯ ៗ) part runs.
UNSPACED = (
    THAI_CONSONANTS + THAI_BEFORE + THAI_MARKS + THAI_AFTER
    + LAO_CONSONANTS + LAO_BEFORE + LAO_MARKS + LAO_AFTER
    + KHMER_LETTERS + KHMER_MARKS + COENG
    + BURMESE_LETTERS + BURMESE_MARKS + VIRAMA + "\uaa60-\uaa76\uaa7a-\uaa7f\ua9e0-\ua9ef"
    + KANA + VOICED_MARKS + HAN + BOPOMOFO
)  # fmt: skip

# What shows nothing: soft hyphen, joiners, signs of direction, variation selectors, tags, the
# inherent vowels of Khmer, and halves of surrogate pairs, which no file can hold.
INVISIBLE = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff\ud800-\udfff"
)


def as_class(codes: Iterable[int]) -> str:
    """Ranges of the code points, which must ascend, for a regular expression."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def codes_of(ranges: str) -> set[int]:
    """The code points of "ก-ฮ"; a hyphen always stands between the ends of a range."""
    found: set[int] = set()
    position = 0
    while position < len(ranges):
        last = position + 2 if ranges[position + 1 : position + 2] == "-" else position
        found.update(range(ord(ranges[position]), ord(ranges[last]) + 1))
        position = last + 1
    return found


def _word_codes() -> Iterable[int]:
    others = codes_of(UNSPACED) | codes_of(INVISIBLE)
    for code in range(0x10000):
        letter = chr(code)
        if code not in others and (letter.isalnum() or unicodedata.category(letter)[0] == "M"):
            yield code


def _mark_codes() -> Iterable[int]:
    """Marks, and what else joins the letter before it: voiced signs of half-width kana, jamo."""
    native = codes_of(
        THAI_MARKS + LAO_MARKS + KHMER_MARKS + COENG + BURMESE_MARKS + VIRAMA + TAMIL + INVISIBLE
    )
    joining = codes_of("\u1160-\u11ff\uff9e-\uffdc")
    for code in range(0x10000):
        if code in joining or (code not in native and unicodedata.category(chr(code))[0] == "M"):
            yield code


# Letters, digits and marks of scripts with spaces; outside the basic plane by whole blocks, since
# each range there costs time at every character of a text.
WORD = as_class(_word_codes()) + "\U00010000-\U0001cfff\U0001e000-\U0001efff"
MARKS = as_class(_mark_codes())  # without those of the scripts named above
