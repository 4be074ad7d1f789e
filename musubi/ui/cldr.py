"""Dates, numbers and names as readers of each language write them, from CLDR.

Every function takes the language last, as Django names it ("ja", "zh-hans"); left out, it is
the language of the page. A language that CLDR does not know reads English. Thai readers see
the years of the Buddhist era. Answers are remembered: a page asks for dozens.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from inspect import signature
from typing import ParamSpec

from babel import Locale, UnknownLocaleError
from babel.dates import tokenize_pattern
from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language

from musubi.ui.partial_dates import PartialDate

ENGLISH = "en-gb"  # British: 10 November 2025
BUDDHIST_ERA = 543  # years ahead of the common era
# Where CLDR has only the name of the country or people, or nothing.
OWN_NAMES = {"id": "Bahasa Indonesia", "ms": "Bahasa Melayu", "tet": "Tetun", "vi": "Tiếng Việt"}

P = ParamSpec("P")


def in_language(function: Callable[P, str]) -> Callable[P, str]:
    """Fill in the language of the page where the caller leaves it out, and remember answers."""
    remembered = lru_cache(maxsize=4096)(function)
    place = list(signature(function).parameters).index("language")

    @wraps(function)
    def formatted(*values, language=None, **named):
        if len(values) > place:
            language = values[place]
        return remembered(*values[:place], language or get_language(), **named)

    return formatted


@lru_cache(maxsize=256)
def _locale(language: str | None) -> Locale:
    if language in (None, "en"):
        language = ENGLISH
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH, sep="-")


# Names


@in_language
def country_name(code: str, language: str | None = None) -> str:
    """Return the name of the country with this ISO 3166-1 code of two letters.

    Raises KeyError for a code that CLDR does not know.
    """
    name = _locale(language).territories.get(code) or _locale(None).territories[code]
    if code == "MM":  # CLDR adds an older name in brackets; its short form is without
        name = re.sub(r"\s*[(（].*", "", name)
    return name


@in_language
def language_name(code: str, language: str | None = None) -> str:
    """Return the name of the language with this code ("ja", "zh-hans").

    Raises KeyError for a code that CLDR does not know.
    """
    first, *rest = code.split("-")
    key = "_".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])
    name = _locale(language).languages.get(key) or _locale(None).languages[key]
    # CLDR's Vietnamese names stand alone; within a sentence they begin small.
    return name[0].lower() + name[1:] if language == "vi" else name


def own_language_name(code: str) -> str:
    """Return the language's name in the language itself; KeyError as in language_name."""
    return OWN_NAMES.get(code) or language_name(code, code)


# Numbers


def _with_places(pattern: str, places: int) -> str:
    """Return the number pattern with exactly this many digits after the point."""
    whole = re.sub(r"\.[0#]+", "", pattern)
    return whole.replace("0", "0." + "0" * places) if places else whole


@in_language
def number(value: int, language: str | None = None) -> str:
    """Return a whole number, its thousands set apart: 12,345."""
    return format_decimal(value, locale=_locale(language))


@in_language
def decimal(value: float | Decimal, language: str | None = None, *, places: int = 1) -> str:
    """Return a number with exactly `places` digits after the point: 4.0."""
    locale = _locale(language)
    pattern = _with_places(locale.decimal_formats[None].pattern, places)
    return format_decimal(value, format=pattern, locale=locale)


@in_language
def percent(share: float | Decimal, language: str | None = None, *, places: int = 0) -> str:
    """Return a share, of which 1 is the whole, in percent: 0.25 gives 25%."""
    locale = _locale(language)
    pattern = _with_places(locale.percent_formats[None].pattern, places)
    return format_percent(share, format=pattern, locale=locale)


# Dates


@lru_cache(maxsize=1024)
def _tokens(pattern: str) -> tuple:
    """Split a CLDR date pattern; the era goes, since readers know which one they count in."""
    return tuple(tokenize_pattern(re.sub(r"G+\s*", "", pattern)))


