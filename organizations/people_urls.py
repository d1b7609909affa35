"""Readers' addresses of people."""

from django.urls import path

from organizations import views

app_name = "people"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
]
