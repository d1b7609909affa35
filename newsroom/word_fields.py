"""Fields of Word that print something though no text of theirs stands in the file: EQ with its signs above signs."""

import re

_EQ = re.compile(r"\s*EQ\b", re.IGNORECASE)
_SWITCH = re.compile(r"\\(\*\s*(?:\"[^\"]*\"|\S+)|[a-zA-Z]+)\s*(-?\d+(?=\s*[(\\]))?")
_CIRCLES = "○〇◯⭕"


def printed(instruction: str) -> str | None:
    """What a field without a result prints; ``None`` where nothing of it is to be read.

    >>> printed(r'EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(shàn),单)')
    '单'
    >>> printed(r"EQ \\o\\ac(○,3)"), printed(r"EQ \\f(1,2)")
    ('③', '1/2')
    """
    found = _EQ.match(instruction)
    if found is None:
        return None
    text, _end = _expression(instruction, found.end(), 0)
    return text.strip()


def _expression(source: str, at: int, depth: int) -> tuple[str, int]:
    """Characters and switches up to the bracket or comma that ends them."""
    told = ""
    switches: list[str] = []
    while at < len(source) and source[at] not in ",;)，；":
        switch = _SWITCH.match(source, at)
        if switch:
            if not switch[1].startswith("*"):
                switches.append(switch[1].lower())
            at = switch.end()
        elif source[at] == "(" and switches and depth < 20:
            arguments, at = _arguments(source, at + 1, depth + 1)
            told += _put_together(switches, arguments)
            switches = []
        else:
            told += source[at] if source[at] != "\\" else ""
            at += 1
    return told, at


def _arguments(source: str, at: int, depth: int) -> tuple[list[str], int]:
    arguments = []
    while at < len(source):
        text, at = _expression(source, at, depth)
        arguments.append(text.strip())
        if at >= len(source) or source[at] == ")":
            return arguments, at + 1
        at += 1
    return arguments, at


def _put_together(switches: list[str], arguments: list[str]) -> str:
    kind, words = switches[0], [argument for argument in arguments if argument]
    if kind == "f" and len(words) == 2:
        return "/".join(words)
    if kind == "r":
        return "".join([*words[:-1], "√", *words[-1:]])
    if kind == "o":  # signs over one another: the last is what is read, the first a ring or a reading
        if len(words) == 2 and words[0] in _CIRCLES and words[1].isdigit() and 1 <= int(words[1]) <= 20:
            return chr(ord("①") + int(words[1]) - 1)
        return words[-1] if words else ""
    return "".join(words)
