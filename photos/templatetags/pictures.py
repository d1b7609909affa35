"""Pictures in templates: what ``includes/_picture.html`` needs."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from photos.models import Photo

register = template.Library()


@register.simple_tag
def picture(
    photo: Photo, alt: str = "", sizes: str = "", ratio: str = "", *, eager: bool = False, later: bool = False
) -> SafeString:
    """The element of a picture in all its sizes. Made here and not by a template, since a list shows dozens of them.

    ``ratio`` (``3x2``) crops around the focal point, without it all is shown; ``eager``: it is seen first;
    ``later``: it stands far down a list and waits until it is near (see lazy-pictures.js).
    """
    sizes = escape(sizes or "100vw")
    sources = "".join(
        f'<source type="{kind}" srcset="{srcset}" sizes="{sizes}">' for kind, srcset in photo.sources
    )
    waits = f' class="later later-{escape(ratio)}"' if later else ""
    look = f"crop crop-{escape(ratio)} {focus(photo)}" if ratio else "whole"
    haste = ' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'
    shown = photo.fallback
    return mark_safe(  # noqa: S308 - texts are escaped above, the rest is keys and numbers
        f'<picture{waits}>{sources}<img src="{shown.url}" srcset="{photo.srcset("jpeg")}" sizes="{sizes}"'
        f' width="{shown.width}" height="{shown.height}" alt="{escape(alt or "")}" class="{look}"{haste}></picture>'
    )


@register.filter
def focus(photo: Photo) -> str:
    """The classes that crop around the focal point, in tenths: ``fx-3 fy-5``; empty for the middle.

    Classes, because the Content-Security-Policy allows no style attribute.
    """
    x, y = round(photo.focal_x * 10), round(photo.focal_y * 10)
    return " ".join(([f"fx-{x}"] if x != 5 else []) + ([f"fy-{y}"] if y != 5 else []))
