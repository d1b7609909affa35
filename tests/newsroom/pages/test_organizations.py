"""Organizations: by their registered names in their district, and by the way names are built."""

import pytest

from newsroom.pages import KnownNames, KnownOrganization, parse_page
from newsroom.pages.mentions import find_events, find_people
from newsroom.pages.organizations import find_organizations

NONE = KnownNames()


def names(*texts, known=NONE):
    return [o.name for o in find_organizations(texts, known)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据青禾区总工会相关负责人介绍，", ["青禾区总工会"]),
        ("记者从朝阳区八里庄街道总工会了解到，", ["朝阳区八里庄街道总工会"]),
        ("由云川重型机械有限公司工会主办，", ["云川重型机械有限公司工会"]),
        ("联合松林社区卫生服务中心，在松林路工会驿站开展", ["松林社区卫生服务中心", "松林路工会驿站"]),
        ("与青禾区松林街道总工会在松林文化站举行", ["青禾区松林街道总工会"]),
        (
            "北京乐予慈善基金会、朝阳区常青藤社会服务中心参加",
            ["北京乐予慈善基金会", "朝阳区常青藤社会服务中心"],
        ),
        ("北汽福田康明斯发动机有限公司工程师", ["北汽福田康明斯发动机有限公司"]),
        ("东屏市快递行业工会联合会日前成立", ["东屏市快递行业工会联合会"]),
        ("首都工匠学院、昌平区劳模工匠学院", ["首都工匠学院", "昌平区劳模工匠学院"]),
        ("在劲松街道首城链家驿站启动", ["首城链家驿站"]),
        ("成立“工会驿站联盟”，", ["工会驿站联盟"]),
        ("江州铁路公安处江州站派出所在候车厅", ["江州铁路公安处江州站派出所"]),
        ("南城市人力资源和社会保障局", ["南城市人力资源和社会保障局"]),
        ("凤城市环卫集团工会主席康复生", ["凤城市环卫集团工会"]),
        ("近日，望河区总工会联合望河区司法局", ["望河区总工会", "望河区司法局"]),
        ("与临江经济技术开发区总工会签约", ["临江经济技术开发区总工会"]),
        ("快捷送（珠浦）网络科技有限公司与骑手", ["快捷送（珠浦）网络科技有限公司"]),
        ("来到中铁二十局集团第六工程有限公司高陵项目部", ["中铁二十局集团第六工程有限公司"]),
        (
            "中国人民银行青河县支行、国家税务总局闽东市税务局",
            ["中国人民银行青河县支行", "国家税务总局闽东市税务局"],
        ),
        ("中国铁路北京局集团有限公司北京西站工会", ["中国铁路北京局集团有限公司北京西站工会"]),
        ("由中华全国总工会、人力资源和社会保障部联合开展", ["中华全国总工会", "人力资源和社会保障部"]),
        ("在马鞍岭经济开发区恒信电子科技股份有限公司的会议室", ["恒信电子科技股份有限公司"]),
        (
            "石桥县劳动争议多元化解中心、琴州市权益维护中心",
            ["石桥县劳动争议多元化解中心", "琴州市权益维护中心"],
        ),
        ("三甲街道总工会主席洪涛介绍", ["三甲街道总工会"]),
        ("赴柳树沟乡中心小学", ["柳树沟乡中心小学"]),
        (
            "云阳文化旅游投资集团有限公司、清溪山职工疗养院",
            ["云阳文化旅游投资集团有限公司", "清溪山职工疗养院"],
        ),
        ("选煤一厂工会发动职工", ["选煤一厂工会"]),
        ("临泽宏达汽车零部件有限公司工会主席", ["临泽宏达汽车零部件有限公司工会"]),
        ("金沙区环境卫生管理所清扫工", ["金沙区环境卫生管理所"]),
    ],
)
def test_names_are_found_whole_and_without_the_words_around_them(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    ["由所在单位工会干部兼任", "各级工会要", "企业工会", "区总工会从企业选聘", "户外劳动者驿站", "向区人社局反映", "学《工会法》", "大学生来了",
     "社会化工会工作者", "市文化和广电旅游体育局主办", "7号线项目部", "各直属基层工会", "三级总工会", "走进学院路", "将表格发送至市总工会宣传教育部", "没想到工会上门", "专员褚红向区总工会反映", "新建非公企业工会11家", "选举产生新一届工会委员会",
     "行业工资集体协商会上", "地址：锦江区工会路1号", "首批8家“技能大师驿站”", "“示范性创新工作室”", "“粽情端午·情暖驿站”活动", "部分市县工会系统", "项目部工会主席"],
)  # fmt: skip
def test_half_names_and_words_that_name_nobody_are_not_offered(text):
    assert names(text) == []


