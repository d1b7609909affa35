"""Chinese texts of a newsroom's kind, composed by lot: the same lot gives the same text."""

from collections.abc import Callable
from random import Random
from string import Formatter


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DISTRICTS = _words("青禾 云岭 清源 临河 望江 松溪 白石 南浦 东屏 长桥 柳泉 金滩 梅坞 石塘 桐山 安澜")
TRADES = _words("""
    焊工 钳工 电工 车工 快递员 网约车司机 环卫工 护士 养老护理员 厨师 育婴员 测量工 塔吊司机 公交驾驶员 仓储管理员
    数控操作工 木工 瓦工 客服专员 物业维修工
""")
FIRMS = _words("""
    机械厂 物流园 医院 学校 公交场站 建筑工地 电子厂 食品厂 环卫所 商业街 科技园 供热公司 水务公司 造船厂
""")
SUBJECTS = _words("""
    职工夜校 技能比武 集体协商 法律援助 暖冬行动 健康体检 劳模讲堂 师徒结对 困难帮扶 户外驿站 心理疏导 读书活动
    厂务公开 安全生产 女职工关爱 入会服务 普惠活动 文艺汇演 职工运动会 创新工作室
""")
VERBS = _words("启动 开课 走进车间 送到工地 收官 再升级 覆盖全区 进园区 上新 交出答卷 开到夜里 办到家门口")
SURNAMES = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛")
GIVEN = _words("""
    建国 秀兰 志强 晓梅 文博 思远 海燕 立新 春生 桂英 明哲 雨桐 长河 玉珍 向阳 子衿 永安 小满 若水 一鸣
""")

_TITLES = (
    "{district}区总工会{subject}{verb}",
    "{subject}{verb}，{count}名{trade}受益",
    "{firm}里的{subject}：一名{trade}的{number}年",
    "从{trade}到带头人：{name}的{number}个本子",
    "{district}{firm}建起{number}处服务点",
    "{subject}怎么办？听{trade}们怎么说",
    "一张清单办成{number}件实事",
    "{number}家企业同上一堂{subject}课",
)
_SENTENCES = (
    "{month}月{day}日上午，{district}区总工会在{firm}举行{subject}现场会，{count}名职工代表参加。",
    "活动由{district}区总工会与{firm}工会共同承办，分理论学习、现场演示、实际操作三个环节。",
    "“过去下了班只能回宿舍，现在有地方学、有人教。”{trade}{name}说。",
    "据介绍，今年以来全区已有{number}家基层工会参与，服务职工{count}人次。",
    "在{firm}，{trade}{name}向记者展示了自己的记录本，上面记着每一次故障的原因和处理办法。",
    "工会工作人员把调查问卷送到班组，收回意见{number}条，逐条答复并公示。",
    "针对{trade}工作时间不固定的特点，工会把课程安排在早班前和晚班后，缺课的可以补学。",
    "{name}入行{number}年，带过的徒弟中有{few}人成为班组长。",
    "评委从工艺、用时、安全三方面打分，最终{few}名选手获奖，优秀方案将在同行业推广。",
    "下一步，区总工会将把{subject}列入年度重点工作，每季度检查一次进度。",
    "当天还设置了义诊、理发、法律咨询等摊位，{count}名户外劳动者前来办理。",
    "企业方与职工方代表就工资增长、休息休假、食堂饭价等事项进行协商，达成{few}项一致意见。",
    "{firm}负责人表示，职工提出的合理化建议已采纳{number}条，预计每年节约成本{count}万元。",
    "“不怕问题小，就怕没人管。”{name}把这句话写在了工具柜的门上。",
    "驿站里备有饮水机、微波炉、充电插座和急救箱，每天早{few}时开门。",
    "记者了解到，该项目经费由区总工会和企业共同承担，使用情况每半年公布一次。",
    "来自{district}的{trade}{name}第一次参加比赛，她说最大的收获是看到了自己的短板。",
    "培训结束后，{count}名学员通过考核，取得相应等级的职业技能证书。",
    "困难职工档案实行动态管理，{month}月底前完成新一轮走访，做到一户一策。",
    "活动现场，{number}对师徒签订协议，约定一年内完成三项技术攻关。",
    "目前，{district}区已建成各级创新工作室{number}家，开放课程{count}余节。",
    "对反映集中的停车、用餐、饮水问题，工会与街道、物业建立了每月碰头的办法。",
)
# Of each pattern what stands before each slot, and the slot; taken apart once, since a million texts use them.
_PARTS = {
    pattern: [(literal, slot) for literal, slot, _spec, _conversion in Formatter().parse(pattern)]
    for pattern in (*_TITLES, *_SENTENCES)
}
_MOST_PARAGRAPH = 170  # characters


class Texts:
    """Texts by one lot."""

    def __init__(self, lot: Random) -> None:
        self.lot = lot
        self._lots: dict[str, Callable[[], str | int]] = {
            "district": lambda: lot.choice(DISTRICTS),
            "firm": lambda: lot.choice(FIRMS),
            "trade": lambda: lot.choice(TRADES),
            "subject": lambda: lot.choice(SUBJECTS),
            "verb": lambda: lot.choice(VERBS),
            "name": self.name,
            "month": lambda: 1 + int(lot.random() * 12),
            "day": lambda: 1 + int(lot.random() * 28),
            "few": lambda: 2 + int(lot.random() * 7),
            "number": lambda: 3 + int(lot.random() * 97),
            "count": lambda: 20 + int(lot.random() * 980),
        }

    def title(self) -> str:
        return self._filled(self.lot.choice(_TITLES))

    def paragraphs(self, characters: int) -> list[str]:
        """Paragraphs of together at least so many characters, and at most a sentence more."""
        paragraphs, paragraph, written = [], "", 0
        while written < characters:
            sentence = self._filled(self.lot.choice(_SENTENCES))
            if len(paragraph) + len(sentence) > _MOST_PARAGRAPH:
                paragraphs.append(paragraph)
                paragraph = ""
            paragraph += sentence
            written += len(sentence)
        return [*paragraphs, paragraph]

    def name(self) -> str:
        return self.lot.choice(SURNAMES) + self.lot.choice(GIVEN)

    def _filled(self, pattern: str) -> str:
        return "".join(
            literal + (str(self._lots[slot]()) if slot else "") for literal, slot in _PARTS[pattern]
        )
