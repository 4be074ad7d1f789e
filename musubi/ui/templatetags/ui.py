"""Numbers, dates and names in the language of the page, and plain text as paragraphs.

Every filter gives an empty text for None and for an empty text, so that a fact which is not
known needs no condition in a template.
"""

import re
from functools import wraps

from django import template
from django.utils.html import format_html_join

from musubi.ui import cldr

register = template.Library()


def _known(function):
    @wraps(function)
    def known(value):
        return "" if value in (None, "") else function(value)

    return known


for _name, _function in {
    "number": cldr.number,  # 12,345
    "day": cldr.day,  # a date: 10 November 2025
    "partial_date": cldr.partial_date,  # as much of a date as is known
    "year_in": cldr.year,  # a year of the common era; Thai readers see the Buddhist one
    "days": cldr.days,  # a count of days in words: 31 days
    "country": cldr.country_name,  # an ISO 3166-1 code
    "language_name": cldr.language_name,  # a language's code
    "own_language_name": cldr.own_language_name,  # the same, in the language itself
}.items():
    register.filter(_name, _known(_function))


@register.simple_tag
def day_range(start, end):
    """Write the days from `start` to `end`, both included; one day where `end` is None."""
    return cldr.day_range(start, end or start)


@register.simple_tag
def year_range(start, end):
    """Write the years from `start` to `end`, both included; one year where `end` is None."""
    return cldr.year_range(start, end or start)


@register.filter
def paragraphs(text):
    """Give each block of lines its own `<p>`, escaped; blank lines part the blocks."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text or ""))
    return format_html_join("\n", "<p>{}</p>", ((block,) for block in blocks if block))
