"""Words of the trade that mean the same to those who search; editors keep them at the desk from here on."""

from typing import Any

from django.db import migrations

GROUPS = (
    "欠薪 讨薪 拖欠工资 工资拖欠 追讨工资 欠发工资",
    "骑手 外卖员 外卖小哥 外卖配送员 送餐员",
    "快递员 快递小哥 快递配送员",
    "网约车司机 网约车驾驶员",
    "农民工 进城务工人员 外来务工人员 务工人员",
    "新就业形态劳动者 灵活就业人员 新业态劳动者",
    "12351 维权热线 职工维权热线 工会热线",
    "工伤赔偿 工伤待遇 工伤保险待遇",
    "法律援助 法援",
    "困难职工帮扶 困难帮扶 困难补助 送温暖",
    "驿站 户外劳动者服务站点 暖心驿站 歇脚点",
    "夜校 职工夜校 夜间课堂",
    "劳模 劳动模范",
    "工匠 大国工匠",
    "技能竞赛 技能大赛 职业技能竞赛 技能比赛 比武",
    "集体合同 集体协商 工资集体协商",
    "招聘会 招聘 找工作",
    "体检 健康体检",
    "相亲 联谊 交友 单身联谊",
    "托管班 托管 爱心托管 假期托管 看护 看孩子",
    "入会 加入工会 怎样入会 建会",
    "女职工 女工 妈妈",
    "清洁工 环卫工 环卫工人 保洁员",
    "哺乳室 母婴室 母婴关爱室 爱心妈妈小屋",
    "公交司机 公交驾驶员",
    "网约工 网约车司机 骑手 快递员",
    "助学 金秋助学 助学金",
    "安全生产 劳动保护 劳保",
    "高温津贴 防暑降温费 高温补贴",
    "辞退 解雇 开除 解除劳动合同",
    "加班费 加班工资",
    "产假 生育假",
    "五险 社保 社会保险",
)


def fill(apps: Any, editor: Any) -> None:
    synonyms = apps.get_model("search", "Synonyms")
    synonyms.objects.bulk_create(synonyms(words=words) for words in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
