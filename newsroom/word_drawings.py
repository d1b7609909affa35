"""Pictures, text boxes and other objects in a Word file: which come in, and how pictures were cropped."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from newsroom.word_losses import Losses
from newsroom.word_xml import Relation, get, inside, name

Crop = tuple[float, float, float, float]  # parts of the width and height cut off: left, top, right, bottom
_PLAIN_SHAPES = ("", "rect", "roundRect")
# Objects that no page of the site can show: their local names, and the kind of loss.
_OBJECTS = {
    "chart": "chart", "relIds": "diagram", "OLEObject": "object", "control": "control", "webVideoPr": "video",
    "videoFile": "video", "audioFile": "video", "contentPart": "ink", "model3d": "object",
}  # fmt: skip
_EQUATIONS = ("Equation.", "MathType")


@dataclass(frozen=True)
class ShownPicture:
    """One showing of a picture: the part it lies in, what the author wrote of it, what is cut off."""

    part: str
    alt_text: str = ""
    crop: Crop | None = None


def pictures(element: Element, relations: dict[str, Relation], losses: Losses) -> list[ShownPicture]:
    """The pictures of a ``w:drawing``, ``w:pict`` or ``w:object`` in order; those that cannot come are counted."""
    shown = []
    for holder in element.iter():
        for blip in holder:
            if name(blip.tag).endswith(":blip") or name(blip.tag) == "v:imagedata":
                picture = _picture(element, holder, blip, relations, losses)
                if picture is not None:
                    shown.append(picture)
    if shown and any(found.get("prst", "") not in _PLAIN_SHAPES for found in _geometries(element)):
        losses.add("picture-shape", count=len(shown))
    return shown


def _picture(
    element: Element, holder: Element, blip: Element, relations: dict[str, Relation], losses: Losses
) -> ShownPicture | None:
    key = get(blip, "r:embed") or (get(blip, "r:id") if name(blip.tag) == "v:imagedata" else "")
    relation = relations.get(key)
    if relation is None or relation.is_outside:
        linked = get(blip, "r:link") or get(blip, "r:href") or blip.get("src", "")
        if key or linked:
            is_linked = bool(linked) or (relation is not None and relation.is_outside)
            losses.add("linked-picture" if is_linked else "missing-picture")
        return None
    crop = _crop_of_shape(blip) if name(blip.tag) == "v:imagedata" else _crop(holder)
    if crop is not None and (crop[0] + crop[2] >= 1 or crop[1] + crop[3] >= 1):
        losses.add("hidden-picture")
        return None
    return ShownPicture(relation.target, _alt_text(element, blip), crop)


def is_hidden(element: Element) -> bool:
    """Set to be hidden in the selection pane or by a style of the shape."""
    shape = next(inside(element, "*:docPr"), None)
    if shape is not None and shape.get("hidden", "0") in ("1", "true"):
        return True
    styles = (shape.get("style", "").replace(" ", "").lower() for shape in inside(element, "*:shape"))
    return any("visibility:hidden" in style or "display:none" in style for style in styles)


def _alt_text(element: Element, blip: Element) -> str:
    told = next(inside(element, "*:docPr"), None)
    if told is not None:
        return told.get("descr", "").strip() or told.get("title", "").strip()
    shape = next(inside(element, "*:shape"), None)
    alt = shape.get("alt", "") if shape is not None else ""
    return alt or blip.get("{urn:schemas-microsoft-com:office:office}title", "")


def _geometries(element: Element) -> list[Element]:
    return [
        found
        for picture in inside(element, "pic:pic")
        for found in inside(picture, "*:prstGeom", "*:custGeom")
        if found.get("prst") or name(found.tag).endswith("custGeom")
    ]


def _crop(holder: Element) -> Crop | None:
    """What ``a:srcRect`` cuts off; a picture that fills a shape beyond its edges is cut off there, too."""
    cut = [0.0] * 4
    for found in holder.iter():
        if name(found.tag) == "a:srcRect":
            cut = [_share(found.get(side, "")) for side in "ltrb"]
        elif name(found.tag) == "a:fillRect":
            left, top, right, bottom = (_share(found.get(side, "")) for side in "ltrb")
            for low, high, first, last in ((left, right, 0, 2), (top, bottom, 1, 3)):
                whole, rest = 1 - low - high, 1 - cut[first] - cut[last]
                if whole > 0:
                    cut[first] += max(0.0, -low / whole) * rest
                    cut[last] += max(0.0, -high / whole) * rest
    return _outwards(cut)


def _crop_of_shape(data: Element) -> Crop | None:
    """The same in the older form: fractions of 65,536 with an f behind, or parts of one."""
    cut = []
    for side in ("cropleft", "croptop", "cropright", "cropbottom"):
        text = data.get(side, "").strip()
        cut.append(_number(text.removesuffix("f")) / 65536 if text.endswith("f") else _number(text))
    return _outwards(cut)


def _outwards(cut: list[float]) -> Crop | None:
    """Nothing is cut off where the picture was made smaller than its frame."""
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in cut)
    return (left, top, right, bottom) if left or top or right or bottom else None


def _share(text: str) -> float:
    """Thousandths of a percent; the strict form writes percent."""
    return _number(text.removesuffix("%")) / 100 if text.endswith("%") else _number(text) / 100_000


def _number(text: str) -> float:
    try:
        number = float(text or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e9 else 0.0


def objects(element: Element, losses: Losses) -> None:
    """Count what is neither picture nor text."""
    for found in element.iter():
        kind = _OBJECTS.get(name(found.tag).partition(":")[2])
        if kind == "object" and found.get("ProgID", "").startswith(_EQUATIONS):
            kind = "formula-object"
        if kind:
            losses.add(kind)


def has_shape(element: Element) -> bool:
    """Whether something is drawn: a line, a box."""
    return any(
        True for _shape in inside(element, "*:wsp", "*:shape", "*:rect", "*:line", "*:oval", "*:roundrect")
    )


def words_of_shape(element: Element) -> list[str]:
    """Letters that are drawn (WordArt of the older form)."""
    return [text for path in inside(element, "*:textpath") if (text := path.get("string", "").strip())]
