"""The judged set beside this file, tied by `musubi tie`, and how good the order is."""

import io
import json
import math
from collections import defaultdict
from pathlib import Path
from statistics import mean

from django.core.management import call_command

FOLDER = Path(__file__).parent / "judged"
DEPTH = 10


def part(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def write_file(path):
    content = {"needs": part("needs"), "solutions": part("solutions")}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def tied(path, *options):
    """What `musubi tie` answers, as {need: list of ties}."""
    out = io.StringIO()
    call_command("tie", "--in", str(path), *options, stdout=out)
    return {need["id"]: need["ties"] for need in json.loads(out.getvalue())["needs"]}


def ndcg(order, grades):
    """nDCG@10 with gain 2^grade − 1 (Burges and others 2005)."""
    best = sorted(grades.values(), reverse=True)
    return _dcg([grades.get(one, 0) for one in order]) / _dcg(best)


def _dcg(grades):
    return sum((2**grade - 1) / math.log2(n + 2) for n, grade in enumerate(grades[:DEPTH]))


def by_language(orders):
    """{language of the need: mean nDCG@10}, and the mean of all needs under "all"."""
    judgements, values = part("judgements"), defaultdict(list)
    for need in part("needs"):
        value = ndcg(orders.get(need["id"], []), judgements[need["id"]])
        values[need["lang"]].append(value)
        values["all"].append(value)
    return {language: mean(found) for language, found in values.items()}
