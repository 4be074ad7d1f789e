from django.urls import path

from musubi.entries.views import addresses, entry_history
from musubi.meetings import listings, views
from musubi.meetings.models import Commitment, Meeting

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<slug:slug>/", views.meeting, name="meeting"),
    path(
        "meetings/<slug:slug>/history/",
        entry_history,
        {"model": Meeting},
        name="meeting-history",
    ),
    path("records/<slug:slug>/", views.record, name="record"),
    path("records/<slug:slug>/history/", views.record_history, name="record-history"),
    *addresses(Commitment, listing=listings.COMMITMENTS, detail=views.commitment),
]
