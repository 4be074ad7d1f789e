from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from musubi.meetings.parsing import CoChair, Dates, Record, Unplaced, aligned, parse_record

RECORDS = Path(__file__).parents[2] / "data" / "records"
MLIT = "Ministry of Land, Infrastructure, Transport and Tourism (MLIT)"


def read(number):
    return parse_record((RECORDS / f"meeting-{number}-summary-record.txt").read_text("utf-8"))


def outline(part, end=20):
    """Address, marker, first and last letters, and length of each paragraph."""
    return [
        (p.address, p.marker, p.text[:end], p.text[-end:], len(p.text)) for p in part.paragraphs
    ]


def read_one(text):
    """Texts by address of a record in one language, and (text, reason) of what has no place."""
    record = parse_record(text)
    [part] = record.parts
    unplaced = [(problem.text, problem.reason) for problem in record.problems if problem.text]
    return {p.address: p.text for p in part.paragraphs}, unplaced


def letters(text):
    return "".join(text.removeprefix("\ufeff").split())


def written_out(record):
    """Every letter that the record keeps, in the order of the text."""
    pieces = [(h.line_number, 0, h.text) for part in record.parts for h in part.headings]
    pieces += [
        (p.line_number, 1, p.marker + p.text) for part in record.parts for p in part.paragraphs
    ]
    pieces += [(problem.line_number, 2, problem.text) for problem in record.problems]
    pieces.sort(key=lambda piece: piece[:2])
    return "".join("".join(text for _line, _kind, text in pieces).split())


# The records as published


def test_the_third_record_gives_six_paragraphs_in_both_languages():
    record = read(3)

    english, japanese = record.parts
    assert (english.language, japanese.language) == ("en", "ja")
    assert outline(english) == [
        ("1", "1.", "The Third ASEAN-Japa", "f Brunei Darussalam.", 500),
        ("2", "2.", "The ASEAN Secretaria", "he end of this year.", 506),
        ("3", "3.", "Japan reported the s", "se support measures.", 240),
        ("4", "4.", "Japan raised three i", "rt city development.", 541),
        ("5", "5.", "Japanese companies t", "r interests in them.", 582),
        ("6", "6.", "ASEAN and Japan affi", " ASEAN Member State.", 215),
    ]
    assert outline(japanese, 12) == [
        ("1", "１．", "「第３回日 ASEANス", "次官が共同議長となった。", 129),
        ("2", "２．", "ASEAN 事務局から、", "策定していくこととした。", 235),
        ("3", "３．", "日本から前回会合で提案し", "していくことを合意した。", 111),
        ("4", "４．", "日本から、ASEAN 各", "重要性について認識した。", 227),
        ("5", "５．", "官民交流セッションにおい", "企業から関心が示された。", 261),
        ("6", "６．", "ASEANと日本は、相互", "し続けることを確認した。", 106),
    ]
    assert record.problems == ()


def test_the_third_record_is_joined_letter_for_letter():
    english, japanese = read(3).parts

    assert english.paragraphs[0].text == (
        "The Third ASEAN-Japan Smart Cities Network High Level Meeting was held online and "
        "in-person at Aichi Prefecture, Japan on October 18-19, 2021. The meeting was co-chaired "
        "by Mr. ISHIDA Masaru, Vice-Minister for Land, Infrastructure and Hokkaido Development, "
        "Ministry of Land, Infrastructure, Transport and Tourism (MLIT), Government of Japan, and "
        "Mr. Haji Mohammad Nazri Bin Haji Mohammad Yusof, Permanent Secretary of the Ministry of "
        "Transport and Infocommunications, Government of Brunei Darussalam."
    )
    assert japanese.paragraphs[1].text == (
        "ASEAN 事務局から、ASEAN におけるスマートかつ持続可能な都市開発を進めるための重要な取組と"
        "して、ASEANスマートシティ・ネットワーク（ASCN）および ASEANにおける持続可能な都市化"
        "戦略（ASUS）について報告がなされた。これに関連して、ASEAN と日本は、"
        "ASEAN 各国におけるスマートシティの"
        "実現に向けて、引き続き協力を強化することを決議するとともに、「ASEANスマートシティ・"
        "プランニング・ガイドブック」を共同で年内に策定していくこととした。"
    )


