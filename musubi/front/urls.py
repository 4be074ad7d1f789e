from django.urls import path

from musubi.front import views

urlpatterns = [
    path("", views.home, name="home"),
    path("cities/", views.cities, name="cities"),
    path("cities/<slug:slug>/", views.city, name="city"),
    path("cities/<slug:slug>/history/", views.member_history, name="city-history"),
    path("members/", views.members, name="members"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("members/<slug:slug>/history/", views.member_history, name="organisation-history"),
    path("search/", views.search_page, name="search"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
