from django.urls import path

from musubi.front.views import exposure, home, how_ties, members, pages, search, vocabulary

urlpatterns = [
    path("", home.home, name="home"),
    path("cities/", members.cities, name="cities"),
    path("cities/<slug:slug>/", members.city, name="city"),
    path("cities/<slug:slug>/history/", members.city_history, name="city-history"),
    path("members/", members.members, name="members"),
    path("members/<slug:slug>/", members.member, name="member"),
    path("members/<slug:slug>/history/", members.organisation_history, name="organisation-history"),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("vocabulary/", vocabulary.vocabulary_page, name="vocabulary"),
    path("vocabulary/<slug:code>/", vocabulary.concept, name="concept"),
    path("how-ties-are-made/", how_ties.how_ties, name="how-ties"),
    path("who-is-seen/", exposure.exposure, name="exposure"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
]
