"""What the desk finds of the picture library. Readers meet pictures where they are shown, with the captions there."""

from collections.abc import Iterator, Sequence

from photos.models import Photo
from search.sources import Found, Source, register


def _photos(keys: Sequence[int]) -> Iterator[Found]:
    for row in Photo.objects.filter(pk__in=keys):
        yield Found(
            row.pk,
            row.caption,
            {"A": [row.caption], "B": [row.credit], "C": [row.alt_text]},
            date=row.created_at,
            is_public=False,
        )


def _photo_keys(after: int) -> Iterator[int]:
    return Photo.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator()


def register_documents() -> None:
    register(Source("photo", _photos, _photo_keys))
