"""A bare Django page, the measure beside which the site's pages stand: one view, one template.

No database, no middleware, no translation. granian serves it in the same way as the site.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul></body>
</html>
"""
TEMPLATE = Engine().from_string(PAGE)


def bare(request):
    page = TEMPLATE.render(Context({"title": "A bare page", "words": ["one", "two", "three"]}))
    return HttpResponse(page, headers={"Content-Length": len(page)})


urlpatterns = [path("", bare)]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="a bare page has no secrets"
)
application = get_wsgi_application()
