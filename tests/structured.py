"""Structured data of a page, held against the vocabulary of schema.org by a package that carries it."""

import datetime as dt
import json
import re
from typing import Any

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# Properties whose values are members of an enumeration.
_ENUMERATIONS = {
    "eventStatus": "EventStatusType",
    "eventAttendanceMode": "EventAttendanceModeEnumeration",
    "dayOfWeek": "DayOfWeek",
}


def structured_data(page: str) -> list[dict[str, Any]]:
    """The JSON-LD blocks of a page, in order. Fails for a type or property that schema.org does not know, or a
    value that it does not allow there."""
    blocks = [json.loads(text) for text in _BLOCK.findall(page)]
    for block in blocks:
        assert block["@context"] == "https://schema.org"
        _node({name: value for name, value in block.items() if name != "@context"})
    return blocks


def _node(value: dict[str, Any]) -> Any:
    import schema_org  # the whole vocabulary: a second to load, and only some tests need it

    kind = getattr(schema_org, value["@type"])
    return kind(**{name: _value(name, part) for name, part in value.items() if name != "@type"})


def _value(name: str, value: Any) -> Any:
    """A value as the package wants it: nodes, dates and members of enumerations instead of their texts."""
    import schema_org

    if isinstance(value, dict):
        return _node(value)
    if isinstance(value, list):
        return [_value(name, part) for part in value]
    if not isinstance(value, str):
        return value
    if name == "item":  # a page named by its address alone
        return schema_org.WebPage(url=value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dt.date.fromisoformat(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\S+", value):
        return dt.datetime.fromisoformat(value)
    if re.fullmatch(r"\d\d:\d\d", value):
        return dt.time.fromisoformat(value)
    if name in _ENUMERATIONS:
        return getattr(schema_org, _ENUMERATIONS[name])(value)
    return value
