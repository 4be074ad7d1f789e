"""The vocabulary as the database holds it, kept in memory while it has not changed."""

import threading

from musubi.journal.models import stamps
from musubi.vocabulary.files import names, topic
from musubi.vocabulary.models import Concept, ConceptLabels
from musubi.vocabulary.topics import SCHEME, Vocabulary

MADE_OF = ("concept", "labels")

_kept: tuple[tuple[int, ...], Vocabulary] | None = None
_reading = threading.Lock()


def vocabulary() -> Vocabulary:
    """The vocabulary of the running site; read anew only after a change."""
    global _kept
    now = stamps(MADE_OF)
    kept = _kept
    if kept is not None and kept[0] == now:
        return kept[1]
    with _reading:
        if _kept is None or _kept[0] != now:
            _kept = (now, read())
        return _kept[1]


def read() -> Vocabulary:
    """The vocabulary as this transaction sees it."""
    columns = ("code", "type", "broader", "related", "addresses", "focus_areas", "sdg")
    topics = Concept.objects.filter(scheme=SCHEME).values(*columns)
    rows = ConceptLabels.objects.values(
        "language", "concept__code", "preferred", "alternative", "hidden", "checked"
    )
    return Vocabulary(
        {row["code"]: topic(row) for row in topics},
        {(row["language"], row["concept__code"]): names(row) for row in rows},
    )


def forget() -> None:
    """Drop what is kept, as after another database has been put in place."""
    global _kept
    _kept = None
