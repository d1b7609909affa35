"""The demonstration's pictures: the list and the folder say the same, and each entry is fit for its use."""

import tomllib
from pathlib import Path

import pytest
from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "portal" / "demo" / "pictures"
LIST = tomllib.loads((FOLDER / "LIST.toml").read_text(encoding="utf-8"))
SIZES = {
    "scene": (1800, 1200),
    "portrait": (900, 1200),
    "banner": (1800, 600),
    "logo": (600, 600),
    "page": (1500, 2121),
}
HEAVIEST = {"page": 320 * 1024}  # small type wants more than a drawing


def test_every_picture_is_listed_and_every_entry_has_a_picture():
    assert sorted(path.stem for path in FOLDER.glob("*.jpg")) == sorted(LIST)


def test_no_picture_is_heavy():
    heaviest = {slug: HEAVIEST.get(entry["kind"], 140 * 1024) for slug, entry in LIST.items()}
    assert [slug for slug, most in heaviest.items() if (FOLDER / f"{slug}.jpg").stat().st_size > most] == []


@pytest.mark.parametrize("slug", LIST)
def test_entry(slug):
    entry = LIST[slug]
    with Image.open(FOLDER / f"{slug}.jpg") as picture:
        assert picture.size == SIZES[entry["kind"]]
    assert entry["alt"].endswith("。")
    assert entry["suits"]
    assert all(0 <= share <= 1 for share in entry["focus"])


def test_two_pictures_are_never_described_alike():
    assert len({entry["alt"] for entry in LIST.values()}) == len(LIST)
