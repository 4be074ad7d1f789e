"""What fair exposure promises, held against every other order of a few items."""

import itertools
import math
import random
import time
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from musubi.journal.following import tell
from musubi.journal.models import touch
from musubi.matching import index, rows, ties
from musubi.matching.exposure import EPSILON, draw, near_equal_lottery, with_floors
from musubi.matching.saying import Said
from musubi.vocabulary import current
from tests.making import (
    make_city,
    make_member,
    make_need,
    make_solution,
    make_topics,
    texts,
)

CASES = 3_000

# Floors, against every order


def random_case(rng):
    """Few and round scores, so that equal ones and those at the limit are common.

    Returns (item, score) pairs, best first; the group of each item; exact shares; tau.
    """
    count = rng.choice((1, 2, 3, 4, 5, 6, 6, 7, 7, 7))
    scores = [rng.choice((rng.random(), rng.randint(1, 10) / 10)) for _ in range(count)]
    groups = rng.choice((("firms",), ("firms", "cities")))
    group_of = {item: rng.choice((*groups, *groups, None)) for item in range(count)}
    parts = sorted(rng.choice((rng.randint(0, 12), 12)) for _ in groups)
    shares = [Fraction(parts[0], 12), *(Fraction(b - a, 12) for a, b in itertools.pairwise(parts))]
    tau = rng.choice((0.0, 0.3, 0.5, 0.5, 0.8, 1.0))
    ranked = list(enumerate(sorted(scores, reverse=True)))
    return ranked, group_of, dict(zip(groups, shares, strict=True)), tau


def counting(ranked, group_of, group, tau):
    """How many items of a group are good enough for its floor."""
    best = max(score for _item, score in ranked)
    return sum(group_of[item] == group and score >= tau * best for item, score in ranked)


def floor(share, places, good):
    return min(math.floor(share * places), good)


@cache
def all_orders(count):
    """Every order of `count` items, one a row."""
    return np.array(list(itertools.permutations(range(count))), dtype=np.int64)


def that_meet_floors(orders, ranked, group_of, shares, tau):
    """Whether each order meets each floor in each prefix."""
    best = ranked[0][1]
    meets = np.ones(len(orders), dtype=bool)
    for group, share in shares.items():
        good = [group_of[item] == group and score >= tau * best for item, score in ranked]
        least = [floor(share, places, sum(good)) for places in range(1, len(ranked) + 1)]
        meets &= (np.array(good)[orders].cumsum(axis=1) >= least).all(axis=1)
    return meets


def gains(orders, ranked):
    """The discounted cumulative gain of each order."""
    discounts = 1 / np.log2(np.arange(2, len(ranked) + 2))
    return np.array([score for _item, score in ranked])[orders] @ discounts


def floored(ranked, group_of, shares, tau):
    plain_shares = {group: float(share) for group, share in shares.items()}
    return list(with_floors(ranked, group_of.get, plain_shares, tau=tau))


def test_no_order_that_meets_the_floors_is_better():
    rng = random.Random(20260101)

    for number in range(CASES):
        case = random_case(rng)
        ranked = case[0]
        orders = all_orders(len(ranked))
        meets = that_meet_floors(orders, *case)
        found = floored(*case)
        order = np.array([[item for item, _score in found]])

        assert sorted(found) == ranked, (number, case)
        assert meets.any()  # shares that are together at most 1 can always be met
        assert that_meet_floors(order, *case).all(), (number, case, found)
        assert gains(order, ranked)[0] >= gains(orders, ranked)[meets].max() - 1e-12, (
            number,
            case,
            found,
        )


def of_group(ranked, group_of, group):
    return [item for item, _score in ranked if group_of[item] == group]


def test_the_order_inside_each_group_stays_also_where_a_lottery_was_drawn_first():
    rng = random.Random(20260102)

    for number in range(CASES):
        ranked, group_of, shares, tau = random_case(rng)
        drawn = near_equal_lottery(ranked, day=str(number), need="need/a", epsilon=0.3)
        found = floored(drawn, group_of, shares, tau)

        assert sorted(found) == ranked
        for group in (*shares, None):
            assert of_group(found, group_of, group) == of_group(drawn, group_of, group), (
                number,
                drawn,
                group_of,
                shares,
                tau,
            )
        for group, share in shares.items():
            good = counting(ranked, group_of, group, tau)
            for places in range(1, len(found) + 1):
                had = len(of_group(found[:places], group_of, group))
                assert had >= floor(share, places, good)


