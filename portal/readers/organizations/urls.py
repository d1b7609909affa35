"""Readers' addresses of organizations."""

from django.urls import path

from portal.readers.organizations import feeds, pages

app_name = "organizations"

urlpatterns = [
    path("stations/", pages.stations, name="stations"),
    path("organizations/", pages.directory, name="directory"),
    path("organizations/<slug:slug>/", pages.organization, name="organization"),
    path("organizations/<slug:slug>/news/", pages.news, name="news"),
    path("organizations/<slug:slug>/events/", pages.events, name="events"),
    path("organizations/<slug:slug>/units/", pages.units, name="units"),
    path("organizations/<slug:slug>/stations/", pages.branch_stations, name="branch_stations"),
    path("organizations/<slug:slug>/people/", pages.people, name="people"),
    path("organizations/<slug:slug>/feed/", feeds.OrganizationFeed(), name="feed"),
    path("organizations/<slug:slug>/events.ics", feeds.events_ics, name="events_ics"),
]