def test_the_third_record_says_its_title_and_its_status():
    english, japanese = read(3).parts

    assert english.title == (
        "Summary Record of The Third ASEAN-Japan Smart Cities Network High Level Meeting"
    )
    assert [(h.line_number, h.text) for h in english.headings] == [
        (4, "Summary Record of"),
        (6, "The Third ASEAN-Japan Smart Cities Network High Level Meeting"),
    ]
    assert (english.status_note, english.is_provisional_translation) == ("", False)
    assert japanese.title == "第３回日 ASEANスマートシティ・ネットワーク ハイレベル会合"
    assert [h.text for h in japanese.headings] == [
        japanese.title,
        "成果文書（日本語仮訳）",
        "Summary Record",
    ]
    assert japanese.status_note == "成果文書（日本語仮訳）"
    assert japanese.is_provisional_translation is True


def test_the_third_record_states_the_same_facts_in_both_languages():
    record = read(3)

    english, japanese = (part.facts for part in record.parts)
    days = Dates(date(2021, 10, 18), date(2021, 10, 19))
    assert (record.number, english.number, japanese.number) == (3, 3, 3)
    assert (record.dates, english.dates, japanese.dates) == (days, days, days)
    assert (english.place, japanese.place) == ("Aichi Prefecture, Japan", "日本の愛知県")
    assert english.co_chairs == (
        CoChair(
            name="ISHIDA Masaru",
            honorific="Mr.",
            role="Vice-Minister for Land, Infrastructure and Hokkaido Development",
            organisation=MLIT,
            government="Government of Japan",
        ),
        CoChair(
            name="Haji Mohammad Nazri Bin Haji Mohammad Yusof",
            honorific="Mr.",
            role="Permanent Secretary",
            organisation="Ministry of Transport and Infocommunications",
            government="Government of Brunei Darussalam",
        ),
    )
    assert japanese.co_chairs == (
        CoChair("石田", "", "国土交通審議官", "国土交通省", "日本政府"),
        CoChair("ナズリ", "", "次官", "運輸通信省", "ブルネイ政府"),
    )


def test_the_third_record_is_aligned_by_paragraph():
    record = read(3)

    english, japanese = record.parts
    rows = aligned(record)
    assert [row.address for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row.texts for row in rows] == [
        {"en": e.text, "ja": j.text}
        for e, j in zip(english.paragraphs, japanese.paragraphs, strict=True)
    ]


def test_the_seventh_record_gives_seven_paragraphs_in_english():
    record = read(7)

    [english] = record.parts
    assert english.language == "en"
    assert outline(english) == [
        ("1", "1.", "The 7th ASEAN-Japan ", " (KPKT) of Malaysia.", 507),
        ("2", "2.", "The Meeting focused ", "economic inequality.", 536),
        ("3", "3.", "Prior to the Plenary", "on future prospects.", 442),
        ("4", "4.", "In the Plenary Sessi", "n future directions.", 803),
        ("5", "5.", "This year marks the ", " ASEAN confirmed to:", 340),
        ("5-i", "- (i)", "Promote initiatives ", "city is left behind;", 243),
        ("5-ii", "- (ii)", "Foster mutual learni", ", and companies; and", 152),
        ("5-iii", "- (iii)", "Work together toward", "live with integrity.", 127),
        ("6", "6.", "Based on these share", "ection will include:", 347),
        ("6-1", "-", "Good practices share", "at this Meeting; and", 42),
        ("6-2", "-", "Specific case studie", "art cities in ASEAN.", 191),
        ("7", "7.", "Finally, ASEAN and J", "art cities in ASEAN.", 230),
    ]
    assert english.paragraphs[8].text.endswith(
        "cities from the ASEAN Smart Cities Network attending the Meeting. "
        "The case study collection will include:"
    )
    assert [row.address for row in aligned(record) if "ja" in row.texts] == []
    assert record.problems == ()


def test_the_seventh_record_states_its_facts():
    [english] = read(7).parts

    assert english.title == (
        "Summary Record of the 7th ASEAN-Japan Smart Cities Network High Level Meeting"
    )
    assert english.facts.number == 7
    assert english.facts.dates == Dates(date(2025, 11, 10), date(2025, 11, 11))
    assert english.facts.place == "Takamatsu City, Kagawa Prefecture, Japan"
    assert english.facts.co_chairs == (
        CoChair(
            name="Hirofumi AMAKAWA",
            honorific="H.E. Mr.",
            role="Vice-Minister for Land, Infrastructure and Hokkaido Development Affairs",
            organisation=MLIT,
            government="Japan",
        ),
        CoChair(
            name="Mohd Hazli B Ahmad @ Adnan",
            honorific="Mr.",
            role="Deputy Secretary General (Sustainability and Strategic Planning)",
            organisation="Ministry of Housing and Local Government (KPKT)",
            government="Malaysia",
        ),
    )


