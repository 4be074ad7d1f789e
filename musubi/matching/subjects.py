"""What is indexed and tied: a thing with texts, in plain values. Knows no Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

TITLE, SUMMARY, BODY = "title", "summary", "body"
EVERYWHERE = "*"  # the country of who does not say which countries he serves
FIELD_WEIGHT = {TITLE: 2.0, SUMMARY: 1.5, BODY: 1.0}


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in one language, as a reader sees it. field: TITLE, SUMMARY or BODY.

    is_name: the name of somebody or of some place. Its words can be searched for, but what it
    names is no topic: the Waterworks Bureau may offer a solution against noise.
    """

    text: str
    language: str | None
    field: str = BODY
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry, a city, an organisation … as search and ties see it.

    id: kind and key, "need/dry-streets". codes: single values to filter and count by, such as the
    kind; sets: many values, such as the countries.
    """

    id: str
    kind: str
    passages: tuple[Passage, ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def by_language(self) -> dict[str | None, list[Passage]]:
        """The passages of each language: versions of one text, so that none is counted twice."""
        found: dict[str | None, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.language, []).append(passage)
        return found


def most_of(counts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The greatest value of each key over several counts."""
    found: dict[str, float] = {}
    for count in counts:
        for key, value in count.items():
            if value > found.get(key, 0.0):
                found[key] = value
    return found
