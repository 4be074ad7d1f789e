"""How Meetings, their summary records and their commitments are read from the public record."""

from musubi.entries.reading import published_at_loading, read_entry
from musubi.journal.loading import Child, Fields, Reader
from musubi.journal.rows import NotReadable
from musubi.meetings.models import Commitment, Meeting, SummaryRecord
from musubi.meetings.parsing import aligned, parse_record
from musubi.ui.partial_dates import PartialDate
from musubi.vocabulary.texts import OFFICIAL, ORIGINAL, PROVISIONAL, Texts, fingerprint


def read_meeting(row):
    number = row.whole("number", 1, 1000, required=True)
    row.key = str(number or "")
    fields = read_entry(row, "meeting", key=None, title="name", summary="theme", status=OFFICIAL)
    starts_on = row.day("starts_on", required=True)
    ends_on = row.day("ends_on") or starts_on
    if starts_on and ends_on < starts_on:
        row.refuse("ends_on", f"The Meeting ends on {ends_on}, before it starts on {starts_on}.")
    co_chairs = row.rows("co_chairs")
    for chair in co_chairs:
        name, country = chair.get("name"), chair.get("country")
        if not (isinstance(name, str) and isinstance(country, str)) or (
            country not in row.known.of("country")
        ):
            row.refuse("co_chairs", "Each co-chair needs a name and the code of a country here.")
    row.text("record")  # says that there is a file of records/; that file is read by itself
    fields.values |= {
        "slug": row.key,
        "number": number,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "year": starts_on.year if starts_on else None,
        "format": row.choice("format", Meeting.Format.values),
        "co_chairs": co_chairs,
        "participants": row.whole("participants", 0, 1_000_000),
        "participants_note": row.text("participants_note"),
        "outcomes": row.words("outcomes"),
    }
    return fields


def record_rows(path):
    """One row of one text file: its name and its text. Raises NotReadable."""
    try:
        yield {"name": path.stem, "text": path.read_bytes().decode("utf-8-sig")}
    except UnicodeDecodeError as error:
        raise NotReadable(f"Byte {error.start:,} is not UTF-8. Save the file in UTF-8.") from error


def read_record(row):
    name = row.key = row.slug("name")
    record = parse_record(row.text("text", required=True, most=1_000_000))
    number = str(record.number or "")
    if number not in row.known.of("meeting"):
        row.refuse("text", f"No Meeting “{number}” is known. Its title must name its number.")
    other = _other_record(row, number, name)
    if other:
        row.refuse("text", f"“{other}” is the record of Meeting {number} already. Keep one name.")
    for line in record.problems:
        row.remark("text", f"line {line.line_number}: {line.reason}")
    original = record.parts[0].language if record.parts else "en"
    paragraphs = [
        Child(
            "paragraphs",
            {
                "address": paragraph.address,
                "position": position,
                "texts": _statuses(paragraph.texts, original, record),
            },
        )
        for position, paragraph in enumerate(aligned(record))
    ]
    if not paragraphs:
        row.refuse("text", "No numbered paragraph was found. Number them 1., 2., 3.")
    return Fields(
        {
            "slug": name,
            "headings": {
                part.language: [heading.text for heading in part.headings] for part in record.parts
            },
            "unplaced": [line.text for line in record.problems if line.text],
        },
        refs={"meeting": ("meeting", number)},
        children=paragraphs,
    )


def _other_record(row, number, name):
    """The name of another record of the same Meeting, in the files or here; or nothing."""
    first = row.known.facts.setdefault(("record", number), name)
    if first != name:
        return first
    here = SummaryRecord.objects.filter(meeting__slug=number).exclude(slug=name).first()
    return here.slug if here else ""


def _statuses(texts, original, record):
    """The first language is the original; a translation is provisional where the record says so."""
    provisional = {part.language for part in record.parts if part.is_provisional_translation}
    mark = fingerprint(texts.get(original, ""))
    return Texts(
        {
            language: {"text": text, "status": ORIGINAL}
            if language == original
            else {
                "text": text,
                "status": PROVISIONAL if language in provisional else OFFICIAL,
                "of": mark,
            }
            for language, text in texts.items()
        }
    )


def read_commitment(row):
    fields = read_entry(
        row,
        "commitment",
        key="id",
        title="text",
        summary=None,
        texts=["who", "to_whom", "evidence"],
    )
    meeting = row.whole("meeting", 1, 1000, required=True)
    if meeting and str(meeting) not in row.known.of("meeting"):
        row.refuse("meeting", f"There is no Meeting {meeting}. Correct it, or add that Meeting.")
    delivered_on = row.text("delivered_on")
    if delivered_on:
        try:
            PartialDate.read(delivered_on)
        except ValueError as error:
            row.refuse("delivered_on", f"{error}.")
    fields.values |= _due(row) | {
        "paragraph": row.text("paragraph", most=40),
        "nature": row.choice("kind", Commitment.Nature.values, required=True),
        "delivered_on": delivered_on,
        "outcome": row.choice("outcome", Commitment.Outcome.values, required=True),
        "series": row.text("series", most=80),
        "evidence_sources": row.sources("evidence_sources", required=False),
    }
    fields.refs = {"at_meeting": ("meeting", str(meeting or ""))}
    fields.links |= {"audience": ("concept", row.concepts("audience", "audience"))}
    return fields


def _due(row):
    """A day, a Meeting at or before which it is due, words alone, or nothing."""
    due = row.object("due")
    strange = due.keys() - {"on", "at_meeting", "before_meeting", "text"}
    if strange:
        row.refuse("due", f"“{min(strange)}” says nothing here: use on, at_meeting or text.")
    number = due.get("at_meeting", due.get("before_meeting"))
    if number is not None and (type(number) is not int or not 1 <= number <= 1000):
        row.refuse("due", f"“{number}” is no number of a Meeting.")
    text = due.get("text", "")
    if not isinstance(text, str):
        row.refuse("due", f"“{text}” is no text: put the words of the record in quotes.")
    return {
        "due_on": row.read_day("due", due["on"]) if "on" in due else None,
        "due_meeting_number": number,
        "due_before_meeting": "before_meeting" in due,
        "due_text": Texts.recorded({"en": text} if isinstance(text, str) and text else {}),
    }


MEETINGS = Reader(
    "meeting", "meetings.json", Meeting, read_meeting, at_creation=published_at_loading
)
RECORDS = Reader("record", "records/*.txt", SummaryRecord, read_record, rows=record_rows)
COMMITMENTS = Reader(
    "commitment", "commitments.json", Commitment, read_commitment, at_creation=published_at_loading
)