@pytest.mark.parametrize("number", [3, 7])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", " \t\n"),
        lambda text: text.replace("\n", "\n\f"),
    ],
    ids=["windows", "old mac", "bom", "trailing", "form feeds"],
)
def test_the_way_a_file_was_saved_changes_nothing(number, change):
    text = (RECORDS / f"meeting-{number}-summary-record.txt").read_text("utf-8")

    assert parse_record(change(text)) == parse_record(text)


# Numbers


@pytest.mark.parametrize(
    "mark", ["{}.", "{})", "{}．", "{}）", "第{}項", "第 {} 項", "{}\u3000", "{}.\t"]
)
def test_a_paragraph_is_numbered_in_any_of_these_ways(mark):
    text = "\n".join(f"{mark.format(n)}日本は報告した。" for n in range(1, 12))

    found, unplaced = read_one("第２回会合\n" + text)

    assert found == {str(n): "日本は報告した。" for n in range(1, 12)}
    assert unplaced == []


@pytest.mark.parametrize(
    "line", ["2021. The work went on", "3.5 million people", "10月 18日", "12 cities", "2 cities"]
)
def test_a_figure_at_the_start_of_a_line_is_text(line):
    found, unplaced = read_one(f"The 2nd Meeting\n1. It was so in.\n{line}\n2. Then.\n3. End.")

    assert found == {"1": f"It was so in. {line}", "2": "Then.", "3": "End."}
    assert unplaced == []


def test_a_number_inside_a_sentence_gives_way_to_the_one_after_it():
    found, unplaced = read_one("Meeting\n1. They met in group\n2. It was good.\n2. Then.\n3. End.")

    assert found == {"1": "They met in group 2. It was good.", "2": "Then.", "3": "End."}
    assert unplaced == []


def test_a_paragraph_may_begin_with_a_year():
    found, unplaced = read_one("第２回会合\n１．2021年に始まった。\n２．２０２２年に\n終わった。")

    assert found == {"1": "2021年に始まった。", "2": "２０２２年に終わった。"}
    assert unplaced == []


def test_a_blank_line_ends_no_paragraph():
    found, _ = read_one("Meeting\n\n1. One\n\n \n\ntwo.\n\nThree.\n\n2. Four.")

    assert found == {"1": "One two. Three.", "2": "Four."}


def test_a_number_may_stand_alone_on_its_line():
    found, _ = read_one("Meeting\n1.\nOne.\n2.\n(a) Two;\n(b) three.")

    assert found == {"1": "One.", "2": "", "2-a": "Two;", "2-b": "three."}


def test_numbering_that_jumps_is_reported_and_goes_on():
    found, unplaced = read_one("Meeting\n1. One.\n3. Three\nand more.\n4. Four.")

    assert found == {"1": "One.", "4": "Four."}
    assert unplaced == [("3. Three and more.", "the numbering jumps from 1 to 3")]


def test_after_a_jump_the_old_numbering_may_still_go_on():
    found, unplaced = read_one("Meeting\n1. One.\n12. Note.\n2. Two.\n3. Three.")

    assert found == {"1": "One.", "2": "Two.", "3": "Three."}
    assert unplaced == [("12. Note.", "the numbering jumps from 1 to 12")]


def test_numbering_that_repeats_is_reported_with_its_list():
    found, unplaced = read_one("Meeting\n1. One.\n2. Two.\n2. Again:\n(i) this.\n3. Three.")

    assert found == {"1": "One.", "2": "Two.", "3": "Three."}
    assert unplaced == [("2. Again: (i) this.", "the numbering repeats: 2 follows 2")]


def test_numbering_that_starts_late_is_reported():
    found, unplaced = read_one("The 2nd Meeting\n2. Two.\n3. Three.")

    assert found == {"3": "Three."}
    assert unplaced == [("2. Two.", "the numbering starts at 2")]


