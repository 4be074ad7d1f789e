"""The search field suggests while somebody types, and works without."""

from playwright.sync_api import expect


def test_topics_and_titles_are_suggested_while_somebody_types(page):
    page.goto("/en/")

    page.locator("#home-search").press_sequentially("flo", delay=20)

    options = page.locator("#home-search-list option")
    expect(options.first).to_have_attribute("value", "Flood")
    assert options.count() >= 3


def test_a_suggestion_is_searched_for_like_any_other_text(page):
    page.goto("/ja/")

    page.locator("#home-search").press_sequentially("洪水", delay=20)
    expect(page.locator("#home-search-list option").first).to_have_attribute("value", "洪水")
    page.locator("#home-search").press("Enter")

    expect(page.locator("#page-search")).to_have_value("洪水")
    expect(page.locator(".beside .card").first).to_be_visible()
