"""Pictures in templates: what ``includes/_picture.html`` needs."""

from django import template

from photos.models import Photo

register = template.Library()


@register.simple_tag
def srcset(photo: Photo, format: str) -> str:
    return photo.srcset(format)


@register.filter
def focus(photo: Photo) -> str:
    """The classes that crop around the focal point, in tenths: ``fx-3 fy-5``; empty for the middle.

    Classes, because the Content-Security-Policy allows no style attribute.
    """
    x, y = round(photo.focal_x * 10), round(photo.focal_y * 10)
    return " ".join(([f"fx-{x}"] if x != 5 else []) + ([f"fy-{y}"] if y != 5 else []))
