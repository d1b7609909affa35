"""What of organizations and people shows a picture to the public."""

from django.db.models import OuterRef, QuerySet

from organizations.models import Organization, Person
from photos.exposure import figure_of


def logos(photo: OuterRef) -> QuerySet[Organization]:
    return Organization.objects.filter(logo=photo)


def portraits(photo: OuterRef) -> QuerySet[Person]:
    return Person.objects.shown().filter(portrait=photo)


def descriptions(photo: OuterRef) -> QuerySet[Organization]:
    return Organization.objects.filter(description__contains=figure_of(photo))


def biographies(photo: OuterRef) -> QuerySet[Person]:
    return Person.objects.shown().filter(biography__contains=figure_of(photo))
