"""Every address of the site: below a language, but for machines."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from musubi.front.views.exposure import exposure_csv
from musubi.front.views.pages import favicon, health, robots
from musubi.front.views.vocabulary import skos

urlpatterns = [
    path("health", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("exposure.csv", exposure_csv, name="exposure-csv"),
    path("vocabulary.ttl", skos, name="skos"),
    path("favicon.ico", favicon, name="favicon"),
    *i18n_patterns(
        path("", include("musubi.front.urls")),
        path("", include("musubi.exchange.urls")),
        path("", include("musubi.programme.urls")),
        path("", include("musubi.library.urls")),
        path("", include("musubi.meetings.urls")),
    ),
]
