"""The topics that texts speak of, with their names in every language. Knows no Django."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from musubi.vocabulary.text import Label, Spotted, Spotter, normalise

SCHEME = "topic"
PROBLEM, TECHNOLOGY, SYSTEM, PLACE, ACTIVITY, PEOPLE = (
    "problem",
    "technology",
    "system",
    "place",
    "activity",
    "people",
)
TYPES = (PROBLEM, TECHNOLOGY, SYSTEM, PLACE, ACTIVITY, PEOPLE)

# Every topic has a preferred and another label in the first; the others have the most needed.
WHOLE_LANGUAGES = ("en", "ja", "id", "ms", "th", "vi", "zh-Hans")
PART_LANGUAGES = ("lo", "km", "my", "fil", "ta", "pt", "tet")
LABEL_LANGUAGES = (*WHOLE_LANGUAGES, *PART_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Topic:
    """One concept of the vocabulary. The tuples hold codes: of topics, of focus areas, of SDGs."""

    code: str
    type: str
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of one topic in one language; `checked` are those a native reader has seen."""

    preferred: str
    alternative: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    checked: frozenset[str] = field(default_factory=frozenset)

    @property
    def all(self) -> tuple[str, ...]:
        return (self.preferred, *self.alternative, *self.hidden)


class Vocabulary:
    """All topics and their names. Built once and then read by many threads.

    topics: code -> Topic. names: (language, code) -> Names.
    """

    def __init__(self, topics: Mapping[str, Topic], names: Mapping[tuple[str, str], Names]) -> None:
        self.topics = dict(topics)
        self.names = dict(names)

    @cached_property
    def narrower(self) -> Mapping[str, list[str]]:
        """Code -> the topics that are kinds of it."""
        return _inverse((t.code, t.broader) for t in self.topics.values())

    @cached_property
    def addressed_by(self) -> Mapping[str, list[str]]:
        """Code of a problem -> the technologies that answer it."""
        return _inverse((t.code, t.addresses) for t in self.topics.values())

    @cached_property
    def related(self) -> Mapping[str, list[str]]:
        """Code -> the topics that are related to it, whichever of the two says so."""
        said = [(t.code, t.related) for t in self.topics.values()]
        back = _inverse(said)
        return {
            code: list(dict.fromkeys([*related, *back.get(code, ())])) for code, related in said
        }

    def names_of(self, code: str, language: str) -> tuple[Names | None, str]:
        """The names of a topic in this language or else in English, and which language it is."""
        for found in (language, "en"):
            if (found, code) in self.names:
                return self.names[found, code], found
        return None, ""

    def all_names(self, code: str) -> list[tuple[str, Names]]:
        """Pairs of language and names, in the order of LABEL_LANGUAGES."""
        return [
            (language, self.names[language, code])
            for language in LABEL_LANGUAGES
            if (language, code) in self.names
        ]

    def label(self, code: str, language: str) -> str:
        """The preferred label in this language, or else in English, or else the code."""
        names, _language = self.names_of(code, language)
        return names.preferred if names else code

    def holding(self, text: str) -> list[str]:
        """Codes of the topics of which a label, in any language, holds the text."""
        key = " ".join(normalise(text).split())
        return [code for code, labels in self._keys.items() if key and key in labels]

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Code -> the keys of its labels, a line each: to fold them all takes .3 s."""
        found: dict[str, list[str]] = {code: [] for code in self.topics}
        for (_language, code), names in self.names.items():
            if code in found:
                found[code] += map(normalise, names.all)
        return {code: "\n".join(keys) for code, keys in found.items()}

    @cached_property
    def spotter(self) -> Spotter:
        return Spotter(
            Label(code, language, text)
            for (language, code), names in self.names.items()
            for text in names.all
        )

    def warm_up(self, languages: Iterable[str]) -> None:
        """Make ready for texts in these languages: some tenths of a second each, once."""
        for language in languages:
            self.spot("", language)

    def spot(self, text: str, language: str | None = None) -> list[Spotted]:
        """The topics that the text names, with the words that name them, in their order."""
        return self.spotter.spot(text, language)


def _inverse(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, others in pairs:
        for other in others:
            found[other].append(code)
    return dict(found)
