"""How projects are read from the public record."""

from musubi.entries.reading import partners, places, published_at_loading, read_entry
from musubi.journal.loading import Reader
from musubi.programme.models import Project


def read_project(row):
    fields = read_entry(row, "project", summary="what_was_done", texts=["outcome"])
    started, ended = row.year("started_year"), row.year("ended_year")
    if started and ended and ended < started:
        row.refuse("ended_year", f"The end, {ended}, lies before the start, {started}.")
    fields.values |= {
        "programme": row.text("programme", required=True, most=200),
        "stage": row.text("stage", most=200),
        "years": row.text("years", most=40),
        "started_year": started,
        "ended_year": ended,
        "year": started or ended,
    }
    fields.refs = {
        "programme_group": ("concept", row.concept("programme_group", "programme", required=True)),
        "phase": ("concept", row.concept("phase", "phase", required=True)),
    }
    fields.links |= {"countries": ("country", row.references("countries", "country"))}
    fields.children += places(row) + partners(row, "organisations")
    return fields


PROJECTS = Reader(
    "project", "projects.json", Project, read_project, at_creation=published_at_loading
)
