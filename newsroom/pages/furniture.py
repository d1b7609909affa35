"""Furniture of printed pages and web pages: headers, jumps, navigation, footers."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_NUMBER = r"(?:00)?[0-9０-９]{1,3}"
_PAGE_NO = re.compile(
    rf"第\s?[A-Za-zＡ-Ｚ]?\s?({_NUMBER})\s?版(?!面)|(?<![\d年月第])[A-ZＡ-Ｚ]?({_NUMBER})\s?版(?![面本权块图])|^[A-DＡ-Ｄ]\s?({_NUMBER})(?=[\s:：|｜·]|$)"
    r"|第([一二三四五六七八九十]{1,3})版(?!面)|^Page\s?(\d{1,3})\b",
    re.I,
)
_DATE = re.compile(
    r"((?:19|20)\d{2})\s?[年./／-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?(?:\s?(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?)?"
)
_BARE_NUMBER = re.compile(r"\s*0?(\d{1,2})(?=[\s　|｜]+[一-鿿]|\s*\Z)")
# The line under the headline of a public account: its name, the time, the place.
_POSTED = re.compile(
    r"[^。！？，；]{0,24}?(?:19|20)\d{2}[年-]\d{1,2}[月-]\d{1,2}日?\s+\d{1,2}[:：]\d{2}\s*[一-鿿]{0,4}\Z"
)
_CN_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_WEEKDAY = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日](?=[\s　]|$)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    re.I,
)
_LUNAR = re.compile(
    r"(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])?[年]?\s?(?:闰?[正一二三四五六七八九十冬腊]{1,2}月)"
    r"(?:初|十|廿|二十|三十|卅)[一二三四五六七八九十]?|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
)
_ISSUE = re.compile(
    r"(?:总?第|总)\s?\d{1,6}\s?(?:期|号)|今日\s?\d{1,3}\s?版|本期\s?\d{1,2}\s?版|No\.?\s?\d+|第\d{1,6}号",
    re.I,
)
_CODES = re.compile(
    r"(?:国内)?(?:统一)?(?:连续)?(?:出版物|刊)号?[:：]?\s?CN\s?[\d—–/-]+(?:[（(]\w[)）])?|CN\s?\d{2}[—–-]\d{4}|邮发代号[:：]?\s?\d+[—–-]\d+|国内(?=\s|$)"
)
_CONTACT = re.compile(
    r"(?:新闻)?(?:热线|投稿|编辑部|电话|邮箱|E-?mail|网址|传真|邮编)[^\s]{0,8}[:：]\s?[\w@.—–/:（）()-]{4,60}|https?://\S{1,200}|www\.\S{1,100}|[\w.-]{1,40}@[\w.-]{1,40}",
    re.I,
)
_PAPER = re.compile(
    r"[一-鿿]{1,8}(?:日报|晚报|早报|午报|时报|工人报|都市报|导报|快报|周报|商报|青年报|农民报|法治报|法制报|教育报|文汇报|工会报)"
    r"|[一-鿿]{2,6}报(?=[\s　|｜]|$)"
)
_JUMP = re.compile(
    r"[（(【\[]?\s?[▶►→◆●■▲]?\s?(?:(?:下|紧)?(?:转|接)|上接|紧接|见|详见|详细报道见|相关报道见)\s?(?:今日|本报|本版|第)?\s?[A-Z]?[0-9０-９一二三四五六七八九十]{1,3}\s?版"
    r"(?:[^。！？]{0,16})[)）】\]]?\s?[▶►→]?\Z"
)
_JUMP_INLINE = re.compile(
    r"[（(【\[]\s?(?:下转|转|紧接|上接|接|下接|详见|见)\s?第?\s?[A-Z]?[0-9０-９一二三四五六七八九十]{1,3}\s?版[^（）()]{0,16}[)）】\]]"
    r"|(?:▶|►|→)?(?:下转|上接)第?\s?[A-Z]?[0-9０-９一二三四五六七八九十]{1,3}\s?版(?=\s*\Z)"
)
_CN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


@dataclass(slots=True)
class Header:
    """What a header line of the page says."""

    date: datetime.date | None = None
    number: int | None = None
    name: str = ""
    paper: str = ""
    impossible_date: str = ""
    posted: bool = False  # the line of a public account under its headline: name, time, place


def cn_number(text: str) -> int:
    """A Chinese numeral from 0 to 99."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CN_DIGITS.get(tens, 1) if tens else 1) * 10 + _CN_DIGITS.get(ones, 0)
    value = 0
    for char in text:
        value = value * 10 + _CN_DIGITS.get(char, 0)
    return value


