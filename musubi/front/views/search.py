"""The page of results."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.models import kinds
from musubi.front.search import CITY, ORGANISATION, mark, search, search_kind, snippet, words_of
from musubi.members.models import Member


@require_safe
def search_page(request):
    query = request.GET.get("q", "").strip()
    words = words_of(query)
    kind = request.GET.get("kind", "")
    context = {"query": query[:200], "words": words}
    if kind in _kind_labels():
        page = search_kind(words, kind, request.GET.get("page", "1"))
        context |= {
            "kind": kind,
            "kind_label": _kind_labels()[kind],
            "total": page.paginator.count,
            "hits": [_hit(row, words) for row in page],
            "page": page,
        }
    else:
        found = search(words)
        context |= {
            "total": sum(group.total for group in found),
            "groups": [
                {
                    "kind": group.kind,
                    "label": _kind_labels()[group.kind],
                    "total": group.total,
                    "hits": [_hit(row, words) for row in group.rows],
                }
                for group in found
            ],
        }
    return render(request, "front/search.html", context)


def _kind_labels():
    return {
        CITY: _("Cities"),
        ORGANISATION: _("Organisations"),
        **{code: model.KIND.plural for code, model in kinds().items()},
    }


def _hit(row, words):
    """One row found: its title and a piece of its text, with the words marked."""
    if isinstance(row, Member):
        other = [text for text in row.name.all_texts() if text != str(row.name)]
        return {
            "url": row.get_absolute_url(),
            "title": mark(str(row.name), words),
            "title_lang": row.name.lang_attr,
            "place": str(row.country),
            "text": mark(snippet(other, words), words),
        }
    piece = snippet([*row.summary.all_texts()], words)
    language = next(
        (code for code, text in row.summary.items() if piece.strip("… ") in text["text"]), "en"
    )
    return {
        "url": row.get_absolute_url(),
        "title": mark(str(row.title), words),
        "title_lang": row.title.lang_attr,
        "place": row.owner.with_country if row.owner else row.place,
        "text": mark(piece, words),
        "text_language": language,
    }
