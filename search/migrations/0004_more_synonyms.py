"""More words of the trade that mean the same to those who search; groups that editors have changed stay theirs."""

from typing import Any

from django.db import migrations

MORE = (
    "律师 法律咨询 法律援助 法律服务",
    "劳动争议 劳动仲裁 劳动纠纷 仲裁",
    "工伤 工伤认定 因工受伤",
    "劳动合同 用工合同",
    "试用期 见习期",
    "年休假 年假 带薪休假",
    "加班 超时工作",
    "最低工资 最低工资标准",
    "工资条 工资单",
    "医保 医疗保险 医疗互助 互助保障",
    "公积金 住房公积金",
    "退休金 养老金",
    "会员卡 工会卡 会员服务卡",
    "会费 工会经费",
    "工会主席 主席",
    "职代会 职工代表大会",
    "厂务公开 民主管理",
    "职工之家 职工活动中心 工人文化宫 文化宫",
    "书屋 职工书屋 图书室",
    "心理咨询 心理疏导 心理关爱 心理热线",
    "理发 剪发 剪头发",
    "喝水 饮水 热水 开水",
    "热饭 微波炉",
    "厕所 卫生间 洗手间",
    "充电 手机充电 充电宝",
    "急救箱 药箱 急救药品",
    "中暑 防暑 高温",
    "送清凉 夏送清凉",
    "送温暖 冬送温暖",
    "捐款 捐赠 募捐 捐物",
    "志愿者 志愿服务 义工",
    "疗养 疗休养",
    "培训 培训班 技能培训",
    "考证 职业资格 技能等级 技能证书",
    "拜师 师徒结对 师带徒",
    "创新工作室 劳模工作室 工匠工作室",
    "招工 招聘 招人",
    "维修工 修理工",
    "护工 护理员 养老护理员",
    "月嫂 家政 家政服务员",
    "保安 保安员",
    "厨师 炊事员",
    "货车司机 卡车司机",
    "带孩子 看孩子 托管 子女托管",
    "幼儿园 托育",
    "健步走 徒步",
    "运动会 体育比赛",
    "摄影展 摄影比赛 影展",
)
# Of a group that stands as it was first, what it holds now.
LONGER = {
    "清洁工 环卫工 环卫工人 保洁员": "清洁工 环卫工 环卫工人 保洁员 环卫",
    "新就业形态劳动者 灵活就业人员 新业态劳动者": "新就业形态劳动者 灵活就业人员 新业态劳动者 网约工",
    "12351 维权热线 职工维权热线 工会热线": "12351 维权热线 职工维权热线 工会热线 职工服务热线",
}


def fill(apps: Any, editor: Any) -> None:
    synonyms = apps.get_model("search", "Synonyms")
    for before, after in LONGER.items():
        synonyms.objects.filter(words=before).update(words=after)
    there = set(synonyms.objects.values_list("words", flat=True))
    synonyms.objects.bulk_create(synonyms(words=words) for words in MORE if words not in there)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_documents_of_the_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
