"""Puts a record together from its blocks."""

from .blocks import Block, blocks_of
from .facts import missing, read_facts
from .headings import read_head
from .lines import Line, join, language_of, lines_of
from .record import Heading, Language, Paragraph, Part, Record, Unplaced

NAMES: dict[Language, str] = {"en": "English", "ja": "Japanese"}


def parse_record(text: str) -> Record:
    """Read a summary record as published. Never raises; what has no place is in `problems`.

    Apart from the joins of lines and outer white space the text is kept letter for letter: every
    other character stands in a heading, in a marker or text of a paragraph, or in a problem.
    """
    lines = lines_of(text)
    if not lines:
        return Record((), (Unplaced(1, "", "the text is empty"),))
    blocks = blocks_of(lines)
    languages = list(dict.fromkeys(block.language for block in blocks if block.language))
    if not languages:
        return Record((), _unnumbered(blocks))
    problems: list[Unplaced] = []
    parts = tuple(_part(blocks, language, problems) for language in languages)
    if len(parts) > 1:
        problems += _disagreements(parts)
    return Record(parts, tuple(sorted(problems, key=lambda problem: problem.line_number)))


def _unnumbered(blocks: list[Block]) -> tuple[Unplaced, ...]:
    """Report a text without any numbered paragraph, whole."""
    language = language_of(" ".join(line.text for block in blocks for line in block.lines)) or "en"
    return tuple(
        _unplaced(block.lines, block.marker, language, "no numbered paragraph was found")
        for block in blocks
        if block.lines
    )


def _part(blocks: list[Block], language: Language, problems: list[Unplaced]) -> Part:
    """Build one part, and add to `problems` what it has no place for."""
    own = [block for block in blocks if block.language == language and block.lines]
    paragraphs = [_paragraph(block, language) for block in own if block.kind == "paragraph"]
    heads = [block for block in own if block.kind == "head"]
    head = read_head(heads[0].lines if heads else [], language)
    strays = [(list(lines), "", reason) for lines, reason in head.stray]
    strays += [(block.lines, "", "a heading inside the part") for block in heads[1:]]
    strays += [(block.lines, block.marker, block.reason) for block in own if block.reason]
    problems += [_unplaced(lines, marker, language, why) for lines, marker, why in strays]

    title = head.title
    opening = next((p for p in paragraphs if p.position == (1,)), None)
    facts = read_facts(title, opening.text if opening else "", language)
    at = opening.line_number if opening else own[0].lines[0].number
    problems += [Unplaced(at, "", f"{NAMES[language]}: {words}") for words in missing(facts)]
    if not paragraphs:
        problems.append(Unplaced(at, "", f"{NAMES[language]}: no numbered paragraph was found"))
    return Part(
        language=language,
        title=title,
        headings=tuple(Heading(line.number, line.text) for line in head.headings),
        status_note=head.status_note,
        is_provisional_translation=head.is_provisional_translation,
        facts=facts,
        paragraphs=tuple(paragraphs),
    )


def _paragraph(block: Block, language: Language) -> Paragraph:
    return Paragraph(
        address="-".join(label for _kind, _value, label in block.path),
        position=tuple(value for _kind, value, _label in block.path),
        marker=block.marker,
        text=join([line.text for line in block.lines], language),
        line_number=block.lines[0].number,
    )


def _unplaced(lines: list[Line], marker: str, language: Language, reason: str) -> Unplaced:
    text = join([marker, *(line.text for line in lines)], language)
    return Unplaced(lines[0].number, text, reason)


def _disagreements(parts: tuple[Part, ...]) -> list[Unplaced]:
    """Say which paragraphs one language lacks, and which facts differ."""
    found = []
    for part in parts:
        for other in parts:
            has = {paragraph.position for paragraph in other.paragraphs}
            found += [
                Unplaced(
                    paragraph.line_number,
                    "",
                    f"paragraph {paragraph.address} stands in {NAMES[part.language]} "
                    f"and not in {NAMES[other.language]}",
                )
                for paragraph in part.paragraphs
                if paragraph.position not in has
            ]
    first, second = parts[0].facts, parts[1].facts
    at = parts[1].paragraphs[0].line_number if parts[1].paragraphs else 1
    if first.number and second.number and first.number != second.number:
        found.append(Unplaced(at, "", "the languages give different numbers of the Meeting"))
    if first.dates and second.dates and first.dates != second.dates:
        found.append(Unplaced(at, "", "the languages give different dates"))
    return found
