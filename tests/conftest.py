"""What all tests share: settings that differ from production, and a browser."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
NOTHING_LEFT_OUT = os.environ.get("MUSUBI_NOTHING_LEFT_OUT") == "1"


def pytest_configure(config):
    from django.conf import settings

    # Tests change rows behind the back of the journal; tests/front/test_page_memory.py turns it on.
    settings.PAGE_MEMORY = 0
    # Static files come straight from the apps: no manifest is needed, and none is made.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.STATIC_ROOT = None
    if settings.DATABASES["default"]["ENGINE"] == "config.sqlite":
        # A file, as in production: threads and other processes can open it too.
        folder = config.musubi_folder = tempfile.mkdtemp(prefix="musubi-tests-")
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{folder}/tests.sqlite3"


def pytest_unconfigure(config):
    if folder := getattr(config, "musubi_folder", None):
        shutil.rmtree(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if NOTHING_LEFT_OUT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Left out, though MUSUBI_NOTHING_LEFT_OUT=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, one per process."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing; scripts/system_packages installs it")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, in which Django would refuse its ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(request, browser, live_server):
    """A page of the site under test; parametrise it indirectly with (width, height) in pixels."""
    width, height = getattr(request, "param", (1280, 800))
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": height}, locale="en-GB"
    )
    context.set_default_timeout(10_000)  # milliseconds
    yield context.new_page()
    context.close()
