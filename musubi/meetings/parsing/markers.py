"""The marks that open a paragraph, a sub-paragraph or an item, and the values they can have."""

import re
import unicodedata
from dataclasses import dataclass

# A figure with decimals ("1.5 billion") is no mark; neither is a day ("18日").
_NUMBER = re.compile(
    r"(?:(?P<digits>[0-9０-９]{1,4})(?:[)）]|[.．](?![0-9０-９])|[.．](?=\d{4}\s?年)|(?=\u3000))"
    r"|第\s?(?P<clause>[0-9０-９]{1,4})\s?項)"
)
_LABELLED = re.compile(
    r"(?:[-–—•・*]\s*)?"
    r"(?:[(（]\s?(?P<label>[ivxlc]{1,7}|[a-z]|[ａ-ｚⅰ-ⅻ]|[0-9０-９]{1,2})\s?[)）]"
    r"|(?P<open>[ivxlc]{1,7}|[a-z])[)）]"
    r"|(?P<circled>[①-⑳]))"
)
# A hyphen or a dash needs its space: "-5 degrees" is text.
_BULLET = re.compile(r"(?:[•・●○◦▪■]|[-–—*](?=\s))")
_ALWAYS_BULLETS = "•●○◦▪■"  # "・" also stands inside Japanese names
_ROMAN = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4))


@dataclass(frozen=True, slots=True)
class NumberMark:
    """ "５．" and the rest of its line."""

    value: int
    marker: str
    rest: str

    @property
    def is_full_width(self) -> bool:
        return not self.marker[0].isascii()


@dataclass(frozen=True, slots=True)
class ListMark:
    """ "(ii)", "（１）" or a bullet, and the rest of its line.

    readings: (kind, value) as the mark can be understood: (i) is a Roman one and the ninth letter.
    A bullet has its own character as kind and the value 0: it is counted where it stands.
    label: what the address shows; empty for a bullet.
    """

    readings: tuple[tuple[str, int], ...]
    label: str
    marker: str
    rest: str

    @property
    def is_bullet(self) -> bool:
        return not self.label

    @property
    def is_sure(self) -> bool:
        """A character that nobody writes inside a sentence."""
        return self.marker in _ALWAYS_BULLETS


def number_mark(text: str) -> NumberMark | None:
    """Read the number that opens a line, if one does; whether it counts is not decided here."""
    if not (text[0].isdecimal() or text[0] == "第"):
        return None
    if (found := _NUMBER.match(text)) is None:
        return None
    value = int(found["digits"] or found["clause"])
    return NumberMark(value, found[0], text[found.end() :].lstrip())


def list_mark(text: str) -> ListMark | None:
    """Read the mark of a sub-paragraph or an item that opens a line, if one does."""
    if found := _LABELLED.match(text):
        label = unicodedata.normalize("NFKC", found["label"] or found["open"] or found["circled"])
        readings = (("circled", int(label)),) if found["circled"] else _readings(label)
        if readings:
            return ListMark(readings, _plain(label), found[0], text[found.end() :].lstrip())
    if found := _BULLET.match(text):
        return ListMark(((found[0], 0),), "", found[0], text[found.end() :].lstrip())
    return None


def _plain(label: str) -> str:
    return str(int(label)) if label.isdecimal() else label


def _readings(label: str) -> tuple[tuple[str, int], ...]:
    if label.isdecimal():
        return (("number", int(label)),)
    letter = (("letter", ord(label) - ord("a") + 1),) if len(label) == 1 else ()
    roman = _roman_value(label)
    return ((("roman", roman),) if roman else ()) + letter


def _roman_value(label: str) -> int:
    """Return the value of a well-formed Roman number in small letters, below 400; else 0."""
    value, rest = 0, label
    for sign, worth in (*_ROMAN, ("i", 1)):
        times = 0
        while rest.startswith(sign) and times < (3 if len(sign) == 1 and sign in "cxi" else 1):
            value, rest, times = value + worth, rest[len(sign) :], times + 1
    return 0 if rest else value
