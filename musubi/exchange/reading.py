"""How needs and solutions are read from the public record."""

from musubi.entries.reading import partners, published_at_loading, read_entry
from musubi.exchange.models import Criterion, Need, Solution
from musubi.journal.loading import Child, Reader
from musubi.members.reading import seats
from musubi.vocabulary.texts import Texts


def read_need(row):
    city = row.reference("city", "city", required=True)
    fields = read_entry(row, "need", summary="problem", texts=["wanted"])
    fields.values |= {
        "project_name": row.text("project_name", most=300),
        "quote": row.text("quote"),
        "quote_language": row.text("quote_language", most=20) or "en",
    }
    fields.refs = {
        "owner": ("member", city),
        "stage": ("concept", row.concept("stage", "stage", required=True)),
    }
    fields.links |= {"countries": ("country", seats(row, [city]))}
    fields.children += _criteria(row)
    return fields


def _criteria(row):
    """What success looks like, one by one: {"kind": …, "text": …}."""
    found = []
    for number, criterion in enumerate(row.rows("criteria")):
        kind, text = criterion.get("kind", Criterion.Kind.OTHER), criterion.get("text")
        if kind not in Criterion.Kind.values:
            known = ", ".join(Criterion.Kind.values)
            row.refuse("criteria", f"“{kind}” is no kind of criterion. Write one of: {known}.")
        elif not isinstance(text, str) or not text.strip() or set(criterion) - {"kind", "text"}:
            row.refuse("criteria", 'Write each criterion as {"kind": "measure", "text": "…"}.')
        else:
            values = {"kind": kind, "text": Texts.recorded({"en": text}), "position": number}
            found.append(Child("criteria", values))
    return found


def read_solution(row):
    fields = read_entry(row, "solution", summary="summary")
    fields.values |= {"keywords": row.words("keywords")}
    fields.refs = {"owner": ("member", row.reference("organisation", "member", required=True))}
    fields.links |= {"countries": ("country", row.references("countries", "country"))}
    fields.children += partners(row, "partners")
    return fields


NEEDS = Reader("need", "needs.json", Need, read_need, at_creation=published_at_loading)
SOLUTIONS = Reader(
    "solution", "solutions.json", Solution, read_solution, at_creation=published_at_loading
)
