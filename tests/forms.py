"""What a browser would post: the fields of a form as they stand in the page."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.data: dict[str, list[str]] = {}
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == self.form_id
        if not self.inside or "disabled" in found:
            return
        name = found.get("name") or ""
        if tag == "input":
            self._input(name, found)
        elif tag == "select":
            self.select = name
            self.data.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in found:
            self.data[self.select].append(found.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.data[name] = [""]

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        kind = found.get("type", "text")
        if not name or kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in found:
                self.data.setdefault(name, []).append(found.get("value") or "on")
        else:
            self.data.setdefault(name, []).append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            if self.area and self.data[self.area][0].startswith("\n"):
                self.data[self.area][0] = self.data[self.area][0][1:]  # a browser drops the first line break
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.data[self.area][0] += data


def form_data(response: Any, form_id: str, **changes: Any) -> dict[str, Any]:
    """The data of a page's form, with changes; a change to ``None`` takes a field out."""
    parser = _Form(form_id)
    parser.feed(response.content.decode())
    data: dict[str, Any] = {name: values for name, values in parser.data.items() if "__prefix__" not in name}
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}
