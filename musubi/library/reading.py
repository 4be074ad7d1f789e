"""How case studies and the Guidebook are read from the public record."""

from musubi.entries.reading import partners, places, published_at_loading, read_entry
from musubi.journal.loading import Reader
from musubi.library.models import CaseStudy, GuidebookPart

PART_KINDS = ["document", "chapter", "section", "priority-area", "process-step", "enabler"]


def read_case(row):
    texts = ["approach", "inclusion_aspect", "results"]
    fields = read_entry(row, "case", summary="problem", texts=texts)
    fields.values |= {"in_guidebook": row.flag("in_guidebook")}
    fields.links |= {"countries": ("country", row.references("countries", "country"))}
    fields.children += places(row) + partners(row, "organisations")
    return fields


def read_part(row):
    fields = read_entry(row, "guidebook", key="key", summary="text")
    fields.values |= {
        "part_kind": row.choice("kind", PART_KINDS, required=True),
        "position": row.whole("order", 0, 10_000, required=True),
        "origin": row.choice("origin", GuidebookPart.Origin.values, required=True),
    }
    parent = row.reference("parent", "guidebook")
    if parent and ("part", parent) not in row.known.facts:
        row.refuse("parent", f"“{parent}” must stand above this row. Put it there.")
    row.known.facts["part", row.key] = True
    fields.refs = {"parent": ("guidebook", parent)}
    return fields


CASES = Reader("case", "cases.json", CaseStudy, read_case, at_creation=published_at_loading)
GUIDEBOOK = Reader(
    "guidebook",
    "guidebook.json",
    GuidebookPart,
    read_part,
    at_creation=published_at_loading,
    batch=1,  # a part refers to its parent above it
)
