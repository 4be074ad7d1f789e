"""Public pages kept as they were last sent, for as long as nothing has changed.

What a visitor without a cookie gets is a function of the address, the day and the database, and
the stamps of the journal tell whether the database has changed. So one small question answers
for a whole page, and a page that many read at once is made once.
"""

import threading
from collections import OrderedDict

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from musubi.journal.models import all_stamps

LARGEST = 200_000  # bytes of a page that is kept
LONGEST_ADDRESS = 500  # characters


class PageMemory:
    """The pages last asked for, at most `size` of them; the one longest unasked goes first."""

    def __init__(self, size):
        self.size = size
        self._pages = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key, state):
        """The page kept under `key` if it was made in this state of the database, else None."""
        with self._lock:
            kept_state, page = self._pages.get(key, (None, None))
            if page is None or kept_state != state:
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key, state, page):
        with self._lock:
            self._pages[key] = (state, page)
            self._pages.move_to_end(key)
            while len(self._pages) > self.size:
                self._pages.popitem(last=False)

    def __len__(self):
        return len(self._pages)


def page_memory_middleware(get_response):
    """Answer from memory where that is the truth; settings.PAGE_MEMORY is the number of pages."""
    memory = PageMemory(settings.PAGE_MEMORY)

    def middleware(request):
        if not memory.size or not _may_be_kept(request):
            return get_response(request)
        key = (
            request.scheme,
            request.META.get("HTTP_HOST", ""),
            request.get_full_path(),
            "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""),
        )
        # Read before the page is made: a change in between makes the page stale, never lasting.
        state = (all_stamps(), timezone.now().date())
        page = memory.get(key, state)
        if page is None:
            response = get_response(request)
            if _is_worth_keeping(response):
                patch_vary_headers(response, ["Cookie"])
                memory.keep(key, state, (response.content, dict(response.items())))
            return response
        content, headers = page
        return HttpResponse(content, headers=headers)

    return middleware


def _may_be_kept(request):
    """Whether the address alone decides the answer: a page below a language, asked for plainly."""
    language = request.path_info[1:].partition("/")[0]
    return (
        request.method == "GET"
        and not request.COOKIES
        and language in dict(settings.LANGUAGES)
        and len(request.META.get("QUERY_STRING", "")) + len(request.path_info) <= LONGEST_ADDRESS
    )


def _is_worth_keeping(response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and len(response.content) <= LARGEST
    )
