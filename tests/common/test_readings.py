"""Surnames, places and rare characters as they are read in names."""

import pytest

from common.pinyin import pinyin_slug, sort_key


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("单青山", "shan4"), ("解小东", "xie4"), ("仇海", "qiu2"), ("曾国强", "zeng1"), ("翟志", "zhai2"), ("区志远", "ou1"),
        ("查小云", "zha1"), ("任平", "ren2"), ("朴正花", "piao2"), ("尉迟明", "yu4 chi2"), ("缪青", "miao4"), ("种师道", "chong2"),
        ("𠮷田一", "ji2 tian2"), ("𡈽生", "tu3"), ("乐嘉", "yue4"), ("盖青", "ge3"), ("王单", "wang2 dan1"), ("单", "shan4"), ("都春", "du1"), ("蔚青", "yu4"),
    ],
)  # fmt: skip
def test_people(name, begins):
    assert sort_key(name, is_person=True).startswith(begins)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("长治市总工会", "chang2 zhi4 shi4 zong3"), ("单县总工会", "shan4 xian4"), ("洪洞县总工会", "hong2 tong2"),
        ("番禺区总工会", "pan1 yu2"), ("六安市总工会", "lu4 an1"), ("朝阳门街道", "chao2 yang2 men2"), ("漯河市", "luo4 he2"),
        ("北京大栅栏街道", "bei3 jing1 da4 shi2 lan4"), ("⼯人文化宫", "gong1"), ("单位食堂", "dan1 wei4"), ("解放路", "jie3"),
        ("丰都县总工会", "feng1 du1"), ("首都工匠学院", "shou3 du1 gong1"), ("鲁甸县", "lu3 dian4 xian4"), ("华阴市", "hua4 yin1"),
        ("南华县", "nan2 hua2"), ("长沟镇总工会", "chang2 gou1"), ("长子县", "zhang3 zi3"), ("长者食堂", "zhang3 zhe3"),
        ("丰台区长辛店街道", "feng1 tai2 qu1 chang2 xin1"), ("什刹海街道", "shi2 cha4 hai3"), ("余干县", "yu2 gan1"),
    ],
)  # fmt: skip
def test_places(name, begins):
    assert sort_key(name).startswith(begins)


@pytest.mark.parametrize(
    ("reading", "key"),
    [
        ("Shàn Qīng shān", "shan4 qing1 shan1"),
        ("shan4 qing1", "shan4 qing1"),
        ("fei", "fei"),
        ("lǜ de", "lv4 de"),
        ("NǓ", "nu3"),
    ],
)
def test_what_is_written_counts(reading, key):
    assert sort_key("𢡟某", reading=reading) == key


def test_addresses_follow():
    assert pinyin_slug("长治市总工会") == "chang-zhi-shi-zong-gong-hui"
    assert pinyin_slug("六安5G专网") == "lu-an-5g-zhuan-wang"
