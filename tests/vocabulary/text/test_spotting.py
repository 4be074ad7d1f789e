"""The labels of a vocabulary are found where a reader would say that they stand."""

import pytest

from musubi.vocabulary.text import Label, Spotted, Spotter

pytestmark = pytest.mark.once


def spotted(text, *labels, language=None):
    """The words found, each with its concept; a label is "language text"."""
    known = []
    for label in labels:
        of, _space, name = label.partition(" ")
        known.append(Label(name, of, name))
    return [(text[s.start : s.end], s.concept) for s in Spotter(known).spot(text, language)]


def words(text, *labels, language=None):
    return [found for found, _concept in spotted(text, *labels, language=language)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Floods", "en flood"),
        ("flood’s", "en flood"),
        ("flood", "en floods"),
        ("buses", "en bus"),
        ("bus", "en buses"),
        ("Smart cities", "en smart city"),
        ("smart-city", "en smart city"),
        ("smart\ncity", "en smart city"),
        ("smart city", "en smart-city"),
        ("urbanization", "en urbanisation"),
        ("organised crime", "en organized crime"),
        ("banjirnya", "id banjir"),
        ("pasar-pasar tradisional", "id pasar tradisional"),
        ("bahang", "fil baha"),
        ("inundações", "pt inundação"),
        ("centros de saúde", "pt centro de saúde"),
        ("resíduo sólido", "pt resíduos sólidos"),
        ("வெள்ளத்தின்", "ta வெள்ளம்"),
        ("பேருந்தில்", "ta பேருந்து"),
        ("நகரங்கள்", "ta நகரம்"),
        ("นํ้าท่วม", "th น้ำท่วม"),
        ("ເຫຼົ່າ", "lo ເຫຼົ່າ"),
        ("ระบบCCTV", "th ระบบ CCTV"),
        ("垃圾分類", "zh-Hans 垃圾分类"),
        ("センサ", "ja センサー"),
        ("センサー", "ja センサ"),
        ("AI技術", "ja AI 技術"),
        ("ＡＩ", "en AI"),
        ("SMEs", "en SME"),
        ("cctv", "en CCTV"),
    ],
)
def test_a_label_is_found_in_its_forms(text, label):
    assert words(text, label) == [text]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("floodlight", "en flood"),
        ("parking", "en park"),
        ("waste, water", "en waste water"),
        ("waste\n\nwater", "en waste water"),
        ("its", "en ITS"),
        ("IT IS TIME", "en IT"),
        ("buss", "en bus"),
        ("ga", "en gas"),
        ("น้ำ", "th นำ"),
        ("ขยะ", "th ย"),
        ("เมา", "th มา"),
        ("வெள்ளை", "ta வெள்ளம்"),
        ("ရန်", "my ရ"),
        ("ស្រី", "km ស"),
        ("センサス", "ja センサー"),
        ("バスケット", "ja バス"),
        ("ランダム", "ja ダム"),
    ],
)
def test_a_label_is_not_found_in_other_words(text, label):
    assert words(text, label) == []


def test_what_lies_inside_a_longer_label_is_not_told():
    labels = ("en waste", "en waste water", "en water treatment", "en water")

    assert words("Waste water treatment, waste", *labels) == [
        "Waste water",
        "water treatment",
        "waste",
    ]


def test_labels_without_spaces_may_overlap_but_not_lie_inside_one_another():
    labels = ("th การจัดการน้ำ", "th น้ำท่วม", "th น้ำ", "th CCTV")

    assert words("การจัดการน้ำท่วมด้วย CCTV", *labels) == ["การจัดการน้ำ", "น้ำท่วม", "CCTV"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("air", "id", ["water"]),
        ("air", "ms", ["water"]),
        ("air", "en", ["air"]),
        ("air", "th", ["air"]),
        ("air", "vi", []),
        ("big data", "id", ["big data"]),
        ("e-bus", "id", ["e-bus"]),
        ("IoT", "vi", ["iot"]),
        ("blockchain", "id", ["blockchain"]),
        ("jeep", "fil", ["jeep"]),
        ("jeep", "id", []),
        ("rob", "id", ["tide"]),
        ("rob", "en", ["crime"]),
        ("水", "en", []),
        ("水", "zh-Hant", ["mizu"]),
        ("水", "ja", []),
        ("saneamento", "tet", ["sanitation"]),
        ("air", "xx", []),
    ],
)
def test_a_word_is_read_in_the_language_of_its_text(text, language, expected):
    spotter = Spotter(
        [
            Label("air", "en", "air"),
            Label("water", "id", "air"),
            Label("big data", "en", "big data"),
            Label("e-bus", "en", "e-bus"),
            Label("iot", "en", "IoT"),
            Label("blockchain", "en", "blockchain"),
            Label("jeep", "en", "jeep"),
            Label("crime", "en", "rob"),
            Label("tide", "id", "rob"),
            Label("mizu", "zh-Hans", "水"),
            Label("sanitation", "pt", "saneamento"),
        ]
    )

    assert [s.concept for s in spotter.spot(text, language)] == expected


def test_of_two_languages_the_one_of_the_text_wins_and_else_the_one_most_found():
    labels = [
        Label("air", "en", "air"),
        Label("water", "id", "air"),
        Label("city", "id", "kota"),
        Label("lamp", "ms", "air"),
    ]

    spotter = Spotter(labels)

    assert spotter.spot("air", "ms") == [Spotted("lamp", 0, 3, "ms")]
    assert spotter.spot("air kota") == [Spotted("water", 0, 3, "id"), Spotted("city", 4, 8, "id")]


def test_of_two_labels_with_one_form_the_laxer_decides():
    labels = [Label("sensor", "ja", text) for text in ("センサー", "センサ")]

    for known in (labels, labels[::-1]):
        assert Spotter(known).spot("センサー網とセンサーデータ") == [
            Spotted("sensor", 0, 4, "ja"),
            Spotted("sensor", 6, 10, "ja"),
        ]


def test_a_vocabulary_without_labels_finds_nothing():
    assert Spotter([]).spot("flood") == []
    assert Spotter([Label("x", "en", "…")]).spot("…") == []
