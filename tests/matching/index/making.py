"""Made-up documents and queries for tests of the index."""

from musubi.matching.index import Columns, Query

KINDS, COUNTRIES = ("need", "solution", "case"), ("id", "jp", "th", "vn")
WORDS = [f"word{n}" for n in range(30)]
TOPICS = [f"c:topic{n}" for n in range(6)]


def make_columns(kind="need", countries=("jp",), **codes):
    return Columns({"kind": kind} | codes, {"country": frozenset(countries)} if countries else {})


def make_document(id, **impacts):
    return id, impacts, make_columns()


def random_document(rng, id):
    """Few words and few impacts, so that equal scores are common."""
    terms = rng.sample(WORDS[: rng.choice((4, 12, 30))], rng.randint(0, 4))
    terms += rng.sample(TOPICS, rng.choice((0, 1, 1, 3)))
    impacts = {term: rng.choice((1, 60, 60, 128, 255)) for term in terms}
    language = {"language": rng.choice("ejt")} if rng.random() < 0.8 else {}
    countries = rng.sample(COUNTRIES, rng.randint(0, 3))
    return id, impacts, make_columns(rng.choice(KINDS), countries, **language)


def random_id(rng):
    return f"{rng.choice(KINDS)}/{rng.choice('abcあé')}{rng.randint(0, 9)}"


def some(rng, values, most):
    return rng.sample(values, rng.randint(0, most))


def random_query(rng):
    boosts = {word: rng.choice((0.5, 1.0, 1.0, 3.25)) for word in some(rng, WORDS[:12], 5)}
    topics = dict.fromkeys(some(rng, TOPICS, 3), 1.0) | dict.fromkeys(some(rng, TOPICS, 1), 0.3)
    combine = rng.choice(("words", "words", "tie", "tie", "all"))
    extra = {}
    if rng.random() < 0.2:
        extra["require"] = some(rng, WORDS[:6], 1)
    if rng.random() < 0.2:
        extra["must"] = [[some(rng, WORDS[:8], 2) for _ in range(2)] for _ in range(2)]
    if rng.random() < 0.2:
        extra["must_not"] = [[some(rng, WORDS[:6], 2), [rng.choice(TOPICS)]]]
    if rng.random() < 0.2:
        extra["any_of"] = some(rng, TOPICS, 2)
    return Query(topics=topics, words=boosts, combine=combine, **extra)


def random_wish(rng):
    """Arguments of a search."""
    filters = {}
    if rng.random() < 0.5:
        filters["kind"] = set(some(rng, KINDS, 2)) or {"case"}
    if rng.random() < 0.4:
        filters["country"] = set(some(rng, COUNTRIES, 3))
    if rng.random() < 0.1:
        filters["nobody has it"] = {"x"}
    return {
        "query": random_query(rng),
        "filters": filters,
        "k": rng.choice((1, 3, 20, 200)),
        "offset": rng.choice((0, 0, 2)),
        "facets": some(rng, ("kind", "country", "language", "nothing"), 3),
        "exclude": [random_id(rng) for _ in range(rng.choice((0, 0, 2)))],
    }
