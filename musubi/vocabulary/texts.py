"""Texts by language: a value that knows its original, and a model field that keeps it.

Stored as {language: {"text": …, "status": …, "of": …}}. `of` is the fingerprint of the original
that a translation was made from, so that "out of date" is derived and never has to be set.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from musubi.journal.fields import LargeJSONField

ORIGINAL, OFFICIAL, PROVISIONAL, MACHINE = "original", "official", "provisional", "machine"
STATUSES = (ORIGINAL, OFFICIAL, PROVISIONAL, MACHINE)


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Shown:
    """One text as a reader gets it: in the language wanted, or else in the one there is."""

    text: str
    language: str
    status: str
    wanted: str
    is_out_of_date: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_fallback(self) -> bool:
        return bool(self.text) and self.language != self.wanted

    @property
    def lang_attr(self) -> SafeString | str:
        """The attribute that tells a screen reader of the other language, or nothing."""
        return format_html(' lang="{}"', self.language) if self.is_fallback else ""


class Texts(dict[str, dict[str, str]]):
    """The same text in several languages. Not to be changed once it has been shown."""

    _shown: Shown | None = None

    @classmethod
    def of(cls, texts: Mapping[str, str], *, original: str, status: str = PROVISIONAL) -> "Texts":
        """Make Texts of {language: text}; those beside the original get `status`."""
        if not texts:
            return cls()
        mark = fingerprint(texts.get(original, ""))
        return cls(
            {
                language: {"text": text, "status": ORIGINAL}
                if language == original
                else {"text": text, "status": status, "of": mark}
                for language, text in texts.items()
            }
        )

    @classmethod
    def recorded(cls, texts: Mapping[str, str], status: str = PROVISIONAL) -> "Texts":
        """Texts as the public record gives them: its own language is English where it has any."""
        original = "en" if "en" in texts else next(iter(texts), "en")
        return cls.of(texts, original=original, status=status)

    @property
    def original_language(self) -> str:
        return next(
            (code for code, text in self.items() if text["status"] == ORIGINAL),
            next(iter(self), ""),
        )

    def is_out_of_date(self, language: str) -> bool:
        made_of = self[language].get("of")
        return made_of is not None and made_of != fingerprint(self[self.original_language]["text"])

    def shown_in(self, language: str) -> Shown:
        """The text in `language`, or else the original, marked as what it is."""
        code = language if language in self else self.original_language
        if not code:
            return Shown("", language, ORIGINAL, language)
        text = self[code]
        return Shown(
            text["text"], code, text["status"], language, "of" in text and self.is_out_of_date(code)
        )

    @property
    def shown(self) -> Shown:
        """The text for the reader of this page, looked up once: a card asks several times."""
        language = get_language() or "en"
        shown = self._shown  # another thread, of a reader of another language, may set it anew
        if shown is None or shown.wanted != language:
            shown = self._shown = self.shown_in(language)
        return shown

    @property
    def lang_attr(self) -> SafeString | str:
        return self.shown.lang_attr

    @property
    def html(self) -> SafeString | str:
        """The shown text where no element of its own can carry the language."""
        shown = self.shown
        return (
            format_html("<span{}>{}</span>", shown.lang_attr, shown)
            if shown.is_fallback
            else str(shown)
        )

    def __str__(self) -> str:
        return self.shown.text

    def all_texts(self) -> Iterable[str]:
        return (text["text"] for text in self.values())


class TextsField(LargeJSONField):
    """Keeps Texts as JSON; empty where nothing is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Texts)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "musubi.vocabulary.texts.TextsField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Texts(super().from_db_value(value, expression, connection) or {})
