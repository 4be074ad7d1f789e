from django.urls import path

from musubi.entries.views import addresses, entry_history
from musubi.library import listings, views
from musubi.library.models import CaseStudy, GuidebookPart
from musubi.matching.views import tie_addresses

urlpatterns = [
    *addresses(CaseStudy, listing=listings.CASES, detail=views.case),
    *tie_addresses(CaseStudy),
    path("guidebook/", views.guidebook, name="guidebook"),
    path(
        "guidebook/<slug:slug>/history/",
        entry_history,
        {"model": GuidebookPart},
        name="guidebook-history",
    ),
]
