"""Rows come in whole: once, in versions, or with a sentence for every fault and nothing changed."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError

from musubi.exchange.models import Need
from musubi.journal.history import Change, history_of
from musubi.journal.loading import RecordRefused, load_record
from musubi.journal.models import Load, Version, stamps
from musubi.members.models import Member
from tests.making import (
    DATA,
    NOON,
    load,
    make_need,
    small_record,
    write_record,
)

pytestmark = pytest.mark.django_db


def whole_database():
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.order_by().values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def faults(folder):
    """The sentences with which a folder is refused; the database must be as it was."""
    before = whole_database()
    with pytest.raises(RecordRefused) as refused:
        load_record(folder, at=NOON)
    assert whole_database() == before
    return [str(problem) for problem in refused.value.problems]


def test_a_second_run_changes_nothing_in_any_table_and_says_so(capsys):
    load(DATA)
    first, told = whole_database(), capsys.readouterr().out

    load(DATA)

    assert whole_database() == first
    assert capsys.readouterr().out == (
        "Nothing has changed: every row stands here as the files say it.\n"
    )
    assert "need: 115 new, 0 changed, 0 as before\n" in told


def test_the_small_record_of_these_tests_loads(folder):
    result = load_record(folder, at=NOON)

    assert {kind: outcome.created for kind, outcome in result.outcomes.items()} == {
        "concept": 6,
        "country": 1,
        "organisation": 2,
        "city": 1,
        "network": 1,
        "need": 1,
        "solution": 1,
        "project": 1,
        "case": 1,
        "guidebook": 2,
        "meeting": 1,
        "record": 1,
        "commitment": 1,
    }
    assert result.remarks == []
    assert Load.objects.values("created", "changed", "unchanged", "vanished").get() == {
        "created": 20,
        "changed": 0,
        "unchanged": 0,
        "vanished": 0,
    }


def test_a_changed_row_becomes_a_second_version(folder, files, client, capsys):
    load(folder)
    before = Need.objects.get()
    capsys.readouterr()
    files["needs.json"][0]["wanted"] = "Two pumps & a <hose>."
    files["needs.json"][0]["people_served"] = []

    load(write_record(folder, files))

    after = Need.objects.get()
    page = client.get("/en/needs/dry-streets/history/").content.decode()
    assert capsys.readouterr().out == "need: 0 new, 1 changed, 0 as before\n"
    assert (after.pk, after.published_at) == (before.pk, before.published_at)
    assert str(after.wanted) == "Two pumps & a <hose>."
    assert list(after.groups.all()) == []
    assert [(v.version.number, v.version.is_latest) for v in history_of("need", "dry-streets")] == [
        (2, True),
        (1, False),
    ]
    assert history_of("need", "dry-streets")[0].changes == [
        Change("wanted", "A pump.", "Two pumps & a <hose>."),
        Change("people_served", "everyone", ""),
    ]
    assert "<del>A pump.</del>" in page
    assert "<ins>Two pumps &amp; a &lt;hose&gt;.</ins>" in page
    assert 'id="v2"' in page
    assert 'id="v1"' in page


def test_every_kind_takes_a_change(folder, files):
    """Each row is changed in its source alone, which every kind has but the vocabulary."""
    load(folder)
    for name, rows in files.items():
        if name == "vocabulary/words.json":
            rows[0]["label"] = {"en": "Another name"}
        elif name.endswith(".txt"):
            files[name] = rows.replace("good example", "better example")
        else:
            for row in rows:
                row["sources"] = ["https://example.org/later"]
    write_record(folder, files)

    result = load_record(folder, at=NOON)

    assert {kind: outcome.changed for kind, outcome in result.outcomes.items()} == {
        "concept": 1,
        "country": 1,
        "organisation": 2,
        "city": 1,
        "network": 1,
        "need": 1,
        "solution": 1,
        "project": 1,
        "case": 1,
        "guidebook": 2,
        "meeting": 1,
        "record": 1,
        "commitment": 1,
    }
    assert sum(outcome.created for outcome in result.outcomes.values()) == 0
    assert Version.objects.filter(number=2, is_latest=True).count() == 15
    assert Version.objects.filter(number=1, is_latest=True).count() == 5


def test_a_change_is_counted_for_its_own_kind_only(folder, files):
    load(folder)
    before = stamps(["need", "solution"])
    files["needs.json"][0]["year"] = 2025

    load(write_record(folder, files))

    assert stamps(["need", "solution"]) == (before[0] + 1, before[1])


def test_a_row_that_goes_and_comes_back_has_no_new_version(folder, files):
    load(folder)
    row = files["needs.json"].pop()
    load(write_record(folder, files))
    files["needs.json"].append(row)

    load(write_record(folder, files))

    assert [v.version.number for v in history_of("need", "dry-streets")] == [1]


def test_a_vanished_row_is_reported_and_stays(folder, files, client, capsys):
    load(folder)
    capsys.readouterr()
    files["needs.json"].clear()

    load(write_record(folder, files))

    assert capsys.readouterr().out == (
        "need: “dry-streets” is no longer in the files. It stays here; "
        "withdraw it if it is to go.\n"
        "Nothing has changed: every row stands here as the files say it.\n"
    )
    assert client.get("/en/needs/dry-streets/").status_code == 200


def test_a_need_that_came_from_no_file_stays_and_is_not_called_vanished(folder, capsys):
    load(folder)
    mine = make_need("My own need", slug="mine")

    load(folder)

    assert list(Need.objects.values_list("slug", flat=True)) == ["dry-streets", mine.slug]
    assert "mine" not in capsys.readouterr().out


# What is refused. Each case: the file, what is done to its first row, and what is said.

CHANGES = [
    (
        "unknown member",
        ("needs.json", {"city": "narra"}),
        "needs.json, row 1 (dry-streets), city: There is no city “narra”. Did you mean “nara”? "
        "Correct it, or add that city first.",
    ),
    (
        "unknown company",
        ("solutions.json", {"organisation": "xyz"}),
        "solutions.json, row 1 (pump), organisation: There is no member “xyz”. "
        "Correct it, or add that member first.",
    ),
    (
        "an organisation where a city belongs",
        ("needs.json", {"city": "company"}),
        "needs.json, row 1 (dry-streets), city: There is no city “company”. "
        "Correct it, or add that city first.",
    ),
    (
        "wrong date",
        ("meetings.json", {"starts_on": "2024-02-30"}),
        'meetings.json, row 1 (1), starts_on: "2024-02-30" is no date. '
        "Write year-month-day, such as 2025-11-10.",
    ),
    (
        "date as a number",
        ("meetings.json", {"ends_on": 20240502}),
        "meetings.json, row 1 (1), ends_on: 20240502 is no date. "
        "Write year-month-day, such as 2025-11-10.",
    ),
    (
        "wrong day of delivery",
        ("commitments.json", {"delivered_on": "2022-13"}),
        "commitments.json, row 1 (m1-pump), delivered_on: “2022-13” is not a date: "
        "month must be in 1..12.",
    ),
    (
        "due on no day",
        ("commitments.json", {"due": {"on": "soon"}}),
        'commitments.json, row 1 (m1-pump), due: "soon" is no date. '
        "Write year-month-day, such as 2025-11-10.",
    ),
    (
        "due in a strange way",
        ("commitments.json", {"due": {"at": 2}}),
        "commitments.json, row 1 (m1-pump), due: “at” says nothing here: "
        "use on, at_meeting or text.",
    ),
    (
        "unknown Meeting",
        ("commitments.json", {"meeting": 9}),
        "commitments.json, row 1 (m1-pump), meeting: There is no Meeting 9. "
        "Correct it, or add that Meeting.",
    ),
    (
        "missing source",
        ("needs.json", {"sources": []}),
        "needs.json, row 1 (dry-streets), sources: This field is missing or empty. Fill it in.",
    ),
    (
        "half a web address",
        ("needs.json", {"sources": ["https:example.org"]}),
        "needs.json, row 1 (dry-streets), sources: “https:example.org” is no full web address.",
    ),
    (
        "another scheme",
        ("needs.json", {"sources": ["ftp://example.org/a"]}),
        "needs.json, row 1 (dry-streets), sources: “ftp://example.org/a” must begin with "
        "https:// or http://.",
    ),
    (
        "website without a scheme",
        ("organisations.json", {"website": "javascript:alert(1)"}),
        "organisations.json, row 1 (body), website: “javascript:alert(1)” is no web address. "
        "Begin with https:// or http://.",
    ),
    (
        "misspelt field",
        ("needs.json", {"peple_served": ["everyone"]}),
        "needs.json, row 1 (dry-streets), peple_served: No such field is read here. "
        "Did you mean “people_served”? Correct its name.",
    ),
    (
        "unknown country",
        ("cities.json", {"country": "JPN"}),
        "cities.json, row 1 (nara), country: There is no country “JPN”. Did you mean “JP”? "
        "Correct it, or add that country first.",
    ),
    (
        "unknown focus area",
        ("needs.json", {"focus_area": "safty"}),
        "needs.json, row 1 (dry-streets), focus_area: There is no focus-area “safty”. "
        "Did you mean “safety”? Correct it, or add it to the vocabulary first.",
    ),
    (
        "unknown group",
        ("needs.json", {"people_served": ["everyone", "nobody"]}),
        "needs.json, row 1 (dry-streets), people_served: There is no group “nobody”. "
        "Correct it, or add it to the vocabulary first.",
    ),
    (
        "unknown stage",
        ("needs.json", {"stage": "ideas"}),
        "needs.json, row 1 (dry-streets), stage: There is no stage “ideas”. "
        "Did you mean “idea”? Correct it, or add it to the vocabulary first.",
    ),
    (
        "year as text",
        ("needs.json", {"year": "2024"}),
        "needs.json, row 1 (dry-streets), year: Write a whole number from 1900 to 2100 "
        'instead of "2024".',
    ),
    (
        "year true",
        ("needs.json", {"year": True}),
        "needs.json, row 1 (dry-streets), year: Write a whole number from 1900 to 2100 "
        "instead of true.",
    ),
    (
        "NUL in a text",
        ("needs.json", {"quote": "we\x00t"}),
        "needs.json, row 1 (dry-streets), quote: The text holds a NUL character. Take it out.",
    ),
    (
        "ended before it started",
        ("projects.json", {"ended_year": 2019}),
        "projects.json, row 1 (pumping), ended_year: The end, 2019, lies before the start, 2020.",
    ),
    (
        "Meeting ends before it starts",
        ("meetings.json", {"ends_on": "2024-04-30"}),
        "meetings.json, row 1 (1), ends_on: The Meeting ends on 2024-04-30, "
        "before it starts on 2024-05-01.",
    ),
    (
        "no slug",
        ("needs.json", {"slug": "Dry streets"}),
        "needs.json, row 1 (Dry streets), slug: “Dry streets” is no slug. "
        "Use small letters a–z, digits and single hyphens.",
    ),
    (
        "degrees beyond the pole",
        ("cities.json", {"lat": 134.7}),
        "cities.json, row 1 (nara), lat: Write degrees from -90 to 90 instead of 134.7.",
    ),
    (
        "unknown kind of organisation",
        ("organisations.json", {"kind": "city"}),
        "organisations.json, row 1 (body), kind: “city” is not known here.",
    ),
    (
        "text of a wrong type",
        ("needs.json", {"project_name": ["Drainage"]}),
        "needs.json, row 1 (dry-streets), project_name: "
        'Write a text in quotes instead of ["Drainage"].',
    ),
    (
        "too long a text",
        ("needs.json", {"project_name": "x" * 301}),
        "needs.json, row 1 (dry-streets), project_name: 301 characters are too many. "
        "Write at most 300.",
    ),
    (
        "a flag in words",
        ("organisations.json", {"is_msme": "yes"}),
        'organisations.json, row 1 (body), is_msme: Write true or false instead of "yes".',
    ),
    (
        "unknown parent",
        ("guidebook.json", {"parent": "chapter-9"}),
        "guidebook.json, row 1 (document), parent: There is no guidebook “chapter-9”. "
        "Correct it, or add that guidebook first.",
    ),
    (
        "a body that nobody knows",
        ("cities.json", {"memberships": [{"body": "club"}]}),
        "cities.json, row 1 (nara), memberships: No member “club” stands above this row. "
        "Put it there.",
    ),
]


@pytest.mark.parametrize(
    ("change", "sentence"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_a_bad_field_is_refused_with_its_remedy(tmp_path, change, sentence):
    name, values = change
    files = small_record()
    files[name][0] |= values

    assert faults(write_record(tmp_path, files)) == [sentence]


FILES = [
    (
        "not JSON",
        {"needs.json": '[{"slug": "a" "city": "b"}]'},
        "needs.json: This is not JSON: Expecting ',' delimiter at line 1, column 15. "
        "Mend that place; a comma or a quote is often missing just before it.",
    ),
    (
        "not UTF-8",
        {"needs.json": b'["\xff"]'},
        "needs.json: Byte 2 is not UTF-8. Save the file in UTF-8.",
    ),
    (
        "a record that is not UTF-8",
        {"records/meeting-1.txt": b"\x93Summary\x94"},
        "records/meeting-1.txt: Byte 0 is not UTF-8. Save the file in UTF-8.",
    ),
    (
        "not a list",
        {"needs.json": '{"slug": "a"}'},
        "needs.json: The file must hold a list of rows: begin with [ and end with ].",
    ),
    (
        "a row that is no object",
        {"needs.json": '["dry-streets"]'},
        "needs.json, row 1: A row must be an object: {…}.",
    ),
    (
        "nested too deeply",
        {"needs.json": "[" * 100_000},
        "needs.json: The brackets are nested too deeply.",
    ),
    (
        "a record without a number",
        {"records/meeting-1.txt": "Minutes\n\n1. We met.\n"},
        "records/meeting-1.txt, row 1 (meeting-1), text: No Meeting “” is known. "
        "Its title must name its number.",
    ),
    (
        "misspelt file",
        {"neds.json": "[]"},
        "neds.json: Nobody reads a file of this name. Rename it to one of: vocabulary/*.json, "
        "vocabulary/labels/*.json, "
        "countries.json, organisations.json, cities.json, network.json, needs.json, "
        "solutions.json, projects.json, cases.json, guidebook.json, meetings.json, "
        "records/*.txt, commitments.json.",
    ),
]


@pytest.mark.parametrize(
    ("change", "sentence"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_bad_file_is_refused_with_its_remedy(tmp_path, change, sentence):
    folder = write_record(tmp_path, small_record() | change)

    assert faults(folder) == [sentence]


def test_a_byte_order_mark_does_no_harm(folder):
    needs = folder / "needs.json"
    needs.write_text("\ufeff" + needs.read_text())

    load_record(folder, at=NOON)

    assert Need.objects.count() == 1


def test_a_duplicate_slug_is_refused_with_the_place_of_the_first(folder, files):
    files["needs.json"] *= 2

    assert faults(write_record(folder, files)) == [
        "needs.json, row 2 (dry-streets), slug: “dry-streets” stands already in needs.json, row 1. "
        "Give this row a key of its own, or delete one of the two."
    ]


def test_a_city_cannot_take_the_slug_of_an_organisation(folder, files):
    files["organisations.json"].append(files["organisations.json"][1] | {"slug": "nara"})

    assert faults(write_record(folder, files))[0] == (
        "cities.json, row 1 (nara), slug: “nara” names another member. Choose another."
    )


def test_every_fault_is_told_at_once_in_the_order_of_the_files(folder, files):
    files["cities.json"][0]["lat"] = "north"
    files["needs.json"] += [{"slug": "b"}, 7]
    files["cases.json"] = "no list"
    files["projects.json"][0] |= {"phase": "end", "stage": 4}

    told = faults(write_record(folder, files))

    assert [sentence.partition(":")[0] for sentence in told] == [
        "cases.json",
        "cities.json, row 1 (nara), lat",
        "needs.json, row 2 (b), city",
        "needs.json, row 2 (b), sources",
        "needs.json, row 2 (b), stage",
        "needs.json, row 2 (b), title",
        "needs.json, row 3",
        "projects.json, row 1 (pumping), phase",
        "projects.json, row 1 (pumping), stage",
    ]


def test_a_fault_in_the_last_file_leaves_even_a_changed_row_as_it_was(folder, files):
    load(folder)
    files["needs.json"][0]["wanted"] = "Something else."
    files["commitments.json"][0]["outcome"] = "perhaps"

    assert faults(write_record(folder, files)) == [
        "commitments.json, row 1 (m1-pump), outcome: “perhaps” is not known here."
    ]


def test_the_command_writes_each_fault_and_ends_with_an_error(folder, files, capsys):
    files["needs.json"][0] |= {"year": "2024", "sources": []}

    with pytest.raises(CommandError, match=r"2 faults\. Nothing was loaded: mend them and load"):
        load(write_record(folder, files))

    assert capsys.readouterr().err.splitlines() == [
        "needs.json, row 1 (dry-streets), sources: This field is missing or empty. Fill it in.",
        "needs.json, row 1 (dry-streets), year: Write a whole number from 1900 to 2100 "
        'instead of "2024".',
    ]


def test_a_folder_that_is_not_there_and_an_empty_one_are_refused(tmp_path):
    with pytest.raises(CommandError, match=r"is no folder\. Name the folder that holds the record"):
        load(tmp_path / "nowhere")

    assert faults(tmp_path) == [f"{tmp_path}: There is no file of a record here."]


# Faults that only a second loading can meet, since the row stands here already.


def test_an_organisation_cannot_take_the_slug_of_a_city_that_stands_here(folder, files):
    load(folder)
    files["organisations.json"].append(files["organisations.json"][1] | {"slug": "nara"})

    assert any("nara" in sentence for sentence in faults(write_record(folder, files)))
    assert Member.objects.filter(slug="nara").count() == 1


def test_a_member_cannot_belong_to_itself(folder, files):
    load(folder)
    files["organisations.json"][0]["memberships"] = [{"body": "body"}]

    assert any("body" in sentence for sentence in faults(write_record(folder, files)))


def test_a_part_of_the_guidebook_cannot_stand_below_itself(folder, files):
    load(folder)
    files["guidebook.json"][0]["parent"] = "document"

    assert any("parent" in sentence for sentence in faults(write_record(folder, files)))


# Faults that the database would meet if the reading did not.


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("cities.json", {"memberships": [{"body": "body"}, {"body": "body"}]}),
        ("cities.json", {"lat": float("nan")}),
        ("commitments.json", {"due": {"at_meeting": -1}}),
        ("commitments.json", {"due": {"at_meeting": 10**9}}),
        ("commitments.json", {"due": {"text": 5}}),
        ("commitments.json", {"due": {"text": "a\x00b"}}),
        ("commitments.json", {"evidence_sources": ["https://["]}),
        ("countries.json", {"code": "QQ"}),
        ("countries.json", {"facts_source": "x" * 501}),
        ("meetings.json", {"co_chairs": [{"name": "A", "country": ["JP"]}]}),
        ("meetings.json", {"outcomes": ["a\x00b"]}),
        ("needs.json", {"sources": ["https://["]}),
        ("needs.json", {"sources": ["record:Meeting 1"]}),
        ("needs.json", {"title": {"en": "a\x00b"}}),
        ("needs.json", {"title": {"klingon": "Qapla'"}}),
        ("needs.json", {"title": "\ud800"}),
        ("needs.json", {"quote": "\ud800"}),
    ],
    ids=repr,
)
def test_what_no_page_or_database_could_hold_is_refused(tmp_path, name, values):
    files = small_record()
    files[name][0] |= values

    told = faults(write_record(tmp_path, files))

    assert name in {sentence.partition(",")[0] for sentence in told}


def test_two_records_of_one_meeting_are_refused(folder, files):
    files["records/meeting-one.txt"] = files["records/meeting-1.txt"]

    assert any("records/" in sentence for sentence in faults(write_record(folder, files)))


def test_a_number_of_thousands_of_digits_is_refused(folder):
    (folder / "needs.json").write_text(f'[{{"year": {"9" * 5000}}}]')

    assert [sentence[:10] for sentence in faults(folder)] == ["needs.json"]


def test_rows_of_a_file_that_is_gone_are_reported(folder, files):
    load(folder)
    (folder / "needs.json").unlink()

    result = load_record(folder, at=NOON)

    assert {kind: o.vanished for kind, o in result.outcomes.items() if o.vanished} == {
        "need": ["dry-streets"]
    }


def test_the_version_keeps_the_row_as_it_came(folder, files):
    load(folder)

    version = Version.objects.get(kind="need")

    assert version.data == files["needs.json"][0]
    assert json.dumps(version.data) != ""


def test_a_field_that_stands_twice_in_a_row_is_refused(tmp_path):
    folder = write_record(tmp_path, small_record())
    path = folder / "network.json"
    path.write_text(path.read_text().replace('"slug":', '"slug": "other", "slug":', 1))

    sentences = faults(folder)

    assert any(s.startswith("network.json: The field “slug” stands twice") for s in sentences)


@pytest.mark.parametrize("text", ["20251110", "2025-W46-1", "10 November 2025", "2025-11"])
def test_a_day_is_written_year_month_day(tmp_path, text):
    record = small_record()
    record["meetings.json"][0]["starts_on"] = text

    sentences = faults(write_record(tmp_path, record))

    assert any("is no date. Write year-month-day" in sentence for sentence in sentences)
