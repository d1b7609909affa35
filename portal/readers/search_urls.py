"""The addresses of the search."""

from django.urls import path

from portal.readers import search_page

app_name = "search"

urlpatterns = [
    path("search/", search_page.search, name="search"),
    path("search/suggestions/", search_page.suggestions, name="suggestions"),
]
