"""Every kind of page, judged by axe-core and by its width."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from scripts.shots import PAGES

# All rules that axe-core has on, good practice among them, and the size of targets (WCAG 2.2),
# which it has off.
OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
VIEWS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]  # pixels, colours
LANGUAGES = ["en", "ja", "th", "id", "vi"]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page, name):
    page.goto(f"/en/{PAGES[name]}")
    page.evaluate(AXE_SCRIPT)

    found = {}
    for width, colours in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        result = page.evaluate("options => axe.run(options)", OPTIONS)
        for fault in result["violations"]:
            found[width, colours, fault["id"]] = [node["html"] for node in fault["nodes"]]

    assert found == {}


@pytest.mark.parametrize("context", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_320_pixels(page, language):
    widths = {}
    for name, address in PAGES.items():
        page.goto(f"/{language}/{address}")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")

    assert {name: width for name, width in widths.items() if width != 320} == {}
