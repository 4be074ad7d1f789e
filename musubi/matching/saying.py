"""What a subject says of topics, and in which words. Knows no Django."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from musubi.matching.subjects import FIELD_WEIGHT, Subject, most_of
from musubi.vocabulary.text import normalise
from musubi.vocabulary.topics import Vocabulary

TOPIC_SATURATION = 1.0  # mentions at which half of the greatest strength is reached
MOST_QUOTES = 3  # different words of one text for one topic


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they stand in a text."""

    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a subject says of topics, read once.

    strengths: code -> how much it is about it, in (0, 1). quotes: code -> the different words
    that name it, in the order of the texts.
    """

    strengths: Mapping[str, float]
    quotes: Mapping[str, tuple[Quote, ...]]


def said(subject: Subject, vocabulary: Vocabulary) -> Said:
    """Find the topics of a subject and the words that name them, in one pass over its texts."""
    counts: dict[str | None, dict[str, float]] = {}
    quotes: dict[str, dict[tuple[str, str | None], Quote]] = defaultdict(dict)
    for passage in subject.passages:
        if passage.is_name:
            continue
        count = counts.setdefault(passage.language, defaultdict(float))
        for spotted in vocabulary.spot(passage.text, passage.language):
            count[spotted.concept] += FIELD_WEIGHT[passage.field]
            words = passage.text[spotted.start : spotted.end]
            key = (normalise(words), passage.language)
            quotes[spotted.concept].setdefault(key, Quote(words, passage.language))
    mentions = most_of(counts.values())  # the texts of a language are versions of the others
    return Said(
        {code: count / (count + TOPIC_SATURATION) for code, count in mentions.items()},
        {code: tuple(q.values())[:MOST_QUOTES] for code, q in quotes.items()},
    )
