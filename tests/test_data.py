"""The shipped record: whole, sourced, and in order, before any program reads it."""

import datetime
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = {"en", "ja", "id", "th", "vi"}
KEY = {"countries": "code", "guidebook": "key", "meetings": "number", "commitments": "id"}
ROWS = {
    "network": 1,
    "countries": 15,  # twelve take part; three more only have members or deployments
    "organisations": 152,
    "cities": 38,
    "needs": 115,
    "solutions": 92,
    "projects": 51,
    "cases": 38,
    "guidebook": 25,
    "meetings": 7,
    "commitments": 27,
}
VOCABULARY = ["audiences", "focus-areas", "groups", "phases", "programmes", "stages"]
WORDS = ["topics"]  # tests/vocabulary/test_lint.py looks at these and at labels/
REFERENCES = [  # file, field, the file that it points into
    ("network", "cities_in", "organisations"),
    ("network", "companies_in", "organisations"),
    ("countries", "memberships", "organisations"),
    ("organisations", "country", "countries"),
    ("organisations", "memberships", "organisations"),
    ("cities", "country", "countries"),
    ("cities", "memberships", "organisations"),
    ("needs", "city", "cities"),
    ("solutions", "organisation", "organisations"),
    ("solutions", "partners", "organisations"),
    ("solutions", "countries", "countries"),
    ("projects", "cities", "cities"),
    ("projects", "countries", "countries"),
    ("projects", "organisations", "organisations"),
    ("cases", "cities", "cities"),
    ("cases", "countries", "countries"),
    ("cases", "organisations", "organisations"),
    ("guidebook", "parent", "guidebook"),
    ("commitments", "meeting", "meetings"),
]
CODES = [  # file, field, the vocabulary that has its codes
    ("needs", "focus_area", "focus-areas"),
    ("needs", "people_served", "groups"),
    ("needs", "stage", "stages"),
    ("solutions", "focus_area", "focus-areas"),
    ("solutions", "people_served", "groups"),
    ("projects", "programme_group", "programmes"),
    ("projects", "phase", "phases"),
    ("cases", "focus_area", "focus-areas"),
    ("cases", "people_served", "groups"),
    ("commitments", "audience", "audiences"),
]
RECORDS = {
    "meeting-3-summary-record.txt": (
        "8eba415825d846261f54e7947db7b945e0fe41f0780907fd4af742f945d0d318"
    ),
    "meeting-7-summary-record.txt": (
        "f6f0e17f4a21441af5462e2f30f7d8203869db37debe6f496236bcea4f2013c5"
    ),
}


