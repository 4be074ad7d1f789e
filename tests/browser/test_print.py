"""Paper shows the text and where it comes from, and nothing that only a screen can do."""

import re

import pytest

ADDRESSES = {
    "/en/needs/battambang-streets-public-space/": 3,  # its ties are printed too
    "/en/meetings/7/": 6,
}  # address -> the most sheets of A4


@pytest.mark.parametrize(("address", "most"), ADDRESSES.items())
def test_paper_has_the_text_without_the_controls(page, address, most):
    page.goto(address)
    page.emulate_media(media="print")

    shown = page.locator(
        "nav, form, button, .btn, .top details, .bottom ul, .skip:focus"
    ).evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML)")
    sources = page.locator(".sources a").evaluate_all(
        "all => all.map(a => [a.getAttribute('href'), getComputedStyle(a, '::after').content])"
    )
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    assert shown == []
    assert page.locator("h1").is_visible()
    assert sources
    assert all(written == f'" {address}"' for address, written in sources)
    assert 1 <= sheets <= most