# Lists


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["(i)", "(ii)", "(iii)", "(iv)"], ["i", "ii", "iii", "iv"]),
        (["- (i)", "- (ii)", "- (iii)", "- (iv)"], ["i", "ii", "iii", "iv"]),
        (["(a)", "(b)", "(c)", "(d)"], ["a", "b", "c", "d"]),
        (["a)", "b)", "c)", "d)"], ["a", "b", "c", "d"]),
        (["(1)", "(2)", "(3)", "(4)"], ["1", "2", "3", "4"]),
        (["（１）", "（２）", "（３）", "（４）"], ["1", "2", "3", "4"]),
        (["（ⅰ）", "（ⅱ）", "（ⅲ）", "（ⅳ）"], ["i", "ii", "iii", "iv"]),
        (["①", "②", "③", "④"], ["1", "2", "3", "4"]),
        (["-", "-", "-", "-"], ["1", "2", "3", "4"]),
        (["・", "・", "・", "・"], ["1", "2", "3", "4"]),
        (["•", "•", "•", "•"], ["1", "2", "3", "4"]),
    ],
)
def test_a_list_is_marked_in_any_of_these_ways(marks, expected):
    items = "\n".join(f"{mark} item\nof it;" for mark in marks)

    record = parse_record(f"Meeting\n1. One.\n2. Two:\n{items}\n3. Three.")

    paragraphs = record.parts[0].paragraphs
    assert [p.address for p in paragraphs] == ["1", "2", *(f"2-{e}" for e in expected), "3"]
    assert [p.marker for p in paragraphs[2:6]] == marks
    assert [p.position for p in paragraphs[2:6]] == [(2, 1), (2, 2), (2, 3), (2, 4)]
    assert {p.text for p in paragraphs[2:6]} == {"item of it;"}


def test_a_list_of_letters_goes_past_the_letter_i():
    items = "\n".join(f"({letter}) x;" for letter in "abcdefghijk")

    found, unplaced = read_one(f"Meeting\n1. One:\n{items}")

    assert list(found) == ["1", *(f"1-{letter}" for letter in "abcdefghijk")]
    assert unplaced == []


def test_a_list_inside_a_list_goes_one_deeper_and_comes_back():
    found, unplaced = read_one(
        "Meeting\n1. One:\n(i) two:\n- three;\n- four;\n(a) five;\n(ii) six.\n2. (a) Seven."
    )

    assert found == {
        "1": "One:",
        "1-i": "two:",
        "1-i-1": "three;",
        "1-i-2": "four;",
        "1-i-2-a": "five;",
        "1-ii": "six.",
        "2": "",
        "2-a": "Seven.",
    }
    assert unplaced == []


@pytest.mark.parametrize(
    "line", ["(i) of the plan", "- a dash", "・ネットワーク", "(JASCA) met", "(2) of it"]
)
def test_a_mark_inside_a_sentence_is_text(line):
    found, unplaced = read_one(f"Meeting\n1. They agreed on point\n{line} again.\n2. Two.")

    assert found == {"1": f"They agreed on point {line} again.", "2": "Two."}
    assert unplaced == []


def test_a_list_that_jumps_or_repeats_is_reported():
    found, unplaced = read_one("Meeting\n1. One:\n(i) a;\n(iii) b\nc;\n(i) d;\n(ii) e.")

    assert found == {"1": "One:", "1-i": "a;", "1-ii": "e."}
    assert unplaced == [
        ("(iii) b c;", "(iii) does not continue the list of paragraph 1"),
        ("(i) d;", "(i) does not continue the list of paragraph 1"),
    ]


def test_a_sub_paragraph_without_a_parent_is_reported():
    found, unplaced = read_one("The 2nd Meeting:\n(i) a.\n1. One.")

    assert found == {"1": "One."}
    assert unplaced == [("(i) a.", "a sub-paragraph without a paragraph above it")]


