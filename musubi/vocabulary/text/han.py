"""One form for traditional, simplified and Japanese Han characters. A key: never to be shown.

Source: the character tables of OpenCC (https://github.com/BYVoid/OpenCC, Apache 2.0).
"""

from collections import Counter
from pathlib import Path

import opencc


def simplified() -> dict[str, str]:
    """Each character that has a simpler form, with the simplest; of the basic plane only."""
    to_simple = _pairs("TSCharacters.txt")
    olds = Counter(new for _old, new in _lines("JPVariants.txt"))
    forms = set(to_simple.values())
    for old, new in _lines("JPVariants.txt"):
        # 弁 stands for three older characters, and 国 is the simplified form itself.
        if olds[new] == 1 and new not in forms and new not in to_simple:
            to_simple[new] = old
    return {char: _last(to_simple, char) for char in to_simple}


def _last(to_simple: dict[str, str], char: str) -> str:
    """薴 becomes 苧, which becomes 苎: the end of the chain, so that all three are one."""
    seen = {char}
    while (following := to_simple.get(char, char)) not in seen:
        seen.add(following)
        char = following
    return char


def _pairs(name: str) -> dict[str, str]:
    return {old: new for old, new in _lines(name) if old != new}


def _lines(name: str) -> list[tuple[str, str]]:
    """The first choice of each line: "乾<tab>干 乾"."""
    path = Path(opencc.__file__).parent / "dictionary" / name
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        old, _tab, choices = line.partition("\t")
        new = choices.split(" ")[0]
        if len(old) == len(new) == 1 and max(old, new) <= "\uffff":
            found.append((old, new))
    return found
