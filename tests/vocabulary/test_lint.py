"""The shipped vocabulary is sound, and each fault of another would be found."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from musubi.vocabulary.files import read_codes, read_vocabulary
from musubi.vocabulary.lint import coverage, faults, is_too_short
from musubi.vocabulary.topics import (
    LABEL_LANGUAGES,
    PART_LANGUAGES,
    WHOLE_LANGUAGES,
    Names,
    Topic,
    Vocabulary,
)


@pytest.fixture(scope="module")
def shipped():
    return read_vocabulary(Path(settings.DATA_DIR))


def test_the_shipped_vocabulary_has_no_fault(shipped):
    assert faults(shipped, read_codes(Path(settings.DATA_DIR), "focus-area")) == []


def test_every_language_is_covered_as_far_as_promised(shipped):
    found = {row.language: row for row in coverage(shipped)}

    assert list(found) == list(LABEL_LANGUAGES)
    assert len(shipped.topics) >= 300
    for language in WHOLE_LANGUAGES:
        assert found[language].topics == found[language].with_alternative == len(shipped.topics)
    for language in PART_LANGUAGES:
        assert found[language].topics >= 200


def test_the_command_prints_coverage_and_ends_well():
    out = io.StringIO()

    call_command("vocabulary", stdout=out)

    assert out.getvalue().count("\n| ") == len(LABEL_LANGUAGES) + 2


def test_the_command_fails_on_a_vocabulary_with_faults(tmp_path):
    with pytest.raises(CommandError, match="faults in the vocabulary"):
        call_command("vocabulary", str(tmp_path), stdout=io.StringIO(), stderr=io.StringIO())


def small(**changes):
    """A sound vocabulary of two topics, but for the changes: topics= or names=."""
    topics = {
        "flooding": Topic("flooding", "problem", focus_areas=("safety",)),
        "gauge": Topic("gauge", "technology", addresses=("flooding",)),
    }
    labels = {"flooding": ("flood {}", "deluge {}"), "gauge": ("gauge {}", "meter {}")}
    names = {
        (language, code): Names(first.format(language), (second.format(language),))
        for language in WHOLE_LANGUAGES
        for code, (first, second) in labels.items()
    }
    return Vocabulary(topics | changes.get("topics", {}), names | changes.get("names", {}))


def told(vocabulary):
    """Its faults, but for the languages that a vocabulary of two topics cannot cover."""
    return [f for f in faults(vocabulary, ["safety"]) if "are needed" not in f]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, None),
        (
            {"topics": {"gauge": Topic("gauge", "technology", addresses=("no",))}},
            "gauge: addresses names “no”, which does not exist.",
        ),
        (
            {"topics": {"flooding": Topic("flooding", "problem", related=("flooding",))}},
            "flooding: related names the topic itself.",
        ),
        (
            {"topics": {"flooding": Topic("flooding", "thing")}},
            "flooding: there is no type “thing”.",
        ),
        (
            {"topics": {"flooding": Topic("flooding", "problem", addresses=("gauge",))}},
            "flooding: addresses “gauge”, but only technologies address problems.",
        ),
        (
            {"topics": {"flooding": Topic("flooding", "problem", broader=("gauge",))}},
            "flooding: broader “gauge” is of another type.",
        ),
        (
            {"topics": {"flooding": Topic("flooding", "problem", focus_areas=("x",))}},
            "flooding: there is no focus area “x”.",
        ),
        (
            {"topics": {"gauge": Topic("gauge", "technology")}},
            "flooding: no technology addresses this problem.",
        ),
        (
            {"names": {("ja", "flooding"): Names("洪水")}},
            "ja/flooding: has no alternative label.",
        ),
        (
            {"names": {("ja", "flooding"): Names("水", ("洪水",))}},
            "ja/flooding: “水” is too short; it stands in other words too.",
        ),
        (
            {"names": {("ja", "flooding"): Names("洪水", ("ＭＥＴＥＲ JA",))}},
            "ja: “meter ja” names flooding and gauge.",
        ),
        (
            {"names": {("ja", "flooding"): Names("洪水", ("洪水",))}},
            "ja/flooding: “洪水” stands there twice.",
        ),
        (
            {"names": {("ja", "nothing"): Names("無", ("無し",))}},
            "ja/nothing: there is no such topic.",
        ),
    ],
)
def test_each_fault_is_told_in_a_sentence(changes, sentence):
    found = told(small(**changes))

    assert found == [] if sentence is None else sentence in found


def test_a_circle_of_broader_topics_is_found():
    topics = {
        "flooding": Topic("flooding", "problem", broader=("tide",)),
        "tide": Topic("tide", "problem", broader=("flooding",)),
    }

    assert "flooding: is broader than itself, by way of its broader topics." in told(
        small(topics=topics)
    )


@pytest.mark.parametrize(
    ("label", "expected"),
    [("水", True), ("น้ำ", True), ("洪水", False), ("a", True), ("BRT", False), ("橋", False)],
)
def test_one_cluster_is_too_short(label, expected):
    assert is_too_short(label) is expected
