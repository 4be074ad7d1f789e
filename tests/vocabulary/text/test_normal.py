"""What a reader takes for the same text has one key, and the way back to the text is known."""

import pytest

from musubi.vocabulary.text import is_zawgyi, normalise
from musubi.vocabulary.text.normal import fold

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＳＥＡＮ", "asean"),
        ("Straße", "STRASSE"),
        ("e\u0301tude", "étude"),
        ("ﬁne ① ㎡", "fine 1 m2"),
        ("waste\u00adwater", "wastewater"),
        ("\u202eflood\u202c", "flood"),
        ("บ้าน\u200bใหม่", "บ้านใหม่"),
        ("flo\ud800od", "flood"),
        ("city’s", "city's"),
        ("e‑waste 2020–2025", "e-waste 2020-2025"),
        ("Hoà Bình", "HÒA BÌNH"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("ﾊﾞｽ", "バス"),
        ("臺灣 廣場", "台湾 广场"),
        ("広島", "廣島"),
        ("薴", "苎"),
        ("นํ้า", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),  # the tone typed last
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("กํา", "กำ"),
        ("เเม่", "แม่"),
        ("๒๕๖๗", "2567"),
        ("ນໍ້າ", "ນ້ຳ"),
        ("ຄໍາ", "ຄຳ"),
        ("ໜອງ", "ຫນອງ"),
        ("ຫລາຍ", "ຫຼາຍ"),
        ("ສີ່ງ", "ສ\u0ec8\u0eb5ງ"),
        ("១២៣", "123"),
        ("ម៉ឺន", "ម\u17ba\u17c9ន"),  # the shifter behind the vowel
        ("ស\u17d2\u179a\u17d2\u178fី", "ស\u17d2\u178f\u17d2\u179aី"),  # ro below is the last
        ("ក\u17c1\u17b8", "ក\u17be"),
        ("ក\u17c1\u17b6", "ក\u17c4"),
        ("ប\u17d2\u178aូ", "ប\u17d2\u178fូ"),
        ("မ\u102f\u102d", "မ\u102d\u102f"),
        ("န\u103a\u1037", "န\u1037\u103a"),
        ("ဥ\u103a", "ဉ\u103a"),
        ("၀န်ထမ်း", "ဝန်ထမ်း"),
        ("၁၀", "10"),
        ("၁၀ကြိမ်", "10ကြိမ်"),
        ("ெ\u0bbe", "\u0bca"),
    ],
)
def test_two_ways_to_write_a_word_have_one_key(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mùa", "mua"),
        ("น้ำ", "นำ"),
        ("が", "か"),
        ("市", "布"),
        ("ขาว", "ข่าว"),
        ("resume", "résumé"),
    ],
)
def test_two_words_keep_two_keys(one, other):
    assert normalise(one) != normalise(other)


# The same words in the two codes, typed by hand.
ZAWGYI = {
    "ျမန္မာ": "မြန်မာ",
    "က်န္းမာေရး": "ကျန်းမာရေး",
    "ေရႀကီး": "ရေကြီး",
    "အမႈိက္": "အမှိုက်",
    "ေစ်း": "ဈေး",
    "ေက်ာင္း": "ကျောင်း",
    "ပတၱျမား": "ပတ္တမြား",
    "အဂၤလန္": "အင်္ဂလန်",
    "လူႀကီး မ်ား အတြက္": "လူကြီး များ အတွက်",
}


@pytest.mark.parametrize(("zawgyi", "unicode"), ZAWGYI.items())
def test_zawgyi_is_told_and_turned_into_unicode(zawgyi, unicode):
    assert is_zawgyi(zawgyi)
    assert not is_zawgyi(unicode)
    assert normalise(zawgyi) == normalise(unicode)


def test_one_slip_does_not_make_unicode_zawgyi():
    assert not is_zawgyi("ကျန်းမာရေး ဝန်ထမ်းများ လုပ်ငန်း ေ ဖြင့်")


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("a ①② b", "12", "①②"),
        ("ｽﾊﾞﾙ", "バ", "ﾊﾞ"),
        ("the ﬁne", "f", "ﬁ"),  # half of a ligature is all of it
        ("ดื่มนํ้าเย็น", "น้ำ", "นํ้า"),
        ("เเม่น้ำ", "น้ำ", "น้ำ"),
        ("x\u200b\u200bflood\u200b y", "flood", "flood"),
        ("so\u00adft", "soft", "so\u00adft"),
        ("က်န္းမာေရး", "ရေး", "ေရး"),
        ("Straße 5", "5", "5"),
        ("㌔ 12", "ロ", "㌔"),
    ],
)
def test_a_part_of_the_key_leads_back_to_its_words(text, key, words):
    folded = fold(text)
    at = folded.text.index(key)

    start, end = folded.span(at, at + len(key))

    assert text[start:end] == words
