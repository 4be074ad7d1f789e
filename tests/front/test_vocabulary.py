"""The pages of the shared words."""

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from musubi.front.views.vocabulary import USED_BY
from tests.front.pages import read_main
from tests.making import make_need, make_topics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def topics():
    make_topics(
        flooding={"type": "problem", "sdg": ["11.5"], "names": {"en": ["Flooding", "flood"]}},
        tidal_flooding={
            "type": "problem",
            "broader": ["flooding"],
            "names": {"en": ["Tidal flooding"], "id": ["Banjir rob", "rob"]},
        },
        river_gauge={
            "type": "technology",
            "addresses": ["flooding"],
            "names": {"en": ["River gauge"], "ja": ["水位計"]},
        },
    )


def test_all_topics_are_there_by_type_each_in_the_readers_language():
    page = read_main("/ja/vocabulary/")

    assert {link for link in page.links if link.startswith("/ja/vocabulary/")} >= {
        "/ja/vocabulary/flooding/",
        "/ja/vocabulary/tidal-flooding/",
        "/ja/vocabulary/river-gauge/",
    }
    assert "水位計" in page.text
    assert "Flooding" in page.text


@pytest.mark.parametrize("asked", ["rob", "ROB", "ＲＯＢ", "tidal"])
def test_a_topic_is_found_by_any_of_its_names(asked):
    page = read_main(f"/en/vocabulary/?q={asked}")

    found = {link for link in page.links if link.startswith("/en/vocabulary/") and link[-2] != "y"}
    assert found == {"/en/vocabulary/tidal-flooding/"}


@pytest.mark.parametrize("asked", ["xyzzy", "%", "<script>", " "])
def test_a_name_that_nothing_has_finds_nothing_or_all(asked):
    assert read_main(f"/en/vocabulary/?q={asked}").inline == []


def test_a_topic_shows_its_names_its_relations_and_what_speaks_of_it():
    need = make_need("Streets that flood")

    page = read_main("/en/vocabulary/flooding/")

    assert "/en/vocabulary/tidal-flooding/" in page.links
    assert "/en/vocabulary/river-gauge/" in page.links
    assert need.get_absolute_url() in page.links
    assert page.marked == ["flood"]
    assert "SDG 11.5" in page.text
    assert "Banjir rob" in read_main("/en/vocabulary/tidal-flooding/").text


def test_an_unknown_topic_is_not_found(client):
    assert client.get("/en/vocabulary/nothing/").status_code == 404


def test_the_file_can_be_taken_and_its_addresses_are_those_of_the_pages(client):
    response = client.get("/vocabulary.ttl")
    graph = rdflib.Graph().parse(data=b"".join(response.streaming_content), format="turtle")

    concepts = {str(concept) for concept in graph.subjects(RDF.type, SKOS.Concept)}

    assert response.headers["Content-Type"].startswith("text/turtle")
    assert concepts == {
        f"http://testserver/vocabulary/{code}/"
        for code in ("flooding", "tidal-flooding", "river-gauge")
    }
    for address in concepts:
        assert client.get(address, follow=True).status_code == 200


def test_all_that_speaks_of_a_topic_is_one_step_away_whatever_the_topic_is_called():
    make_topics(parking={"type": "problem", "names": {"en": ["Parking & kerbs #1", "kerb"]}})
    needs = [make_need(f"Kerb {n}") for n in range(USED_BY + 1)]

    page = read_main("/en/vocabulary/parking/")
    (link,) = (link for link in page.links if "by=topics" in link)

    assert {need.get_absolute_url() for need in needs} <= set(read_main(link).links)


def test_what_is_asked_must_stand_in_one_name_not_in_two():
    assert "/en/vocabulary/flooding/" in read_main("/en/vocabulary/?q=Flooding").links
    two = read_main("/en/vocabulary/?q=Flooding%0Aflood")
    assert "/en/vocabulary/flooding/" not in two.links
