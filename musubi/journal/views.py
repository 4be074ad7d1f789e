from django.http import Http404
from django.shortcuts import render

from musubi.journal.history import history_of


def history(request, *, subject, kind, key, crumbs=()):
    """Every version of `subject`, which its own view has found and may be seen."""
    versions = history_of(kind, key)
    if not versions:
        raise Http404
    return render(
        request,
        "journal/history.html",
        {
            "subject": subject,
            "versions": versions,
            "crumbs": [*crumbs, {"label": str(subject), "url": subject.get_absolute_url()}],
        },
    )
