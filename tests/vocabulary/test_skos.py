"""The vocabulary as others take it: SKOS that parses, with no link that leads nowhere."""

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS

from musubi.vocabulary.files import read_vocabulary
from musubi.vocabulary.skos import turtle
from tests.making import DATA

ROOT = "https://musubi.example/vocabulary/"


@pytest.fixture(scope="module")
def shipped():
    return read_vocabulary(DATA)


@pytest.fixture(scope="module")
def graph(shipped):
    return rdflib.Graph().parse(data="".join(turtle(shipped, ROOT, "A “title”\\")), format="turtle")


def test_every_topic_is_a_concept_with_all_its_labels(graph, shipped):
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))

    assert concepts == {rdflib.URIRef(f"{ROOT}{code}/") for code in shipped.topics}
    for (language, code), names in shipped.names.items():
        subject = rdflib.URIRef(f"{ROOT}{code}/")
        found = {
            str(label)
            for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            for label in graph.objects(subject, predicate)
            if label.language.lower() == language.lower()
        }
        assert found == set(names.all), (language, code)


def test_a_concept_has_one_preferred_label_in_each_language(graph, shipped):
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        languages = [label.language for label in graph.objects(concept, SKOS.prefLabel)]
        assert len(languages) == len(set(languages))


def test_no_link_leads_nowhere(graph):
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    addresses = rdflib.URIRef(f"{ROOT}#addresses")
    links = [
        target
        for predicate in (SKOS.broader, SKOS.narrower, SKOS.related, addresses)
        for target in graph.objects(None, predicate)
    ]

    assert len(links) > 500
    assert set(links) <= concepts
    assert set(graph.objects(None, SKOS.inScheme)) == {rdflib.URIRef(ROOT)}


def test_broader_and_narrower_are_each_other_s_inverse_and_related_goes_both_ways(graph):
    broader = set(graph.subject_objects(SKOS.broader))
    related = set(graph.subject_objects(SKOS.related))

    assert {(b, a) for a, b in graph.subject_objects(SKOS.narrower)} == broader
    assert {(b, a) for a, b in related} == related


def test_the_file_names_its_title_and_its_licence(graph):
    scheme = rdflib.URIRef(ROOT)

    assert str(graph.value(scheme, DCTERMS.title)) == "A “title”\\"
    assert "zero/1.0" in str(graph.value(scheme, DCTERMS.license))
