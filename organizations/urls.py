"""Readers' addresses of organizations."""

from django.urls import path

from organizations import views

app_name = "organizations"

urlpatterns = [
    path("organizations/", views.directory, name="directory"),
    path("organizations/<slug:slug>/", views.organization, name="organization"),
    path("stations/", views.stations, name="stations"),
]
