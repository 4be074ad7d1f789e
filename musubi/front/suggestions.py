"""What the search field suggests while somebody types: topics of the vocabulary, and titles."""

from bisect import bisect_left
from functools import lru_cache

from musubi.matching import rows
from musubi.matching.searching import titles_beginning
from musubi.members.models import Member
from musubi.vocabulary.text import normalise
from musubi.vocabulary.topics import Vocabulary

MOST_TOPICS, MOST_TITLES = 4, 6
LOOKED_AT = 24  # entries whose title may begin so
LEAST = 2  # letters, before anything is suggested
LONGEST = 60  # characters


def suggestions(text: str, vocabulary: Vocabulary, language: str) -> list[str]:
    """At most ten texts to search for, the vocabulary's first; none for less than two letters."""
    text = text[:LONGEST]
    begun = normalise(text)
    if len(begun) < LEAST:
        return []
    found = [*_topics(begun, vocabulary, language), *_titles(text, begun)]
    return list(dict.fromkeys(found))


def _topics(begun: str, vocabulary: Vocabulary, language: str) -> list[str]:
    """Labels that begin so, each topic once: first those in the reader's language."""
    labels = _sorted_labels(vocabulary)
    at = bisect_left(labels, (begun,))
    found: dict[str, tuple[bool, int, str]] = {}
    while at < len(labels) and labels[at][0].startswith(begun):
        _key, label, code, of = labels[at]
        worth = (of != language, len(label), label)
        if code not in found or worth < found[code]:
            found[code] = worth
        at += 1
    return [label for _foreign, _length, label in sorted(found.values())[:MOST_TOPICS]]


@lru_cache(maxsize=2)  # the vocabulary of now, and that of a moment ago
def _sorted_labels(vocabulary: Vocabulary) -> list[tuple[str, str, str, str]]:
    return sorted(
        (normalise(label), label, code, language)
        for (language, code), names in vocabulary.names.items()
        for label in (names.preferred, *names.alternative)
    )


def _titles(text: str, begun: str) -> list[str]:
    last = begun.split(" ")[-1]
    found = []
    for row in rows.titles_of(titles_beginning(text, k=LOOKED_AT)):
        name = row.name if isinstance(row, Member) else row.title
        for title in dict.fromkeys([str(name), *name.all_texts()]):
            if any(word.startswith(last) for word in normalise(title).split()) or begun in (
                normalise(title)
            ):
                found.append(title)
                break
    return found[:MOST_TITLES]
