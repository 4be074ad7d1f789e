"""How the shared words are read from the public record."""

from musubi.journal.loading import Fields, Reader
from musubi.vocabulary.models import Concept
from musubi.vocabulary.texts import Texts


def read_concept(row):
    scheme, code = row.slug("scheme", most=40), row.slug("code", most=80)
    row.key = f"{scheme}/{code}"
    return Fields(
        {
            "id": row.key,
            "scheme": scheme,
            "code": code,
            "label": Texts.recorded(row.texts("label", required=True)),
            "position": row.whole("order", 0, 10_000) or 0,
        }
    )


CONCEPTS = Reader("concept", "vocabulary/*.json", Concept, read_concept, key="id")
