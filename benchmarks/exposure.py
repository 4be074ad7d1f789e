"""Who is seen first, and what that costs: python benchmarks/exposure.py [NEEDS SOLUTIONS]

Made-up solutions of firms whose sizes have a long tail. How well a solution fits a need knows
nothing of size; but a large firm writes more and in more languages, so that it scores a little
more, and that little decides among the many that fit about equally well.

What is measured is the site's own `ties.place`, with made-up scores in the place of the index. It
ends with an error if a floor is missed or the lottery costs more than it may.
"""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from time import thread_time_ns

import django
import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "of no use here"}
django.setup()

from musubi.matching import ties  # noqa: E402
from musubi.matching.exposure import EPSILON, SHARE, TAU  # noqa: E402
from musubi.matching.index import Hit, Query, Result  # noqa: E402
from musubi.matching.saying import Said  # noqa: E402

NEEDS, SOLUTIONS = 1_000, 100_000
DAYS = [f"2026-01-{day:02}" for day in range(1, 11)]
SOLUTIONS_OF_A_FIRM = 5  # on average
LARGE = 300  # people: a firm with as many is not small
LEVELS = 20  # of how well a solution fits: topics are few, so that many fit equally well
FIT = 2, 6  # of the beta distribution
FOR_SIZE = {"little": 0.02, "much": 0.06}  # of the score more for ten times the people
BY_CHANCE = 0.01  # of the score, standard deviation
PLAIN, LOTTERY, FAIR = "by the score alone", "lottery", "lottery and floors"


@dataclass(frozen=True)
class Market:
    """For each solution its firm, whether that is small, and the factor of its score."""

    firm: np.ndarray
    is_small: np.ndarray
    factor: np.ndarray


def made_up(solutions: int, for_size: float, chance: np.random.Generator) -> Market:
    people = 5 * (1 + chance.pareto(0.6, solutions // SOLUTIONS_OF_A_FIRM)).clip(max=20_000)
    firm = chance.choice(len(people), solutions, p=people**0.3 / (people**0.3).sum())
    return Market(firm, people[firm] < LARGE, 1 + for_size * np.log10(people[firm]))


class MadeUpIndex:
    """Stands in for the index where one need after the other is looked for."""

    def __init__(self, market: Market, chance: np.random.Generator) -> None:
        self.market, self.chance = market, chance
        self.next_need()

    def next_need(self) -> None:
        fit = self.chance.beta(*FIT, len(self.market.firm))
        noise = 1 + BY_CHANCE * self.chance.standard_normal(len(fit))
        self.scores = np.ceil(fit * LEVELS) / LEVELS * self.market.factor * noise
        self.found: dict[bool, Result] = {}

    def search(
        self, query: object, filters: Mapping[str, object], k: int, exclude: Collection[str] = ()
    ) -> Result:
        if "city" in filters:  # the entries of the own city: there are none
            return Result(0, [], {})
        is_for_small = "size" in filters
        if is_for_small not in self.found:
            self.found[is_for_small] = self._best(k, self.market.is_small | (not is_for_small))
        return self.found[is_for_small]

    def _best(self, k: int, wanted: np.ndarray) -> Result:
        chosen = np.flatnonzero(wanted)
        scores = self.scores[chosen]
        first = np.argpartition(-scores, k)[:k]
        first = first[np.argsort(-scores[first], kind="stable")]
        hits = [Hit(f"solution/{chosen[n]}", float(scores[n])) for n in first]
        return Result(len(chosen), hits, {})

    def good(self) -> int:
        """How many solutions of small firms have a floor."""
        is_good = self.scores >= TAU * self.scores.max()
        return int((is_good & self.market.is_small).sum())


def number_of(one: ties.Placed) -> int:
    return int(one.id.partition("/")[2])


@dataclass
class Seen:
    """What became of all needs, day by day, in one kind of order.

    exposure: of each solution. firsts: the first of each need and day. tenths: how many of the
    first ten are of small firms. kept: DCG beside that of the plain order. missed: prefixes in
    which small firms have too few places.
    """

    market: Market
    exposure: np.ndarray
    firsts: list[tuple[int, int]] = field(default_factory=list)
    tenths: list[int] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    missed: int = 0

    def count(self, need: int, order: list[ties.Placed], ideal: float, good: int) -> None:
        numbers = np.array([number_of(one) for one in order])
        is_small = self.market.is_small[numbers]
        self.exposure[numbers] += discounts(len(order))
        self.firsts.append((need, int(numbers[0])))
        self.tenths.append(int(is_small[:10].sum()))
        self.kept.append(gain(order) / ideal)
        self.missed += missed_floors(is_small, good)


def discounts(places: int) -> np.ndarray:
    return 1 / np.log2(np.arange(2, places + 2))


def gain(order: list[ties.Placed]) -> float:
    return float(discounts(len(order)) @ [one.score for one in order])


def missed_floors(is_small: np.ndarray, good: int) -> int:
    places = np.arange(1, len(is_small) + 1)
    least = np.floor(SHARE * places + 1e-9).clip(max=good)
    return int((is_small.cumsum() < least).sum())


def gini(values: np.ndarray) -> float:
    """0 where all have the same, near 1 where one has all."""
    ordered = np.sort(values)
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * ranks - len(ordered) - 1) @ ordered / (len(ordered) * ordered.sum()))


