"""Every journey by keyboard alone, with the place where one is always in sight."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 740}}

WHERE = """
() => {
  const stop = document.activeElement;
  const box = stop.getBoundingClientRect(), style = getComputedStyle(stop);
  return {
    html: stop.outerHTML.slice(0, 160),
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_in_sight: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}
"""


def tab(page):
    """Go to the next stop, which must be marked and in sight. Returns its HTML."""
    page.keyboard.press("Tab")
    stop = page.evaluate(WHERE)
    assert stop["is_marked"], f"no outline: {stop['html']}"
    assert stop["is_in_sight"], f"out of sight: {stop['html']}"
    return stop["html"]


def tab_to(page, selector, *, at_most=100):
    """Press Tab until the stop is the element that `selector` names."""
    for _ in range(at_most):
        tab(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{at_most} stops, none of them {selector}")


def test_the_first_stop_skips_to_the_content(page):
    page.goto("/en/needs/")

    first = tab(page)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert "Skip to the content" in first
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    "address",
    ["", "needs/", "meetings/7/", "commitments/", "search/?q=flood", "needs/dili-floods/ties/"],
)
def test_every_stop_is_marked_and_in_sight(page, address):
    page.goto(f"/en/{address}")
    targets = page.locator("a, button, input:not([type=hidden]), select, summary").evaluate_all(
        "all => all.filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]')).length"
    )

    for _ in range(targets):
        tab(page)

    assert targets > 20
    assert page.evaluate("document.activeElement.closest('footer.bottom') !== null")


def test_choose_a_facet_follow_a_card_and_come_back(page):
    page.goto("/en/needs/")

    tab_to(page, "input[name=country][value=VN]")
    page.keyboard.press("Space")
    with page.expect_navigation(url="**/needs/?*country=VN*"):
        page.keyboard.press("Enter")
    expect(page.locator(".says")).to_contain_text("Viet Nam")
    tab_to(page, ".card :is(h2, h3) a")
    title = page.evaluate("document.activeElement.textContent")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()

    expect(page.locator("input[name=country][value=VN]")).to_be_checked()


def test_switch_the_language_and_keep_the_place(page):
    page.goto("/en/needs/?country=VN")

    tab_to(page, ".lang summary")
    page.keyboard.press("Enter")
    tab_to(page, ".lang a[lang=ja]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/ja/needs/\?country=VN$"))
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_escape_closes_the_languages_and_gives_the_place_back(page):
    page.goto("/en/")

    tab_to(page, ".lang summary")
    page.keyboard.press("Enter")
    tab_to(page, ".lang a[lang=vi]")
    page.keyboard.press("Escape")

    expect(page.locator(".lang")).not_to_have_attribute("open", "")
    expect(page.locator(".lang summary")).to_be_focused()


def test_open_the_address_of_a_paragraph(page):
    page.goto("/en/meetings/3/")

    tab_to(page, "a.no[href='#p2']")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/meetings/3/#p2$"))
    expect(page.locator(".para:target")).to_be_in_viewport()
    expect(page.locator(".para:target")).to_have_attribute("id", "p2")


@pytest.mark.parametrize("context", [PHONE], indirect=True)
def test_a_phone_folds_the_menu_and_the_filters_and_opens_both(page):
    page.goto("/en/")

    tab_to(page, ".menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".menu nav a[href='/en/needs/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, ".filters > summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=country][value=TH]")
    page.keyboard.press("Space")
    tab_to(page, ".filters button")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator(".says")).to_contain_text("Thailand")
