"""Which subjects are tied to one, in which order, and why: what pages and commands call.

`place` finds and orders; `explained` says why. The order is fair (matching/exposure.py) unless
the plain one is asked for. A subject is tied only by a reason that can be told in a sentence.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from musubi.matching import index
from musubi.matching.explaining import Explanation, explain
from musubi.matching.exposure import SHARE, near_equal_lottery, with_floors
from musubi.matching.impacts import topic_term, word_weights
from musubi.matching.ranking import ANSWERING, ASKING, Wish, carrying, wishes
from musubi.matching.saying import Said, said
from musubi.matching.subjects import EVERYWHERE, Subject
from musubi.vocabulary.topics import SYSTEM, Vocabulary

RARE_SYSTEM = 1.5  # nats: at most one in five texts speaks of it
LEAST = 0.1  # of the best score: what has less is too far off to be called a tie
BEHIND = 0
POOL = 100  # ties that are put in order; what comes after them stays as the score has it
WITH_A_SIZE = ("solution", "need")  # kinds whose owners are firms or cities
ANSWERS = ("solution", "case")  # kinds that answer a problem; the others ask
SMALL = {"size": {"small"}}


@dataclass(frozen=True, slots=True)
class Placed:
    """One tie in its place.

    place: by its score alone, from 1; BEHIND after all those that are looked at. is_lifted: a
    floor moved it up.
    """

    id: str
    score: float
    place: int
    is_lifted: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is looked for: made once of a subject, for all kinds that it can be tied to."""

    id: str
    said: Said
    wished: Mapping[str, Wish]
    query: index.Query = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tie:
    placed: Placed
    said: Said
    explanation: Explanation


def wanted(subject: Subject, vocabulary: Vocabulary, mine: Said | None = None) -> Wanted:
    """What a subject looks for. mine: what it says, where that is known already."""
    mine = mine or said(subject, vocabulary)
    weights = ANSWERING if subject.kind in ANSWERS else ASKING
    wished = wishes(mine.strengths, vocabulary, weights)
    rare = rarity_of(wished, topic_term)
    query = index.Query(
        topics=boosts(wished, rare, topic_term),
        words=word_weights(subject),
        combine=index.TIE,
        must=(ways_to_carry(wished, rare, vocabulary, topic_term),),
    )
    return Wanted(subject.id, mine, wished, query)


TermOf = Callable[[str], str]


def rarity_of(wished: Mapping[str, Wish], term_of: TermOf) -> dict[str, float]:
    """Code of each topic at either end of a step -> how rare it is, in nats.

    term_of: topic_term for all that is indexed, or profile_term for the cities' profiles.
    """
    ends = {*wished, *(wish.step.here for wish in wished.values())}
    return dict(zip(ends, index.rarity(map(term_of, ends)).values(), strict=True))


def boosts(
    wished: Mapping[str, Wish], rare: Mapping[str, float], term_of: TermOf
) -> dict[str, float]:
    """Term of a topic -> its boost, so that a step is worth the more common of its two ends.

    Otherwise a rare technology for a problem that all share would beat one who names the problem.
    """
    return {
        term_of(code): wish.weight * min(1.0, rare[wish.step.here] / rare[code])
        for code, wish in wished.items()
    }


def ways_to_carry(
    wished: Mapping[str, Wish], rare: Mapping[str, float], vocabulary: Vocabulary, term_of: TermOf
) -> tuple[tuple[str], ...]:
    """The terms of which one must be there. Of systems only the rarer: all speak of roads."""
    return tuple(
        (term_of(code),)
        for code in carrying(wished)
        if vocabulary.topics[code].type != SYSTEM or rare[code] >= RARE_SYSTEM
    )


def place(
    wanted: Wanted,
    kind: str,
    *,
    day: str,
    own_cities: Collection[str] = (),
    serves: Collection[str] = (),
    is_fair: bool = True,
    most: int = POOL,
) -> tuple[int, list[Placed]]:
    """How many subjects of `kind` are tied, and the best of them in their order.

    day: of the lottery, such as "2026-11-24". own_cities: whose entries are left out. serves:
    countries; who says which countries he serves must serve one of them. most: how many are put
    in order, at least POOL where that is to be fair.
    """
    filters = filters_of(kind, serves) | ({"-city": set(own_cities)} if own_cities else {})
    pool, skipped = max(most, POOL), {wanted.id}
    found = index.search(wanted.query, filters, k=pool, exclude=skipped)
    least = LEAST * found.hits[0].score if found.hits else 0.0
    plain = [(hit.id, hit.score) for hit in found.hits if hit.score >= least]
    total = found.total if len(plain) == pool else len(plain)
    if is_fair and kind in WITH_A_SIZE:
        few = index.search(wanted.query, filters | SMALL, k=pool, exclude=skipped)
        rest = [(h.id, h.score) for h in few.hits if h.score >= least]
        order = fair_order(plain, rest, day=day, need=wanted.id)[:pool]
    elif is_fair:
        order = fair_order(plain, [], day=day, need=wanted.id)
    else:
        order = [Placed(one, score, n) for n, (one, score) in enumerate(plain, 1)]
    return total, order


def filters_of(kind: str, serves: Collection[str]) -> dict[str, set[str]]:
    countries = {"serves": {EVERYWHERE, *serves}} if serves else {}
    return {"kind": {kind}} | countries


def fair_order(
    plain: list[tuple[str, float]], small: list[tuple[str, float]], *, day: str, need: str
) -> list[Placed]:
    """The ties in their fair order. plain, small: (id, score), best first.

    small: those for whom the floors are; some may stand behind all of `plain`.
    """
    by_score = {one: n for n, (one, _score) in enumerate(plain, 1)}
    behind = [pair for pair in small if pair[0] not in by_score]
    drawn = [*near_equal_lottery(plain, day=day, need=need), *behind]
    group = {one for one, _score in small}
    floored = with_floors(drawn, lambda one: "small" if one in group else None, {"small": SHARE})
    was = {one: n for n, (one, _score) in enumerate(drawn)}
    return [
        Placed(one, score, by_score.get(one, BEHIND), is_lifted=one in group and n < was[one])
        for n, (one, score) in enumerate(floored)
    ]


def explained(
    wanted: Wanted,
    placed: Iterable[Placed],
    lookup: Callable[[Iterable[str]], Mapping[str, Said]],
    vocabulary: Vocabulary,
) -> list[Tie]:
    """The ties with their reasons. lookup: ids -> what each says; who is gone is left out."""
    placed = list(placed)
    found = lookup([one.id for one in placed])
    rarity = rarity_of(wanted.wished, topic_term)
    return [
        Tie(
            one,
            found[one.id],
            explain(wanted.said, wanted.wished, found[one.id], vocabulary, rarity),
        )
        for one in placed
        if one.id in found
    ]
