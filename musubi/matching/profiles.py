"""What a city is like: the topics of its newest needs and cases, and how many people live there.

Cities with a like profile are peers: who had the same need may have done something about it.
"""

import math
from collections.abc import Iterable

from django.db.models import F, Q

from musubi.entries.models import kinds
from musubi.matching import index, rows, ties
from musubi.matching.impacts import feature_term, profile_impacts, profile_term
from musubi.matching.ranking import merged, wishes
from musubi.matching.readings import sayings
from musubi.matching.saying import MOST_QUOTES, Quote, Said, said
from musubi.members.models import City
from musubi.vocabulary.topics import Vocabulary

MADE_OF = ("need", "case")
STARTS = tuple(f"{kind}/" for kind in MADE_OF)
MOST = 20  # entries of each kind in a profile, the newest
SAME_SIZE, NEAR_SIZE = 0.3, 0.15  # boosts


def entries_of(city: City) -> list[str]:
    """Ids of the newest public entries that a city has published or that are about it.

    Read from the database: when a city is indexed, its newest entry may not be indexed yet.
    """
    mine = Q(owner=city.pk) | Q(parts__member=city.pk)
    found: list[str] = []
    for kind in MADE_OF:
        entries = kinds()[kind].objects.public().filter(mine).distinct()
        newest = entries.order_by(F("year").desc(nulls_last=True), "slug").values_list("slug")
        found += [f"{kind}/{slug}" for (slug,) in newest[:MOST]]
    return sorted(found)


def profile(slug: str) -> Said:
    """All that a city's entries say, as of one."""
    filters = {"kind": set(MADE_OF), "city": {slug}}
    found = index.search(index.Query(), filters, k=len(MADE_OF) * MOST).hits
    each = list(sayings(hit.id for hit in found).values())
    quotes: dict[str, tuple[Quote, ...]] = {}
    for one in each:
        for code, words in one.quotes.items():
            quotes[code] = tuple(dict.fromkeys((*quotes.get(code, ()), *words)))[:MOST_QUOTES]
    return Said(merged(one.strengths for one in each), quotes)


def impacts_of(city: City, vocabulary: Vocabulary) -> dict[str, int]:
    subjects = [rows.subject_of(row) for row in rows.rows_of(entries_of(city))]
    strengths = merged(said(subject, vocabulary).strengths for subject in subjects)
    return profile_impacts(strengths, features_of(city))


def features_of(city: City) -> list[str]:
    size = size_of(city.population)
    return [] if size is None else [f"size-{size}"]


def size_of(people: int | None) -> int | None:
    """The band of a city's size: each is some three times as large as the one before."""
    return None if not people else round(2 * math.log10(people))


def wanted(city: City, vocabulary: Vocabulary) -> ties.Wanted:
    """What makes another city like this one, to be looked for in the index."""
    mine = profile(city.slug)
    wished = wishes(mine.strengths, vocabulary)
    rare = ties.rarity_of(wished, profile_term)
    query = index.Query(
        topics=ties.boosts(wished, rare, profile_term) | _size_boosts(city.population),
        combine=index.TIE,
        must=(ties.ways_to_carry(wished, rare, vocabulary, profile_term),),
    )
    return ties.Wanted(rows.id_of(city), mine, wished, query)


def _size_boosts(people: int | None) -> dict[str, float]:
    size = size_of(people)
    if size is None:
        return {}
    return {
        feature_term(f"size-{other}"): SAME_SIZE if other == size else NEAR_SIZE
        for other in (size - 1, size, size + 1)
    }


def lookup(ids: Iterable[str]) -> dict[str, Said]:
    """The profiles of the cities with these ids."""
    return {one: profile(one.partition("/")[2]) for one in ids}
