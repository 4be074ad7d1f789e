"""What a summary record holds, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, a sub-paragraph or an item of a list.

    address: "5", "5-ii"; the items of a list without numbers count from 1 ("6-1", "6-2").
        A list inside a sub-paragraph goes one deeper ("5-ii-1"). Unique within its part.
    position: the same as numbers, (5, 2): what the languages are aligned by, since one writes
        (ii) where the other writes （２）.
    marker: as written: "１．", "- (ii)", "-".
    text: without the marker, lines joined; empty where a list follows the marker directly.
        Text that follows without a marker of its own belongs to the paragraph before it.
    line_number: where the marker stands, from 1.
    """

    address: str
    position: tuple[int, ...]
    marker: str
    text: str
    line_number: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One line above the first paragraph of a part."""

    line_number: int
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day of a Meeting; both are days of the Meeting."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CoChair:
    """Somebody who chaired, in the words of the record; a word that is not stated is empty.

    honorific: "H.E. Mr."; organisation: the ministry; government: "Government of Japan",
    "Malaysia", "日本政府". A name is never split into given and family name.
    """

    name: str
    honorific: str = ""
    role: str = ""
    organisation: str = ""
    government: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the title and the first paragraph of one part say; None or empty where unread."""

    number: int | None = None
    dates: Dates | None = None
    place: str | None = None
    co_chairs: tuple[CoChair, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The record in one language.

    headings: every line above the first paragraph, as written, with those of title and status.
    title: the words that name the Meeting, lines joined.
    status_note: the line that tells the standing of the text ("成果文書（日本語仮訳）"), or empty.
    """

    language: Language
    title: str
    headings: tuple[Heading, ...]
    status_note: str
    is_provisional_translation: bool
    facts: Facts
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that a person has to look at.

    text: what stands in no part because of it, markers included, lines joined; empty where the
        reason is about text that has its place, or about something that is missing.
    """

    line_number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its parts in the order of the text, and what could not be placed."""

    parts: tuple[Part, ...]
    problems: tuple[Unplaced, ...]

    @property
    def number(self) -> int | None:
        """The number of the Meeting, from the first part that gives it."""
        return next((p.facts.number for p in self.parts if p.facts.number is not None), None)

    @property
    def dates(self) -> Dates | None:
        """The days of the Meeting, from the first part that gives them."""
        return next((p.facts.dates for p in self.parts if p.facts.dates is not None), None)


@dataclass(frozen=True, slots=True)
class AlignedParagraph:
    """One paragraph in every language that has it.

    address: as the first of those languages in the record writes it.
    """

    address: str
    texts: Mapping[Language, str]


def aligned(record: Record) -> tuple[AlignedParagraph, ...]:
    """Return the paragraphs of all languages in order; an absent language is absent in `texts`."""
    addresses: dict[tuple[int, ...], str] = {}
    texts: dict[tuple[int, ...], dict[Language, str]] = {}
    for part in record.parts:
        for paragraph in part.paragraphs:
            addresses.setdefault(paragraph.position, paragraph.address)
            texts.setdefault(paragraph.position, {})[part.language] = paragraph.text
    return tuple(AlignedParagraph(addresses[at], texts[at]) for at in sorted(texts))
