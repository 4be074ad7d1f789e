"""Reads the summary record of a Meeting, as published in plain text.

The module knows no Django: text in, frozen dataclasses out. The rules stand beside the code
that keeps them: `lines.py` (joining), `markers.py` (numbering), `blocks.py` (what belongs
where), `headings.py` (titles), `facts.py` (number, dates, place, co-chairs).
"""

from .reading import parse_record
from .record import (
    AlignedParagraph,
    CoChair,
    Dates,
    Facts,
    Heading,
    Language,
    Paragraph,
    Part,
    Record,
    Unplaced,
    aligned,
)

__all__ = [
    "AlignedParagraph",
    "CoChair",
    "Dates",
    "Facts",
    "Heading",
    "Language",
    "Paragraph",
    "Part",
    "Record",
    "Unplaced",
    "aligned",
    "parse_record",
]
