"""Readers' addresses of events."""

from django.urls import path

from events import views

app_name = "events"

urlpatterns = [
    path("events/", views.upcoming, name="upcoming"),
    path("events/past/", views.past, name="past"),
    path("events/calendar/", views.this_month, name="this_month"),
    path("events/calendar.ics", views.calendar_ics, name="calendar_ics"),
    path("events/programmes/", views.programmes, name="programmes"),
    path("events/programmes/<slug:slug>/", views.programme, name="programme"),
    path("events/<int:pk>/", views.event, name="event"),
    path("events/<int:pk>.ics", views.event_ics, name="event_ics"),
    path("events/<yyyy:year>/<mm:month>/", views.month, name="month"),
    path("events/<yyyy:year>/<mm:month>/<mm:day>/", views.day, name="day"),
]
