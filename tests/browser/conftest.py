"""Browser tests see what users get: `musubi serve` with the whole public record."""

from pathlib import Path

import pytest

from scripts.shots import served

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site():
    """The address of a site of our own, one per process, without a slash at the end."""
    with served() as url:
        yield url


@pytest.fixture
def context(request, browser, site):
    """A visitor with nothing in the cache; parametrise it indirectly with options of Playwright."""
    options = {"viewport": {"width": 1280, "height": 800}} | getattr(request, "param", {})
    context = browser.new_context(base_url=site, locale="en-GB", **options)
    context.set_default_timeout(20_000)  # milliseconds
    yield context
    context.close()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def without_scripts(browser, site):
    """A page of a browser in which JavaScript is off."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    context.set_default_timeout(20_000)  # milliseconds
    yield context.new_page()
    context.close()
