"""Readers' addresses of people."""

from django.urls import path

from portal.readers.organizations import people

app_name = "people"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
]
