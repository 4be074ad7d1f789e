"""Fair exposure: who is seen first among those who fit about as well. Knows no Django.

Two rules, in this order, which the page "How ties are made" states in plain words:

1. Near-equal lottery. Inside a run whose scores are at least (1 − EPSILON) of its best, the order
   is drawn for the day, so that nobody is first for ever by a hair. The drawing is a hash of day,
   need and item: an auditor can repeat it.
2. Floors. A group that is easily overlooked (small firms, small cities) has at least ⌊share · i⌋
   of the first i places, for every i, as long as it still has an item that scores TAU of the
   best. The order inside a group stays as it was.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Ranked = Sequence[tuple[Item, float]]

EPSILON = 0.05
TAU = 0.5
SHARE = 0.3  # of the places, for small firms where there are such
ROUNDING = 1e-9  # keeps the floor of 0.29 × 100 from becoming 28


def draw(day: str, need: str, item: Hashable) -> int:
    """The lot of an item on a day: the same for everybody who asks."""
    text = f"{day}\n{need}\n{item}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest())


def near_equal_lottery(
    ranked: Ranked[Item], *, day: str, need: str, epsilon: float = EPSILON
) -> Ranked[Item]:
    """The same items; inside each run of near-equal scores in the order of their lots.

    ranked: (item, score), best first. A run begins with its best and takes those at least
    (1 − epsilon) of it, so the discounted gain keeps at least (1 − epsilon) of the ideal.
    """
    found: list[tuple[Item, float]] = []
    start = 0
    while start < len(ranked):
        least = ranked[start][1] * (1 - epsilon)
        end = start + 1
        while end < len(ranked) and ranked[end][1] >= least:
            end += 1
        found += sorted(ranked[start:end], key=lambda pair: draw(day, need, pair[0]))
        start = end
    return found


def with_floors(
    ranked: Ranked[Item],
    group_of: Callable[[Item], str | None],
    shares: Mapping[str, float],
    *,
    tau: float = TAU,
) -> Ranked[Item]:
    """The same items, with the floors met in every prefix as far as good items last.

    ranked: best first. group_of: the group of an item, or None. shares: group -> share of the
    places, together at most 1; more raises ValueError. A group has a floor for as many items as
    score at least tau of the best. No other order that meets the floors has a greater discounted
    gain, and the order inside each group stays.

    A floor gives its items latest places, so this is the scheduling of jobs with deadlines
    (W. E. Smith 1956, Naval Research Logistics Quarterly 3): filled from the end, every place
    goes to the last of those that may stand so late.
    """
    if sum(shares.values()) > 1 + ROUNDING:
        raise ValueError("The shares of the groups must be together at most 1.")
    latest: list[list[int]] = [[] for _ in ranked]
    for number, place in enumerate(_latest_places(ranked, group_of, shares, tau)):
        latest[place - 1].append(number)
    free: list[int] = []
    found = []
    for numbers in reversed(latest):
        for number in numbers:
            heappush(free, -number)
        found.append(ranked[-heappop(free)])
    return found[::-1]


def _latest_places(
    ranked: Ranked[Item],
    group_of: Callable[[Item], str | None],
    shares: Mapping[str, float],
    tau: float,
) -> Iterator[int]:
    """For each item the last place, from 1, at which it meets the floor of its group."""
    least = tau * max((score for _item, score in ranked), default=0.0)
    groups = [group_of(item) for item, _score in ranked]
    good = Counter(g for g, (_item, score) in zip(groups, ranked, strict=True) if score >= least)
    had: Counter[str | None] = Counter()
    for group in groups:
        had[group] += 1
        share = shares.get(group, 0.0) if group is not None else 0.0
        if share > 0 and had[group] <= good[group]:
            yield min(math.ceil((had[group] - ROUNDING) / share), len(ranked))
        else:
            yield len(ranked)
