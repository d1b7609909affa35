"""Pages of the printed paper, set from the demonstration's own articles, as a scanner would see them.

No date stands on them: the issue's date moves with the day on which the demonstration is loaded, its number stays.
"""

import base64
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from portal.demo.texts import ArticleFile, read_article

from .register import scene

DEMO = Path(__file__).resolve().parents[3] / "portal" / "demo"
SIZE = (1000, 1414)
ISSUE = "第312期"
PAPER = "工会动态"
_DATE = re.compile(r"\{[^}]*\}(上午|下午)?，?")
STYLE = """
.leaf { box-sizing: border-box; width: 1000px; height: 1414px; padding: 34px 40px; background: #f7f2e7; color: #1d1913;
  font: 12.6px/1.508 "Noto Serif CJK SC", "Source Han Serif SC", serif; overflow: hidden; text-align: justify; }
.leaf.roomy { font-size: 15px; }
.leaf.large { font-size: 17.5px; }
.leaf p { margin: 0; text-indent: 2em; }
.leaf h1, .leaf h2, .leaf h3 { margin: 0; font-weight: 900; text-align: center; text-indent: 0; }
.leaf h3 { font-size: 13.5px; padding: 5px 0; break-after: avoid; }
.head { display: flex; align-items: flex-end; justify-content: space-between; border-bottom: 5px double #1d1913; padding-bottom: 8px; margin-bottom: 16px; }
.head b { font-size: 25px; line-height: 1.1; letter-spacing: .1em; }
.head.front b { font-size: 76px; color: #a3201a; letter-spacing: .16em; }
.head span { font-size: 14px; line-height: 1.5; text-align: right; }
.kicker { font-size: 17px; line-height: 1.4; text-align: center; }
.lead h1 { font-size: 45px; line-height: 1.25; padding: 2px 0 4px; }
.lead .under { font-size: 17px; line-height: 1.4; text-align: center; padding-bottom: 12px; }
.top { display: grid; grid-template-columns: 552px 1fr; gap: 18px; }
.top img { display: block; width: 100%; height: 352px; object-fit: cover; }
.caption { font-size: 11.5px; text-indent: 0; }
.two { columns: 2; column-gap: 16px; align-self: start; }
.five { columns: 5 9em; column-gap: 18px; column-rule: 1px solid #cfc5b2; margin-top: 10px; }
.rest { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 36px; border-top: 2px solid #1d1913; margin-top: 16px; padding-top: 14px; }
.rest.alone { display: block; }
.rest .pictured { display: grid; grid-template-columns: 552px 1fr; gap: 18px; }
.rest .pictured .text { columns: 1; }
.rest h2 { font-size: 25px; line-height: 1.3; padding-bottom: 8px; }
.rest .text { columns: 2; column-gap: 18px; column-rule: 1px solid #cfc5b2; }
.by { text-indent: 0 !important; text-align: center !important; font-size: 12px; padding-bottom: 6px; }
"""


@dataclass(frozen=True)
class Leaf:
    """What a page holds: the lead with its picture, below it others side by side, then one with a picture.

    ``beside`` and ``below`` are how many characters of the lead stand beside and below its picture.
    """

    number: int
    name: str
    lead: str
    picture: str
    caption: str
    beside: int
    below: int
    others: tuple[str, ...]
    pictured: tuple[str, str] = ("", "")
    type: str = ""  # "roomy" or "large" where there is less to set


def read(slug: str) -> ArticleFile:
    return read_article(DEMO / "articles" / f"{slug}.txt")


def paragraphs(file: ArticleFile) -> list[str]:
    """The text without its tables and pictures; a date that moves gives way to none."""
    lines = (line.strip() for line in file.body.splitlines())
    kept = (line for line in lines if line and line[0] not in "|!~-")
    return [_DATE.sub("", line).replace("**", "") for line in kept]


def cut(parts: list[str], length: int) -> tuple[list[str], list[str]]:
    """Whole paragraphs up to about a number of characters, and what is left over."""
    total = 0
    for place, part in enumerate(parts):
        total += len(part)
        if total > length:
            if parts[place - 1].startswith("## "):
                place -= 1
            return parts[:place], parts[place:]
    return parts, []


