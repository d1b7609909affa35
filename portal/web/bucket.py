"""Files in a bucket that speaks S3 (``S3_BUCKET``), so that several application hosts have the same ones.

Nobody is sent to the bucket: the portal decides who may have a file (``portal.web.media``), so addresses stay its own
and the bucket needs to be open to nobody but the portal.
"""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    """The renditions of pictures and the PDFs, below ``media/`` in the bucket."""

    def url(self, name: str | None) -> str:
        """The portal's own address of a file."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name or '')}"


class Originals(S3Storage):
    """Pictures at full size, below ``originals/``: they have no address."""

    def url(self, name: str | None) -> str:
        raise ValueError("An original has no address: it is kept aside.")