# Joining


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("held in-", "person at", "held in-person at"),
        ("short-", "and long-term", "short- and long-term"),
        ("on 10–", "11 November", "on 10–11 November"),
        ("entities—", "countries", "entities—countries"),
        ("a dash -", "so it is", "a dash - so it is"),
        ("called “", "Smart”", "called “Smart”"),
        ("one,", "two", "one, two"),
        ("two  spaces", "kept", "two  spaces kept"),
        ("the word 結", "び is", "the word 結び is"),
        ("ﬁ ½", "Ａ", "ﬁ ½ Ａ"),
    ],
)
def test_english_lines_are_joined(left, right, joined):
    found, _ = read_one(f"Meeting\n1. It was {left}  \n\n {right} then.")

    assert found == {"1": f"It was {joined} then."}


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("スマ", "ート", "スマート"),
        ("ASEAN", "における", "ASEANにおける"),
        ("および ASEAN", "事務局", "および ASEAN事務局"),
        ("日本の", "ASEAN", "日本のASEAN"),
        ("ASEAN Smart", "Cities の", "ASEAN Smart Cities の"),
        ("2021年", "10月 18日", "2021年10月 18日"),
        ("支援策", "“SmartJAMP”", "支援策“SmartJAMP”"),
        ("ASEAN 事", "務局　から", "ASEAN 事務局　から"),
    ],
)
def test_japanese_lines_are_joined(left, right, joined):
    found, _ = read_one(f"第１回会合\n１．会議は、{left}\n\n{right}である。")

    assert found == {"1": f"会議は、{joined}である。"}


# Languages and headings

ENGLISH = "Summary Record of the 4th Meeting\n1. One.\n2. Two"
JAPANESE = (
    "第４回会合\n成果文書（仮訳）\nSummary Record\n１．一つ。\n２．ASEAN Smart City\nである。"
)


@pytest.mark.parametrize("order", [(ENGLISH, JAPANESE), (JAPANESE, ENGLISH)])
def test_either_language_may_come_first(order):
    record = parse_record("\n".join(order))

    parts = {part.language: part for part in record.parts}
    assert list(parts) == (["en", "ja"] if order[0] == ENGLISH else ["ja", "en"])
    assert parts["en"].title == "Summary Record of the 4th Meeting"
    assert [p.text for p in parts["en"].paragraphs] == ["One.", "Two"]
    assert [h.text for h in parts["ja"].headings] == [
        "第４回会合",
        "成果文書（仮訳）",
        "Summary Record",
    ]
    assert [p.text for p in parts["ja"].paragraphs] == ["一つ。", "ASEAN Smart Cityである。"]
    assert [(p.facts.number, p.is_provisional_translation) for p in record.parts] == [
        (4, part.language == "ja") for part in record.parts
    ]


def test_languages_that_take_turns_are_sorted_into_two_parts():
    record = parse_record("Meeting\n1. One.\n１．一つ。\n2. Two.\n２．二つ。")

    assert [(row.address, row.texts) for row in aligned(record)] == [
        ("1", {"en": "One.", "ja": "一つ。"}),
        ("2", {"en": "Two.", "ja": "二つ。"}),
    ]


def test_lists_are_aligned_by_their_place_whatever_the_mark():
    record = parse_record(
        "Meeting\n1. One:\n(i) a;\n(ii) b.\n第１回会合\n１．一つ。\n（１）い。\n（２）ろ。"
    )

    assert [(row.address, row.texts) for row in aligned(record)] == [
        ("1", {"en": "One:", "ja": "一つ。"}),
        ("1-i", {"en": "a;", "ja": "い。"}),
        ("1-ii", {"en": "b.", "ja": "ろ。"}),
    ]


def test_a_paragraph_that_one_language_lacks_is_reported_and_aligned_alone():
    record = parse_record("Meeting\n1. One.\n2. Two.\n3. Three.\n第１回会合\n１．一つ。")

    assert [(row.address, list(row.texts)) for row in aligned(record)] == [
        ("1", ["en", "ja"]),
        ("2", ["en"]),
        ("3", ["en"]),
    ]
    lacking = [p for p in record.problems if "stands in" in p.reason]
    assert lacking == [
        Unplaced(3, "", "paragraph 2 stands in English and not in Japanese"),
        Unplaced(4, "", "paragraph 3 stands in English and not in Japanese"),
    ]


def test_a_japanese_heading_without_paragraphs_is_a_part_that_is_reported():
    record = parse_record("Meeting\n1. One.\n2. Two.\n第１回会合\n成果文書")

    assert [(p.language, p.title, len(p.paragraphs)) for p in record.parts] == [
        ("en", "Meeting", 2),
        ("ja", "第１回会合", 0),
    ]
    assert Unplaced(4, "", "Japanese: no numbered paragraph was found") in record.problems


def test_a_japanese_line_quoted_in_an_english_paragraph_stays_there():
    found, unplaced = read_one("Meeting\n1. The word\n結びの会\nmeans a tie.\n2. Two.")

    assert found == {"1": "The word 結びの会 means a tie.", "2": "Two."}
    assert unplaced == []


