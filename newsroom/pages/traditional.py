"""Traditional characters: rules are written in simplified ones, fields keep what the paper printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .model import Page
from .text import Piece, Run, join_lines

# Pairs traditional, simplified: the words of datelines and credits, unions, organizations, roles and surnames.
_PAIRS = (
    "報报訊讯記记員员攝摄轉转載载編编輯辑責责對对電电專专網网見见實实習习驗验標标題题圖图為为來来爲为"
    "總总會会聯联團团體体區区縣县鎮镇鄉乡國国務务職职業业學学習习幹干訓训練练辦办協协機机關关構构廠厂"
    "東东門门開开發发長长書书陳陈張张劉刘楊杨黃黄趙赵吳吴孫孙馬马許许韓韩馮冯蕭萧葉叶蘇苏呂吕盧卢鍾钟陸陆"
    "譚谭賈贾鄒邹閻阎韋韦龍龙賀贺顧顾龔龚萬万錢钱嚴严賴赖莊庄鄭郑謝谢鄧邓羅罗範范時时華华衛卫師师導导護护"
    "醫医術术藝艺產产資资財财貿贸興兴農农漁渔電电銀银鐵铁車车運运輸输設设計计築筑處处廳厅館馆場场園园點点"
    "說说話话誰谁請请讓让從从並并與与於于這这個个們们後后過过還还進进遠远邊边選选領领頭头"
    "強强偉伟傑杰國国寶宝麗丽紅红鳳凤蘭兰貴贵榮荣慶庆濟济勝胜義义禮礼愛爱樂乐儀仪詠咏詩诗輝辉曉晓穎颖"
    "賽赛競竞獎奖動动員员節节歲岁歡欢問问溫温涼凉補补貼贴險险傷伤療疗養养勞劳單单雙双幾几兩两"
    "聞闻綜综評评論论觀观視视經经濟济織织組组級级紀纪約约給给統统續续"
)
_TABLE = {ord(_PAIRS[i]): _PAIRS[i + 1] for i in range(0, len(_PAIRS), 2)}
_TELLING = frozenset("報訊記員會聯總責編輯學業職")


def simplify(text: str) -> str:
    """The text with the characters of the table simplified, one for one: every offset stays."""
    return text if _TELLING.isdisjoint(text) else text.translate(_TABLE)


class Restorer:
    """Gives back the printed form of words that were read in the simplified text."""

    def __init__(self, printed: str, simplified: str) -> None:
        self._printed, self._simplified = printed, simplified
        self.needed = printed != simplified

    def word(self, word: str) -> str:
        """The word as it is printed; a padded name is looked for character by character."""
        if not self.needed or not word:
            return word
        at = self._simplified.find(word)
        if at >= 0:
            return self._printed[at : at + len(word)]
        return "".join(self.word(char) if len(word) > 1 else char for char in word)

    def words(self, words: str) -> str:
        """Words with 、 between them."""
        return "、".join(self.word(word) for word in words.split("、"))


def restore_page(
    page: Page, fields: Sequence[Sequence[tuple[str, Run]]], restorer: Restorer, lines: list[str]
) -> None:
    """Put the printed characters back into every field of a page that was read simplified.

    `fields` are, for each article, the names of its fields and the runs that they were made of.
    """

    def printed(run: Run) -> Run:
        return Run(Piece(p.line, p.start, lines[p.line - 1][p.start : p.end]) for p in run.pieces)

    page.name = restorer.word(page.name)
    page.credits = [replace(c, name=restorer.word(c.name)) for c in page.credits]
    page.left_out = [replace(part, run=printed(part.run)) for part in page.left_out]
    for article, runs in zip(page.articles, fields, strict=True):
        for name in dict.fromkeys(name for name, run in runs if run):
            texts = (printed(run).text for use, run in runs if use == name and run)
            setattr(article, name, join_lines(texts) if name == "title" else " ".join(texts))
        article.source = restorer.word(article.source)
        article.original_title = restorer.word(article.original_title)
        article.credits = [replace(c, name=restorer.word(c.name)) for c in article.credits]
        article.paragraphs = [replace(p, run=printed(p.run)) for p in article.paragraphs]
        article.organizations = [replace(o, name=restorer.word(o.name)) for o in article.organizations]
        article.warnings = [
            replace(w, values=tuple((key, restorer.words(value)) for key, value in w.values))
            for w in article.warnings
        ]
        article.people = [restorer.word(name) for name in article.people]
        article.events = [restorer.word(name) for name in article.events]
