"""Burmese in the Zawgyi font's own code, which looks right in that font alone: told and turned.

Zawgyi puts other signs on the code points of Unicode's Burmese block and stores what stands left
of a letter before it. Half of what is typed in Myanmar on older phones is still written so.
"""

import re

# Sequences that no Unicode text has, but nearly every Zawgyi text: the vowel e or the medial ra
# without a letter before it, and a virama with nothing below it.
_SURELY_ZAWGYI = re.compile(
    "(?<![\u1000-\u102a\u103b-\u103f\u104e\u105a-\u1097\u1039])\u1031"
    "|(?<![\u1000-\u102a\u103a\u103f])\u103b"
    "|\u1039(?![\u1000-\u1021\u105a-\u1081])"
)
_SURELY_UNICODE = re.compile(
    "[\u1000-\u1021]\u1037?\u103a(?![\u102b-\u1032])|\u1039[\u1000-\u1021]"
)

_BEFORE = "\u1031\u103b\u107e-\u1084"
_LETTERS = "\u1000-\u102a\u103f\u1040\u104e\u106a\u106b\u106e\u106f\u1086\u108f-\u1092\u1097"
_BEHIND = (
    "\u102b-\u1030\u1032-\u103a\u103c\u103d\u105a\u1060-\u1069\u106c\u106d\u1070-\u107d\u1085"
    "\u1087-\u108e\u1093-\u1096"
)
SYLLABLE = f"[{_BEFORE}]{{0,4}}[{_LETTERS}][{_BEHIND}]{{0,12}}"

_KINZI = "\u1004\u103a\u1039"
_STACKED = dict(
    zip(
        "\u1060\u1061\u1062\u1063\u1065\u1066\u1067\u1068\u1069\u106c\u106d\u1070\u1071\u1072"
        "\u1073\u1074\u1075\u1076\u1077\u1078\u1079\u107a\u107b\u107c\u1085\u1093",
        "\u1000\u1001\u1002\u1003\u1005\u1006\u1006\u1007\u1008\u100b\u100c\u100f\u1010\u1010"
        "\u1011\u1011\u1012\u1013\u1014\u1015\u1016\u1017\u1018\u1019\u101c\u1018",
        strict=True,
    )
)
_UNICODE = {
    **{sign: "\u1039" + letter for sign, letter in _STACKED.items()},
    **dict.fromkeys("\u103b\u107e\u107f\u1080\u1081\u1082\u1083\u1084", "\u103c"),
    "\u1033": "\u102f",
    "\u1034": "\u1030",
    "\u1039": "\u103a",
    "\u103a": "\u103b",
    "\u103c": "\u103d",
    "\u103d": "\u103e",
    "\u105a": "\u102b\u103a",
    "\u106a": "\u1009",
    "\u106b": "\u100a",
    "\u106e": "\u100d\u1039\u100d",
    "\u106f": "\u100d\u1039\u100e",
    "\u107d": "\u103b",
    "\u1086": "\u103f",
    "\u1087": "\u103e",
    "\u1088": "\u103e\u102f",
    "\u1089": "\u103e\u1030",
    "\u108a": "\u103d\u103e",
    "\u108b": "\u102d",
    "\u108c": "\u102e",
    "\u108d": "\u1036",
    "\u108e": "\u102d\u1036",
    "\u108f": "\u1014",
    "\u1090": "\u101b",
    "\u1091": "\u100f\u1039\u100d",
    "\u1092": "\u100b\u1039\u100c",
    "\u1094": "\u1037",
    "\u1095": "\u1037",
    "\u1096": "\u1039\u1010\u103d",
    "\u1097": "\u100b\u1039\u100b",
}
_WITH_KINZI = "\u1064\u108b\u108c\u108d"
_PARTS = re.compile(f"([{_BEFORE}]*)([{_LETTERS}])([{_BEHIND}]*)")


def is_zawgyi(text: str) -> bool:
    """Whether Burmese text is Zawgyi: it has impossible sequences, not fewer than possible ones."""
    if not _SURELY_ZAWGYI.search(text):
        return False
    return len(_SURELY_ZAWGYI.findall(text)) >= len(_SURELY_UNICODE.findall(text))


def unicode_syllable(syllable: str) -> str:
    """A SYLLABLE of Zawgyi in Unicode; its signs still stand in the order in which they stood.

    Anything else comes back as it was.
    """
    parts = _PARTS.fullmatch(syllable)
    if parts is None:
        return syllable
    before, letter, behind = parts.groups()
    kinzi = _KINZI if any(sign in behind for sign in _WITH_KINZI) else ""
    signs = (before + behind).replace("\u1064", "")
    return kinzi + "".join(_UNICODE.get(sign, sign) for sign in letter + signs)