def find_date(text: str) -> tuple[datetime.date | None, str]:
    """The first full date in a text, and its words; an impossible one gives None and the words."""
    if match := _DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CN_DATE.search(text):
        year, month, day = cn_number(match[1]), cn_number(match[2]), cn_number(match[3])
    else:
        return None, ""
    try:
        return datetime.date(year, month, day), match[0]
    except ValueError:
        return None, match[0]


def find_page_number(text: str) -> int | None:
    """The page number in words such as 第03版, 02版, A03."""
    if match := _PAGE_NO.search(text):
        digits = match[1] or match[2] or match[3] or match[5]
        return int(digits) if digits else cn_number(match[4])
    return None


def read_header(text: str) -> Header | None:
    """The date, page and paper of a line that holds nothing else; None for other lines.

    A date alone is no header: it may be the signature of a notice. The caller decides by `is_only_date`.
    """
    if len(text) > 120:
        return None
    rest, strong = text, 0
    header = Header()
    for pattern in (_ISSUE, _CODES, _CONTACT):
        rest, count = pattern.subn(" ", rest)
        strong += 2 * min(count, 1) if pattern is _CODES else min(count, 1)
    text = rest
    if page := _PAGE_NO.search(text):
        header.number = find_page_number(text)
        strong += 2
        rest = rest.replace(page[0], "\n", 1)
    date, words = find_date(rest)
    if words:
        header.date, header.impossible_date = date, "" if date else words
        strong += 1
        rest = rest.replace(words, " ", 1)
    for pattern in (_WEEKDAY, _LUNAR):
        rest, count = pattern.subn(" ", rest)
        strong += min(count, 1)
    if header.number is None and words and (number := _BARE_NUMBER.match(rest)):
        header.number = int(number[1])
        strong += 1
        rest = "\n" + rest[number.end() :]
    if paper := _PAPER.search(rest):
        header.paper = paper[0]
        rest = rest.replace(paper[0], " ", 1)
        strong += 1
    latin, rest = (
        re.subn(r"[A-Za-z][A-Za-z .'&]{2,60}", " ", rest)[1],
        re.sub(r"[A-Za-z][A-Za-z .'&]{2,60}", " ", rest),
    )
    before, _, after = rest.partition("\n")
    name = " ".join(re.sub(r"[\s　:：|｜/／\-—_•●■◆▲【】\[\]()（）,，.、]+", " ", after or before).split())
    left = re.sub(r"[\s　:：|｜·/／\-—_•●■◆▲【】\[\]()（）,，.、\n]+", "", rest)
    if _POSTED.match(text):
        header.name, header.posted = "", True
        return header
    if strong < 2 and not (header.paper and not left and (latin or len(text) <= 12)):
        return None
    if len(left) > (8 if header.number is not None else 4) or re.search(r"[。！？；，]", left):
        return None
    header.name = (
        name if header.number is not None and re.fullmatch(r"[一-鿿·]{2,8}", name.replace(" ", "")) else ""
    )
    header.name = header.name.replace(" ", "").strip("·")
    return header


def is_only_date(text: str) -> bool:
    """Whether a line is a date and nothing else, as at the end of a notice."""
    _date, words = find_date(text)
    return bool(words) and not re.sub(r"[\s　（）()]", "", text.replace(words, ""))


def is_jump(text: str) -> bool:
    """Whether a line only refers to another page."""
    return len(text) <= 40 and bool(_JUMP.match(text))


