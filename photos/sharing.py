"""The picture as it is shown where a page is shared: 1200 × 630, the size that messengers and networks ask for.

It is cut from the largest rendition when somebody first asks for it, and kept beside the others; the focal point is
part of its name, so a moved one gives a new picture.
"""

import io
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from photos.models import Photo


def make_shared(key: uuid.UUID, name: str) -> bool:
    """Whether the picture to share of this name is in the default storage by now. One query if it was not.

    Only the one for the stored focal point is made, so nobody has a hundred made by asking.
    """
    if default_storage.exists(name):
        return True
    photo = Photo.objects.filter(key=key).first()
    if photo is None or photo.share_name != name:
        return False
    with default_storage.open(photo.rendition_name("jpeg", photo.widths[-1])) as file:
        image = Image.open(file)
        cut = ImageOps.fit(
            image.convert("RGB"), Photo.SHARED, Image.Resampling.LANCZOS,
            centering=(photo.focal_x, photo.focal_y),
        )  # fmt: skip
    buffer = io.BytesIO()
    cut.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    stored = default_storage.save(name, ContentFile(buffer.getvalue()))
    if stored != name:  # another process was quicker
        default_storage.delete(stored)
    return True


def shared_names(photo: Photo) -> list[str]:
    """The names in the default storage of all pictures to share that were ever made of one."""
    folder = f"photos/{photo.key}"
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{file}" for file in files if file.startswith("share-")]
