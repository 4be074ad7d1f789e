"""What is wrong with a vocabulary, in sentences, and how far each language is covered.

Knows no Django. The sentences name the file's row, for those who mend it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musubi.vocabulary.text import normalise
from musubi.vocabulary.text.clusters import TOKEN, clusters
from musubi.vocabulary.topics import (
    LABEL_LANGUAGES,
    PROBLEM,
    TECHNOLOGY,
    TYPES,
    WHOLE_LANGUAGES,
    Vocabulary,
)

LEAST_IN_PART_LANGUAGES = 200  # topics
# One cluster that names the thing by itself.
SURE_CLUSTERS = frozenset({"橋", "港", "駅", "桥", "站", "ဘတ်စ်", "အက်ပ်", "ဟက်ခ်", "ស្ត្រី", "ព្យុះ", "ဝေ့ဖ်"})
_SURE = frozenset(map(normalise, SURE_CLUSTERS))


@dataclass(frozen=True)
class Coverage:
    """How many of the topics have names in a language, and how many labels there are in all."""

    language: str
    topics: int
    with_alternative: int
    labels: int
    checked: int


def coverage(vocabulary: Vocabulary) -> list[Coverage]:
    """One row for each language, in the order of LABEL_LANGUAGES."""
    by_language = defaultdict(list)
    for (language, _code), names in vocabulary.names.items():
        by_language[language].append(names)
    return [
        Coverage(
            language,
            len(found := by_language[language]),
            sum(bool(names.alternative) for names in found),
            sum(len(names.all) for names in found),
            sum(len(names.checked) for names in found),
        )
        for language in LABEL_LANGUAGES
    ]


def faults(vocabulary: Vocabulary, focus_areas: Iterable[str]) -> list[str]:
    """Every fault in a sentence; none means that the vocabulary is sound."""
    return [
        *_relations(vocabulary, set(focus_areas)),
        *_cycles(vocabulary),
        *_unaddressed(vocabulary),
        *_missing_names(vocabulary),
        *_labels(vocabulary),
    ]


def _relations(vocabulary: Vocabulary, focus_areas: set[str]) -> Iterator[str]:
    topics = vocabulary.topics
    for topic in topics.values():
        if topic.type not in TYPES:
            yield f"{topic.code}: there is no type “{topic.type}”."
        for name in ("broader", "related", "addresses"):
            for other in getattr(topic, name):
                if other not in topics:
                    yield f"{topic.code}: {name} names “{other}”, which does not exist."
                elif other == topic.code:
                    yield f"{topic.code}: {name} names the topic itself."
        for other in topic.broader:
            if other in topics and topics[other].type != topic.type:
                yield f"{topic.code}: broader “{other}” is of another type."
        for other in topic.addresses:
            if topic.type != TECHNOLOGY or (other in topics and topics[other].type != PROBLEM):
                yield f"{topic.code}: addresses “{other}”, but only technologies address problems."
        for area in topic.focus_areas:
            if area not in focus_areas:
                yield f"{topic.code}: there is no focus area “{area}”."


def _cycles(vocabulary: Vocabulary) -> Iterator[str]:
    topics = vocabulary.topics
    for code in topics:
        above, seen = list(topics[code].broader), set()
        while above:
            other = above.pop()
            if other == code:
                yield f"{code}: is broader than itself, by way of its broader topics."
                break
            if other not in seen and other in topics:
                seen.add(other)
                above += topics[other].broader


def _unaddressed(vocabulary: Vocabulary) -> Iterator[str]:
    """Problems that no technology answers, neither directly nor by a narrower problem."""
    for topic in vocabulary.topics.values():
        kinds = [topic.code, *vocabulary.narrower.get(topic.code, ())]
        if topic.type == PROBLEM and not any(vocabulary.addressed_by.get(k) for k in kinds):
            yield f"{topic.code}: no technology addresses this problem."


def _missing_names(vocabulary: Vocabulary) -> Iterator[str]:
    for language in WHOLE_LANGUAGES:
        for code in vocabulary.topics:
            names = vocabulary.names.get((language, code))
            if names is None:
                yield f"{language}/{code}: has no label."
            elif not names.alternative:
                yield f"{language}/{code}: has no alternative label."
    for row in coverage(vocabulary):
        if row.language not in WHOLE_LANGUAGES and row.topics < LEAST_IN_PART_LANGUAGES:
            least = LEAST_IN_PART_LANGUAGES
            yield f"{row.language}: names {row.topics} topics; {least} are needed."
    for language, code in vocabulary.names:
        if code not in vocabulary.topics:
            yield f"{language}/{code}: there is no such topic."


def _labels(vocabulary: Vocabulary) -> Iterator[str]:
    """Labels that name two topics in one language, stand twice, or are too short to be sure."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (language, code), names in vocabulary.names.items():
        for label in names.all:
            owners[language, normalise(label)].append(code)
            if is_too_short(label):
                yield f"{language}/{code}: “{label}” is too short; it stands in other words too."
            if set(label) & set(";|[]{}<>"):
                yield f"{language}/{code}: “{label}” holds a sign that no text writes."
    for (language, label), codes in owners.items():
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"{language}/{code}: “{label}” stands there twice."
        if len(set(codes)) > 1:
            yield f"{language}: “{label}” names {' and '.join(sorted(set(codes)))}."


def is_too_short(label: str) -> bool:
    """Whether a label is one cluster of a script without spaces, or one letter of another."""
    text = normalise(label).strip()
    run = TOKEN.fullmatch(text)
    if run is not None and run[1] is None:
        return len(clusters(text)) < 2 and text not in _SURE
    return len(text) < 2
