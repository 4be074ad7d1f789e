"""What holds for every text, however odd: nothing raises and every place is true."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from musubi.vocabulary.text import (
    Label,
    Spotter,
    find_spans,
    is_zawgyi,
    normalise,
    query_groups,
    query_terms,
    query_words,
    term_counts,
    terms,
)
from musubi.vocabulary.text.clusters import TOKEN, clusters
from musubi.vocabulary.text.normal import fold

pytestmark = pytest.mark.once
LOOSE = settings(deadline=None)  # the machine may be busy

# Letters and signs whose sequences fold in odd ways, of every script that we know.
TRICKY = (
    "aAsşIİßﬁ①½㎡é\u0301\u0323\u200b\u00ad\u202e\ufeff'’-‐ .\n\x00\x1f\x1e09ＡoOòÒuùyYỷ",
    "กนวทเแำาๅะ\u0e4d่้๊ีุู์ฯๆ๑ a\u200b",
    "ຫລນເແຳາ\u0ecd່້ີຸໜໝຼຽ໑ a\u200b",
    "កតដរសេីាើ្័៉៊ះំ៍១កន\u200c a\u200b",
    "ကရမနဝ၀ဥ့္်ြျွှေိုာ်းၤင၁ a\u200b",
    "東东広廣々ーカバスァっ゛\u3099ㄅｱﾊﾞﾟａ a\u200b",
    "வெள்ளம்ொ\u0bd7ௗ한ᄒ\u1161\u11ab\U00020000😀\ud800(.*[",
)
OF_ONE_SCRIPT = st.one_of(*(st.text(st.sampled_from(signs), max_size=30) for signs in TRICKY))
ODD_TEXT = st.one_of(
    OF_ONE_SCRIPT,
    st.text(st.sampled_from("".join(TRICKY)), max_size=30),
    st.text(st.characters(), max_size=30),
)
LANGUAGE = st.sampled_from([None, "en", "id", "vi", "th", "ja", "ta", "zh-Hant", "xx"])
SPOTTER = Spotter(
    Label(text, language, text)
    for language, text in [
        ("en", "as"), ("en", "AI"), ("th", "นำ"), ("lo", "ຫລ"), ("my", "ရန်"), ("km", "ករ"),
        ("ja", "バス"), ("zh", "东"), ("ta", "வெள்ளம்"), ("ja", "aカ"), ("id", "a"),
    ]
)  # fmt: skip


@LOOSE
@given(ODD_TEXT, ODD_TEXT, LANGUAGE)
def test_any_text_can_be_read(text, query, language):
    normalise(text)
    query_words(text, language)
    query_terms(text, language)
    query_groups(text, language)
    SPOTTER.spot(text, language)
    find_spans(text, query, language)


@LOOSE
@given(OF_ONE_SCRIPT)
def test_a_key_is_its_own_key(text):
    text = text.replace("\u0e4d", "").replace("\u0ecd", "")  # no letter has two of them
    assume(not is_zawgyi(text))

    assert normalise(normalise(text)) == normalise(text)


@LOOSE
@given(OF_ONE_SCRIPT)
def test_composed_and_decomposed_texts_have_one_key(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert normalise(composed) == normalise(decomposed)


@LOOSE
@given(OF_ONE_SCRIPT | st.text(st.characters()), LANGUAGE)
def test_a_term_is_made_from_the_words_at_its_place(text, language):
    text = text.replace("၀", "")  # is wa only beside letters
    for term in terms(text, language):
        words = text[term.start : term.end]

        assert words
        if is_zawgyi(text) == is_zawgyi(words):
            assert term.text in term_counts(words, language), term


@LOOSE
@given(ODD_TEXT, LANGUAGE)
def test_terms_are_counted_as_they_stand(text, language):
    assert term_counts(text, language) == Counter(term.text for term in terms(text, language))


@LOOSE
@given(ODD_TEXT)
def test_each_place_of_a_key_has_its_place_in_the_text(text):
    folded = fold(text)

    places = [folded.span(at, at + 1) for at in range(len(folded.text))]

    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@LOOSE
@given(ODD_TEXT)
def test_the_clusters_of_a_run_are_the_run(text):
    for token in TOKEN.finditer(normalise(text)):
        if token[1] is None:
            assert "".join(clusters(token[0])) == token[0]


@LOOSE
@given(ODD_TEXT, LANGUAGE)
def test_a_text_has_the_words_that_it_is_asked_for(text, language):
    held = term_counts(text, language)

    for word in query_words(text, language):
        assert word.is_in(held), word


@LOOSE
@given(ODD_TEXT, LANGUAGE)
def test_spotted_words_lie_in_the_text(text, language):
    spotted = SPOTTER.spot(text, language)

    for s in spotted:
        assert 0 <= s.start < s.end <= len(text)
    assert [s.start for s in spotted] == sorted(s.start for s in spotted)


@LOOSE
@given(ODD_TEXT, ODD_TEXT)
def test_marked_spans_are_apart_and_in_order(text, query):
    spans = find_spans(text, query)

    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)
