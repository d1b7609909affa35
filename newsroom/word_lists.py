"""Numbered paragraphs as HTML prints them: a list where it counts as Word does, else the number as text."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from newsroom.word_numbers import Number, Numbering
from newsroom.word_styles import Styles
from newsroom.word_xml import find, make, make_text


@dataclass(frozen=True)
class HtmlList:
    """``<ol start type>``, or ``<ul>`` for ``is_bullets``."""

    is_bullets: bool
    start: int = 1
    type: str = ""

    @property
    def tag(self) -> str:
        if self.is_bullets:
            return "<ul>"
        start = f' start="{self.start}"' if self.start != 1 else ""
        kind = f' type="{self.type}"' if self.type else ""
        return f"<ol{start}{kind}>"


@dataclass
class Lists:
    """The lists of a document, one after the other, each with a class by which it is found in mammoth's HTML."""

    numbering: Numbering
    styles: Styles
    made: dict[str, HtmlList] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)  # numbers that were written out as text
    _paths: dict[str, str] = field(default_factory=dict)
    _group: list[tuple[Number, Element]] = field(default_factory=list)

    def number(self, properties: Element | None, style: str) -> Number | None:
        return self.numbering.next(properties, style, self.styles)

    def put(self, number: Number, paragraph: Element, *, is_heading: bool) -> None:
        """A numbered paragraph (its ``w:pPr`` is first); those that stand together are decided on by ``end``."""
        if is_heading:
            self.end()
            self._write(number, paragraph)
        else:
            self._group.append((number, paragraph))

    def end(self) -> None:
        """Something else than an item follows."""
        group, self._group = self._group, []
        if all(number.is_bullet or number.html_type is not None for number, _paragraph in group):
            self._make_lists(group)
        else:
            for number, paragraph in group:
                self._write(number, paragraph)

    def _write(self, number: Number, paragraph: Element) -> None:
        """In the looks of what follows, so that a bold line stays wholly bold."""
        self.written.append(number.label)
        run = make("w:r", make_text(number.label))
        follower = find(paragraph, "w:r", "w:rPr")
        if follower is not None:
            bold = find(follower, "w:b")
            run.insert(0, make("w:rPr", *([bold] if bold is not None else [])))
        paragraph.insert(1, run)

    def _make_lists(self, group: list[tuple[Number, Element]]) -> None:
        open_lists: list[tuple[int, str, Number]] = []  # level, class, last number
        for number, paragraph in group:
            while open_lists and open_lists[-1][0] > number.level:
                open_lists.pop()
            if open_lists and open_lists[-1][0] == number.level:
                _level, key, last = open_lists.pop()
                if not _goes_on(last, number):
                    key = self._new(number)
            else:
                key = self._new(number)
            open_lists.append((number.level, key, number))
            path = [f"{'ul' if last.is_bullet else 'ol'}.{key}" for _level, key, last in open_lists]
            style = "x".join(key for _level, key, _last in open_lists)
            self._paths[style] = " > li > ".join(path) + " > li:fresh"
            paragraph[0][:] = [make("w:pStyle", val=style)]

    def _new(self, number: Number) -> str:
        key = f"wl{len(self.made)}"
        self.made[key] = HtmlList(number.is_bullet, number.count, number.html_type or "")
        return key

    def style_map(self) -> str:
        return "".join(f"p.{style} => {path}\n" for style, path in self._paths.items())


def _goes_on(last: Number, number: Number) -> bool:
    if last.is_bullet or number.is_bullet:
        return last.is_bullet and number.is_bullet
    return last.html_type == number.html_type and number.count == last.count + 1
