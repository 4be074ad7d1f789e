import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from musubi.ui.security import csp, csp_middleware


def answer(response=None):
    middleware = csp_middleware(lambda request: response or HttpResponse("a page"))
    return middleware(RequestFactory().get("/")).headers


def test_every_response_has_the_policy_of_the_settings(settings):
    settings.SECURE_CSP = {"default-src": ["'none'"], "img-src": ["'self'", "data:"]}

    headers = answer()

    assert headers["Content-Security-Policy"] == "default-src 'none'; img-src 'self' data:"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_feature_of_the_device_is_allowed():
    features = answer()["Permissions-Policy"].split(", ")

    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(features)
    assert {feature.partition("=")[2] for feature in features} == {"()"}


def test_what_a_view_has_set_stays():
    own = HttpResponse("a map", headers={"Content-Security-Policy": "default-src 'self'"})

    assert answer(own)["Content-Security-Policy"] == "default-src 'self'"


def test_without_directives_there_is_no_policy(settings):
    settings.SECURE_CSP = {}

    assert "Content-Security-Policy" not in answer()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["'self'", "data:"], "img-src 'self' data:"),
        ({"b:", "a:"}, "img-src a: b:"),
        ("'self'", "img-src 'self'"),
        (True, "img-src"),
        (False, ""),
        (None, ""),
        ([], "img-src"),
    ],
)
def test_a_directive_is_written_as_in_django_6(value, expected):
    assert csp({"img-src": value}) == expected


def test_the_real_policy_lets_nothing_in_from_elsewhere(settings):
    policy = csp(settings.SECURE_CSP)

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.browser
def test_chromium_complains_about_no_header(page):
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto("/health")

    assert [text for text in said if "Policy" in text] == []
