"""One order for the signs of a cluster of Thai, Lao, Khmer or Burmese, whichever was typed.

Keyboards let the signs of one cluster be typed in several orders that look alike, and a few
pairs of signs look like a third one. Unicode's own normalisation leaves most of them apart.
"""

import re

from musubi.vocabulary.text.characters import (
    ASAT,
    BURMESE_CONSONANTS,
    BURMESE_MARKS,
    COENG,
    KHMER_LETTERS,
    KHMER_MARKS,
    LAO_MARKS,
    THAI_MARKS,
    VIRAMA,
    codes_of,
)

_ORDERS = (
    # Thai, Lao: vowels below and above, tones and other signs above, nikhahit, aa
    "\u0e31\u0e34-\u0e3a\u0e47|\u0e48-\u0e4c\u0e4e|\u0e4d|\u0e32\u0e33",
    "\u0ebc|\u0eb1\u0eb4-\u0ebb|\u0ec8-\u0ecc\u0ece|\u0ecd|\u0eb2\u0eb3",
    # Khmer: robat, (letters below), shifters, vowels, signs
    "\u17cc||\u17c9\u17ca|\u17b6-\u17c5|\u17c6|\u17c7\u17c8\u17cb\u17cd-\u17d1\u17d3\u17dd",
    # Burmese: (letters below), medials, e, vowels above, below, aa, signs (UTN 11)
    "|\u103b|\u103c|\u103d|\u103e|\u1031|\u102d\u102e\u1032|\u102f\u1030|\u102b\u102c"
    "|\u1036|\u1037|\u103a|\u1038",
)
_SIGN = (
    f"(?:{COENG}[{KHMER_LETTERS}]|{ASAT}?{VIRAMA}[{BURMESE_CONSONANTS}]"
    f"|[{THAI_MARKS}\u0e32\u0e33{LAO_MARKS}\u0eb2\u0eb3{KHMER_MARKS}{BURMESE_MARKS}])"
)
_EACH_SIGN = re.compile(_SIGN)
_SIGNS = re.compile(_SIGN + "{2,}")
_KHMER_RO_BELOW = COENG + "\u179a"

_SAME_LETTERS = (
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # เเ looks like แ
    (re.compile("\u0ec0\u0ec0"), "\u0ec1"),
    (re.compile("\u0eab\u0ea5"), "\u0eab\u0ebc"),  # ຫລ and ຫຼ are both in use
)
_SAME_SIGNS = (
    (re.compile("\u0e4d+\u0e32"), "\u0e33"),
    (re.compile("\u0ecd+\u0eb2"), "\u0eb3"),
    (re.compile("\u1025(?=\u103a)"), "\u1009"),  # ဥ် looks like ဉ်
    (re.compile("\u1005\u103b"), "\u1008"),  # စျ looks like ဈ
    (re.compile("\u17c1\u17b8"), "\u17be"),  # េ with ី looks like ើ
    (re.compile("\u17c1\u17b6"), "\u17c4"),
)


def _ranks() -> dict[str, int]:
    found: dict[str, int] = {}
    for order in _ORDERS:
        for rank, ranges in enumerate(order.split("|")):
            found.update((chr(code), rank * 10) for code in codes_of(ranges))
    return found


_RANK = _ranks()


def one_spelling(text: str) -> str:
    """Signs in their usual order, look-alikes made one; text of other scripts as it was."""
    for pattern, same in _SAME_LETTERS:
        text = pattern.sub(same, text)
    text = _SIGNS.sub(_in_order, text)
    for pattern, same in _SAME_SIGNS:
        text = pattern.sub(same, text)
    return text


def _in_order(signs: re.Match[str]) -> str:
    return "".join(sorted(_EACH_SIGN.findall(signs[0]), key=_rank))


def _rank(sign: str) -> int:
    if len(sign) == 1:
        return _RANK.get(sign, 1000)
    return 2 if sign == _KHMER_RO_BELOW else 1  # ro is the last of the letters below
