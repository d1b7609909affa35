"""The text of uploaded files: encodings are detected, Word files are read, anything else is refused."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass, field
from pathlib import PurePath

from newsroom import word_reading
from newsroom.source_errors import SourceError as SourceError
from newsroom.word_reading import WordPicture

MOST_BYTES = 5 * 1024 * 1024
_SAMPLE = 60_000  # bytes from the beginning, the middle and the end that decide about an encoding

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-word"),
    (b"{\\rtf", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"Rar!", "binary"),
    (b"7z\xbc\xaf", "binary"),
    (b"\x1f\x8b", "binary"),
    (b"\x7fELF", "binary"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1b\x1f\x7f]")
_LINE_END = re.compile(r"\r\n?")
# The most frequent characters of simplified and of traditional newspaper text, with the punctuation of both.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
    "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事"
    "平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题"
    "党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被"
    "干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更"
    "单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研"
    "界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消"
    "称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
    "首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎"
    "止案言士均武固叶鱼波视仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财"
    "吃富春职觉汉画功巴跟虽杂飞检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴"
    "這為個國時來們對會發動過說產種後學經進著裡實現當點從業應開還電體機間與關重線內數氣質變條沒結問題黨員將組見計別論運農幾區強戰隊給"
    "務記職總報導聯認權證轉單風帶場車萬達議聲類離華確張馬節話傳許廣幹辦團歷稱準號維劃選標寫親勞師圍遠態減樹試護練負範繼興餘輸財職覺漢"
    "畫雖雜飛檢陽創換責簡錢環雙請讓員灣臺於無義書長門東樂麗習億廠語歲該產術協獲鄉鎮續織勵專題顧護醫療養濟財"
    "，。、；：？！“”‘’（）《》【】—…·「」『』０１２３４５６７８９"
)


@dataclass(frozen=True)
class Source:
    """The text of a file with line ends as \\n; of a Word file its pictures, and what did not come in."""

    text: str
    pictures: list[WordPicture] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_source(data: bytes, name: str) -> str:
    """The text of a file, with line ends as \\n. Raises SourceError with a sentence for the editor."""
    return open_source(data, name).text


def open_source(data: bytes, name: str) -> Source:
    """What a file holds. Raises SourceError with a sentence for the editor."""
    suffix = PurePath(name).suffix.lower()
    is_word = suffix in (".docx", ".docm", ".dotm", ".dotx") or data.startswith(word_reading.BEGINNING)
    if len(data) > (word_reading.MOST_BYTES if is_word else MOST_BYTES):
        raise SourceError("docx-too-large" if is_word else "too-large")
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise SourceError("empty")
    refuse_by_beginning(data)
    if is_word:
        word = word_reading.read_text(io.BytesIO(data), name)
        source = Source(_tidy(word.text), word.pictures, word.remarks)
    else:
        source = Source(_tidy(_decode(data)))
    if not source.text.strip():
        raise SourceError("empty")
    if re.match(r"\s*(?:<!doctype html|<html[\s>])", source.text[:500], re.I):
        raise SourceError("web-page")
    return source


def _tidy(text: str) -> str:
    return _LINE_END.sub("\n", text.removeprefix("\ufeff").rstrip("\x1a"))


def refuse_by_beginning(beginning: bytes) -> None:
    """Raises SourceError for what is no text, and no Word file, by its first bytes."""
    for magic, code in _MAGIC:
        if beginning.startswith(magic):
            raise SourceError(code)


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            if text is None:
                raise SourceError("encoding")
            return _checked(text)
    if b"\x00" in data:
        return _decode_wide(data)
    text = _strict(data, "utf-8")
    if text is None:
        text = _most_plausible(data, ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be"))
    return _checked(text)


def _decode_wide(data: bytes) -> str:
    """UTF-16 without a mark: its line ends and figures bring NUL bytes, each on one side only."""
    text = _most_plausible(data, ("utf-16-le", "utf-16-be"), otherwise="nul")
    if "\x00" in text:
        raise SourceError("nul")
    return _checked(text)


def _most_plausible(data: bytes, encodings: tuple[str, ...], otherwise: str = "encoding") -> str:
    """The decoding that reads most like Chinese; none at all is an error."""
    best, best_score = "", 0.2
    for encoding in encodings:
        text = _strict(data, encoding)
        if text is not None and (score := plausibility(text)) > best_score + 0.02:
            best, best_score = text, score
    if not best:
        raise SourceError(otherwise)
    return best


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plausibility(text: str) -> float:
    """How much a text reads like Chinese (1: every character is common), by a sample of it.

    ASCII counts half: a text of it alone is readable in any encoding but UTF-16. Characters that no text
    holds (control and private ones, unassigned planes) weigh heavily against a decoding.
    """
    third = _SAMPLE // 3
    middle = len(text) // 2
    sample = text if len(text) <= _SAMPLE else text[:third] + text[middle : middle + third] + text[-third:]
    score = seen = 0.0
    for char in sample:
        if char.isspace():
            continue
        seen += 1
        if char in _COMMON:
            score += 1
        elif char.isascii():
            score += 0.5 if char.isprintable() else -4
        elif "\u4e00" <= char <= "\u9fff":
            score += 0.15
        elif char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or not char.isprintable():
            score -= 2
        else:
            score -= 0.3
    return score / seen if seen else 0.0


def _checked(text: str) -> str:
    """Refuse what decodes but is no text."""
    if "\x00" in text:
        raise SourceError("nul")
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise SourceError("binary")
    return text
