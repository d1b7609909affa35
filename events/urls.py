"""Readers' addresses of events."""

from django.urls import path

from events import views

app_name = "events"

urlpatterns = [
    path("events/", views.upcoming, name="upcoming"),
    path("events/<int:pk>/", views.event, name="event"),
]
