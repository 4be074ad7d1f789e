"""How the shared words are read from the public record."""

from musubi.journal.loading import Fields, Reader
from musubi.vocabulary.models import Concept, ConceptLabels
from musubi.vocabulary.texts import Texts
from musubi.vocabulary.topics import LABEL_LANGUAGES, SCHEME, TYPES

LONGEST_LABEL = 200  # characters


def read_concept(row):
    scheme, code = row.slug("scheme", most=40), row.slug("code", most=80)
    row.key = f"{scheme}/{code}"
    return Fields(
        {
            "id": row.key,
            "scheme": scheme,
            "code": code,
            # The names of topics stand in files of their own, a file for each language.
            "label": Texts.recorded(row.texts("label", required=scheme != SCHEME)),
            "position": row.whole("order", 0, 10_000) or 0,
            **(_topic(row) if scheme == SCHEME else {}),
        }
    )


def _topic(row):
    lists = ("broader", "related", "addresses", "focus_areas", "sdg")
    return {"type": row.choice("type", TYPES, required=True)} | {
        name: row.words(name) for name in lists
    }


def read_labels(row):
    """The labels of one topic in one language; drafts, but for those in `checked`."""
    language, code = row.choice("language", LABEL_LANGUAGES, required=True), row.slug("code")
    row.key = f"{language}/{code}"
    concept = row.concept("code", SCHEME, required=True)
    labels = {
        "preferred": row.text("preferred", required=True, most=LONGEST_LABEL),
        "alternative": row.words("alternative"),
        "hidden": row.words("hidden"),
    }
    checked = row.words("checked")
    own = {labels["preferred"], *labels["alternative"], *labels["hidden"]}
    if unknown := [label for label in checked if label not in own]:
        row.refuse("checked", f"“{unknown[0]}” is no label of this row. Write it as it stands.")
    return Fields(
        {"id": row.key, "language": language, "checked": checked} | labels,
        refs={"concept": ("concept", concept)},
    )


CONCEPTS = Reader("concept", "vocabulary/*.json", Concept, read_concept, key="id")
LABELS = Reader("labels", "vocabulary/labels/*.json", ConceptLabels, read_labels, key="id")