def test_a_japanese_part_may_begin_with_a_line_of_latin_names():
    record = parse_record("Meeting\n1. One.\n第１回会合\n１．ASEAN Smart City\nである。")

    assert [(p.language, p.title, p.paragraphs[0].text) for p in record.parts] == [
        ("en", "Meeting", "One."),
        ("ja", "第１回会合", "ASEAN Smart Cityである。"),
    ]


def test_a_sub_paragraph_of_the_second_language_is_aligned_in_its_place():
    record = parse_record(
        "Meeting\n1. One.\n2. Two.\n第１回会合\n１．一つ。\n（１）い。\n２．二つ。"
    )

    assert [(row.address, list(row.texts)) for row in aligned(record)] == [
        ("1", ["en", "ja"]),
        ("1-1", ["ja"]),
        ("2", ["en", "ja"]),
    ]


def test_a_title_broken_over_lines_is_one_title():
    record = parse_record("Summary Record of the\n5th Smart Cities\nHigh Level Meeting\n1. One.")

    assert record.parts[0].title == "Summary Record of the 5th Smart Cities High Level Meeting"
    assert record.number == 5


def test_text_above_the_title_and_before_the_first_paragraph_is_reported():
    found, unplaced = read_one("Press release\nThe 5th Meeting\nThis was\nwritten down.\n1. One.")

    assert found == {"1": "One."}
    assert unplaced == [
        ("Press release", "text above the title"),
        ("This was written down.", "text before the first paragraph"),
    ]


def test_a_text_without_numbers_is_reported_whole():
    assert parse_record("A letter.\nNot a record.") == Record(
        (), (Unplaced(1, "A letter. Not a record.", "no numbered paragraph was found"),)
    )
    assert parse_record(" \n\r\n").problems == (Unplaced(1, "", "the text is empty"),)


# Facts


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("October 18-19, 2021", (2021, 10, 18), (2021, 10, 19)),
        ("10–11 November 2025", (2025, 11, 10), (2025, 11, 11)),
        ("10 and 11 November 2025", (2025, 11, 10), (2025, 11, 11)),
        ("10th to 11th Nov. 2025", (2025, 11, 10), (2025, 11, 11)),
        ("16 December 2020", (2020, 12, 16), (2020, 12, 16)),
        ("December 16, 2020", (2020, 12, 16), (2020, 12, 16)),
        ("30 September – 1 October 2024", (2024, 9, 30), (2024, 10, 1)),
        ("September 30 - October 1, 2024", (2024, 9, 30), (2024, 10, 1)),
        ("30 December – 2 January 2022", (2021, 12, 30), (2022, 1, 2)),
        ("30 December 2021 to 2 January 2022", (2021, 12, 30), (2022, 1, 2)),
        ("December 30, 2021 – January 2, 2022", (2021, 12, 30), (2022, 1, 2)),
    ],
)
def test_english_days_are_read(words, start, end):
    text = f"The 2nd Meeting\n1. It was held in Tokyo, Japan on {words}."

    assert parse_record(text).dates == Dates(date(*start), date(*end))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2021年10月 18日、19日", (2021, 10, 18), (2021, 10, 19)),
        ("２０２１年１０月１８日～１９日", (2021, 10, 18), (2021, 10, 19)),
        ("2021年10月18-19日", (2021, 10, 18), (2021, 10, 19)),
        ("2021年10月18日（月）及び19日", (2021, 10, 18), (2021, 10, 19)),
        ("令和3年10月18日", (2021, 10, 18), (2021, 10, 18)),
        ("令和元年10月18日", (2019, 10, 18), (2019, 10, 18)),
        ("2024年9月30日から10月1日", (2024, 9, 30), (2024, 10, 1)),
        ("2021年12月30日～2022年1月2日", (2021, 12, 30), (2022, 1, 2)),
        ("2021年12月30日～1月2日", (2021, 12, 30), (2022, 1, 2)),
    ],
)
def test_japanese_days_are_read(words, start, end):
    text = f"第２回会合\n１．会合は{words}に東京都において開催された。"

    record = parse_record(text)

    assert record.dates == Dates(date(*start), date(*end))
    assert record.parts[0].facts.place == "東京都"


