"""What callers of the index may rely on."""

import pytest
from django.db import transaction

from musubi.matching import index
from musubi.matching.index import Columns, Hit, Query, storage
from musubi.matching.models import Change, Document, Segment
from musubi.matching.ranking import tie_score
from tests.matching.index.making import make_columns, make_document

pytestmark = pytest.mark.django_db


def ids(result):
    return [hit.id for hit in result.hits]


def word(*terms, **more):
    return Query(words=dict.fromkeys(terms, 1.0), **more)


def test_what_is_written_is_found_at_once():
    with transaction.atomic():
        index.upsert(*make_document("need/a", flood=100))
        found = index.search(word("flood"))

    assert ids(found) == ["need/a"]
    assert ids(index.search(word("flood"))) == ["need/a"]


def test_what_is_deleted_is_not_found():
    index.upsert(*make_document("need/a", flood=100))

    assert index.delete("need/a") is True
    assert index.delete("need/a") is False
    assert index.search(word("flood")).total == index.size() == 0
    assert index.stored("need/a") is None


def test_writing_the_same_again_writes_nothing():
    document = ("need/a", {"flood": 100, "rain": 3}, make_columns(countries=("jp", "th")))
    same = ("need/a", {"rain": 3, "flood": 100}, make_columns(countries=("th", "jp")))
    index.upsert(*document)

    assert index.upsert(*same) is False
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        ({"flood": 99}, make_columns()),
        ({"flood": 100, "rain": 1}, make_columns()),
        ({"flood": 100}, make_columns(kind="case")),
        ({"flood": 100}, make_columns(countries=())),
        ({"flood": 100}, Columns({}, {"kind": frozenset({"need"})})),
    ],
)
def test_any_difference_is_written(other):
    index.upsert("need/a", {"flood": 100}, make_columns())

    assert index.upsert("need/a", *other) is True


@pytest.mark.parametrize("impact", [0, 256, -1])
def test_an_impact_is_one_byte_and_not_nothing(impact):
    with pytest.raises(ValueError, match="1 to 255"):
        index.upsert(*make_document("need/a", flood=impact))


def test_many_at_once_go_into_a_segment():
    index.upsert_many(make_document(f"need/{n:03}", flood=1 + n % 250) for n in range(600))

    assert Segment.objects.get().documents == 600
    assert Change.objects.count() == 0
    assert ids(index.search(word("flood"), k=2)) == ["need/249", "need/499"]


def test_equal_scores_go_by_id():
    names = ["need/b", "need/あ", "need/a", "need/Z", "need/é"]
    index.upsert_many(make_document(name, flood=7) for name in names)

    assert ids(index.search(word("flood"))) == sorted(names)


def test_filters_take_any_value_of_each_name():
    for id, kind, countries in [
        ("a", "need", ("jp", "th")),
        ("b", "need", ("vn",)),
        ("c", "case", ("jp",)),
        ("d", "need", ()),
    ]:
        index.upsert(id, {"flood": 1}, make_columns(kind, countries))

    def found(**filters):
        return ids(index.search(word("flood"), filters))

    assert found(kind={"need"}) == ["a", "b", "d"]
    assert found(country={"jp", "vn"}) == ["a", "b", "c"]
    assert found(kind={"need"}, country=["jp"]) == ["a"]
    assert found(kind=set()) == found(other={"x"}) == []


def test_a_filter_of_a_name_with_a_minus_takes_those_that_have_none_of_the_values():
    index.upsert("a", {"x": 1}, Columns(sets={"city": frozenset({"hue", "dili"})}))
    index.upsert("b", {"x": 1}, Columns(sets={"city": frozenset({"dili"})}))
    index.upsert("c", {"x": 1}, Columns())

    assert ids(index.search(word("x"), {"-city": {"hue"}})) == ["b", "c"]
    assert ids(index.search(word("x"), {"-city": {"hue", "dili"}})) == ["c"]
    assert ids(index.search(word("x"), {"city": {"dili"}, "-city": {"hue"}})) == ["b"]


