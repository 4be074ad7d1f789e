"""Reads what stands above the first paragraph: title, status, and text that is neither."""

import re
from dataclasses import dataclass
from itertools import compress, groupby

from .blocks import NAMES_A_MEETING
from .facts import number_in
from .lines import Line, ends_a_sentence, join, language_of
from .record import Language

_STATUS = re.compile(
    r"仮訳|暫定|正文|(?i:\b(?:provisional|tentative|unofficial|translation|draft|final version)\b)"
)
_PROVISIONAL = re.compile(
    r"仮訳|暫定訳|(?i:\b(?:provisional|tentative|unofficial)\b(?:\s\w+)?\stranslation\b)"
)
_MEETING = re.compile(r"Meeting|Conference|会合|会議")
_KNOWN = re.compile(
    r"(?i:^(?:summary record|joint statement|outcome document|co-?chairs['’] summary)\b)"
    r"|^(?:成果文書|議事概要|議事要旨|共同議長)"
)
_UNFINISHED = re.compile(r"(?:\b(?:of|the|on|for|in|and|at)|[,-])$")
_LONGEST_HEADING = 200  # characters


@dataclass(frozen=True, slots=True)
class Head:
    """headings: the lines that are headings; stray: (lines that are not, why)."""

    title: str
    headings: tuple[Line, ...]
    status_note: str
    is_provisional_translation: bool
    stray: tuple[tuple[tuple[Line, ...], str], ...]


def read_head(lines: list[Line], language: Language) -> Head:
    """Tell the title and the other headings from text that has no place above a record."""
    start, end = _title_span(lines, language)
    status = [line.text for line in lines if _STATUS.search(line.text) and _is_short(line)]
    reasons = _reasons(lines, start, end, status)
    runs = groupby(zip(reasons, lines, strict=True), key=lambda pair: pair[0])
    kept = [not reason for reason in reasons]
    note = "\n".join(status)
    return Head(
        title=join([line.text for line in compress(lines[start:end], kept[start:end])], language),
        headings=tuple(compress(lines, kept)),
        status_note=note,
        is_provisional_translation=_PROVISIONAL.search(note) is not None,
        stray=tuple(
            (tuple(line for _reason, line in run), reason) for reason, run in runs if reason
        ),
    )


def _reasons(lines: list[Line], start: int, end: int, status: list[str]) -> list[str]:
    """Return for each line why it is no heading, or an empty string where it is one.

    Read from below, since only the last line of running text shows its full stop.
    """
    reasons = [""] * len(lines)
    is_prose = False
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        known = start <= at < end or line.text in status or _KNOWN.search(line.text) is not None
        if known and _is_short(line):
            is_prose = False
        elif ends_a_sentence(line.text) or not _is_short(line):
            is_prose = True
        if at < start and (is_prose or not known):
            reasons[at] = "text above the title"
        elif is_prose:
            reasons[at] = "text before the first paragraph"
    return reasons


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEADING


def _title_span(lines: list[Line], language: Language) -> tuple[int, int]:
    """Return where the title starts and ends among the lines above the first paragraph.

    It is the line that names the Meeting in the part's own language, with the unfinished line
    above it ("Summary Record of") and, when broken after its number, the lines below up to the
    word "Meeting". Without such a line it is the first one.
    """
    own = [at for at, line in enumerate(lines) if language_of(line.text) == language]
    with_number = [at for at in own if number_in(lines[at].text, language) is not None]
    with_name = [
        at
        for at in own
        if _MEETING.search(lines[at].text) or NAMES_A_MEETING.search(lines[at].text)
    ]
    candidates = [at for at in with_number if at in with_name] or with_number or with_name
    if not candidates:
        return 0, min(1, len(lines))
    start, end = candidates[0], candidates[0] + 1
    if not _MEETING.search(lines[start].text):
        below = next((at for at in range(end, min(end + 2, len(lines))) if at in with_name), None)
        end = end if below is None else below + 1
    while start and _UNFINISHED.search(lines[start - 1].text):
        start -= 1
    return start, end
