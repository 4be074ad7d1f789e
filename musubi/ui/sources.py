"""Where a statement comes from, as a reader can follow it."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

GENERAL_KNOWLEDGE = "general knowledge"


@dataclass(frozen=True, slots=True)
class ShownSource:
    url: str
    label: str

    @property
    def is_link(self):
        return bool(self.url)

    @property
    def is_external(self):
        return self.url.startswith("http")


def shown_sources(sources):
    """The sources of a row as links; what is no address stays as words.

    "record:NAME" is a summary record that this site holds itself.
    """
    return [_shown(source) for source in sources]


def _shown(source):
    if source.startswith(("http://", "https://")):
        return ShownSource(source, _short(source))
    scheme, _colon, name = source.partition(":")
    if scheme == "record":
        return ShownSource(reverse("record", args=[name]), _("Summary record of the Meeting"))
    if source == GENERAL_KNOWLEDGE:
        return ShownSource("", _("General knowledge; no published source is named"))
    return ShownSource("", source)


def _short(address):
    """The host and enough of the path to tell two pages of one site apart."""
    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/")
    text = parts.netloc.removeprefix("www.") + path
    return text if len(text) <= 70 else f"{text[:45]}…{text[-22:]}"
