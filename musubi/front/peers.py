"""Cities like one city, why they are alike, and what they did."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from musubi.matching import index, profiles, ties
from musubi.matching.impacts import topic_term
from musubi.matching.moment import one_moment
from musubi.matching.rows import CITY, id_of, titles_of
from musubi.matching.sentences import OTHER_CITY, sentences
from musubi.members.models import City
from musubi.vocabulary import current

MOST = 4  # cities
MOST_DONE = 3  # entries of each
DONE = ("case", "project")


@dataclass(frozen=True)
class Peer:
    """done: what the record says that it did about the like, the closest first."""

    city: City
    sentences: list[SafeString]
    done: list[Any]


@one_moment()
def peers_of(city: City) -> list[Peer]:
    """The cities most like this one; those without a reason that can be told are left out."""
    vocabulary = current.vocabulary()
    wanted = profiles.wanted(city, vocabulary)
    _total, placed = ties.place(wanted, CITY, day=timezone.now().date().isoformat())
    told = ties.explained(wanted, placed[:MOST], profiles.lookup, vocabulary)
    told = [tie for tie in told if tie.explanation.reasons]
    slugs = [tie.placed.id.partition("/")[2] for tie in told]
    cities = {
        id_of(found): found
        for found in City.objects.filter(slug__in=slugs).select_related("country")
    }
    done = _done(wanted, slugs)
    return [
        Peer(
            cities[tie.placed.id],
            sentences(tie.explanation, vocabulary, here=CITY, there=OTHER_CITY),
            done.get(cities[tie.placed.id].slug, []),
        )
        for tie in told
    ]


def _done(wanted: ties.Wanted, slugs: list[str]) -> dict[str, list[Any]]:
    """Slug of a city -> those of its cases and projects that speak most of what is wanted."""
    query = index.Query(
        topics=ties.boosts(wanted.wished, ties.rarity_of(wanted.wished, topic_term), topic_term),
        combine=index.TIE,
    )
    ids = {
        slug: [
            hit.id for hit in index.search(query, {"kind": DONE, "city": {slug}}, k=MOST_DONE).hits
        ]
        for slug in slugs
    }
    found = {id_of(row): row for row in titles_of([one for some in ids.values() for one in some])}
    return {slug: [found[one] for one in some if one in found] for slug, some in ids.items()}
