"""From texts to what the index keeps of them: an impact for each term. Knows no Django.

A term is a word, a pair of clusters, or a topic that the text names ("c:flooding"). Its impact
is how much the text is about it: saturated, so that the tenth mention adds little, and for words
measured against the length of the text (BM25F: Robertson, Zaragoza and Taylor 2004, CIKM).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from musubi.matching.saying import said
from musubi.matching.subjects import FIELD_WEIGHT, TITLE, Passage, Subject, most_of
from musubi.vocabulary.text import is_second_form, query_terms, term_counts, terms
from musubi.vocabulary.topics import Vocabulary

MOST = 255  # an impact is one byte
WORD_SATURATION = 1.2  # BM25's k1
LENGTH_NORMALISATION = 0.75  # BM25's b
MEAN_LENGTH = 120.0  # terms; a constant, so that no document changes another's impacts
TOPIC = "c:"
PROFILE = "cc:"  # a topic of a city's profile: what its needs and cases speak of
FEATURE = "f:"
PREFIX = "p:"
PREFIX_LENGTHS = (2, 3, 5)  # letters
PREFIX_IMPACT = FEATURE_IMPACT = 100


def topic_term(code: str) -> str:
    return f"{TOPIC}{code}"


def profile_term(code: str) -> str:
    return f"{PROFILE}{code}"


def feature_term(name: str) -> str:
    return f"{FEATURE}{name}"


def profile_impacts(strengths: Mapping[str, float], features: Iterable[str]) -> dict[str, int]:
    """Term -> impact of what makes one city like another; no search for words meets them."""
    return {
        profile_term(code): max(1, round(MOST * strength)) for code, strength in strengths.items()
    } | dict.fromkeys(map(feature_term, features), FEATURE_IMPACT)


def impacts(subject: Subject, vocabulary: Vocabulary) -> dict[str, int]:
    """Term -> impact, 1 to 255, of all that the subject says in any of its languages."""
    languages = subject.by_language().items()
    words = most_of(word_impacts(passages, language) for language, passages in languages)
    topics = said(subject, vocabulary).strengths
    return (
        {term: round(value) for term, value in words.items()}
        | {topic_term(code): max(1, round(MOST * strength)) for code, strength in topics.items()}
        | dict.fromkeys(_prefixes(subject), PREFIX_IMPACT)
    )


def prefix_term(word: str) -> str:
    """The term of all title words that begin as `word` does; "" where it is too short to tell."""
    length = max((n for n in PREFIX_LENGTHS if n <= len(word)), default=0)
    return f"{PREFIX}{word[:length]}" if length else ""


def _prefixes(subject: Subject) -> set[str]:
    """The beginnings of the words in titles, for suggestions while somebody types."""
    return {
        f"{PREFIX}{term.text[:length]}"
        for passage in subject.passages
        if passage.field == TITLE
        for term in terms(passage.text, passage.language)
        for length in PREFIX_LENGTHS
        if len(term.text) >= length and not is_second_form(term.text)
    }


def word_impacts(passages: list[Passage], language: str | None) -> dict[str, float]:
    """Term -> impact of the words of passages in one language."""
    frequency: dict[str, float] = defaultdict(float)
    for passage in passages:
        weight = FIELD_WEIGHT[passage.field]
        for term, count in term_counts(passage.text, language).items():
            frequency[term] += weight * count
    length = sum(f for term, f in frequency.items() if not is_second_form(term))
    norm = WORD_SATURATION * (
        1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * length / MEAN_LENGTH
    )
    return {term: max(1.0, MOST * f / (f + norm)) for term, f in frequency.items()}


def word_weights(subject: Subject) -> dict[str, float]:
    """Term -> how often the subject says it, in the language that says it most: of a query."""
    counts = []
    for language, passages in subject.by_language().items():
        count: dict[str, float] = defaultdict(float)
        for passage in passages:
            if not passage.is_name:
                asked = set(query_terms(passage.text, language))
                for term, number in term_counts(passage.text, language).items():
                    if term in asked:
                        count[term] += FIELD_WEIGHT[passage.field] * number
        counts.append(count)
    return most_of(counts)