@pytest.mark.parametrize("tens", range(11))
def test_a_share_of_tenths_is_met_to_the_place_in_a_hundred(tens):
    ranked = [(item, 1.0) for item in range(200)]
    found = with_floors(ranked, lambda item: "small" if item >= 100 else None, {"small": tens / 10})

    had = list(itertools.accumulate(item >= 100 for item, _score in found[:100]))
    assert had == [tens * places // 10 for places in range(1, 101)]


def test_floors_that_are_met_already_move_nobody():
    ranked = [(item, 1 - item / 100) for item in range(100)]

    assert with_floors(ranked, lambda item: ("a", "b", None)[item % 3], {"a": 0.3, "b": 0.3}) == (
        ranked
    )


def test_one_who_scores_too_little_is_not_moved_up():
    ranked = [("large", 1.0), ("larger", 0.9), ("small", 0.5), ("smaller", 0.49)]
    group_of = {"small": "small", "smaller": "small"}.get

    found = with_floors(ranked, group_of, {"small": 1.0}, tau=0.5)

    assert [item for item, _score in found] == ["small", "large", "larger", "smaller"]


def test_of_two_groups_that_are_owed_at_once_the_better_comes_first():
    ranked = [("large", 1.0), ("firm", 0.9), ("city", 0.8)]
    shares = {"cities": 0.5, "firms": 0.5}

    found = with_floors(ranked, {"firm": "firms", "city": "cities"}.get, shares)

    assert [item for item, _score in found] == ["firm", "city", "large"]


def test_nothing_stays_nothing():
    assert list(with_floors([], {}.get, {"small": 0.3})) == []
    assert list(near_equal_lottery([], day="2026-01-01", need="need/a")) == []


def test_shares_of_more_than_all_places_are_refused():
    with pytest.raises(ValueError, match="at most 1"):
        with_floors([("a", 1.0)], {}.get, {"small": 0.6, "smaller": 0.6})


def test_a_hundred_are_put_in_order_in_well_under_a_millisecond():
    rng = random.Random(1)
    ranked = sorted(((n, rng.random()) for n in range(100)), key=lambda pair: -pair[1])
    group_of = {item: rng.choice(("small", None, None)) for item, _score in ranked}.get

    def milliseconds():
        start = time.thread_time_ns()
        with_floors(ranked, group_of, {"small": 0.3})
        return (time.thread_time_ns() - start) / 1e6

    assert min(milliseconds() for _ in range(50)) < 0.5


# The lottery of those who are nearly equal


def random_ranking(rng, count):
    spread = rng.choice((0.02, 0.2, 1.0))
    scores = sorted((1 - spread * rng.random() for _ in range(count)), reverse=True)
    return list(enumerate(scores))


def runs(ranked, epsilon):
    """The items of each run: it begins with its best and holds what is within epsilon of it."""
    found, first = [], None
    for item, score in ranked:
        if first is None or score < first * (1 - epsilon):
            found.append([])
            first = score
        found[-1].append(item)
    return found


def gain(scores):
    return sum(score / math.log2(place + 1) for place, score in enumerate(scores, 1))


def test_the_lottery_moves_items_within_their_run_only():
    rng = random.Random(3)

    for number in range(300):
        ranked = random_ranking(rng, rng.randint(1, 40))
        drawn = near_equal_lottery(ranked, day=f"day {number}", need="need/a")
        places = iter(drawn)

        for run in runs(ranked, EPSILON):
            assert sorted(next(places)[0] for _ in run) == run
        assert sorted(drawn) == ranked


@pytest.mark.parametrize("epsilon", [0.01, EPSILON, 0.3])
def test_the_lottery_keeps_nearly_all_of_the_gain(epsilon):
    rng = random.Random(4)

    for number in range(300):
        ranked = random_ranking(rng, rng.randint(1, 40))
        drawn = near_equal_lottery(ranked, day=f"day {number}", need="need/a", epsilon=epsilon)

        kept = gain(score for _item, score in drawn) / gain(score for _item, score in ranked)
        assert 1 - epsilon <= kept <= 1 + 1e-12


def test_a_day_has_one_order_and_another_day_another():
    ranked = [(f"solution/{n}", 1 - n / 1000) for n in range(10)]

    def drawn(day, need):
        return list(near_equal_lottery(ranked, day=day, need=need))

    first = drawn("2026-11-24", "need/a")

    assert drawn("2026-11-24", "need/a") == first
    assert drawn("2026-11-25", "need/a") != first
    assert drawn("2026-11-24", "need/b") != first


def test_anybody_can_repeat_a_drawing():
    # echo -en '2026-11-24\nneed/a\nsolution/b' | b2sum --length 64
    assert draw("2026-11-24", "need/a", "solution/b") == 0xFED7DBD493B7C9D9


@pytest.mark.parametrize("count", [2, 5, 8, 20])
def test_over_many_days_all_who_are_nearly_equal_come_first_about_equally_often(count):
    ranked = [(f"solution/{n}", 1 - n / 1000) for n in range(count)]
    firsts = dict.fromkeys((item for item, _score in ranked), 0)

    for day in range(400):
        firsts[near_equal_lottery(ranked, day=f"day {day}", need="need/a")[0][0]] += 1

    expected = 400 / count
    margin = 3 * math.sqrt(expected * (1 - 1 / count))  # three standard deviations
    assert all(abs(number - expected) <= margin for number in firsts.values()), firsts


@pytest.mark.parametrize("scores", [[0.0, 0.0], [1.0, 0.0], [0.0, -1.0], [-1.0, -1.0]])
def test_the_lottery_ends_also_with_scores_of_nothing(scores):
    ranked = list(enumerate(scores))

    assert sorted(near_equal_lottery(ranked, day="2026-01-01", need="need/a")) == ranked


# Size changes places, and no score


@pytest.fixture
def vocabulary(db):
    make_topics(
        flooding={"type": "problem", "names": {"en": ["flood", "flooding"]}},
        river_gauge={
            "type": "technology",
            "addresses": ["flooding"],
            "names": {"en": ["river gauge", "water level sensor"]},
        },
    )
    return current.vocabulary()


def placed_of(one, kind, vocabulary):
    """The ties of an entry in their order on a day."""
    (row,) = rows.rows_of([one])
    subject = rows.subject_of(row)
    _total, placed = ties.place(ties.wanted(subject, vocabulary), kind, day="2026-01-01")
    return placed


def resize(member, **values):
    """Change the size of a member as loading the record does."""
    for name, value in values.items():
        setattr(member, name, value)
    member.save()
    touch(member.history_kind)
    tell({member.history_kind: [member.slug]})


def order_and_scores(placed):
    return [one.id for one in placed], {one.id: (one.score, one.place) for one in placed}


def test_a_change_of_a_firms_size_alone_changes_no_score(vocabulary):
    need = make_need("Flood")
    firms = [make_member(f"Firm {n}", is_msme=False) for n in range(12)]
    for n, firm in enumerate(firms):
        make_solution("Product", summary=texts("River gauge. " * (n + 1)), owner=firm)
    before, scores_before = order_and_scores(placed_of(f"need/{need.slug}", "solution", vocabulary))

    resize(firms[0], is_msme=True)
    after, scores_after = order_and_scores(placed_of(f"need/{need.slug}", "solution", vocabulary))

    assert len(before) == 12
    assert scores_after == scores_before
    assert after != before


def test_a_change_of_a_citys_size_alone_changes_no_score(vocabulary):
    solution = make_solution("River gauge")
    cities = [make_city(f"City {n}", population=2_000_000) for n in range(12)]
    for n, city in enumerate(cities):
        make_need("Our streets", summary=texts("Flood. " * (n + 1)), owner=city)
    one = f"solution/{solution.slug}"
    before, scores_before = order_and_scores(placed_of(one, "need", vocabulary))

    resize(cities[0], population=20_000)
    after, scores_after = order_and_scores(placed_of(one, "need", vocabulary))

    assert len(before) == 12
    assert scores_after == scores_before
    assert after != before


def test_who_is_small_changes_places_in_the_fair_order_only():
    rng = random.Random(5)

    for number in range(200):
        plain = [(f"solution/{item}", score) for item, score in random_ranking(rng, 30)]
        small = sorted(rng.sample(plain, rng.randint(0, 30)), key=lambda pair: -pair[1])
        drawn = ties.fair_order(plain, (), day=f"day {number}", need="need/a")
        found = ties.fair_order(plain, small, day=f"day {number}", need="need/a")

        assert order_and_scores(found)[1] == order_and_scores(drawn)[1]
        was = {one.id: place for place, one in enumerate(drawn)}
        lifted = {one.id for place, one in enumerate(found) if place < was[one.id]}
        assert {one.id for one in found if one.is_lifted} == lifted
        assert lifted <= {one for one, _score in small}


def test_small_firms_behind_a_hundred_large_ones_have_their_places_too(monkeypatch):
    large = [index.Hit(f"solution/large-{n}", 1.0 - n / 1000) for n in range(150)]
    small = [index.Hit(f"solution/small-{n}", 0.7 - n / 1000) for n in range(150)]

    def search(query, filters, k, exclude=()):
        if "city" in filters:
            return index.Result(0, [], {})
        hits = small if "size" in filters else large + small
        return index.Result(len(hits), hits[:k], {})

    monkeypatch.setattr(ties.index, "search", search)
    wanted = ties.Wanted("need/a", Said({}, {}), {}, index.Query())
    _total, placed = ties.place(wanted, "solution", day="2026-01-01")

    had = list(itertools.accumulate("small" in one.id for one in placed))
    assert had[:100] == [3 * places // 10 for places in range(1, 101)]
