"""Headers that tell browsers what the site's pages may do: nothing that is not named here."""

from django.conf import settings

# Features that ask the reader for something or reach for the device, and that Chromium knows:
# it complains on the console about every other.
FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)


def csp_middleware(get_response):
    """Set the security headers on every response; one that a view has set itself stays."""

    def middleware(request):
        response = get_response(request)
        if policy := csp(settings.SECURE_CSP):
            response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def csp(directives):
    """Write a policy from a dictionary of the form of Django 6's SECURE_CSP.

    directives: directive -> its sources (a list, tuple or set), one source (a text), True for
    a directive that takes none, or None or False for one that is left out.
    """
    return "; ".join(
        f"{directive} {sources(value)}".rstrip()
        for directive, value in directives.items()
        if value is not None and value is not False
    )


def sources(value):
    if value is True:
        return ""
    if isinstance(value, str):
        return value
    return " ".join(sorted(value) if isinstance(value, set | frozenset) else value)
