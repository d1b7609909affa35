"""People and events, offered only where the text marks them clearly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from common.words import is_word

from .organization_words import word_set
from .person_names import COMMON_SURNAMES, COMPOUND_SURNAMES, FREQUENT, begins_with_surname, is_name
from .word_segmenter import Word, cut

_ROLES = (
    "主委 副主委 村支书 支书 社工 业主 租客 店员 工友 战士 队友 组员 秘书 会计 出纳 保姆 护理长 指导员 干警 "
    "工人 职工 车工 钳工 焊工 电工 铣工 镗工 技工 司机 技师 工程师 护士 护士长 医生 医师 教师 "
    "老师 教练 校长 院长 所长 处长 科长 局长 部长 会长 秘书长 主席 书记 主任 经理 董事长 总裁 "
    "厂长 班长 队长 组长 站长 店长 段长 列车长 船长 机长 教授 研究员 专家 律师 法官 检察官 "
    "民警 辅警 代表 委员 模范 劳模 工作者 工匠 标兵 能手 状元 获得者 得主 冠军 选手 骑手 "
    "快递员 外卖员 配送员 保洁员 保安员 服务员 售货员 驾驶员 安全员 质检员 调度员 巡检员 养护员 "
    "网格员 辅导员 讲解员 调解员 志愿者 负责人 创始人 带头人 领衔人 传承人 老板 店主 居民 村民 "
    "学员 师傅 徒弟 导师 讲师 员工 环卫工 农民工 养路工 养护工 维修工 操作工 保育员 园长 馆长 "
    "理事长 总监 主管 专员 干事 同学 家长 妈妈 车长 厨师 月嫂 育婴师 护理员 护工 职员 博士 "
    "干部 硕士 院士 作家 画家 记者 环卫工人 主席团成员 白领 工长 值班员 管理员 技术员 设计师 程序员 护林员 主播 "
)
_ROLE = re.compile("|".join(sorted(_ROLES.split(), key=len, reverse=True)))
_OFFICE = re.compile(r"主席|书记|主任|部长|局长|会长")  # before these names, a rare surname counts too
_ANY_ROLE = re.compile(
    r"[一-鿿][工员师长手匠者人](?=[一-鿿])"
)  # 瓦工, 投递员: only before what the segmenter calls a name
_NOT_GIVEN = "说是在为和与向从对把将等也的带一正就不都会可有了到及或所被让给以"
_FOLLOW = re.compile(
    r"[，。、：；！？）”,.!?;:)\s]|$|说|表示|介绍|告诉|坦言|感慨|回忆|笑|认为|指出|强调|谈|讲|称|解释|透露|是|在|为|和|与|向|从|对|把|将|等|也|正|就|的|带|领|现场|今年|从事|荣获|获|夺得|夺冠|当选|代表|作|出席|参加|宣布|致辞|手|接过|拿|用|一|已|不|每|担任|及|以|刚|记得|评价|这样|这么|主持|家|率|竖|伸|递|端|捧|擦|抬|点|摇|喊|问|想|打|挥|拉|握|深|感|做|干|开|走|坐|穿|戴|熟练|发现|提出|建议|呼吁|补充|直言|告诫|总结|创办|组织|获得|被|受|到|还|则|却|忙|站|看|激动|高兴|深有|给|教|常|便|还|又|都|曾|来|到|了解|成为|负责|今|因|自|被|以|凭|通过|牵头|创新|工作室|同志|先生|女士"
)
_PADDED = re.compile(r"[一-鿿][ 　\xa0][一-鿿]")
_LEAD = re.compile(
    r"(?:^|[，。；：“”！？、]|由|以|及|和|是)((?![由以及和是])[一-鿿]{2,3})(?=领衔|劳模创新工作室|创新工作室|技能大师工作室|工匠工作室)"
)
_SAYS = re.compile(
    r"[”。！？](?P<name>[一-鿿]{2,3}|[一-鿿][ 　\xa0][一-鿿])(?=说|告诉记者|表示|介绍说|坦言|感慨|笑着说|激动地说)"
)
# Who said the quotation above: ——中国劳动关系学院教授 卓见
_ATTRIBUTED = re.compile(rf"\A[—–-]{{1,4}}[^，。！？]{{0,30}}?(?:{_ROLE.pattern})[ 　]+([一-鿿]{{2,3}})\Z")
_ADVERBS = frozenset("刚正已也都还就又却便才则曾")
_PARTICLES = "为和与向从对把将等在说"  # behind a name, but in some given names too: 蒋大为
_NEVER_NAMES = word_set(
    "全部 全体 全员 全程 全面 高度 单位 方面 时间 安全 成果 成员 成立 任务 任职 国家 强化 强烈 文化宫"
)
_WORKING = re.compile(r"(?:工作|[岁职龄]|从事[^，。]{1,10}|来自[^，。]{1,10})的(?=[一-鿿])")
_AFTER_VERBS = frozenset("着了过地得")  # 刘学笑着说: what stands before these is a verb
_SAYING = re.compile(
    r"说(?!服|明|法)|表示|介绍|告诉记者|坦言|告诉|作出|带领|领衔|参加|出席|致辞|主持|宣布|带队|这样|这么|评价|记得|感慨|回忆|宣读|发言|讲话|授课|刚(?![好性需])|正在|等[\d一二三四五六七八九十两]+[人名位]"
)
_TITLED = re.compile(
    r"(?:某|某某|师傅|先生|女士|大姐|大哥|大爷|大妈|阿姨|叔叔|经理|主席|老师|主任|书记|队长|站长|医生|同志|记者|律师|教授|班长|师|哥|姐|们)\Z"
)
_EVENT_NOUN = (
    r"仪式|活动|大赛|竞赛|比赛|比武|运动会|招聘会|推介会|发布会|座谈会|报告会|宣讲会|联谊会|交友会|交流会|培训班|训练营|夏令营|冬令营|托管班|讲座|论坛|联赛|锦标赛|邀请赛|马拉松|健步走|文化节|艺术节|读书节|阅读节|技能节|职工节|庙会|"
    r"演出|晚会|义诊|评选|行动|展览|宣传周|宣传月|文化周|活动周|活动月"
)
_QUOTED_EVENT = re.compile(
    rf"(?:第[一二三四五六七八九十百\d]{{1,4}}届)?[“「][^“”「」，。！？；\n]{{1,24}}[”」](?:[一-鿿·\d]{{0,14}}?)(?:{_EVENT_NOUN})(?:启动仪式|开幕式|颁奖仪式|总决赛|决赛|初赛)?"
)
_NTH_EVENT = re.compile(
    r"(?:[“「][^“”「」，。！？；\n]{1,12}杯[”」])?(?:20\d{2}年)?(?:(?:(?![的了在为和与由日天届，])[一-鿿]){2,3}[省市区县])?第[一二三四五六七八九十百\d]{1,4}届[一-鿿“”\d·]{2,26}?(?:大赛|竞赛|比赛|比武|运动会|论坛|联赛|锦标赛|邀请赛|文化节|艺术节|读书节|阅读节|招聘会|马拉松|技能节)"
)
_EVENT_BREAK = re.compile(r"[，。；：！？]|举办|开展|举行|组织|等|的|为|在|将|与|和|把|让|以|了|及|并")
_GROWN = re.compile(r"(?:启动|开班|开幕|闭幕|颁奖|揭牌|表彰|发布|签约|捐赠)?(?:仪式|活动|式|决赛|总决赛)")


def find_people(texts: Sequence[str]) -> list[str]:
    """Names behind a role (护士长陈玉兰), before 领衔, or after a quotation (赵桂英说)."""
    found: dict[str, None] = {}
    for text in texts:
        if (told := _ATTRIBUTED.match(text)) and begins_with_surname(told[1]):
            found.setdefault(told[1])
            continue
        words: dict[int, Word] = {}
        for start, hits, loose in _person_places(text):
            if not words:
                words = {word.start: word for word in cut(text)}
            name = hits if isinstance(hits, str) else _read_person(text, start, words)
            end = start + len(name or "")
            says = bool(name) and bool(_SAYING.match(text, end) or _goes_on_with_role(text, start, end))
            if loose and not _is_surely_person(name or "", words.get(start)):
                continue
            if name and _plausible(name, start, words, says=says):
                found.setdefault(name)
                for other in _named_beside(text, start + len(name), words):
                    found.setdefault(other)
    return [name for name in found if not any(name == n[:-1] and n[-1] in _PARTICLES for n in found)]


def _goes_on_with_role(text: str, start: int, end: int) -> bool:
    """Whether another name with the same role follows: 甲大学选手舒畅、乙大学选手祁连."""
    role = text[max(start - 2, 0) : start]
    other = re.compile(rf"、[一-鿿]{{0,16}}?{re.escape(role)}").match(text, end)
    return other is not None and begins_with_surname(text[other.end() : other.end() + 2])


def _is_surely_person(name: str, word: Word | None) -> bool:
    """What only a character hints at must be a name to the segmenter, and no word of the dictionary."""
    return word is not None and word.tag.startswith("nr") and not (len(name) == 2 and is_word(name))


def _named_beside(text: str, offset: int, words: dict[int, Word]) -> list[str]:
    """Names that follow with 、 between: 志愿者胡帅、张堪乐."""
    names = []
    while text[offset : offset + 1] == "、" and begins_with_surname(text[offset + 1 : offset + 3]):
        name = _read_person(text, offset + 1, words)
        if not name or not (word := words.get(offset + 1)) or not word.tag.startswith("nr"):
            break
        names.append(name)
        offset += 1 + len(name)
    return names


def _person_places(text: str) -> list[tuple[int, str | None, bool]]:
    """Where names may begin, the name if the rule tells it, and whether only a character hints at a role."""
    offsets: list[tuple[int, str | None, bool]] = []
    for match in _ROLE.finditer(text):
        after = match.end()
        if begins_with_surname(text[after : after + 2]):
            offsets.append((after, None, False))
        elif _OFFICE.match(match[0]) and re.match(r"[一-鿿]{3}", text[after : after + 3]):
            offsets.append((after, None, True))
    known = {offset[0] for offset in offsets}
    for match in _ANY_ROLE.finditer(text):
        if match.end() not in known and text[match.end()] in COMMON_SURNAMES:
            sure = text[match.end() - 1] not in "者人" and text[match.end()] in FREQUENT
            offsets.append((match.end(), None, not sure))
    offsets += [(match.end(), None, True) for match in _WORKING.finditer(text)]
    offsets += [(match.start(1), match[1], False) for match in _LEAD.finditer(text)]
    offsets += [
        (match.start("name"), re.sub(r"\s", "", match["name"]), False) for match in _SAYS.finditer(text)
    ]
    return sorted(offsets, key=lambda offset: offset[0])


def _read_person(text: str, start: int, words: dict[int, Word]) -> str | None:
    """The name that begins here, two or three characters long, told by what follows it."""
    if _PADDED.match(text, start) and _FOLLOW.match(text, start + 3):
        return text[start] + text[start + 2]
    word = words.get(start)
    named = len(word.text) if word and word.tag.startswith("nr") else 0
    compound = text[start : start + 2] in COMPOUND_SURNAMES
    lengths = (4, 3) if compound else (3, 2)
    after = text[start + named : start + named + 1]
    if (
        named == lengths[0]
        and not is_word(text[start + named - 1 : start + named + 1])
        and after not in _AFTER_VERBS
        and not _ends_in_particle(text, start + named, words, compound=compound)
    ):
        return text[start : start + named]
    fitting = [n for n in lengths if _ends_here(text, start, start + n, words)]
    particle = _ends_in_particle(text, start + lengths[0], words, compound=compound)
    if len(fitting) == 2 and not particle:
        ends = {words[at].end for at in range(start, start + 4) if at in words}
        told = [n for n in fitting if start + n in ends]
        if _SAYING.match(text, start + lengths[0]) and text[start + lengths[0] - 1] not in _ADVERBS | set(
            _NOT_GIVEN
        ):
            fitting = [lengths[0]]
        elif len(told) == 1:
            fitting = told
        elif text[start + lengths[0] - 1] in _NOT_GIVEN or _is_adverb(words.get(start + lengths[1])):
            fitting = [lengths[1]]
    elif len(fitting) == 2:
        fitting = fitting[1:]
    return text[start : start + fitting[0]] if fitting else None


def _ends_in_particle(text: str, end: int, words: dict[int, Word], *, compound: bool) -> bool:
    """Whether the last character of a long name is rather a preposition: 葛青|为职工讲解, but 蒋大为清楚地."""
    after = words.get(end)
    if text[end - 1 : end] == "说":
        return True
    return not compound and text[end - 1 : end] in _PARTICLES and after is not None and after.tag[0] in "nrms"


def _is_adverb(word: Word | None) -> bool:
    return word is not None and word.text in _ADVERBS


def _ends_here(text: str, start: int, end: int, words: dict[int, Word]) -> bool:
    """Whether a name may end here: by what follows, or by a verb or particle that begins here."""
    if (
        end > len(text)
        or not re.fullmatch(r"[一-鿿]+", text[start:end])
        or text[end : end + 1] in _AFTER_VERBS
    ):
        return False
    word = words.get(end)
    return bool(_FOLLOW.match(text, end)) or (
        word is not None and word.tag[:1] in "vpdcuft" and word.tag != "vn"
    )


def _plausible(name: str, start: int, words: dict[int, Word], *, says: bool) -> bool:
    """Reject what only looks like a name: 高兴地, 方便面, 陈师傅."""
    rare = (
        len(name) == 3 and start in words and words[start].text == name and words[start].tag.startswith("nr")
    )
    if (
        not is_name(name)
        or name in _NEVER_NAMES
        or not (begins_with_surname(name) or rare)
        or _TITLED.search(name)
    ):
        return False
    word = words.get(start)
    if word and len(word.text) == 1 and word.tag[:1] in ("c", "p") and word.text not in FREQUENT:
        return False  # 职工|和|灵活就业人员
    if name[-1] in _NOT_GIVEN and not (word and word.text == name and word.tag.startswith("nr")):
        return False
    if word is None:
        return not any(w.start < start < w.end and is_word(w.text) for w in _around(words, start))
    if word.text == name and word.tag in (
        "n",
        "ns",
        "s",
        "v",
        "vn",
        "a",
        "i",
        "l",
        "t",
        "m",
        "b",
        "z",
        "an",
        "j",
    ):
        return says
    return (
        word.tag.startswith("nr")
        or len(word.text) == 1
        or (word.tag in ("nz", "x", "eng") and len(word.text) <= 3)
    )


def _around(words: dict[int, Word], offset: int) -> list[Word]:
    """The words that begin shortly before a offset."""
    return [words[at] for at in range(offset - 4, offset) if at in words]


def find_events(texts: Sequence[str]) -> list[str]:
    """Events by a name in quotation marks with an event's noun behind (“送健康”主题服务活动), or by 第…届."""
    found: dict[str, None] = {}
    for text in texts:
        spans: list[tuple[int, int]] = []
        for pattern in (_NTH_EVENT, _QUOTED_EVENT):
            for match in pattern.finditer(text):
                start, end = match.span()
                end += (
                    len(grown[0])
                    if (grown := _GROWN.match(text, end)) and not text[end:].startswith("活动现场")
                    else 0
                )
                inner = text[text.find("”", start) + 1 : end] if pattern is _QUOTED_EVENT else text[start:end]
                if _EVENT_BREAK.search(inner) or any(a < end and start < b for a, b in spans):
                    continue
                spans.append((start, end))
        for start, end in sorted(spans):
            found.setdefault(text[start:end])
    names = list(found)
    return [name for name in names if not any(name != other and name in other for other in names)]
