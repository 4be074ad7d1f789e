"""Every kind of page, judged by axe-core and by its measures."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.shots import PAGES

AXE = Axe()
LANGUAGES = ["en", "ja", "th", "id", "vi"]

# Links and buttons below 24 x 24 pixels that do not stand in a line of text, as WCAG 2.2 (2.5.8)
# tells them apart. A heading's link that covers its card is as large as the card.
SMALL_TARGETS = """
() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select")]
  .filter((target) => target.checkVisibility({visibilityProperty: true}))
  .filter((target) => !target.closest(".hide, svg, p, li > span, td, dd:not(.facts dd)"))
  .filter((target) => !target.closest("label.tick"))
  .filter((target) => getComputedStyle(target, "::after").position !== "absolute")
  .filter((target) => {
    const box = target.getBoundingClientRect();
    const words = target.parentElement.textContent.trim() !== target.textContent.trim();
    const inline = getComputedStyle(target).display === "inline" && words;
    return !inline && (box.width < 24 || box.height < 24);
  })
  .map((target) => target.outerHTML)
"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page, name):
    page.goto(f"/en/{PAGES[name]}")

    found = {}
    for width, colours in [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        for fault in AXE.run(page).response["violations"]:
            found[width, colours, fault["id"]] = [node["html"] for node in fault["nodes"]]

    assert found == {}


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_320_pixels(page, language):
    widths = {}
    for name, address in PAGES.items():
        page.goto(f"/{language}/{address}")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(PAGES, 320)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_finger_can_hit_every_target(page, width):
    page.set_viewport_size({"width": width, "height": 800})

    small = {}
    for name, address in PAGES.items():
        page.goto(f"/en/{address}")
        small[name] = page.evaluate(SMALL_TARGETS)

    assert small == {name: [] for name in PAGES}
