"""Projects say their years as far as they are known."""

import pytest
from django.db import IntegrityError, transaction

from tests.front.pages import read_main
from tests.making import make_project, record_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [
        (2021, 2023, "2021–2023"),
        (2021, 2021, "2021"),
        (2021, None, "since 2021"),
        (None, 2023, "until 2023"),
    ],
)
def test_the_years_of_a_project_are_as_known(started, ended, words):
    project = make_project(started_year=started, ended_year=ended)

    assert words in read_main(project.get_absolute_url()).text


def test_a_project_cannot_end_before_its_start():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_project(started_year=2023, ended_year=2021)


def test_a_project_without_an_outcome_says_that_no_source_tells():
    assert "No published source says." in read_main(make_project().get_absolute_url()).text


@pytest.mark.usefixtures("record")
def test_a_project_links_its_cities_and_its_organisations():
    row = record_rows("projects")[0]

    links = read_main(f"/en/projects/{row['slug']}/").links

    assert {f"/en/cities/{slug}/" for slug in row["cities"]} <= set(links)
    assert {f"/en/members/{slug}/" for slug in row["organisations"]} <= set(links)
