"""The page that says what this site is."""

import json
import re
from html import unescape

import pytest

from tests.making import DATA


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
def test_the_about_page_names_every_country_that_takes_part_and_their_sources(client):
    rows = json.loads((DATA / "countries.json").read_text())
    names = [row["name"]["en"] for row in rows if row["takes_part"]]
    addresses = {s for row in rows if row["takes_part"] for s in row["sources"] if "://" in s}

    html = unescape(client.get("/en/about/").content.decode())

    assert re.findall(r"<li>([^<]+)</li>", html) == sorted(names)
    assert {a for a in addresses if f'href="{a}"' in html} == addresses
