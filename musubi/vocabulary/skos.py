"""The vocabulary in SKOS, as Turtle, for whoever keeps one too. Knows no Django.

Source of the terms: W3C, SKOS Simple Knowledge Organization System Reference (2009).
"""

import json
from collections.abc import Iterable, Iterator

from musubi.vocabulary.topics import Topic, Vocabulary

PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix cc: <http://creativecommons.org/ns#> .
@prefix musubi: <{root}#> .
"""
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
SDG_TARGET = "http://metadata.un.org/sdg/"


def turtle(vocabulary: Vocabulary, root: str, title: str) -> Iterator[str]:
    """The whole vocabulary in pieces of text. root: the address of its page, ending in "/"."""
    yield PREFIXES.format(root=root)
    yield (
        f"\n<{root}> a skos:ConceptScheme ;\n"
        f"  dct:title {_literal(title, 'en')} ;\n"
        f"  dct:license <{LICENCE}> .\n"
        "\nmusubi:addresses a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Property> ;\n"
        '  dct:description "What the technology answers: a problem."@en .\n'
    )
    for topic in vocabulary.topics.values():
        yield _concept(topic, vocabulary, root)


def _concept(topic: Topic, vocabulary: Vocabulary, root: str) -> str:
    lines = ["a skos:Concept", f"skos:inScheme <{root}>", f"skos:notation {_literal(topic.code)}"]
    lines.append(f"dct:type {_literal(topic.type)}")
    if not topic.broader:
        lines.append(f"skos:topConceptOf <{root}>")
    lines += _links("skos:broader", topic.broader, root)
    lines += _links("skos:narrower", vocabulary.narrower.get(topic.code, ()), root)
    lines += _links("skos:related", vocabulary.related.get(topic.code, ()), root)
    lines += _links("musubi:addresses", topic.addresses, root)
    lines += [f"dct:subject {_literal(area)}" for area in topic.focus_areas]
    lines += [f"skos:closeMatch <{SDG_TARGET}{target}>" for target in topic.sdg]
    for language, names in vocabulary.all_names(topic.code):
        lines.append(f"skos:prefLabel {_literal(names.preferred, language)}")
        lines += [f"skos:altLabel {_literal(label, language)}" for label in names.alternative]
        lines += [f"skos:hiddenLabel {_literal(label, language)}" for label in names.hidden]
    body = " ;\n  ".join(lines)
    return f"\n<{root}{topic.code}/> {body} .\n"


def _links(predicate: str, codes: Iterable[str], root: str) -> list[str]:
    return [f"{predicate} <{root}{code}/>" for code in codes]


def _literal(text: str, language: str = "") -> str:
    # A JSON string is a Turtle string: the same quotes, the same escapes.
    quoted = json.dumps(text, ensure_ascii=False)
    return f"{quoted}@{language}" if language else quoted