def jump_spans(text: str) -> list[tuple[int, int]]:
    """References to other pages inside a paragraph, at its beginning or end."""
    if "版" not in text[:40] and "版" not in text[-40:]:
        return []
    spans = []
    if match := _JUMP_INLINE.match(text):
        spans.append(match.span())
    offset = max(0, len(text) - 40)
    for match in _JUMP_INLINE.finditer(text[offset:]):
        if (
            not text[offset + match.end() :].strip()
            and (offset + match.start(), offset + match.end()) not in spans
        ):
            spans.append((offset + match.start(), offset + match.end()))
    return spans


_WEB_WORDS = (
    "上一版|下一版|上一篇|下一篇|上一条|下一条|上一期|下一期|版面导航|标题导航|版面目录|本版导航|本版新闻|本版导读|本版标题"
    "|往期回顾|往期|放大|缩小|默认|返回|首页|回到顶部|返回顶部|返回目录|返回首页|打印本页|打印|关闭窗口|关闭|收藏|分享到?|分享至"
    "|点赞|在看|转发|评论|复制链接|朗读|全文|字号|字体|大|中|小|扫码关注|扫一扫|微信|微博|朋友圈|QQ空间|PDF|PDF版|下载|检索|搜索"
    "|END|End|THE END|登录|注册|无障碍|关怀版|简体|繁体|English"
    "|推荐|我的|收听|播放|T字号|T|阅读原文|阅读全文|展开全文|查看更多|更多|更多>>|网站地图|关于我们|联系我们"
    "|版权声明|广告服务|法律声明|隐私政策|友情链接|举报|意见反馈|手机版|电脑版|客户端|电子报|数字报|读报|网站首页|设为首页|加入收藏|听新闻|放大\\+|缩小-|默认○|日历|目录|本期导读|订阅|纠错"
)
_WEB_TOKEN = re.compile(rf"(?:{_WEB_WORDS})\Z")
_WEB_LINE = re.compile(
    r"(?:扫码|扫一扫|长按|微信扫|识别(?:上方|下方|图中)?二维码|关注(?:我们|微信|公众号)|点击(?:“?阅读|上方|蓝字|下方|右上|图片|阅读)|分享(?:到|至|给)"
    r"|.{0,24}(?:版权所有|ICP[备证]|公网安备)|Copyright|©|[一-鿿]{0,2}ICP[备证]|.{0,4}公网安备|ICP备案|友情链接\s?[:：]|互联网新闻信息服务许可"
    r"|技术支持[:：]|违法和不良信息|举报(?:电话|邮箱)[:：]|未经.{0,12}(?:授权|许可|书面)|您?(?:当前|现在)?的?(?:所在)?的?位置\s?[:：]"
    r"|浏览(?:次数|量)|阅读(?:次数|量)[:：]?\s?\d|点击(?:数|量|次数)[:：]?\s?\d|\d+\s?(?:人|次)?(?:阅读|浏览)\Z|字[号体][:：]|(?:主办|承办|主管)(?:单位)?\s?[:：].{2,60}(?:承办|地址|电话|技术支持|邮编|运营|版权|技术开发)|地址\s?[:：].{4,60}(?:邮编|电话|传真)|[A-Z]{2,4}备案|语音播报|今天是|跟帖评论|评论\s?\d+\Z|我要纠错|[一-鿿]{2,10}(?:官方网站|网站首页|图文数据库|数字报|电子报)|网站标识码|(?:关键[词字]|标签|Tags?|声明|免责声明|版权声明|特别声明)\s?[:：]|在线投稿|本网站由)",
    re.I,
)
_FOLLOW = re.compile(
    r"[^。！？，；]{0,16}(?:官方)?(?:微信|微博|公众号|客户端|APP|视频号|抖音号?|二维码)(?:公众号|二维码|号)?\Z",
    re.I,
)
LIST_STARTS = re.compile(
    r"[■●▲◆>【\[]?\s?(?:版面导航|标题导航|本版导航|本版新闻|本版标题|本版目录|版面目录|本版文章|今日要目|相关(?:新闻|阅读|文章|链接|报道)|推荐阅读|延伸阅读"
    r"|热门(?:评论|新闻|文章|推荐|阅读|排行)|点击排行|新闻排行|最新(?:新闻|文章|消息)|猜你喜欢|更多(?:新闻|文章|精彩)|往期(?:回顾|推荐)|其他文章|本期标题|新闻列表|上一篇|下一篇)\s?[】\]]?[:：]?\s?(?:[>»]+|更多)?\Z"
)
_PREV_NEXT = re.compile(
    r"[·•>◀▶←→\s]*(?:上一篇|下一篇|上一条|下一条|上篇|下篇|前一篇|后一篇|上一版|下一版|上一期|下一期)\s?[:：>\s].{0,80}\Z"
)
# Buttons that turn the pages of an electronic paper.
PAGE_TURN = re.compile(r"[<>«»34\s]*(?:上一[版期篇]|下一[版期篇]|返回\S{0,8}|版面导航|标题导航)")
# What begins the foot of a web page; nothing below it belongs to an article.
FOOT = re.compile(
    r".{0,12}(?:版权所有|[一-鿿]{0,2}ICP|Copyright|©|公网安备|技术支持|技术开发|关于我们|联系我们|违法和不良信息|隐私政策)|主办\s?[:：]",
    re.I,
)
_FOOT_WORD = re.compile(r"关于|版权|举报|联系|声明|招聘|广告|隐私|备案|许可|合作|服务")
_RETURN = re.compile(r"返回[一-鿿]{0,8}\Z")
_NAV_SEPARATOR = re.compile(r"\s*[|｜丨┃│/]\s*|\s+[>›»]\s+|\s+-\s+|\s*[>›»]{1,2}\s*")


