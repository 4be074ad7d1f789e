"""Text as search compares it. Knows no Django."""

import unicodedata
from collections.abc import Iterable


def normal(text: str) -> str:
    """Fold width, compatibility forms and case: "ＡＳＥＡＮ" and "asean" are one."""
    return unicodedata.normalize("NFKC", text).casefold()


def searchable(texts: Iterable[str]) -> str:
    """One normalised text of many; a line each, so that no match runs over two."""
    return "\n".join(normal(text) for text in texts if text)
