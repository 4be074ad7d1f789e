"""`musubi tie`: needs and solutions from a file, in a database for the moment."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from musubi.matching import index
from tests.making import make_need
from tests.matching.judged_set import tied, write_file

pytestmark = pytest.mark.django_db(transaction=True)

NEED = {"id": "n", "lang": "th", "country": "TH", "title": "น้ำท่วมถนนทุกปี", "body": ""}
SOLUTION = {"id": "s", "lang": "ja", "title": "水位計", "body": "川の水位を測ります。"}


def write(tmp_path, needs=(NEED,), solutions=(SOLUTION,)):
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"needs": needs, "solutions": solutions}), encoding="utf-8")
    return path


def test_a_tie_has_its_concepts_its_words_and_its_sentence(tmp_path):
    (tie,) = tied(write(tmp_path))["n"]

    assert tie["id"] == "s"
    assert tie["score"] > 0
    reasons = {(r["need_concept"], r["relation"], r["solution_concept"]) for r in tie["reasons"]}
    assert ("flooding", "addressed", "water-level-sensor") in reasons or (
        "waterlogging",
        "addressed",
        "water-level-sensor",
    ) in reasons
    assert "“水位計”" in tie["sentence"]
    assert "which addresses" in tie["sentence"]


def test_who_serves_other_countries_is_left_out(tmp_path):
    here = SOLUTION | {"id": "here", "countries": ["VN", "TH"]}
    elsewhere = SOLUTION | {"id": "elsewhere", "countries": ["VN"]}
    everywhere = SOLUTION | {"id": "everywhere", "countries": []}

    found = tied(write(tmp_path, solutions=[here, elsewhere, everywhere]))["n"]

    assert {tie["id"] for tie in found} == {"here", "everywhere"}


def test_top_says_how_many_and_plain_orders_by_the_score(tmp_path):
    path = write_file(tmp_path / "judged.json")

    found = tied(path, "--top", "3", "--plain")

    assert max(len(ties) for ties in found.values()) == 3
    for ties in found.values():
        assert [tie["place_by_score"] for tie in ties] == list(range(1, len(ties) + 1))


def test_the_fair_order_is_the_same_for_everybody_on_a_day(tmp_path):
    solutions = [SOLUTION | {"id": f"s{n}"} for n in range(6)]
    path = write(tmp_path, solutions=solutions)

    def order(day):
        return [tie["id"] for tie in tied(path, "--day", day)["n"]]

    assert order("2026-01-01") == order("2026-01-01")
    assert len({tuple(order(f"2026-01-0{n}")) for n in range(1, 4)}) > 1


def test_a_large_file_is_tied_too(tmp_path):
    solutions = [
        SOLUTION | {"id": f"s{n}", "body": f"川の水位を{n}回測ります。 {'word ' * 40}"}
        for n in range(1500)
    ]

    assert len(tied(write(tmp_path, solutions=solutions))["n"]) == 10


def test_the_site_s_own_database_is_left_alone(tmp_path):
    need = make_need("Zebrafish")
    name, documents = connection.settings_dict["NAME"], index.size()

    tied(write(tmp_path))

    assert connection.settings_dict["NAME"] == name
    assert index.size() == documents
    assert type(need).objects.filter(pk=need.pk).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is no JSON"),
        ("[]", "Write an object with two lists"),
        ('{"needs": [], "solutions": 1}', "“solutions” must be a list"),
        ('{"needs": [1], "solutions": []}', "needs, number 1: write an object."),
        (
            '{"needs": [{"title": "x"}], "solutions": []}',
            "needs, number 1: “id” must be a text",
        ),
        ('{"needs": [{"id": "a"}], "solutions": []}', "write a title or a body"),
        (
            '{"needs": [{"id": "a", "title": "x"}, {"id": "a", "title": "y"}], "solutions": []}',
            "the id “a” stands there twice",
        ),
        (
            '{"needs": [], "solutions": [{"id": "a", "title": "x", "countries": "TH"}]}',
            "“countries” must be a list of codes",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_remedy(tmp_path, content, sentence):
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=sentence):
        call_command("tie", "--in", str(path), stdout=io.StringIO())


def test_a_missing_file_and_other_encodings_are_refused(tmp_path):
    (tmp_path / "thai.json").write_bytes("น้ำ".encode("cp874"))

    with pytest.raises(CommandError, match="cannot be read"):
        call_command("tie", "--in", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match="not in UTF-8"):
        call_command("tie", "--in", str(tmp_path / "thai.json"))
    with pytest.raises(CommandError, match="--top"):
        call_command("tie", "--in", str(write(tmp_path)), "--top", "0")