def rows(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def key(name, row):
    return row[KEY.get(name, "slug")]


def values(row, field):
    """The field's values as a list, whether it holds none, one, several, or bodies."""
    value = row.get(field, [])
    return [
        item["body"] if isinstance(item, dict) else item
        for item in (value if isinstance(value, list) else [value])
    ]


def uses(name, field):
    """(row, value) for each value of the field."""
    return [(key(name, row), value) for row in rows(name) for value in values(row, field)]


def empty_places(value, place):
    """Where a JSON value holds null, an empty text, an empty list or an empty object."""
    if value is None or value in ("", [], {}):
        return [place]
    if isinstance(value, dict):
        return [p for k, v in value.items() for p in empty_places(v, f"{place}.{k}")]
    if isinstance(value, list):
        return [p for n, v in enumerate(value) for p in empty_places(v, f"{place}[{n}]")]
    return []


def test_the_files_are_those_that_the_tests_know():
    assert {path.stem for path in DATA.glob("*.json")} == set(ROWS)
    assert {path.stem for path in (DATA / "vocabulary").glob("*.json")} == {*VOCABULARY, *WORDS}
    assert {path.name for path in (DATA / "records").iterdir()} == set(RECORDS)


@pytest.mark.parametrize(("name", "count"), ROWS.items())
def test_a_file_has_its_rows_each_once(name, count):
    keys = [key(name, row) for row in rows(name)]

    assert len(keys) == count
    assert [k for k, times in Counter(keys).items() if times > 1] == []


def test_twelve_countries_take_part_and_eleven_have_the_cities():
    taking_part = {row["code"] for row in rows("countries") if row["takes_part"]}
    with_cities = {row["country"] for row in rows("cities")}

    assert len(taking_part) == 12
    assert with_cities == taking_part - {"JP"}


@pytest.mark.parametrize(("name", "field", "target"), REFERENCES)
def test_a_reference_finds_its_row(name, field, target):
    there = {key(target, row) for row in rows(target)}
    found = uses(name, field)

    assert found, "no row has this field"
    assert [use for use in found if use[1] not in there] == []


@pytest.mark.parametrize(("name", "field", "vocabulary"), CODES)
def test_a_code_stands_in_its_vocabulary(name, field, vocabulary):
    there = {row["code"] for row in rows(f"vocabulary/{vocabulary}")}
    found = uses(name, field)

    assert found, "no row has this field"
    assert [use for use in found if use[1] not in there] == []


@pytest.mark.parametrize("name", VOCABULARY)
def test_a_shared_word_has_a_label_in_five_languages(name):
    words = rows(f"vocabulary/{name}")

    assert [w["code"] for w in words if set(w["label"]) != LANGUAGES] == []
    assert [w["code"] for w in words if not all(t.strip() for t in w["label"].values())] == []
    assert len({w["scheme"] for w in words}) == 1
    assert len({w["code"] for w in words}) == len(words)
    assert [w["order"] for w in words] == list(range(1, len(words) + 1))
    for language in LANGUAGES:  # two codes with one label could not be told apart on a page
        assert len({w["label"][language] for w in words}) == len(words), language


def test_the_network_is_named_and_described_in_five_languages():
    [network] = rows("network")

    assert set(network["name"]) == LANGUAGES
    assert set(network["summary"]) == LANGUAGES


@pytest.mark.parametrize("name", ROWS)
def test_every_row_has_sources_that_can_be_followed(name):
    for row in rows(name):
        sources = row.get("sources")
        assert sources, key(name, row)
        assert len(set(sources)) == len(sources), key(name, row)
        for source in sources + row.get("evidence_sources", []):
            if source.startswith("record:"):
                assert f"{source.removeprefix('record:')}.txt" in RECORDS, source
            elif source not in ("general knowledge", "Unicode CLDR"):
                address = urlsplit(source)
                assert address.scheme in ("http", "https"), source
                assert "." in address.netloc, source


@pytest.mark.parametrize("name", [*ROWS, *(f"vocabulary/{name}" for name in VOCABULARY)])
def test_what_is_not_known_is_left_out_and_never_null(name):
    assert empty_places(rows(name), name) == []


@pytest.mark.parametrize("name", [*ROWS, *(f"vocabulary/{name}" for name in VOCABULARY)])
def test_a_file_is_readable_by_people(name):
    text = (DATA / f"{name}.json").read_text(encoding="utf-8")

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def test_slugs_are_fit_for_addresses():
    keys = [
        key(name, row)
        for name in ROWS
        if name not in ("countries", "meetings")
        for row in rows(name)
    ]

    assert [k for k in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", k)] == []


@pytest.mark.parametrize(("file", "digest"), RECORDS.items())
def test_a_summary_record_is_as_published(file, digest):
    assert hashlib.sha256((DATA / "records" / file).read_bytes()).hexdigest() == digest


def test_a_meeting_names_its_record_where_there_is_one():
    named = {f"{row['record']}.txt" for row in rows("meetings") if "record" in row}

    assert named == set(RECORDS)


def test_a_meeting_ends_on_its_first_day_or_later_and_before_the_next():
    days = [
        datetime.date.fromisoformat(row[field])
        for row in sorted(rows("meetings"), key=lambda row: row["number"])
        for field in ("starts_on", "ends_on")
    ]

    assert days == sorted(days)


def test_co_chairs_come_from_known_countries():
    known = {row["code"] for row in rows("countries")}
    chairs = [chair for row in rows("meetings") for chair in row.get("co_chairs", [])]

    assert chairs
    assert [c["name"] for c in chairs if c["country"] not in known] == []


def test_a_project_stands_in_the_countries_of_its_cities():
    country = {row["slug"]: row["country"] for row in rows("cities")}
    for name in ("projects", "cases"):
        for row in rows(name):
            expected = {country[city] for city in row.get("cities", [])}
            assert expected <= set(row.get("countries", [])), row["slug"]


def test_a_project_has_the_years_that_its_text_states():
    for row in rows("projects"):
        stated = row.get("years", "")
        start, dash, end = stated.partition("-")
        expected = (start, end if dash else start)
        given = tuple(str(row.get(field, "")) for field in ("started_year", "ended_year"))
        assert given == expected, row["slug"]


def test_the_delivered_commitments_are_those_whose_evidence_gives_a_date():
    delivered = {
        row["id"]: row["delivered_on"] for row in rows("commitments") if "delivered_on" in row
    }

    assert delivered == {
        "m1-hold-again": "2020-12-16",
        "m3-p2-guidebook": "2022-03",
        "m3-p5-website": "2022-03-31",
        "m3-p6-next-meeting": "2022-12-04",
        "m6-next-meeting": "2025-11-10",
    }


def test_a_promise_to_meet_again_was_kept_on_the_first_day_of_that_meeting():
    first_day = {row["number"]: row["starts_on"] for row in rows("meetings")}
    promises = [row for row in rows("commitments") if "at_meeting" in row.get("due", {})]

    assert len(promises) == 4
    for row in promises:
        assert row["due"]["at_meeting"] == row["meeting"] + 1
        assert row.get("delivered_on") == first_day.get(row["due"]["at_meeting"]), row["id"]


def test_a_series_of_commitments_runs_over_several_meetings():
    meetings = {}
    for row in rows("commitments"):
        if "series" in row:
            meetings.setdefault(row["series"], set()).add(row["meeting"])

    assert meetings == {
        "case-collection": {6, 7},
        "cooperate": {3, 4, 6, 7},
        "hold-meeting": {1, 3, 6, 7},
        "share-practice": {1, 7},
        "smart-jamp": {2, 3, 7},
    }


def test_japans_own_rows_of_the_guidebook_are_marked():
    for row in rows("guidebook"):
        assert (row["origin"] == "japan") is row["key"].startswith("jp-"), row["key"]
    assert Counter(row["origin"] for row in rows("guidebook")) == {
        "asean-guidebook": 10,
        "ascn-framework": 6,
        "japan": 9,
    }
