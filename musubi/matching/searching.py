"""Search by typed words: what holds them, and what says the same in other languages.

Every typed word must stand in a text, in one of its forms; where nothing holds them all, what
holds some of them is shown, and said to be so. The order is that of the words' weights, after
one round of feedback (Rocchio 1971): the best texts lend the words that they share.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from musubi.matching import index
from musubi.matching.impacts import prefix_term, topic_term
from musubi.matching.kept import Kept
from musubi.matching.moment import stamps
from musubi.vocabulary.text import QueryWord, query_words
from musubi.vocabulary.text.scripts import likely_languages
from musubi.vocabulary.topics import Vocabulary

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
FEEDBACK_TEXTS, FEEDBACK_TERMS, FEEDBACK_WEIGHT = 5, 20, 0.6
FACETS = ("kind", "country", "focus-area", "group", "language")

Filters = Mapping[str, Collection[str]]

_queries: Kept[tuple[index.Query, bool]] = Kept(500)  # with their feedback, by what was typed


@dataclass(frozen=True)
class Typed:
    """What somebody typed, read. topics: codes that it names, in any language."""

    text: str
    language: str | None
    words: tuple[QueryWord, ...]
    topics: tuple[str, ...]

    @property
    def groups(self) -> index.Groups:
        return tuple(word.ways for word in self.words)


@dataclass(frozen=True)
class Found:
    """is_loose: nothing holds every word; these hold some of them."""

    result: index.Result
    is_loose: bool = False


def read(text: str, vocabulary: Vocabulary, language: str | None = None) -> Typed:
    """Read what was typed. Takes any str; what is too long is cut."""
    text = text[:LONGEST_QUERY]
    words = tuple(query_words(text, language)[:MOST_WORDS])
    return Typed(text, language, words, _topics(text, vocabulary, language))


def _topics(text: str, vocabulary: Vocabulary, language: str | None) -> tuple[str, ...]:
    """What a typed text names, read in the likeliest language in which it names anything."""
    for likely in likely_languages(text, language):
        if spotted := vocabulary.spot(text, likely):
            return tuple(dict.fromkeys(one.concept for one in spotted))
    return ()


def by_words(
    typed: Typed, filters: Filters, *, k: int = 20, offset: int = 0, is_fed_back: bool = True
) -> Found:
    """What holds the typed words, best first; no words find nothing."""
    if not typed.words:
        return Found(index.Result(0, [], {name: {} for name in FACETS}))
    query = index.Query(
        words={term: 1.0 for word in typed.words for way in word.ways for term in way},
        must=typed.groups,
    )
    key, stamp = (tuple(query.words), typed.groups, is_fed_back), frozenset(stamps().items())
    kept = _queries.get(key, stamp)
    if kept is None:
        kept = _ready(query, is_many=len(typed.words) > 1, is_fed_back=is_fed_back)
        _queries.keep(key, stamp, kept)
    query, is_loose = kept
    found = index.search(query, filters, k=k, offset=offset, facets=FACETS)
    return Found(found, is_loose)


def _ready(query: index.Query, *, is_many: bool, is_fed_back: bool) -> tuple[index.Query, bool]:
    """The query as it is asked, page after page; and whether it is a loose one."""
    best = index.search(query, k=FEEDBACK_TEXTS)
    is_loose = is_many and not best.total
    if is_loose:
        query = replace(query, must=())
        best = index.search(query, k=FEEDBACK_TEXTS)
    return (fed_back(query, best.hits) if is_fed_back else query), is_loose


def forget() -> None:
    """Drop what is kept, as after another database has been put in place."""
    _queries.forget()


def fed_back(query: index.Query, best: Sequence[index.Hit]) -> index.Query:
    """The query with the words that its best texts share, the most telling ones."""
    if not best or best[0].score <= 0:
        return query
    worth = index.shared_terms([(hit.id, hit.score / best[0].score) for hit in best])
    told = sorted(worth.items(), key=lambda pair: (-pair[1], pair[0]))[:FEEDBACK_TERMS]
    if not told:
        return query
    greatest = told[0][1]
    added = {term: FEEDBACK_WEIGHT * value / greatest for term, value in told}
    words: Counter = Counter({index.hash_of(term): boost for term, boost in query.words.items()})
    words.update(added)
    return replace(query, words=dict(words))


def by_topics(
    typed: Typed, filters: Filters, *, k: int = 20, offset: int = 0, is_beside: bool = True
) -> index.Result:
    """What speaks of the typed topics.

    is_beside: and does not hold the typed words; without counts of facets.
    """
    if not typed.topics:
        return index.Result(0, [], {name: {} for name in FACETS})
    ways = [(topic_term(code),) for code in typed.topics]
    every, any_one = tuple((way,) for way in ways), (tuple(ways),)
    query = index.Query(
        words=dict.fromkeys((term for (term,) in ways), 1.0),
        must=every,
        must_not=typed.groups if is_beside else (),
    )
    facets = () if is_beside else FACETS
    found = index.search(query, filters, k=k, offset=offset, facets=facets)
    if found.total or len(ways) == 1:
        return found
    query = replace(query, must=any_one)
    return index.search(query, filters, k=k, offset=offset, facets=facets)


def titles_beginning(text: str, *, k: int) -> list[str]:
    """Ids of what has words in its title that begin as the last typed one does."""
    words = query_words(text[:LONGEST_QUERY])[:MOST_WORDS]
    if not words:
        return []
    *whole, last = words
    start = prefix_term(last.text)
    must = (*(word.ways for word in whole), ((start,),) if start else last.ways)
    weights = {term: 1.0 for group in must for way in group for term in way}
    hits = index.search(index.Query(words=weights, must=must), k=k).hits
    return [hit.id for hit in hits]
