"""How long it takes to read a summary record: python benchmarks/parsing.py

Beside it stands a plain reference in the same run: one regular expression that splits the text at
numbers and joins lines by spaces. It knows no lists, languages, headings, facts or problems.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time_ns

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from musubi.meetings.parsing import parse_record  # noqa: E402

_NUMBER = re.compile(r"^\s*[0-9０-９]+[.．]", re.MULTILINE)
ROUNDS = 9
ROUND_NS = 100_000_000  # CPU time of one round, at least


def split_at_numbers(text: str) -> list[str]:
    """The reference: the texts between numbers, the first being what stands above."""
    return [" ".join(part.split()) for part in _NUMBER.split(text)]


def made_up_record(paragraphs: int) -> str:
    """A record in two languages, `paragraphs` in all, with lists and broken lines."""
    english = "Japan and ASEAN confirmed to continue\n\ntheir work on smart cities, such as:\n"
    english += "- (i) mutual learning among\n\ncities; and\n- (ii) support for small firms.\n"
    japanese = "ASEAN と日本は、スマートシ\n\nティの実現に向けて協力を続けるこ\n\nとを確認した。\n"
    half = range(1, paragraphs // 2 + 1)
    return "".join(
        [
            "Summary Record of the 8th Meeting\n",
            *(f"{n}. {english}" for n in half),
            "第８回会合\n成果文書（日本語仮訳）\n",
            *(f"{n}．{japanese}" for n in half),
        ]
    )


def microseconds(read: Callable[[str], object], text: str) -> float:
    """CPU time of one call in µs: the median of ROUNDS rounds."""
    start, calls = process_time_ns(), 0
    while process_time_ns() - start < ROUND_NS:
        read(text)
        calls += 1
    times = []
    for _round in range(ROUNDS):
        start = process_time_ns()
        for _call in range(calls):
            read(text)
        times.append((process_time_ns() - start) / calls / 1000)
    return median(times)


def main() -> None:
    seventh = (ROOT / "data/records/meeting-7-summary-record.txt").read_text(encoding="utf-8")
    texts = {"7th record": seventh, "made up, 2,000 paragraphs": made_up_record(2000)}
    print(f"{'text':<26} {'bytes':>8}  {'reader':<18} {'µs':>10} {'MB/s':>7}")
    for name, text in texts.items():
        size = len(text.encode())
        for read in (parse_record, split_at_numbers):
            time = microseconds(read, text)
            print(f"{name:<26} {size:>8}  {read.__name__:<18} {time:>10.1f} {size / time:>7.2f}")


if __name__ == "__main__":
    main()
