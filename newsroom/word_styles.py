"""What Word's styles say of a run or a paragraph beyond what stands at it: hidden, struck, raised, numbered."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from newsroom.word_xml import find, get, is_on, name

DEPTH = 20  # styles that are based on one another; a ring ends here
HIDING = ("w:vanish", "w:webHidden")
STRIKING = ("w:strike", "w:dstrike")
_HEADING_NAMES = ("heading", "标题", "title", "subtitle", "副标题")


@dataclass(frozen=True)
class Style:
    """A style with what it says itself; ``parent`` is the style that it is based on."""

    name: str = ""
    parent: str = ""
    run: Element | None = None
    paragraph: Element | None = None


@dataclass
class Styles:
    """The styles of a document by their ids."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Element | None = None  # of runs
    default_paragraph: str = ""

    @classmethod
    def read(cls, root: Element | None) -> "Styles":
        styles = cls()
        if root is None:
            return styles
        styles.default = find(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        for row in root:
            if name(row.tag) != "w:style":
                continue
            key = get(row, "w:styleId")
            styles.by_id[key] = Style(
                get(find(row, "w:name"), "w:val"), get(find(row, "w:basedOn"), "w:val"), find(row, "w:rPr"),
                find(row, "w:pPr"),
            )  # fmt: skip
            if get(row, "w:type") == "paragraph" and get(row, "w:default") in ("1", "true"):
                styles.default_paragraph = key
        return styles

    def chain(self, key: str) -> list[Style]:
        """A style and those that it is based on, the nearest first."""
        found: list[Style] = []
        while key in self.by_id and len(found) < DEPTH:
            found.append(self.by_id[key])
            key = found[-1].parent
        return found

    def is_set(self, properties: Element | None, paragraph_style: str, kinds: tuple[str, ...]) -> bool:
        """Whether one of these properties holds of a run: what stands at it counts first, then its styles."""
        return any(self._is_set(properties, paragraph_style, kind) for kind in kinds)

    def _is_set(self, properties: Element | None, paragraph_style: str, kind: str) -> bool:
        at_run = is_on(find(properties, kind))
        if at_run is not None:
            return at_run
        for key in (get(find(properties, "w:rStyle"), "w:val"), paragraph_style or self.default_paragraph):
            for style in self.chain(key):
                said = is_on(find(style.run, kind))
                if said is not None:
                    if said:
                        return True
                    break
        return bool(is_on(find(self.default, kind)))

    def height(self, properties: Element | None, paragraph_style: str) -> str:
        """``superscript``, ``subscript`` or nothing."""
        for said in (
            properties,
            *(style.run for style in self.chain(get(find(properties, "w:rStyle"), "w:val"))),
            *(style.run for style in self.chain(paragraph_style)),
        ):
            value = get(find(said, "w:vertAlign"), "w:val")
            if value:
                return value if value in ("superscript", "subscript") else ""
        return ""

    def numbering_of(self, paragraph_style: str) -> Element | None:
        return next(
            (
                found
                for style in self.chain(paragraph_style or self.default_paragraph)
                if (found := find(style.paragraph, "w:numPr")) is not None
            ),
            None,
        )

    def is_heading(self, properties: Element | None, paragraph_style: str) -> bool:
        """Whether a paragraph is a headline or a heading by its style or its level in the outline."""
        chain = self.chain(paragraph_style)
        if any(style.name.lower().startswith(_HEADING_NAMES) for style in chain):
            return True
        levels = [
            get(find(said, "w:outlineLvl"), "w:val") for said in (properties, *(s.paragraph for s in chain))
        ]
        return next((level for level in levels if level), "9") != "9"
