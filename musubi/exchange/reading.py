"""How needs and solutions are read from the public record."""

from musubi.entries.reading import partners, published_at_loading, read_entry
from musubi.exchange.models import Need, Solution
from musubi.journal.loading import Reader
from musubi.members.reading import seats


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
    return fields


def read_solution(row):
    fields = read_entry(row, "solution", summary="summary", words=["keywords"])
    fields.values |= {"keywords": row.words("keywords")}
    fields.refs = {"owner": ("member", row.reference("organisation", "member", required=True))}
    fields.links |= {"countries": ("country", row.references("countries", "country"))}
    fields.children += partners(row, "partners")
    return fields


NEEDS = Reader("need", "needs.json", Need, read_need, at_creation=published_at_loading)
SOLUTIONS = Reader(
    "solution", "solutions.json", Solution, read_solution, at_creation=published_at_loading
)