def test_a_short_form_is_its_full_form():
    assert names("松林街道总工会送健康", "青禾区松林街道总工会联合多家单位", "区总工会") == [
        "青禾区松林街道总工会"
    ]


KNOWN = KnownNames(
    [
        KnownOrganization("朝阳区八里庄街道总工会", ("八里庄街道总工会",), "朝阳区"),
        KnownOrganization("海淀区八里庄街道总工会", ("八里庄街道总工会",), "海淀区"),
        KnownOrganization("朝阳区总工会", ("区总", "区总工会"), "朝阳区"),
        KnownOrganization("北京市总工会", ("市总", "市总工会"), ""),
        KnownOrganization("首都工匠学院", ("工匠学院",), ""),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海淀区的八里庄街道总工会", [("八里庄街道总工会", "海淀区八里庄街道总工会")]),
        (
            "在朝阳区，八里庄街道总工会和区总开课",
            [("八里庄街道总工会", "朝阳区八里庄街道总工会"), ("区总", "朝阳区总工会")],
        ),
        ("据朝阳区总工会介绍", [("朝阳区总工会", "朝阳区总工会")]),
        ("海淀区总工会", [("海淀区总工会", None)]),
        ("区总工会开会", []),
        ("昌平区劳模工匠学院", [("昌平区劳模工匠学院", None)]),
    ],
)
def test_registered_names_count_in_their_district(text, expected):
    found, _ambiguous = find_organizations([text], KNOWN)
    assert [(o.name, o.match) for o in found] == expected


def test_a_name_of_two_districts_is_asked_about():
    page = parse_page("# 标题\n\n八里庄街道总工会开课。", known=KNOWN)
    assert [(o.name, o.match) for o in page.articles[0].organizations] == [("八里庄街道总工会", None)]
    assert [(w.code, w.line) for w in page.articles[0].warnings] == [("organization-ambiguous", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数控车工王 磊是最年轻的成员", ["王磊"]),
        ("环卫工人赵桂英说。", ["赵桂英"]),
        ("护士长陈玉兰为大家讲解", ["陈玉兰"]),
        ("由刘学领衔的创新工作室", ["刘学"]),
        ("全国劳动模范梁会兰把粥递过去", ["梁会兰"]),
        ("工会副主席边疆说", ["边疆"]),
        ("外卖骑手廖凯打开手机", ["廖凯"]),
        ("班长蒋大为清楚地记得", ["蒋大为"]),
        ("律师葛青为职工讲解", ["葛青"]),
        ("中心小学教师苏洵梅说", ["苏洵梅"]),
        ("维修工童安说，聊完之后", ["童安"]),
        ("工会副主席皇甫冉说，入伏以来", ["皇甫冉"]),
        ("省总工会主席郦道元出席", ["郦道元"]),
        ("甲大学选手舒畅、乙大学选手祁连等5人", ["舒畅", "祁连"]),
        ("——中国劳动关系学院教授 卓见", ["卓见"]),
        ("白领高洁刚做完一组拉伸", ["高洁"]),
        ("覆盖职工和灵活就业人员2万余人", []),
        ("43名快递员全部参加了保障", []),
        ("工人高兴地说", []),
        ("保障工程进度", []),
        ("负责人表示", []),
        ("免费教授秦绣基础针法", []),
        ("陈师傅说", []),
    ],
)
def test_people_only_where_a_role_marks_them(text, expected):
    assert find_people([text]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("与“青禾工匠杯”职业技能竞赛衔接", ["“青禾工匠杯”职业技能竞赛"]),
        ("举行“小候鸟”周末托管班开班仪式。", ["“小候鸟”周末托管班开班仪式"]),
        ("开展“送健康”主题服务活动，", ["“送健康”主题服务活动"]),
        ("凤城市第六届职工歌手大赛日前落幕", ["凤城市第六届职工歌手大赛"]),
        ("“真好，谢谢！”参加活动的人说", []),
        ("职工“点单”、工会“派单”的办法", []),
    ],
)
def test_events_only_by_a_name_in_quotation_marks_or_a_number(text, expected):
    assert find_events([text]) == expected
