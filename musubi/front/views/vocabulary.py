"""The shared words: all of them, each with its names and what uses it, and the file to take."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.front.context import network
from musubi.front.results import Wish, shown_hits
from musubi.front.views.search import spans_of_topics
from musubi.matching import index
from musubi.matching.impacts import topic_term
from musubi.matching.moment import one_moment
from musubi.ui import cldr
from musubi.vocabulary import current
from musubi.vocabulary.lint import coverage
from musubi.vocabulary.models import Concept
from musubi.vocabulary.skos import turtle
from musubi.vocabulary.topics import TYPES

USED_BY = 10  # pages that speak of a topic, on its own page
TEXT_LONGEST = 100  # characters


def type_labels():
    return {
        "problem": pgettext("type of a topic", "Problems"),
        "technology": pgettext("type of a topic", "Technologies"),
        "system": pgettext("type of a topic", "Systems of a city"),
        "place": pgettext("type of a topic", "Places"),
        "activity": pgettext("type of a topic", "Activities"),
        "people": pgettext("type of a topic", "Groups of people"),
    }


@require_safe
def vocabulary_page(request):
    vocabulary, language = current.vocabulary(), get_language() or "en"
    asked = request.GET.get("q", "").strip()[:TEXT_LONGEST]
    codes = vocabulary.holding(asked) if asked else list(vocabulary.topics)
    groups = []
    for code_of_type in TYPES:
        found = [
            _link(vocabulary, code, language)
            for code in codes
            if vocabulary.topics[code].type == code_of_type
        ]
        if found:
            found.sort(key=lambda link: link["label"].casefold())
            label = type_labels()[code_of_type]
            groups.append({"code": code_of_type, "label": label, "topics": found})
    return render(
        request,
        "front/vocabulary.html",
        {
            "asked": asked,
            "groups": groups,
            "total": len(codes),
            "coverage": coverage(vocabulary),
        },
    )


def _link(vocabulary, code, language):
    names, found = vocabulary.names_of(code, language)
    return {
        "label": names.preferred if names else code,
        "language": found if found != language else "",
        "url": reverse("concept", args=[code]),
    }


@require_safe
@one_moment()
def concept(request, code):
    vocabulary, language = current.vocabulary(), get_language() or "en"
    topic = vocabulary.topics.get(code)
    if topic is None:
        raise Http404
    query = index.Query(words={topic_term(code): 1.0})
    used = index.search(query, k=USED_BY)

    def links(codes):
        return [_link(vocabulary, other, language) for other in codes if other in vocabulary.topics]

    label = vocabulary.label(code, language)
    areas = Concept.objects.filter(scheme="focus-area", code__in=topic.focus_areas)
    return render(
        request,
        "front/concept.html",
        {
            "crumbs": [{"label": _("Vocabulary"), "url": reverse("vocabulary")}],
            "topic": topic,
            "title": _link(vocabulary, code, language),
            "type_label": type_labels()[topic.type],
            "relations": [
                {"label": label, "links": links(codes)}
                for label, codes in (
                    (_("A kind of"), topic.broader),
                    (_("Kinds of it"), vocabulary.narrower.get(code, ())),
                    (_("Answers"), topic.addresses),
                    (_("Answered by"), vocabulary.addressed_by.get(code, ())),
                    (_("Often together with"), vocabulary.related.get(code, ())),
                )
                if codes
            ],
            "names": [
                {
                    "language": of,
                    "name": cldr.language_name(of, language),
                    "names": names,
                    "is_checked": names.preferred in names.checked,
                }
                for of, names in vocabulary.all_names(code)
            ],
            "areas": [str(area) for area in areas],
            "sdg": topic.sdg,
            "used": shown_hits(used.hits, spans_of_topics([code])),
            "used_total": used.total,
            "used_url": f"{reverse('search')}{Wish(label, 'topics', {}, 1).url()}",
        },
    )


@require_safe
def skos(request):
    """The whole vocabulary as SKOS, in Turtle."""
    found = network()
    title = f"{found.name['en']['text']}: vocabulary" if found and "en" in found.name else "Musubi"
    root = f"{request.scheme}://{request.get_host()}/vocabulary/"
    response = StreamingHttpResponse(
        turtle(current.vocabulary(), root, title), content_type="text/turtle; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="vocabulary.ttl"'
    return response
