"""Decides what belongs where: cuts the lines of a record into blocks.

A number opens a paragraph only when it continues the numbering of its language; so a year at the
start of a line stays text. A blank line ends nothing. Languages change where a number is followed
by text in the other language, and the heading above that number goes with it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from .lines import Line, ends_a_clause, ends_a_sentence, is_clear, language_of
from .markers import ListMark, NumberMark, list_mark, number_mark
from .record import Language

NAMES_A_MEETING = re.compile(
    r"第\s?[0-9０-９一二三四五六七八九十]+\s?回|\bSummary Record of\b"
    r"|^The (?:\S+ ){1,8}?(?:Meeting|Conference)\b"
)
_FURTHEST_JUMP = 20  # a number further on than this is no paragraph, but a figure in the text
_LINES_BETWEEN = 3  # lines of the other language that may stand inside a heading


@dataclass(slots=True)
class Block:
    """Lines that belong together; `lines[0]` is what follows the marker and may be empty.

    path: (kind of list, value, label) from the paragraph's number down.
    reason: why the block has no place; empty where it has one.
    """

    kind: Literal["head", "paragraph", "unplaced"]
    language: Language | None
    lines: list[Line]
    marker: str = ""
    path: tuple[tuple[str, int, str], ...] = ()
    reason: str = ""


@dataclass(slots=True)
class _Numbers:
    """The lines that open with a number, by value, to look ahead in."""

    marks: dict[int, NumberMark] = field(default_factory=dict)
    any_place: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    after_sentence: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, lines: list[Line]) -> "_Numbers":
        numbers = cls()
        for at, line in enumerate(lines):
            if mark := number_mark(line.text):
                numbers.marks[at] = mark
                numbers.any_place[mark.value].append(at)
                if at and ends_a_sentence(lines[at - 1].text):
                    numbers.after_sentence[mark.value].append(at)
        return numbers

    def is_better_later(self, value: int, at: int) -> bool:
        """Tell whether the same number comes again after a full stop, before the next number."""
        again = _next(self.after_sentence.get(value), at)
        end = min(_next(self.after_sentence.get(value + 1), at), _next(self.any_place.get(1), at))
        return again < end

    def starts_later(self, at: int) -> bool:
        return _next(self.any_place.get(1), at) < _NEVER


_NEVER = 1 << 60


def _next(places: list[int] | None, at: int) -> int:
    if not places:
        return _NEVER
    found = bisect_right(places, at)
    return places[found] if found < len(places) else _NEVER


class _Reader:
    """The state of one pass over the lines."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.numbers = _Numbers.of(lines)
        self.placed: dict[Language, int] = {"en": 0, "ja": 0}  # the last number with a place
        self.jumped: dict[Language, int] = {"en": 0, "ja": 0}  # the last that jumped ahead
        self.current = Block("head", None, [])
        self.blocks = [self.current]
        self.path: list[tuple[str, int, str]] = []

    def read(self) -> list[Block]:
        for at, line in enumerate(self.lines):
            mark = self.numbers.marks.get(at)
            if mark and self.open_paragraph(at, mark):
                continue
            before = self.lines[at - 1].text if at else ""
            self.take(line, after_clause=not before or ends_a_clause(before))
        self.take_off_last_heading()
        first = next((block.language for block in self.blocks if block.language), None)
        for block in self.blocks:  # what stands above the first number goes with it
            block.language = block.language or first
        return self.blocks

    def open(self, block: Block) -> None:
        self.current = block
        self.blocks.append(block)

    # Numbers

    def open_paragraph(self, at: int, mark: NumberMark) -> bool:
        """Open a block at a number; False where the number is a figure in the text."""
        language = self.language_at(at, mark)
        own = self.current.language
        if own and not self.continues(language, mark.value) and self.continues(own, mark.value):
            language = own  # a Japanese paragraph may begin with a line of Latin names only
        line = Line(self.lines[at].number, mark.rest)
        if self.continues(language, mark.value):
            if self.is_figure(at, mark.value):
                return False
            self.turn_to(language)
            self.placed[language] = mark.value
            self.path = [("paragraph", mark.value, str(mark.value))]
            empty = Line(line.number, "")
            self.open(Block("paragraph", language, [empty], mark.marker, tuple(self.path)))
            self.take(line, after_clause=True)
            return True
        if reason := self.fault(at, language, mark):
            self.turn_to(language)
            self.jumped[language] = max(self.jumped[language], mark.value)
            self.open(Block("unplaced", language, [line], mark.marker, reason=reason))
            return True
        return False

    def language_at(self, at: int, mark: NumberMark) -> Language:
        if mark.is_full_width:
            return "ja"
        text = mark.rest
        for line in self.lines[at + 1 : at + 4]:
            if is_clear(text) or ends_a_sentence(text):
                break
            text += line.text
        return language_of(text) or self.current.language or "en"

    def continues(self, language: Language, value: int) -> bool:
        placed, jumped = self.placed[language], self.jumped[language]
        return value == placed + 1 or (jumped > placed and value == jumped + 1)

    def is_figure(self, at: int, value: int) -> bool:
        """Tell whether a number in the middle of a sentence only looks like the next one."""
        if value == 1 or at == 0 or ends_a_sentence(self.lines[at - 1].text):
            return False
        return self.numbers.is_better_later(value, at)

    def fault(self, at: int, language: Language, mark: NumberMark) -> str:
        """Return what is wrong with a number out of order; empty where it is only a figure."""
        placed, value = self.placed[language], mark.value
        last = max(placed, self.jumped[language])
        before = self.lines[at - 1].text if at else ""
        if value > last + _FURTHEST_JUMP or not value or (mark.rest and mark.rest[0].islower()):
            return ""
        if not last:
            is_start = not before or ends_a_sentence(before) or language_of(before) == language
            if self.numbers.starts_later(at) or not is_start:
                return ""
            return f"the numbering starts at {value}"
        if not ends_a_sentence(before):
            return ""
        if value <= last:
            return f"the numbering repeats: {value} follows {last}"
        return f"the numbering jumps from {last} to {value}"

    # Languages

    def turn_to(self, language: Language) -> None:
        """Go on in this language, and take the heading off the end of the block before."""
        if self.current.language is None:
            self.current.language = language
        if self.current.language != language:
            self.take_off(heading_start(self.current, language), language)

    def take_off(self, start: int, language: Language) -> None:
        moved = self.current.lines[start:]
        del self.current.lines[start:]
        self.open(Block("head", language, moved))

    def take_off_last_heading(self) -> None:
        """Find a heading that no numbered paragraph follows."""
        if self.current.language is None or self.current.kind == "head":
            return
        other: Language = "en" if self.current.language == "ja" else "ja"
        start = heading_start(self.current, other)
        rest = self.current.lines[start:]
        if rest and NAMES_A_MEETING.search(rest[0].text):
            self.take_off(start, other)

    # Lists and running text

    def take(self, line: Line, *, after_clause: bool) -> None:
        """Put a line that opens with no number where it belongs."""
        mark = list_mark(line.text) if line.text else None
        if mark is None or not self.open_item(line, mark, after_clause):
            self.current.lines.append(line)

    def open_item(self, line: Line, mark: ListMark, after_clause: bool) -> bool:
        """Open a block at the mark of a list; False where the mark is only text."""
        rest = Line(line.number, mark.rest)
        if not self.path or (self.current.kind == "unplaced" and not self.current.path):
            # A number without a place keeps its list with it.
            if self.current.kind == "head" and (after_clause or mark.is_sure):
                reason = "a sub-paragraph without a paragraph above it"
                self.open(Block("unplaced", self.current.language, [rest], mark.marker, (), reason))
                return True
            return False
        language = self.current.language
        path = self.path_to(mark, after_clause)
        if path:
            self.path = path
            self.open(Block("paragraph", language, [rest], mark.marker, tuple(path)))
            return True
        if after_clause and not mark.is_bullet:
            reason = f"{mark.marker} does not continue the list of paragraph {self.path[0][2]}"
            self.open(Block("unplaced", language, [rest], mark.marker, tuple(self.path), reason))
            return True
        return False

    def path_to(self, mark: ListMark, after_clause: bool) -> list[tuple[str, int, str]] | None:
        """Return the path of the item that a mark opens: the next of an open list, or the first
        of a list inside the item above; None where it is neither."""
        for depth in range(len(self.path) - 1, 0, -1):
            kind, value, _label = self.path[depth]
            for reading in mark.readings:
                if mark.is_bullet and reading[0] == kind:
                    return [*self.path[:depth], (kind, value + 1, str(value + 1))]
                if reading == (kind, value + 1):
                    return [*self.path[:depth], (kind, value + 1, mark.label)]
        if not (after_clause or mark.is_sure):
            return None
        open_kinds = {kind for kind, _value, _label in self.path}
        for kind, value in mark.readings:
            if kind not in open_kinds and (mark.is_bullet or value == 1):
                return [*self.path, (kind, 1, mark.label or "1")]
        return None


def heading_start(block: Block, language: Language) -> int:
    """Return where, at the end of a block, the heading of the part in `language` begins.

    That is its topmost line in that language, looking up as far as the last finished sentence of
    the block's own; a few lines of the other language may stand in between ("Summary Record").
    Returns the number of lines where there is no heading. The line of the marker stays.
    """
    start, between = len(block.lines), 0
    for at in range(len(block.lines) - 1, 0, -1):
        if block.lines[at].number == block.lines[0].number:
            break
        text = block.lines[at].text
        found = language_of(text)
        if found == language:
            start, between = at, 0
        elif found is not None:
            between += 1
            if ends_a_sentence(text) or text[-1] in ";；" or between > _LINES_BETWEEN:
                break
    return start


def blocks_of(lines: list[Line]) -> list[Block]:
    """Cut lines into blocks, in order; every line is in exactly one block."""
    return _Reader(lines).read()