def _written(pattern: str, locale: Locale, year: int, month: int = 1, day: int = 1) -> str:
    """Fill a CLDR date pattern of years, months and days; names of months are in full.

    Not babel's own function, since that writes a Python date, and Python has no 29 February
    in 2567. Raises KeyError for a pattern with any other field.
    """
    if locale.language == "th":
        year += BUDDHIST_ERA
    values = {"y": year, "M": month, "L": month, "d": day}
    written = []
    for kind, token in _tokens(pattern):
        if kind == "chars":
            written.append(token)
            continue
        letter, width = token
        if letter in "ML" and width > 2:
            form = "format" if letter == "M" else "stand-alone"
            written.append(locale.months[form]["wide"][month])
        else:
            written.append(str(values[letter]).zfill(width))
    return "".join(written)


@in_language
def day(value: date, language: str | None = None) -> str:
    """Return a date in full: 10 November 2025."""
    locale = _locale(language)
    pattern = locale.date_formats["long"].pattern
    return _written(pattern, locale, value.year, value.month, value.day)


@in_language
def month(year: int, month: int, language: str | None = None) -> str:
    """Return a month, 1 to 12, with its year: November 2025."""
    locale = _locale(language)
    return _written(locale.datetime_skeletons["yMMMM"].pattern, locale, year, month)


@in_language
def year(year: int, language: str | None = None) -> str:
    locale = _locale(language)
    return _written(locale.datetime_skeletons["y"].pattern, locale, year)


@in_language
def partial_date(value: PartialDate, language: str | None = None) -> str:
    """Return the date with no more than is known of it."""
    if value.month is None:
        return year(value.year, language)
    if value.day is None:
        return month(value.year, value.month, language)
    return day(value.first, language)


@in_language
def day_range(start: date, end: date, language: str | None = None) -> str:
    """Return the days from `start` to `end`, both included: 10–11 November 2025.

    Raises ValueError where the end comes first.
    """
    if end < start:
        raise ValueError(f"{end} comes before {start}")
    if start == end:
        return day(start, language)
    locale = _locale(language)
    same_month = (start.year, start.month) == (end.year, end.month)
    differs = "d" if same_month else "M" if start.year == end.year else "y"
    halves = locale.interval_formats.get("yMMMd", {}).get(differs)
    if halves is None:
        return locale.interval_formats[None].format(day(start, language), day(end, language))
    return "".join(
        _written(half, locale, at.year, at.month, at.day)
        for half, at in zip(halves, (start, end), strict=True)
    )


@in_language
def year_range(start: int, end: int, language: str | None = None) -> str:
    """Return the years from `start` to `end`, both included: 2021–2025.

    Raises ValueError where the end comes first.
    """
    if end < start:
        raise ValueError(f"{end} comes before {start}")
    if start == end:
        return year(start, language)
    locale = _locale(language)
    halves = locale.interval_formats.get("y", {}).get("y")
    if halves is None:
        return locale.interval_formats[None].format(year(start, language), year(end, language))
    return "".join(
        _written(half, locale, at) for half, at in zip(halves, (start, end), strict=True)
    )


# Durations


def _duration(count: int, unit: str, language: str | None) -> str:
    """Return a count of a CLDR unit in words.

    Not babel's own function, since that misses the units whose long form CLDR leaves out
    because it is the short one, as in Japanese, Thai and Vietnamese.
    """
    locale = _locale(language)
    lengths = locale._data["unit_patterns"][unit]  # babel has no public way to them
    plural = locale.plural_form(count)
    pattern = lengths.get("long", {}).get(plural) or lengths["short"][plural]
    if locale.language == "ja":  # CLDR parts number and unit, which running text does not
        pattern = pattern.replace(" ", "")
    return pattern.format(number(count, language))


@in_language
def days(count: int, language: str | None = None) -> str:
    """Return a duration in words: 31 days."""
    return _duration(count, "duration-day", language)


@in_language
def months(count: int, language: str | None = None) -> str:
    """Return a duration in words: 3 months."""
    return _duration(count, "duration-month", language)