def orders(number: int) -> Iterator[dict[str, list[ties.Placed]]]:
    """The three orders of one need, day by day."""
    id = f"need/{number}"
    wanted = ties.Wanted(id, Said({}, {}), {}, Query())
    _total, plain = ties.place(wanted, "solution", day="", is_fair=False)
    pairs = [(one.id, one.score) for one in plain]
    for day in DAYS:
        _total, fair = ties.place(wanted, "solution", day=day)
        yield {PLAIN: plain, LOTTERY: ties.fair_order(pairs, (), day=day, need=id), FAIR: fair}


def simulate(needs: int, index: MadeUpIndex) -> tuple[dict[str, Seen], list[float]]:
    """What became of each kind of order; CPU time in ms of a fair order of each need."""
    market = index.market
    seen = {name: Seen(market, np.zeros(len(market.firm))) for name in (PLAIN, LOTTERY, FAIR)}
    times = []
    ties.index.search = index.search
    for need in range(needs):
        index.next_need()
        good = index.good()
        for found in orders(need):
            for name, order in found.items():
                seen[name].count(need, order, gain(found[PLAIN]), good)
        times.append(milliseconds(index))
    return seen, times


def milliseconds(index: MadeUpIndex) -> float:
    plain, small = ([(h.id, h.score) for h in index.found[few].hits] for few in (False, True))
    start = thread_time_ns()
    ties.fair_order(plain, small, day="2026-01-01", need="need/0")
    return (thread_time_ns() - start) / 1e6


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def show(seen: dict[str, Seen], market: Market) -> None:
    head = ["order", "first places", "top 10", "exposure", "firsts", "Gini"]
    head += ["gain, worst", "mean", "missed"]
    print(f"| {' | '.join(head)} |")
    print(f"| --- |{' ---: |' * (len(head) - 1)}")
    for name, found in seen.items():
        needs = {need for need, _first in found.firsts}
        cells = [
            percent(fmean(market.is_small[first] for _need, first in found.firsts)),
            percent(fmean(found.tenths) / 10),
            percent(found.exposure[market.is_small].sum() / found.exposure.sum()),
            f"{len(set(found.firsts)) / len(needs):.1f}",
            f"{gini(np.bincount(market.firm, found.exposure)):.3f}",
            f"{min(found.kept):.4f}",
            f"{fmean(found.kept):.4f}",
            f"{found.missed:,}",
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def show_costs(seen: dict[str, Seen], times: list[float]) -> None:
    pairs = zip(seen[FAIR].kept, seen[LOTTERY].kept, strict=True)
    costs = [1 - fair / drawn for fair, drawn in pairs]
    print(f"\nThe floors cost {percent(fmean(costs))} of what the lottery keeps, at worst", end=" ")
    print(f"{percent(max(costs))}. CPU time of a fair order: p50 {median(times):.2f} ms,", end=" ")
    print(f"worst {max(times):.2f} ms.\n", flush=True)


def faults(seen: dict[str, Seen]) -> Iterator[str]:
    if seen[FAIR].missed:
        yield f"Floors are missed in {seen[FAIR].missed:,} prefixes."
    if min(seen[LOTTERY].kept) < 1 - EPSILON:
        yield "The lottery costs more than it may."


def main(needs: int, solutions: int) -> None:
    print("First places, top 10, exposure (sum of 1/log2(place + 1)): the part of small firms.")
    print(f"Firsts: different solutions that come first for a need within {len(DAYS)} days. Gini:")
    print("of exposure, over firms. Gain: DCG of all places beside the first order's. Missed:")
    print("prefixes in which small firms have too few places.\n")
    found: list[str] = []
    for word, for_size in FOR_SIZE.items():
        chance = np.random.default_rng(20260101)
        market = made_up(solutions, for_size, chance)
        small = len(np.unique(market.firm[market.is_small])) / len(np.unique(market.firm))
        print(f"#### Size adds {word}: ten times the people, {for_size:.0%} of the score\n")
        print(
            f"{needs:,} needs; {solutions:,} solutions, {percent(market.is_small.mean())}", end=" "
        )
        print(f"of them of small firms, which are {percent(small)} of all firms.\n")
        seen, times = simulate(needs, MadeUpIndex(market, chance))
        show(seen, market)
        show_costs(seen, times)
        found += faults(seen)
    if found:
        sys.exit(" ".join(found))


if __name__ == "__main__":
    if len(sys.argv) not in (1, 3):
        sys.exit("usage: python benchmarks/exposure.py [NEEDS SOLUTIONS]")
    main(*map(int, sys.argv[1:]) if len(sys.argv) == 3 else (NEEDS, SOLUTIONS))
