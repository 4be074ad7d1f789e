"""Screenshots of the main pages, on a phone and on a desk, in three languages, into var/shots/.

python scripts/shots.py                  # serves the public record by itself
python scripts/shots.py --url http://…   # takes the pages from a running installation
python scripts/shots.py --dark           # in dark colours
python scripts/shots.py --readme         # makes the picture of README.md instead
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "shots"
PICTURE = ROOT / "docs" / "images" / "home.webp"
CHROMIUM = "/usr/bin/chromium"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 15

# One page of every kind: its name, and its address below the language.
PAGES = {
    "home": "",
    "cities": "cities/",
    "city": "cities/siem-reap/",
    "members": "members/",
    "member": "members/jica/",
    "needs": "needs/",
    "needs-filtered": "needs/?country=VN",
    "need": "needs/battambang-streets-public-space/",
    "ties": "needs/dili-floods/ties/?why=sensor",
    "ties-of-solution": "solutions/space-water-bureau-water-pipe-leak-risk-from-space/ties/",
    "how-ties": "how-ties-are-made/",
    "exposure": "who-is-seen/",
    "vocabulary": "vocabulary/",
    "topic": "vocabulary/flooding/",
    "solutions": "solutions/",
    "solution": "solutions/space-water-bureau-water-pipe-leak-risk-from-space/",
    "projects": "projects/",
    "project": "projects/jica-siem-reap-phase-1/",
    "cases": "cases/",
    "case": "cases/banyuwangi-smart-kampung/",
    "guidebook": "guidebook/",
    "meetings": "meetings/",
    "meeting-3": "meetings/3/",
    "meeting-7": "meetings/7/",
    "commitments": "commitments/",
    "commitment": "commitments/m7-p5i-cities/",
    "search": "search/?q=flood",
    "search-kind": "search/?q=water&kind=solution",
    "search-empty": "search/",
    "search-nothing": "search/?q=zzzz",
    "history": "needs/battambang-streets-public-space/history/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "not-found": "nowhere/",
}
LANGUAGES = ["en", "ja", "th"]
WIDTHS = {360: 740, 1280: 800}  # pixels: the width of the window -> its height


@contextmanager
def served():
    """Serve the public record as a user would, with everything of its own; yields the address."""
    with tempfile.TemporaryDirectory(prefix="musubi-served-") as folder:
        port = free_port()
        output = Path(folder) / "output"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": "",
            "MUSUBI_VAR": folder,
        }
        with output.open("w") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "django", "serve", "--port", str(port), "--workers", "1"],
                cwd=ROOT,
                env=environment,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for_the_line(process, output)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(SECONDS_TO_STOP)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_the_line(process, output):
    """Wait until `musubi serve` says where it is. Raises RuntimeError with all that it said."""
    end = time.monotonic() + SECONDS_TO_START
    while "Musubi is at http" not in output.read_text():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"The server did not start:\n{output.read_text()}")
        time.sleep(0.1)


def take_shots(browser, url, *, dark):
    """Write a picture of every page, whole, at every width, in every language."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        for language in LANGUAGES:
            for name, address in PAGES.items():
                page.goto(f"{url}/{language}/{address}")
                file = f"{name}-{language}-{width}{'-dark' if dark else ''}.png"
                page.screenshot(path=FOLDER / file, full_page=True)
        context.close()
    return FOLDER


def take_picture(browser, url):
    """Write the picture of README.md: the top of the home page."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(f"{url}/en/")
    line = page.context.new_cdp_session(page)  # Playwright itself does not write WebP
    shot = line.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    PICTURE.write_bytes(b64decode(shot["data"]))
    return PICTURE


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--url", help="a running installation, such as http://localhost:8000")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument("--readme", action="store_true", help=f"make {PICTURE.relative_to(ROOT)}")
    options = parser.parse_args()
    house = nullcontext(options.url.rstrip("/")) if options.url else served()
    with house as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        if options.readme:
            print(take_picture(browser, url))
        else:
            print(take_shots(browser, url, dark=options.dark))
        browser.close()


if __name__ == "__main__":
    main()
