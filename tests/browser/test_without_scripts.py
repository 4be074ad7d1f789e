"""With JavaScript off everything works; what needs it is not shown."""

import re

from playwright.sync_api import expect

NEEDS, SOLUTIONS = 115, 92  # rows of the public record


def test_filter_and_take_the_filter_back(without_scripts):
    page = without_scripts
    page.goto("/en/needs/")

    page.locator("input[name=country][value=VN]").check()
    page.get_by_role("button", name="Show").click()
    filtered = page.locator(".card").count()
    page.locator(".chips a").first.click()

    assert 0 < filtered < 20
    expect(page.locator(".says")).to_contain_text(f"{NEEDS} needs.")


def test_go_through_the_pages_of_a_list(without_scripts):
    page = without_scripts
    page.goto("/en/solutions/")

    seen = set()
    while True:
        seen |= set(page.locator(".card h2 a").evaluate_all("all => all.map(a => a.href)"))
        following = page.locator(".pages a[rel=next]")
        if not following.count():
            break
        following.click()

    assert len(seen) == SOLUTIONS


def test_search_from_the_first_page(without_scripts):
    page = without_scripts
    page.goto("/en/")

    page.locator("#home-search").fill("flood")
    page.locator("#home-search").press("Enter")
    page.locator(".card h2 a").first.click()

    expect(page.locator("h1")).to_contain_text(re.compile("flood", re.IGNORECASE))


def test_switch_the_language(without_scripts):
    page = without_scripts
    page.goto("/en/needs/?country=VN&page=1")

    page.locator(".lang summary").click()
    page.locator(".lang a[lang=th]").click()

    expect(page).to_have_url(re.compile(r"/th/needs/\?country=VN"))
    expect(page.locator("html")).to_have_attribute("lang", "th")


def test_read_a_record_and_what_was_promised_in_it(without_scripts):
    page = without_scripts
    page.goto("/en/meetings/")

    page.locator("a[href='/en/meetings/3/']").first.click()
    english, japanese = (
        page.locator(f".record .para > div[lang={language}]").count() for language in ("en", "ja")
    )
    promise = page.locator(".para footer a").first
    title = promise.text_content()
    promise.click()

    assert english == japanese > 5
    expect(page.locator("h1")).to_have_text(title)


def test_every_version_of_a_page(without_scripts):
    page = without_scripts
    page.goto("/en/needs/battambang-streets-public-space/")

    page.get_by_role("link", name="Every version of this page").click()

    expect(page.locator("h2").first).to_contain_text("Version 1")
    expect(page.locator("th[scope=row]").first).to_have_text("slug")


def test_nothing_offers_to_print(without_scripts, page):
    address = "/en/needs/battambang-streets-public-space/"

    without_scripts.goto(address)
    page.goto(address)

    assert without_scripts.get_by_role("button", name="Print this page").count() == 0
    assert page.get_by_role("button", name="Print this page").count() == 1


def test_from_a_need_to_all_its_ties_and_why_another_is_not_there(without_scripts):
    page = without_scripts
    page.goto("/en/needs/dili-floods/")

    page.get_by_role("link", name=re.compile("See all .* ties")).first.click()
    expect(page.locator("h1")).to_have_text("Solutions that may answer it")
    page.locator("#why-name").fill("traffic signal")
    page.locator("#why-name").press("Enter")

    expect(page.locator("#why h3 a").first).to_contain_text(re.compile("signal", re.IGNORECASE))
    expect(page.locator("#why")).to_contain_text(re.compile("Not tied|At place|Tied, but"))
