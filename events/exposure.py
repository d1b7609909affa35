"""What of events and programmes shows a picture to the public."""

from django.db.models import OuterRef, QuerySet

from events.models import Event, EventPhoto, Programme
from events.models.queries import published_q
from photos.exposure import figure_of


def pictures(photo: OuterRef) -> QuerySet[EventPhoto]:
    return EventPhoto.objects.filter(published_q(prefix="event__"), photo=photo)


def descriptions(photo: OuterRef) -> QuerySet[Event]:
    return Event.objects.published().filter(description__contains=figure_of(photo))


def programmes(photo: OuterRef) -> QuerySet[Programme]:
    return Programme.objects.filter(description__contains=figure_of(photo))
