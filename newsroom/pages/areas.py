"""Names of areas that the segmenter cuts in the middle are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from common.words import is_word

from .organization_words import AREA_ENDINGS, GENERIC, SOFT, STOPS, word_set
from .word_segmenter import Word, cut

# The last character of an area's name behind a single other one: the name must have begun further left.
_STUMP = re.compile(r"[一-鿿][省市区县州旗镇乡]\Z")
_COMMON = word_set(
    """
    郊区 市区 城区 山区 县区 特区 社区 园区 校区 新区 辖区 厂区 矿区 林区 牧区 灾区 战区 小区 街区 片区 景区 库区
    老区 东区 西区 南区 北区 中区 工区 城镇 乡镇 小镇 古镇 村镇 集镇 城乡 家乡 故乡 老乡 水乡 地区 上市 超市 都市
    夜市 门市 城市 省市 区县 县市 市县 区市 两区 两省 两市 两县 多省 多市
    """
)
_GLUED_NAME = re.compile(r"[一-鿿]{2,3}[向与和对在给为][省市区县]\Z")
_POINTING = frozenset("我全本各该外此某每跨由据在从向与和及为对到把将让被经是")


def cut_with_areas(text: str) -> list[Word]:
    """The words of a text, with the names of areas whole: 望|河区 is 望河区, 柳树|沟乡 is 柳树沟乡."""
    found: list[Word] = []
    for word in _unglued(cut(text)):
        if found and _goes_on(found[-1], word):
            before = found.pop()
            word = Word(before.text + word.text, "ns", before.start)
        found.append(word)
    return found


def _unglued(words: list[Word]) -> Iterator[Word]:
    """The words, with a name and a preposition taken off a stump of an area: 褚红向|区."""
    for word in words:
        if word.tag.startswith("nr") and _GLUED_NAME.match(word.text):
            yield Word(word.text[:-1], word.tag, word.start)
            yield Word(word.text[-1], "n", word.end - 1)
        else:
            yield word


def _goes_on(before: Word, word: Word) -> bool:
    """Whether the word is the rest of an area's name that begins with the word before it."""
    if not _STUMP.match(word.text) or word.text in _COMMON or word.text[0] in _POINTING:
        return False
    if not re.fullmatch(r"[一-鿿]{1,2}", before.text) or before.text in AREA_ENDINGS:
        return False
    if len(before.text) == 1 and is_word(before.text + word.text[0]):
        return not before.tag.startswith(("p", "c", "u"))
    known = is_word(word.text) and word.text[1] not in "区市"  # there is a 睢县, but hardly a 河区
    if known or before.text in STOPS or before.text in GENERIC or before.text in SOFT:
        return False
    if len(before.text) == 1:
        return not before.tag.startswith(("p", "c", "u", "r", "m", "q", "y", "x"))
    return before.tag in ("n", "nr", "nz")
