"""Which languages a short text can be in, by its letters. For texts that do not say."""

import re

# In the order of asking. Han characters alone may be Japanese or Chinese.
_SCRIPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("[\u0e01-\u0e5b]", ("th",)),
    ("[\u0e81-\u0edf]", ("lo",)),
    ("[\u1780-\u17ff]", ("km",)),
    ("[\u1000-\u109f]", ("my",)),
    ("[\u0b80-\u0bff]", ("ta",)),
    ("[\u3041-\u30ff\uff66-\uff9f]", ("ja",)),
    ("[\u3400-\u9fff]", ("ja", "zh-Hans")),
)
_LATIN = ("en", "id", "vi", "ms", "fil", "pt", "tet")
_PATTERNS = tuple((re.compile(pattern), languages) for pattern, languages in _SCRIPTS)


def likely_languages(text: str, first: str | None = None) -> tuple[str, ...]:
    """The languages to try, the likeliest first. first: the reader's, tried where it may be."""
    for pattern, languages in _PATTERNS:
        if pattern.search(text):
            found = languages
            break
    else:
        found = _LATIN
    if first is None or first not in found:
        return found
    return (first, *(code for code in found if code != first))