def test_within_one_moment_the_index_is_asked_once(django_assert_num_queries):
    index.upsert("a", {"x": 1}, Columns())
    index.search(word("x"))

    with django_assert_num_queries(1), index.one_moment():
        first, second = index.search(word("x")), index.search(word("x"))

    assert ids(first) == ids(second) == ["a"]
    index.upsert("b", {"x": 1}, Columns())
    assert ids(index.search(word("x"))) == ["a", "b"]


def test_a_facet_counts_with_every_filter_but_its_own():
    index.upsert("a", {"flood": 1}, make_columns("need", ("jp", "th")))
    index.upsert("b", {"flood": 1}, make_columns("case", ("jp",)))
    index.upsert("c", {"flood": 1}, make_columns("case", ("vn",)))

    found = index.search(word("flood"), {"kind": {"case"}}, facets=("kind", "country"))

    assert ids(found) == ["b", "c"]
    assert found.facets == {"kind": {"case": 2, "need": 1}, "country": {"jp": 1, "vn": 1}}


def test_a_query_for_nothing_finds_everything_by_id():
    index.upsert_many(make_document(f"need/{n}", rain=n) for n in (3, 1, 2))

    found = index.search(Query(), k=2, offset=1)

    assert found.total == 3
    assert found.hits == [Hit("need/2", 0), Hit("need/3", 0)]


def test_pages_follow_each_other():
    index.upsert_many(make_document(f"need/{n:03}", rain=1 + n % 7) for n in range(300))
    whole = ids(index.search(word("rain"), k=300))

    paged = [
        i for start in range(0, 300, 45) for i in ids(index.search(word("rain"), None, 45, start))
    ]

    assert paged == whole


def test_groups_of_terms():
    index.upsert(*make_document("a", kanji=1, water=9))
    index.upsert(*make_document("b", kanji=1, flood=9))
    index.upsert(*make_document("c", flood=1))
    index.upsert(*make_document("d", water=1, rain=1))

    def found(**wish):
        return ids(index.search(Query(words={"kanji": 1, "water": 1, "flood": 1}, **wish)))

    assert found(require=["kanji", "water"]) == ["a"]
    assert found(combine="all") == []
    assert sorted(found(must=[[["flood"], ["water", "rain"]]])) == ["b", "c", "d"]
    assert sorted(found(must_not=[[["flood"]], [["kanji"]]])) == ["a", "c", "d"]
    assert sorted(found(any_of=["rain", "kanji"])) == ["a", "b", "d"]


def test_a_tie_needs_a_topic_and_is_raised_by_words():
    index.upsert("a", {"c:flood": 128, "water": 80}, make_columns())
    index.upsert("b", {"c:flood": 128}, make_columns())
    index.upsert("c", {"water": 255}, make_columns())
    query = Query({"c:flood": 0.6}, {"water": 1.0, "rain": 2.0}, "tie")

    found = index.search(query)

    topics, words = index.explain_scores(query, "a").topics, {"water": 1.0, "rain": 2.0}
    weights = {w: round(1024 * index.rarity([w])[w] * boost) for w, boost in words.items()}
    share = weights["water"] * 80 / (255 * sum(weights.values()))
    assert found.hits == [
        Hit("a", tie_score(topics["c:flood"], share)),
        Hit("b", tie_score(topics["c:flood"], 0.0)),
    ]


def test_frequencies_and_rarity_are_of_what_lives():
    index.upsert_many(make_document(f"need/{n}", flood=9, rain=9) for n in range(9))
    index.upsert(*make_document("need/3", rain=9))
    index.delete("need/4")

    assert index.document_frequencies(["flood", "rain", "snow"]) == {
        "flood": 7,
        "rain": 8,
        "snow": 0,
    }
    assert index.rarity(["rain"])["rain"] == pytest.approx(0.0572, abs=1e-4)
    assert index.rarity(["snow"])["snow"] == pytest.approx(2.8904, abs=1e-4)


def test_a_word_that_all_have_still_counts():
    index.upsert_many(make_document(f"need/{n:04}", the=9) for n in range(3000))

    assert index.search(word("the"), k=1) == index.Result(3000, [Hit("need/0000", 9)], {})