def is_web_furniture(text: str) -> bool:
    """Whether a line is navigation, a button, a footer or the like of a web page."""
    if len(text) > 160:
        return False
    if _PREV_NEXT.match(text) or _WEB_LINE.match(text) or LIST_STARTS.match(text):
        return True
    if (
        len(text) <= 40
        and _FOLLOW.match(text)
        and re.match(r"扫|关注|微信|官方|[一-鿿]{2,12}(?:官方)?(?:微信|微博|客户端|视频号|抖音)", text)
    ):
        return True
    if len(text) == 1:
        return text in "×✕✖╳↑∧^"
    tokens = [token for token in re.split(r"[\s　|｜丨┃│/·•>›»【】\[\]:：]+", _DATE.sub(" ", text)) if token]
    if tokens and all(_is_button(token) for token in tokens):
        return len(tokens) > 1 or len(text) >= 2
    return _is_navigation(text)


def _is_button(token: str) -> bool:
    """A word of a button, perhaps with the figure that an arrow's font leaves behind: 3上一版."""
    return bool(_WEB_TOKEN.match(token) or _WEB_TOKEN.match(token.strip("34<>«»")) or _RETURN.match(token))


def _is_navigation(text: str) -> bool:
    """A bar of short words with dividers between: 首页 | 要闻 | 工会."""
    if (
        not re.search(r"[|｜丨┃│]|>|›|»", text)
        or text.startswith((">", "》"))
        or re.search(r"[。！？；，]", text)
    ):
        return False
    parts = [part.strip() for part in _NAV_SEPARATOR.split(text) if part.strip()]
    if len(parts) == 2 and parts[0] in ("首页", "网站首页"):
        return True
    if len(parts) < 3:
        return False
    web = sum(
        1
        for part in parts
        if _WEB_TOKEN.match(part) or _WEB_LINE.match(part) or part in ("要闻", "新闻", "图片", "正文")
    )
    if sum(1 for part in parts if _FOOT_WORD.search(part)) * 2 > len(parts):
        return True
    return all(len(part) <= 10 for part in parts) or (web >= 2 and all(len(part) <= 24 for part in parts))