@pytest.mark.parametrize("words", ["31 November 2025", "November 12-11, 2025", "in spring", ""])
def test_days_that_do_not_exist_are_reported(words):
    record = parse_record(f"The 2nd Meeting\n1. It was held in Tokyo {words}.\n2. So.")

    assert record.dates is None
    assert Unplaced(2, "", "English: the dates of the Meeting were not found") in record.problems


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("The First Meeting", 1),
        ("Summary Record of the 21st Meeting", 21),
        ("THE TWELFTH MEETING", 12),
        ("The Twenty-Third Meeting", 23),
        ("第３回会合", 3),
        ("第 12 回会合", 12),
        ("第十回会合", 10),
        ("第二十三回会合", 23),
        ("The Meeting", None),
    ],
)
def test_the_number_of_the_meeting_is_read(title, number):
    record = parse_record(f"{title}\n1. {'一つ。' if '回' in title else 'One.'}")

    assert record.number == number
    missing = [p for p in record.problems if "the number of the Meeting" in p.reason]
    assert len(missing) == (number is None)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("held in Tokyo on 1 May 2024", "Tokyo"),
        ("held on 1 May 2024 in Da Nang, Viet Nam", "Da Nang, Viet Nam"),
        (
            "convened in a hybrid format in Jakarta, Indonesia, from 1 to 2 May 2024",
            "Jakarta, Indonesia",
        ),
        ("held online on 1 May 2024", "online"),
        ("called", None),
    ],
)
def test_the_place_is_read_as_written(words, place):
    record = parse_record(f"The 2nd Meeting\n1. The Meeting was {words}. Japan spoke at UNESCO.")

    assert record.parts[0].facts.place == place


def test_co_chairs_who_cannot_be_told_apart_are_reported():
    record = parse_record("The 2nd Meeting\n1. The Meeting was co-chaired by Japan and Malaysia.")

    assert record.parts[0].facts.co_chairs == ()
    assert "English: the co-chairs of the Meeting were not found" in [
        problem.reason for problem in record.problems
    ]


def test_a_co_chair_without_role_or_ministry_has_only_what_is_written():
    record = parse_record(
        "The 2nd Meeting\n1. It was co-chaired by Ms. Ana Cruz and Dr. Le Van A, Mayor. Mr. X sat."
    )

    assert record.parts[0].facts.co_chairs == (
        CoChair("Ana Cruz", "Ms."),
        CoChair("Le Van A", "Dr.", "Mayor"),
    )


def test_languages_that_contradict_each_other_are_reported():
    record = parse_record(
        "The 2nd Meeting\n1. It was held on 1 May 2024.\n第３回会合\n１．2024年5月2日に開催された。"
    )

    reasons = [problem.reason for problem in record.problems]
    assert "the languages give different numbers of the Meeting" in reasons
    assert "the languages give different dates" in reasons


# Made-up records

