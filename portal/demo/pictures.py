"""The pictures of the demonstration, drawn by the project itself, into the library."""

from collections.abc import Callable

from django.core.files.storage import default_storage, storages

from photos.models import Photo
from photos.sharing import shared_names
from photos.uploading import store_photo
from portal.demo.content import FOLDER, DemoContent, read

CREDIT = "本站绘图"


def load_pictures(content: DemoContent, progress: Callable[[int, int], object]) -> None:
    """Take every listed picture into the library; ``progress`` is told how many of how many stand.

    Renditions are files, which no rollback removes: should the loading fail later, ``drop_files`` does.
    """
    listed = read("pictures/LIST.toml")
    for number, (slug, entry) in enumerate(listed.items(), 1):
        path = next((FOLDER / "pictures").glob(f"{slug}.*"))
        focal_point = entry.get("focus", [0.5, 0.5])
        with path.open("rb") as file:
            stored = store_photo(
                file,
                name=path.name,
                alt_text=entry["alt"],
                credit=CREDIT,
                focal_point=(focal_point[0], focal_point[1]),
                quick=True,
            )
        content.photos[slug] = stored.photo
        progress(number, len(listed))


def drop_files(photos: list[Photo], others: list[str] | None = None) -> None:
    """Remove the files of pictures whose rows are gone, and other files of the storage by their names."""
    for name in others or ():
        default_storage.delete(name)
    for photo in photos:
        storages["originals"].delete(photo.original)
        for name in shared_names(photo):
            default_storage.delete(name)
        for format in photo.formats:
            for width in photo.widths:
                default_storage.delete(photo.rendition_name(format, width))
