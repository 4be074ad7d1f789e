"""The sentence of a tie, in the language that is active."""

import html
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from musubi.matching.explaining import Because, Explanation
from musubi.matching.ranking import ADDRESSED, ADDRESSES, BROADER, NARROWER, RELATED, SAME
from musubi.matching.saying import Quote
from musubi.vocabulary.topics import Vocabulary

# What a subject is called in a sentence about two of them.
NEED, SOLUTION, CASE, CITY = "need", "solution", "case", "city"
OTHER_NEED, OTHER_CITY = "other-need", "other-city"


def sentences(
    explanation: Explanation,
    vocabulary: Vocabulary,
    *,
    here: str,
    there: str,
    most: int | None = None,
) -> list[SafeString]:
    """One sentence for each reason, the weightiest first. here, there: kinds, such as "need"."""
    reasons = explanation.reasons[:most]
    return [_sentence(because, vocabulary, here, there) for because in reasons]


def plain(sentence: SafeString) -> str:
    """A sentence without its markup, for a reader that is no browser."""
    return html.unescape(strip_tags(sentence))


def _sentence(because: Because, vocabulary: Vocabulary, here: str, there: str) -> SafeString:
    step = because.step
    language = get_language() or "en"
    parts = {
        "here": _name(here),
        "there": _name(there),
        "topic": _topic(step.here, vocabulary, language),
        "words": _quoted(because.here),
        "other": _topic(step.there, vocabulary, language),
        "other_words": _quoted(because.there),
    }
    return _begun(format_html(_pattern(step.relation), **parts))


def _begun(sentence: SafeString) -> SafeString:
    """With a capital, where the sentence begins with a letter that has one."""
    return SafeString(sentence[:1].upper() + sentence[1:])


def _pattern(relation: str) -> str:
    return {
        SAME: _("{here} and {there} both speak of {topic}: {words} – {other_words}."),
        ADDRESSED: _(
            "{here} mentions {topic} ({words}); {there} covers {other} ({other_words}), "
            "which addresses {topic}."
        ),
        ADDRESSES: _(
            "{here} covers {topic} ({words}), which addresses {other}; "
            "{there} mentions it ({other_words})."
        ),
        NARROWER: _(
            "{here} mentions {topic} ({words}); {there} speaks of {other} ({other_words}), "
            "a kind of {topic}."
        ),
        BROADER: _(
            "{here} mentions {topic} ({words}), a kind of {other}; "
            "{there} speaks of {other} ({other_words})."
        ),
        RELATED: _(
            "{here} mentions {topic} ({words}); {there} speaks of {other} ({other_words}), "
            "which often goes with it."
        ),
    }[relation]


def _name(kind: str) -> str:
    return {
        NEED: _("the need"),
        SOLUTION: _("the solution"),
        CASE: _("the case"),
        CITY: _("this city"),
        OTHER_NEED: _("the other need"),
        OTHER_CITY: _("the other city"),
    }.get(kind, _("the other"))


def _topic(code: str, vocabulary: Vocabulary, language: str) -> SafeString | str:
    names, found = vocabulary.names_of(code, language)
    if names is None:
        return code
    name = _within(names.preferred)
    return name if found == language else format_html('<span lang="{}">{}</span>', found, name)


def _within(name: str) -> str:
    """A name as it is written within a sentence: small, unless its capitals are its spelling."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _quoted(quotes: Sequence[Quote]) -> SafeString:
    """The words in quotation marks, each marked with its language."""
    return format_html_join(
        _(", "),
        "“<span{}>{}</span>”",
        ((format_html(' lang="{}"', q.language) if q.language else "", q.text) for q in quotes),
    )
