"""Texts in any language as search, ties and marks see them. Knows no Django.

    normalise       the key of a text
    terms           what an index keeps of it; query_terms, query_words: what to look for
    Spotter         the labels of a vocabulary that it holds
    find_spans      where it holds the words of a query
    is_zawgyi       whether it is Burmese in Zawgyi's code, which normalise turns into Unicode

Places are those of the original text, so that what is quoted stands there literally. Every
function takes any str, and its time is linear in the length of it.
"""

from musubi.vocabulary.text.labels import Label
from musubi.vocabulary.text.marking import find_spans
from musubi.vocabulary.text.normal import normalise
from musubi.vocabulary.text.queries import QueryWord, query_groups, query_terms, query_words
from musubi.vocabulary.text.spotting import Spotted, Spotter
from musubi.vocabulary.text.words import Term, is_second_form, term_counts, terms
from musubi.vocabulary.text.zawgyi import is_zawgyi

__all__ = [
    "Label",
    "QueryWord",
    "Spotted",
    "Spotter",
    "Term",
    "find_spans",
    "is_second_form",
    "is_zawgyi",
    "normalise",
    "query_groups",
    "query_terms",
    "query_words",
    "term_counts",
    "terms",
]
