"""Lines of a text: cutting, joining, and the language they are written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .record import Language

_JAPANESE = re.compile("[ぁ-ゖァ-ヺー々〆一-鿿㐀-䶿豈-\ufaff]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_WIDE = re.compile(
    "[\u3000-\u30ff\u31f0-\u31ff㐀-䶿一-鿿豈-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_SUSPENDED = re.compile(r"(?:and|or|to)\b")  # "short- and long-term"
_DASHES = "-‐‑–—/"
_OPENING, _CLOSING = "([{“‘", ")]}”’,;"
_ENDED = re.compile(
    r"(?:[.!?:;,。！？：；、][\"'”’)\]）」』]*|[,;:]?\s(?:and|or)|及び|並びに|又は)$"
)
_SENTENCE = re.compile(r"[.!?。！？][\"'”’)\]）」』]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without its outer white space; `number` counts from 1."""

    number: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank; takes \\n, \\r\\n and \\r, and drops a leading BOM."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    stripped = ((n, line.strip()) for n, line in enumerate(text.split("\n"), 1))
    return [Line(n, line) for n, line in stripped if line]


def _letters(text: str) -> tuple[int, int]:
    """Count the Japanese and the Latin letters."""
    if text.isascii():
        return 0, len(_LATIN.findall(text))
    return len(_JAPANESE.findall(text)), len(_LATIN.findall(text))


def language_of(text: str) -> Language | None:
    """Return the language of the letters in a line, or None where it has none.

    A Japanese line may be full of Latin names, and an English one may quote a Japanese word: four
    Latin letters weigh as much as one Japanese letter, unless a Latin full stop ends the line.
    """
    japanese, latin = _letters(text)
    weight = 1 if text.endswith((".", ".”", ";")) else 4
    if japanese and japanese * weight >= latin:
        return "ja"
    return "en" if latin else None


def is_clear(text: str) -> bool:
    """Tell whether a line shows its language alone: it has letters, and does not mix them so that
    the Japanese ones are the fewer."""
    japanese, latin = _letters(text)
    return bool(japanese or latin) and (not japanese or japanese >= latin)


def ends_a_clause(text: str) -> bool:
    """Tell whether a list or a new paragraph can follow: after a stop, a comma, or "and"."""
    return _ENDED.search(text) is not None


def ends_a_sentence(text: str) -> bool:
    """Tell whether the line closes with a full stop, a question or an exclamation mark."""
    return _SENTENCE.search(text) is not None


def _gap(left: str, right: str, language: Language) -> str:
    """Return what stands between two joined lines: a space or nothing."""
    last, first = left[-1], right[0]
    if last in _DASHES and left[-2:-1].isalnum():
        return " " if last == "-" and _SUSPENDED.match(right) else ""
    if last in _OPENING or first in _CLOSING or (first == "—" and not right[1:2].isspace()):
        return ""
    wide = (_WIDE.match(last) is not None, _WIDE.match(first) is not None)
    return "" if all(wide) or (language == "ja" and any(wide)) else " "


def join(texts: Sequence[str], language: Language) -> str:
    """Join the lines of one paragraph, letter for letter; empty lines count for nothing.

    English lines are joined by a space, but a word broken at its hyphen ("in-", "person") by
    nothing. Japanese lines are joined by nothing, but two Latin words by a space.
    """
    kept = [text for text in texts if text]
    joined = kept[:1]
    for left, right in pairwise(kept):
        joined += (_gap(left, right, language), right)
    return "".join(joined)
