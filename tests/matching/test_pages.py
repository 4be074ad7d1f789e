"""What the pages of a need, a solution, a case and a city show of ties."""

import pytest

from musubi.exchange.models import Criterion
from musubi.journal.models import touch
from musubi.matching.pages import AT_A_GLANCE, PER_PAGE
from tests.front.pages import read_main
from tests.making import (
    make_case,
    make_city,
    make_concept,
    make_member,
    make_need,
    make_solution,
    make_topics,
    tell,
    texts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    make_topics(
        flooding={"type": "problem", "names": {"en": ["Flooding", "flood"], "th": ["น้ำท่วม"]}},
        river_gauge={
            "type": "technology",
            "addresses": ["flooding"],
            "names": {"en": ["River gauge"], "ja": ["水位計"]},
        },
        waste={"type": "problem", "names": {"en": ["Waste", "rubbish"], "ja": ["ごみ"]}},
        older_people={"type": "people", "names": {"en": ["Older people"], "ja": ["高齢者"]}},
    )


def thai_need(**values):
    return make_need({"th": "น้ำท่วมตลาดทุกปี"}, owner=make_city("Lan Thong"), **values)


def test_a_thai_need_finds_a_japanese_solution_and_says_why_in_english(topics):
    need = thai_need()
    solution = make_solution({"ja": "小さな水位計"})
    make_solution({"ja": "ごみの分別"})

    page = read_main(need.get_absolute_url())

    assert solution.get_absolute_url() in page.links
    assert [link for link in page.links if "/solutions/s" in link] == [solution.get_absolute_url()]
    assert (
        "The need mentions flooding (“ น้ำท่วม ”); the solution covers river gauge (“ 水位計 ”), "
        "which addresses flooding."
    ) in page.text


def test_the_solution_finds_the_need_back(topics):
    need, solution = thai_need(), make_solution({"ja": "小さな水位計"})

    page = read_main(solution.get_absolute_url())

    assert need.get_absolute_url() in page.links
    assert (
        "The solution covers river gauge (“ 水位計 ”), which addresses flooding; "
        "the need mentions it (“ น้ำท่วม ”)." in page.text
    )


def test_cases_from_elsewhere_are_shown_and_own_ones_are_not(topics):
    city = make_city("Here")
    need = make_need("Flood again", owner=city)
    elsewhere, own = make_case("A flood map"), make_case("Our own flood map")
    own.parts.create(member=city, role="place")
    tell({"case": [own.slug]})

    page = read_main(need.get_absolute_url())

    assert elsewhere.get_absolute_url() in page.links
    assert own.get_absolute_url() not in page.links


def test_who_shares_nothing_but_a_group_of_people_is_not_tied(topics):
    need = make_need("Older people and the flood")
    make_solution("Dances for older people")

    page = read_main(need.get_absolute_url())

    assert "Solutions that may answer it" not in page.text


def test_withdrawing_a_solution_takes_its_tie_away(topics):
    need, solution = thai_need(), make_solution("River gauge")
    assert solution.get_absolute_url() in read_main(need.get_absolute_url()).links

    solution.withdrawn_at = solution.published_at
    solution.save()
    touch("solution")
    tell({"solution": [solution.slug]})

    assert solution.get_absolute_url() not in read_main(need.get_absolute_url()).links


def test_the_page_of_an_entry_shows_few_ties_and_leads_to_all(topics):
    need = thai_need()
    solutions = {make_solution(f"River gauge {n}").get_absolute_url() for n in range(23)}

    brief = read_main(need.get_absolute_url())
    pages = [read_main(f"{need.get_absolute_url()}ties/?with=solution&page={n}") for n in (1, 2, 3)]

    assert len(solutions & set(brief.links)) == AT_A_GLANCE
    assert f"{need.get_absolute_url()}ties/?with=solution" in brief.links
    found = [link for page in pages for link in page.links if link in solutions]
    assert sorted(found) == sorted(solutions)
    assert [sum(link in solutions for link in page.links) for page in pages] == [
        PER_PAGE,
        PER_PAGE,
        3,
    ]


def test_each_criterion_is_tied_in_part_or_to_be_asked(topics):
    need = thai_need()
    for position, text in enumerate(["Measures the flood", "Sorts rubbish", "Costs little"]):
        Criterion.objects.create(need=need, text=texts(text), position=position)
    make_solution("River gauge")

    page = read_main(f"{need.get_absolute_url()}ties/")

    assert "1 of 3 criteria tied" in page.text
    assert [a["class"] for a in page.attributes_of("span") if "strand" in a.get("class", "")] == [
        "strand tied",
        "strand ask",
        "strand ask",
    ]
    assert "Not stated" in page.text


def test_what_is_not_known_is_said(topics):
    need = thai_need(countries=["TH"])
    make_solution("River gauge", countries=["JP"])

    page = read_main(f"{need.get_absolute_url()}ties/")

    assert "Nothing published says that it is offered in Thailand." in page.text


def test_a_small_firm_moved_up_by_the_rule_is_marked_so(topics):
    need = make_need("Flood")
    for n in range(8):
        make_solution("River gauge. Flood. Flood", owner=make_member(f"Giant {n}"))
    small = make_member("Small", is_msme=True)
    make_solution("A river gauge for floods beside other things", owner=small)

    page = read_main(f"{need.get_absolute_url()}ties/")

    assert page.text.count("Shown here by the rule for those who are easily overlooked") == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("gauge", "At place 1 of 1 on this page; by its score alone at place 1."),
        ("dances", "Not tied: the two texts share no problem"),
        ("zebrafish", "Nothing of this kind holds “zebrafish”."),
    ],
)
def test_why_not_that_one_is_answered(topics, asked, answer):
    need = thai_need()
    make_solution("River gauge")
    make_solution("Dances for older people")

    page = read_main(f"{need.get_absolute_url()}ties/?with=solution&why={asked}")

    assert answer in page.text


@pytest.mark.parametrize("query", ["with=project", "with=x"])
def test_a_kind_that_it_is_not_tied_to_is_not_found(client, topics, query):
    assert client.get(f"{thai_need().get_absolute_url()}ties/?{query}").status_code == 404


def test_a_need_without_topics_says_what_would_help(topics):
    page = read_main(f"{make_need('Zebrafish').get_absolute_url()}ties/")

    assert "No tie yet" in page.text


def test_a_city_shows_its_peers_and_what_they_did(topics):
    here, peer, other = make_city("Here"), make_city("Peer"), make_city("Other")
    make_need("Flood", owner=here)
    make_need({"th": "น้ำท่วม"}, owner=peer)
    make_need("Rubbish", owner=other)
    done = make_case("A river gauge that children read")
    done.parts.create(member=peer, role="place")
    tell({"case": [done.slug]})

    page = read_main(here.get_absolute_url())

    peers = page.text.partition("Cities like this one")[2]
    assert "Peer" in peers
    assert "Other" not in peers.partition("Promised")[0]
    assert done.get_absolute_url() in page.links
    assert "This city and the other city both speak of flooding" in peers


def test_the_way_ties_are_made_is_told_with_an_example(topics):
    need = make_need("Flood and rubbish")
    make_solution("A river gauge against flood and rubbish")
    make_concept("stage", "idea")

    page = read_main("/en/how-ties-are-made/")

    assert need.get_absolute_url() in page.links
    assert "at least 30 per cent go to micro, small and medium firms" in page.text
    assert "at most 5 per cent change places" in page.text
