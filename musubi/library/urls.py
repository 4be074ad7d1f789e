from django.urls import path

from musubi.entries.views import addresses, entry_history
from musubi.library import listings, views
from musubi.library.models import CaseStudy, GuidebookPart

urlpatterns = [
    *addresses(CaseStudy, listing=listings.CASES, detail=views.case),
    path("guidebook/", views.guidebook, name="guidebook"),
    path(
        "guidebook/<slug:slug>/history/",
        entry_history,
        {"model": GuidebookPart},
        name="guidebook-history",
    ),
]