def test_a_score_is_the_sum_of_its_parts():
    index.upsert("a", {"c:flood": 128, "water": 80, "rain": 2}, make_columns())
    index.upsert("b", {"water": 1}, make_columns())
    query = word("water", "rain", "snow")

    parts = index.explain_scores(query, "a")

    assert parts.words.keys() == {"water", "rain"}
    assert sum(parts.words.values()) == parts.score == index.search(query, k=1).hits[0].score
    assert index.explain_scores(query, "nobody") is None


def test_what_was_written_can_be_read():
    columns = make_columns(countries=("jp",), language="ja")
    index.upsert("need/a", {"flood": 5, "水": 6}, columns)

    impacts = {index.hash_of("flood"): 5, index.hash_of("水"): 6}
    assert index.stored("need/a") == (impacts, columns)


def test_shared_words_leave_out_topics_and_what_one_document_has():
    index.upsert("a", {"c:flood": 255, "water": 255, "alone": 255}, make_columns())
    index.upsert("b", {"c:flood": 255, "water": 51}, make_columns())
    index.upsert("c", {"other": 1}, make_columns())

    shared = index.shared_terms([("a", 1.0), ("b", 0.5), ("gone", 1.0)])

    assert shared == {
        index.hash_of("water"): pytest.approx((1 + 0.5 * 0.2) * index.rarity(["water"])["water"])
    }


def test_pairs_are_the_hits_of_searches():
    index.upsert_many(make_document(f"need/{n}", **{f"w{n % 3}": 1 + n}) for n in range(20))
    queries = [(f"need/{n}", word(f"w{n % 3}")) for n in range(20)]

    pairs = dict(index.top_pairs(queries, k=4))

    assert pairs == {id: index.search(q, k=4, exclude=[id]).hits for id, q in queries}


@pytest.mark.parametrize("boost", [1.0, 1e5, 1e8])
def test_great_scores_are_exact(boost):
    """Below and above what fits into 24, 31 and 32 bits; frequent words and rare ones."""

    def impacts(n):
        frequent = {f"w{m}": 255 - m for m in range(9) if (n >> m) % 2}
        return frequent | {f"r{n % 16}": 1 + n % 255}

    index.upsert_many((f"need/{n:03}", impacts(n), make_columns()) for n in range(512))
    boosts = {f"w{m}": boost + m for m in range(9)} | {f"r{m}": boost + m for m in range(0, 16, 2)}

    hits = index.search(Query(words=boosts), k=600).hits

    rarity = index.rarity(boosts)
    weights = {word: round(1024 * rarity[word] * boosts[word]) for word in boosts}
    expected = {
        f"need/{n:03}": sum(weights[w] * impact for w, impact in impacts(n).items() if w in weights)
        for n in range(512)
    }
    assert dict(hits) == expected
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.id))


def test_boosts_beyond_exact_numbers_are_refused():
    index.upsert(*make_document("a", flood=1))

    with pytest.raises(ValueError, match="too great"):
        index.search(Query(words={"flood": 1e12}))


def test_an_unchanged_index_is_asked_one_small_question(django_assert_num_queries):
    index.upsert_many(make_document(f"need/{n:03}", flood=1 + n % 250) for n in range(600))
    index.upsert(*make_document("need/x", flood=1))
    index.search(word("flood"), {"kind": {"need"}}, facets=["country"])

    with django_assert_num_queries(1):
        index.search(word("flood"), {"kind": {"need"}}, facets=["country"])


def test_little_memory_makes_no_difference(settings):
    documents = [
        make_document(f"need/{n:03}", **{f"w{m}": 9 for m in range(n % 40)}) for n in range(900)
    ]
    index.upsert_many(documents)
    query = word(*(f"w{m}" for m in range(30)))
    expected = index.search(query)

    settings.INDEX_MEMORY = 1
    index.forget()

    assert index.search(query) == index.search(query) == expected


def test_a_document_keeps_its_number():
    index.upsert(*make_document("need/a", flood=1))
    number = Document.objects.get().number
    index.delete("need/a")
    index.compact(full=True)

    index.upsert(*make_document("need/a", flood=2))

    assert Document.objects.get().number == number
    assert storage.content_of("need/a") != b""
