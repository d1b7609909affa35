"""Numbers of paragraphs as Word prints them: 一、 (二) 3. d) iv. ⑤, counted on, resumed and begun anew."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from newsroom.word_styles import Styles
from newsroom.word_xml import find, get, is_on, name

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_FORMAL = {
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万"),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"),
}
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_IN_WORDS = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "japaneseDigitalTenThousand",
    "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting",
}  # fmt: skip
_DIGIT_BY_DIGIT = {"ideographDigital", "taiwaneseDigital"}
# Sets of signs that are numbered on in Unicode: the first sign, how many there are.
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20), "decimalEnclosedCircleChinese": ("①", 20), "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20), "ideographEnclosedCircle": ("㊀", 10),
}  # fmt: skip
# What HTML counts by itself: Word's format and the ``type`` of a list.
TYPES = {"decimal": "", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_CLOSES = "、）．。】〕：，"


def in_figures(number: int, format: str) -> str:
    """A number in one of Word's formats (ECMA-376, 17.18.59); an unknown one counts in figures.

    >>> [in_figures(12, format) for format in ("chineseCounting", "upperRoman", "lowerLetter", "decimalZero")]
    ['十二', 'XII', 'l', '12']
    """
    if format in _IN_WORDS:
        return in_words(number)
    if format in _FORMAL:
        return in_words(number, *_FORMAL[format])
    if format in _DIGIT_BY_DIGIT:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if format in _SIGNS and 1 <= number <= _SIGNS[format][1]:
        return chr(ord(_SIGNS[format][0]) + number - 1)
    if format == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if format == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if format == "ideographZodiacTraditional":
        return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]
    return _western(number, format)


def _western(number: int, format: str) -> str:
    if number > 0 and format.endswith("Letter"):
        # The 27th is aa, the 28th bb.
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if format == "lowerLetter" else letters.upper()
    if number > 0 and format.endswith("Roman"):
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if format == "lowerRoman" else roman.upper()
    if format in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if format == "decimalZero":
        return f"{number:02}"
    return f"- {number} -" if format == "numberInDash" else str(number)


def in_words(
    number: int, digits: str = "零一二三四五六七八九", units: str = "十百千", myriad: str = "万"
) -> str:
    """A number from 0 to 99,999,999 in Chinese, as it is said.

    >>> [in_words(number) for number in (10, 21, 105, 1010)]
    ['十', '二十一', '一百零五', '一千零一十']
    """
    if number >= 10_000:
        rest = number % 10_000
        joint = digits[0] if 0 < rest < 1000 else ""
        return (
            in_words(number // 10_000, digits, units, myriad)
            + myriad
            + joint
            + (_below(rest, digits, units) if rest else "")
        )
    said = _below(number, digits, units)
    return said.removeprefix(digits[1]) if 10 <= number < 20 and units[0] == "十" else said


def _below(number: int, digits: str, units: str) -> str:
    if number == 0:
        return digits[0]
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            said += (digits[0] if gap and said else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return said


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""  # the paragraph style that is tied to it
    restarts: bool = True
    in_figures_only: bool = False
    follow: str = "tab"

    @classmethod
    def read(cls, row: Element) -> "Level":
        number = find(row, "w:numFmt")
        if number is None:  # formats of later editions of Word stand beside one that all know
            number = next((found for found in row.iter() if name(found.tag) == "w:numFmt"), None)
        restart = find(row, "w:lvlRestart")
        return cls(
            _whole(get(find(row, "w:start"), "w:val"), 0),
            get(number, "w:val") or "decimal",
            get(find(row, "w:lvlText"), "w:val"),
            get(find(row, "w:pStyle"), "w:val"),
            restart is None or get(restart, "w:val") != "0",
            bool(is_on(find(row, "w:isLgl"))),
            get(find(row, "w:suff"), "w:val") or "tab",
        )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise


@dataclass(frozen=True)
class Number:
    """The number of one paragraph. ``label``: as Word prints it; ``html_type``: where HTML prints the same."""

    list: str
    level: int
    count: int
    label: str
    html_type: str | None
    is_bullet: bool


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # of each w:num
    abstract: dict[str, str] = field(default_factory=dict)  # whose counting a w:num shares
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None, styles: Styles) -> "Numbering":
        numbering = cls()
        if root is None:
            return numbering
        kinds = {get(row, "w:abstractNumId"): row for row in root if name(row.tag) == "w:abstractNum"}
        rows = [row for row in root if name(row.tag) == "w:num"]
        of_num = {get(row, "w:numId"): get(find(row, "w:abstractNumId"), "w:val") for row in rows}
        for row in rows:
            key, kind = get(row, "w:numId"), get(find(row, "w:abstractNumId"), "w:val")
            linked = get(find(kinds.get(kind), "w:numStyleLink"), "w:val")
            if linked:  # the levels stand at the list that the style names
                kind = of_num.get(get(find(styles.numbering_of(linked), "w:numId"), "w:val"), kind)
            numbering.abstract[key] = kind
            numbering.levels[key] = _levels(kinds.get(kind))
            numbering._override(key, row)
        return numbering

    def _override(self, key: str, row: Element) -> None:
        for override in row:
            if name(override.tag) != "w:lvlOverride":
                continue
            number = _whole(get(override, "w:ilvl"), 0)
            replaced, start = find(override, "w:lvl"), find(override, "w:startOverride")
            if replaced is not None:
                self.levels[key][number] = Level.read(replaced)
            if start is not None:
                self.restarts.setdefault(key, {})[number] = _whole(get(start, "w:val"), 1)

    def next(self, properties: Element | None, style: str, styles: Styles) -> Number | None:
        """The number of the next paragraph with these properties; ``None`` for one without a number."""
        at_paragraph, by_style = find(properties, "w:numPr"), styles.numbering_of(style)
        key = get(find(at_paragraph, "w:numId"), "w:val") or get(find(by_style, "w:numId"), "w:val")
        levels = self.levels.get(key)
        if not levels:
            return None
        said = get(find(at_paragraph, "w:ilvl"), "w:val")
        tied = next((number for number, level in levels.items() if style and level.style == style), None)
        if not said and tied is not None:
            number = tied
        else:
            number = _whole(said or get(find(by_style, "w:ilvl"), "w:val"), 0)
        level = levels.get(number)
        return self._count(key, number, level) if level else None

    def _count(self, key: str, number: int, level: Level) -> Number | None:
        counts, levels = self.counts.setdefault(self.abstract[key], {}), self.levels[key]
        start = self.restarts.get(key, {}).pop(number, None)
        if start is not None:
            counts[number] = start
        else:
            counts[number] = counts[number] + 1 if number in counts else level.start
        for deeper in [deeper for deeper in counts if deeper > number]:
            if deeper in levels and levels[deeper].restarts:
                del counts[deeper]
        for above in range(number):
            if above in levels:
                counts.setdefault(above, levels[above].start)
        if level.format == "none" and "%" in level.text and len(level.text) == 2:
            return None
        is_bullet = level.format == "bullet"
        own = f"%{number + 1}"
        counted = not level.in_figures_only or level.format == "decimal"
        plain = level.text == own + "." and level.format in TYPES and counted
        label = "•" if is_bullet else self._label(level, levels, counts)
        if not label.strip():
            return None
        return Number(
            key, number, counts[number], label + _gap(label, level.follow), TYPES[level.format] if plain else None,
            is_bullet,
        )  # fmt: skip

    def _label(self, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        label = level.text
        for number in range(LEVELS):
            if f"%{number + 1}" in label:
                format = levels[number].format if number in levels else "decimal"
                if level.in_figures_only and format != "decimalZero":
                    format = "decimal"
                said = "" if format == "none" else in_figures(counts.get(number, 1), format)
                label = label.replace(f"%{number + 1}", said)
        return label


def _gap(label: str, follow: str) -> str:
    return "" if follow == "nothing" or label[-1] in _CLOSES or label[-1].isspace() else " "


def _levels(kind: Element | None) -> dict[int, Level]:
    rows = [row for row in kind if name(row.tag) == "w:lvl"] if kind is not None else []
    return {_whole(get(row, "w:ilvl"), 0): Level.read(row) for row in rows}
