"""A piece of a text that shows the words looked for, marked. Works on spans, (start, end)."""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Span = tuple[int, int]

LENGTH = 220  # characters of a piece
BEFORE = 70  # of them, at most so many before the first marked word
TO_A_BLANK = 25  # how far a piece is moved so that it begins with a whole word


def places_of(words: Iterable[str], text: str) -> list[Span]:
    """Where these words stand in a text, letter for letter, in their order."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    if not longest_first:
        return []
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return [found.span() for found in pattern.finditer(text)]


def marked(text: str, spans: Sequence[Span], start: int = 0, end: int | None = None) -> SafeString:
    """The text from start to end, escaped, with the spans in <mark>."""
    end = len(text) if end is None else end
    pieces, at = [], start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        pieces += [(format_html("{}", text[at:first]),), (_mark(text[first:last]),)]
        at = last
    pieces.append((format_html("{}", text[at:end]),))
    return format_html_join("", "{}", pieces)


def _mark(text: str) -> SafeString:
    return format_html("<mark>{}</mark>", text)


def snippet(text: str, spans: Sequence[Span]) -> SafeString:
    """The piece with the most marked words near its first; the beginning where there are none."""
    start = _start(text, spans)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        blank = text.rfind(" ", end - TO_A_BLANK, end)
        end = blank if blank > start else end
    return format_html(
        "{}{}{}",
        "… " if start else "",
        marked(text, spans, start, end),
        " …" if end < len(text) else "",
    )


def _start(text: str, spans: Sequence[Span]) -> int:
    if not spans or len(text) <= LENGTH:
        return 0
    firsts = [first for first, _last in spans]
    best = max(firsts, key=lambda at: (sum(at <= f < at + LENGTH - BEFORE for f in firsts), -at))
    start = max(0, min(best - BEFORE, len(text) - LENGTH))
    blank = text.find(" ", start, start + TO_A_BLANK) if start else -1
    return blank + 1 if blank >= 0 else start