ENGLISH_WORDS = (
    "Japan ASEAN the and of “Inclusivity” (JASCA) 2021. 29 2,000 e.g. smart, Mr. open "
    "people-centred 10–11 @ 1.5"
)
JAPANESE_WORDS = (
    "日本は 都市の 10月 18日、 「結び」 スマート ネットワーク、 ３点 ASEANの を 確認し 、"
)
LISTS = {
    "roman": ["(i)", "(ii)", "(iii)", "(iv)"],
    "dashed": ["- (i)", "- (ii)", "- (iii)", "- (iv)"],
    "letters": ["(a)", "(b)", "(c)", "(d)"],
    "figures": ["(1)", "(2)", "(3)", "(4)"],
    "wide": ["（１）", "（２）", "（３）", "（４）"],
    "bullets": ["-", "-", "-", "-"],
    "dots": ["•", "•", "•", "•"],
}
LABELS = {
    "roman": ["i", "ii", "iii", "iv"],
    "dashed": ["i", "ii", "iii", "iv"],
    "letters": ["a", "b", "c", "d"],
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def sentences(draw, language, stop):
    """(words in the order of the text, the words joined)"""
    if language == "en":
        quoted = draw(st.sampled_from([[], ["“結び”"]]))
        words = [
            "Representatives",
            *draw(st.lists(st.sampled_from(ENGLISH_WORDS.split()), max_size=6)),
            *quoted,
            "all" + stop,
        ]
        return words, " ".join(words)
    words = [
        "会議は",
        *draw(st.lists(st.sampled_from(JAPANESE_WORDS.split()), max_size=6)),
        "した" + stop,
    ]
    return words, "".join(words)


@st.composite
def parts(draw, language):
    """Lines of words of one part with what must come out: [(address, text)]."""
    title = "Summary Record of the 4th Meeting" if language == "en" else "第４回会合"
    lines, expected = [[title]], []
    mark = draw(st.sampled_from(["{}.", "{})"] if language == "en" else ["{}．", "第{}項", "{}）"]))
    stop, colon = (".", ":") if language == "en" else ("。", "：")
    for number in range(1, draw(st.integers(1, 10)) + 1):
        kind = draw(st.sampled_from([None, None, *LISTS]))
        words, text = draw(sentences(language, colon if kind else stop))
        figure = str(number) if language == "en" else str(number).translate(WIDE)
        lines.append(
            [mark.format(figure) + (" " if language == "en" else "") + words[0], *words[1:]]
        )
        expected.append((str(number), text))
        for n in range(draw(st.integers(1, 4)) if kind else 0):
            words, text = draw(sentences(language, ";" if language == "en" else stop))
            lines.append([f"{LISTS[kind][n]} {words[0]}", *words[1:]])
            label = LABELS.get(kind, ["1", "2", "3", "4"])[n]
            expected.append((f"{number}-{label}", text))
    return lines, expected


@st.composite
def made_up_records(draw):
    """(text, {language: [(address, text)]}): broken anywhere between words, ragged blank lines."""
    languages = draw(st.sampled_from([["en"], ["ja"], ["en", "ja"], ["ja", "en"]]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    blank = st.sampled_from(["", "", end, end + end, end + " \t" + end, "\f" + end])
    text, expected = draw(st.sampled_from(["", "\ufeff", end, "\ufeff" + end])), {}
    for language in languages:
        lines, expected[language] = draw(parts(language))
        for words in lines:
            text += words[0]
            for word in words[1:]:
                breaks = draw(st.booleans())
                between = draw(st.sampled_from(["", " ", "\t"])) + end + draw(blank)
                text += (between if breaks else " " if language == "en" else "") + word
            text += end + draw(blank)
    return text, expected


@settings(deadline=None, max_examples=60)
@given(made_up_records())
def test_a_well_formed_record_gives_exactly_its_paragraphs(made_up):
    text, expected = made_up

    record = parse_record(text)

    assert {
        part.language: [(p.address, p.text) for p in part.paragraphs] for part in record.parts
    } == expected
    assert [part.language for part in record.parts] == list(expected)
    assert [problem.text for problem in record.problems if problem.text] == []
    assert written_out(record) == letters(text)


FRAGMENTS = (
    "1.|2.|3.|1)|２．|１．|第１項|12.|2021.|0.|7．|3\u3000|(i)|(ii)|(iv)|-|•|・|（１）|(a)|(i|①"
    "|- (ii)|*|(ⅿ)|Japan|and|in-|—|of|“|”|日本|ASEAN。|。|.|;|,|:|第３回会合|仮訳|Meeting"
    "|Summary Record|18日、|2021年10月|October 18-19,|co-chaired by Mr. A|共同議長|において|３"
    "|２０２１年１３月４０日|は、が共同議長"
    "|\n|\n|\n\n|\r\n|\r| |\t|\f|\u3000|\u2028|\x85|\ufeff"
)
ANY_TEXT = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=40).map("".join),
    st.lists(st.sampled_from(FRAGMENTS.split("|")), max_size=40).map(" ".join),
    st.text(max_size=80),
)


@settings(deadline=None, max_examples=600)
@given(ANY_TEXT)
@example("(i) a.\n1. x\n(ii)b.\n１．一\n3. 第３回\n")
@example("１．第３回会合Meeting1.")
@example("²．\n1.\n(c)\n（ⅿ）")
def test_no_letter_of_any_text_is_lost(text):
    record = parse_record(text)

    assert written_out(record) == letters(text)
    for part in record.parts:
        positions = [paragraph.position for paragraph in part.paragraphs]
        assert positions == sorted(set(positions))
        assert len({paragraph.address for paragraph in part.paragraphs}) == len(positions)


@settings(deadline=None, max_examples=50)
@given(made_up_records(), st.data())
def test_a_record_with_lines_missing_loses_no_other_letter(made_up, data):
    lines = made_up[0].splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    text = "".join(line for at, line in enumerate(lines) if at not in gone)

    assert written_out(parse_record(text)) == letters(text)
