"""The page of results, and suggestions while somebody types."""

from dataclasses import replace
from functools import lru_cache

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.front import results
from musubi.front.snippets import places_of
from musubi.front.suggestions import suggestions
from musubi.matching import searching
from musubi.matching.moment import one_moment
from musubi.ui import cldr
from musubi.vocabulary import current
from musubi.vocabulary.text import find_spans

BESIDE = 4  # rows in other words that are shown beside those that hold the typed ones


@require_safe
@one_moment()
def search_page(request):
    wish = results.Wish.read(request.GET)
    vocabulary = current.vocabulary()
    typed = searching.read(wish.query, vocabulary, get_language())
    found = find(wish, typed)
    last = results.pages_in(found.result.total)
    if wish.page > last:  # a page that is not there is answered with the last one
        wish = replace(wish, page=last)
        found = find(wish, typed)
    result = found.result
    facets = results.shown_facets(result.facets, wish)
    chips = results.chips_of(facets, wish)
    spans = spans_of_topics(typed.topics) if wish.by else spans_of_words(typed)
    listing = {
        "title": _("Search"),
        "total": result.total,
        "sentence": sentence(wish, found),
        "facets": facets,
        "chips": chips,
        "clear_url": f"{reverse('search')}{results.Wish(wish.query, wish.by, {}, 1).url()}",
        "pages": results.pages_of(wish, result.total),
        "hidden": [("q", wish.query)] + ([("by", wish.by)] if wish.by else []),
    }
    context = {
        "query": wish.query,
        "words": typed.words,
        "listing": listing,
        "hits": results.shown_hits(result.hits, spans, enough=len(typed.words)),
        "topics": topics_of(typed, vocabulary),
    }
    if not wish.by and wish.page == 1:
        context |= beside(wish, typed)
    return render(request, "front/search.html", context)


def find(wish, typed):
    """One page of what the address asks for."""
    where = {"k": results.PER_PAGE, "offset": (wish.page - 1) * results.PER_PAGE}
    if wish.by:
        return searching.Found(searching.by_topics(typed, wish.filters, is_beside=False, **where))
    return searching.by_words(typed, wish.filters, **where)


def sentence(wish, found):
    number = cldr.number(found.result.total)
    asked = {"shown": number, "query": wish.query}
    if wish.by:
        return _("Pages that speak of the same, in any language: %(shown)s.") % asked
    if found.is_loose:
        return _("No page holds every word of “%(query)s”. These hold some: %(shown)s.") % asked
    return _("Pages that hold every word of “%(query)s”: %(shown)s.") % asked


def beside(wish, typed):
    """What says the same in other words, perhaps in other languages."""
    found = searching.by_topics(typed, wish.filters, k=BESIDE)
    return {
        "beside": results.shown_hits(found.hits, spans_of_topics(typed.topics)),
        "beside_total": found.total,
        "beside_url": wish.url(by="topics"),
    }


def topics_of(typed, vocabulary):
    language = get_language() or "en"
    return [
        {"label": vocabulary.label(code, language), "url": reverse("concept", args=[code])}
        for code in typed.topics
    ]


def spans_of_words(typed):
    return lambda reading, text, language: _spans(text, typed.text, language)


@lru_cache(maxsize=2048)  # who reads on, or comes back, sees the same texts
def _spans(text, query, language):
    return find_spans(text, query, language)


def spans_of_topics(codes):
    """The words of a text that name one of these topics, as the whole row names them."""

    def spans(reading, text, language):
        quotes = [q.text for code in codes for q in reading.said.quotes.get(code, ())]
        return places_of(quotes, text)

    return spans


@require_safe
def suggest(request):
    """Titles and topics that begin as the typed text does, for the search field."""
    text = request.GET.get("q", "").strip()
    found = suggestions(text, current.vocabulary(), get_language() or "en")
    return JsonResponse({"suggestions": found})
