"""What the rows of every kind of entry have in common in the public record."""

from musubi.entries.models import Part
from musubi.journal.loading import Child, Fields
from musubi.vocabulary.texts import PROVISIONAL, Texts


def published_at_loading(at):
    """A new entry of the public record is public from its loading on."""
    return {"published_at": at}


def read_entry(
    row,
    kind,
    *,
    key="slug",
    title="title",
    summary,
    texts=(),
    status=PROVISIONAL,
):
    """Read the fields that every kind shares.

    key, title, summary: names of the fields that hold them; None where there is no such field.
    texts: further texts of the kind, put into fields of the same name. status: of the texts
    beside their original.
    """
    if key:
        row.key = str(row.values.get(key, ""))
    shared = {
        "title": row.texts(title, required=True),
        "summary": row.texts(summary) if summary else {},
        **{name: row.texts(name) for name in texts},
    }
    focus_area = row.concept("focus_area", "focus-area")
    return Fields(
        {name: Texts.recorded(value, status) for name, value in shared.items()}
        | {
            "kind": kind,
            **({"slug": row.slug(key)} if key else {}),
            "year": row.year("year"),
            "place": row.text("place", most=200),
            "certainty": row.text("certainty"),
            "note": row.text("note"),
            "sources": row.sources(),
        },
        links={
            "concepts": ("concept", [focus_area] if focus_area else []),
            "groups": ("concept", row.concepts("people_served", "group")),
        },
    )


def places(row):
    """The cities of the network that the row names."""
    return _parts(Part.Role.PLACE, row.references("cities", "city"))


def partners(row, name):
    return _parts(Part.Role.PARTNER, row.references(name, "member"))


def _parts(role, slugs):
    return [
        Child("parts", {"role": role, "position": n}, {"member": ("member", slug)})
        for n, slug in enumerate(dict.fromkeys(slugs))
    ]
