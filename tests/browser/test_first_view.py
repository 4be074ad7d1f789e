"""What a first visit costs and asks for: bytes, requests, nothing of anybody else's."""

import urllib.request
from urllib.parse import urljoin

import pytest

from scripts.shots import PAGES

MOST_REQUESTS = 4


def most_bytes(name):
    return 50_000 if name == "home" else 40_000


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_quiet(page, site, name, language, record_property):
    traffic = watched_traffic(page)
    complaints = watched_console(page)

    page.goto(f"/{language}/{PAGES[name]}", wait_until="networkidle")
    traffic |= icon_apart(page, traffic)
    inline = page.locator("script:not([src]), style, [style], [onclick], [onload]").count()
    words = page.locator("body").inner_text()

    if name == "not-found":  # Chromium tells of the 404 itself
        complaints = [text for text in complaints if "404" not in text]
    record_property("bytes", sum(traffic.values()))
    assert all(url.startswith(f"{site}/") for url in traffic)
    assert 3 <= len(traffic) <= MOST_REQUESTS
    assert 5_000 < sum(traffic.values()) <= most_bytes(name)
    assert inline == 0
    assert complaints == []
    assert "</" not in words  # markup that was escaped once too often


def watched_traffic(page):
    """Return a dictionary that fills with address -> bytes on the line, heads included."""
    traffic, addresses = {}, {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]}))
    line.on(
        "Network.loadingFinished",
        lambda e: traffic.update({addresses[e["requestId"]]["url"]: e["encodedDataLength"]}),
    )
    line.on(
        "Network.loadingFailed",
        lambda e: traffic.update({addresses[e["requestId"]]["url"]: 0}),
    )
    return traffic


def icon_apart(page, traffic):
    """The icon as in `watched_traffic`: a browser without a window does not ask for it."""
    address = urljoin(page.url, page.locator("link[rel=icon]").get_attribute("href"))
    if address in traffic:
        return {}
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.urlopen(request) as answer:
        return {address: len(str(answer.headers)) + len(answer.read())}


def watched_console(page):
    """Return a list that fills with what Chromium complains of, such as a broken policy."""
    complaints = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