def text(parts: list[str]) -> str:
    return "".join(
        f"<h3>{escape(part[3:])}</h3>" if part.startswith("## ") else f"<p>{escape(part.lstrip('> '))}</p>"
        for part in parts
    )


def signed(file: ArticleFile) -> str:
    names = " ".join(f"本报记者 {name}" for name in file.all("reporter")) or file.get("source")
    return f'<p class="by">{escape(names)}</p>' if names else ""


def picture(slug: str) -> str:
    data = base64.b64encode((DEMO / "pictures" / f"{slug}.jpg").read_bytes()).decode()
    return f'<img src="data:image/jpeg;base64,{data}"/>'


def other(slug: str, with_picture: str = "") -> str:
    file = read(slug)
    story = f'<div class="text">{text(paragraphs(file))}</div>'
    if with_picture:
        story = f'<div class="pictured top"><div>{picture(with_picture)}</div>{story}</div>'
    return f"<section><h2>{escape(file.get('title'))}</h2>{signed(file)}{story}</section>"


def leaf(page: Leaf) -> str:
    """The page as one drawing: the browser sets the type."""
    file = read(page.lead)
    beside, left = cut(paragraphs(file), page.beside)
    below, _left = cut(left, page.below)
    label = f"第{page.number:02}版 {page.name}"
    if page.number == 1:
        head = f'<div class="head front"><b>{PAPER}</b><span>{ISSUE}<br/>本期共4版<br/>{label}</span></div>'
    else:
        head = f'<div class="head"><b>{page.name}</b><span>{PAPER}　{ISSUE}　{label}</span></div>'
    kicker = f'<div class="kicker">{escape(file.get("kicker"))}</div>' if file.get("kicker") else ""
    under = (
        f'<div class="under">{escape(file.get("subtitle"))}</div>' if file.get("subtitle") else signed(file)
    )
    rest = ""
    if page.others:
        rest = f'<div class="rest">{"".join(map(other, page.others))}</div>'
    if page.pictured[0]:
        rest += f'<div class="rest alone">{other(*page.pictured)}</div>'
    html = (
        f'{head}<div class="lead">{kicker}<h1>{escape(file.get("title"))}</h1>{under}<div class="top">'
        f'<div>{picture(page.picture)}<p class="caption">{escape(page.caption)}　本报绘图</p></div>'
        f'<div class="two">{text(beside)}</div></div><div class="five">{text(below)}</div></div>'
        f"{rest}"
    )
    width, height = SIZE
    return (
        f'<foreignObject width="{width}" height="{height}"><div xmlns="http://www.w3.org/1999/xhtml" class="leaf {page.type}" '
        f'lang="zh-Hans"><style>{STYLE}</style>{html}</div></foreignObject>'
    )


def page_scene(page: Leaf) -> None:
    headlines = "".join(
        f"《{read(slug).get('title')}》" for slug in (page.lead, *page.others, page.pictured[0]) if slug
    )
    alt = f"{PAPER}{ISSUE}第{page.number:02}版（{page.name}）整版图样，刊有{headlines}。"
    scene(f"paper-{page.number}", alt, "报纸版面", focus=(0.5, 0.2), kind="page", size=SIZE)(
        lambda: leaf(page)
    )


for sheet in (
    Leaf(1, "要闻", "changping-five-years", "craft-engine", "老师傅指着发动机，教徒弟听声音。", 400, 860,
         ("rider-talk", "commentary-station")),
    Leaf(2, "基层", "worksite-night-school", "cranes-dusk", "收工了，工地的课堂才开始。", 240, 900,
         ("mummy-room", "ledger-openness"), ("brief-xicheng-barber", "barber-chair"), "large"),
    Leaf(3, "工会", "four-steps", "craft-class", "课堂上，教师讲解齿轮。", 290, 900,
         (), ("qingdao-alliance", "plaque-unveiling"), "roomy"),
    Leaf(4, "副刊", "essay-lunchbox", "lunchbox", "蒸箱前，一只手伸向盖上有坑的饭盒。", 190, 900,
         (), ("reading-festival", "reading-room"), "large"),
):  # fmt: skip
    page_scene(sheet)
