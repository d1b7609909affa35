"""Phrases and how they are read, as a dictionary file of pypinyin has them."""

import json

import pytest

from common.pinyin import pinyin_slug, sort_key
from common.pinyin_phrases import Phrases, entries

READINGS = {
    "以为": [["yǐ"], ["wéi"]],
    "以为后图": [["yǐ"], ["wéi"], ["hòu"], ["tú"]],
    "重": [["zhòng", "chóng"]],
    "重庆": [["chóng"], ["qìng"]],
    "庆": [["qìng"]],
    "重要": [["zhòng"], ["yào"]],
}


@pytest.fixture
def file(tmp_path):
    written = tmp_path / "phrases.json"
    written.write_text(json.dumps(READINGS, ensure_ascii=False, indent=0), encoding="utf-8")
    return written


@pytest.fixture
def phrases(file):
    return Phrases(entries(file))


def test_a_file_is_read_whole(file):
    assert dict(entries(file)) == READINGS


@pytest.mark.parametrize("phrase", READINGS)
def test_readings(phrases, phrase):
    assert phrases.readings(phrase) == READINGS[phrase]


@pytest.mark.parametrize("text", ["以", "以为后", "为", "重庆市", "图"])
def test_what_is_no_phrase_has_no_readings(phrases, text):
    assert phrases.readings(text) is None


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []), ("在重庆市", ["在", "重庆", "市"]), ("以为后图", ["以为后图"]), ("自以为", ["自", "以为"]),
        ("以为后", ["以为", "后"]), ("以后", ["以", "后"]), ("重要", ["重要"]), ("重重庆", ["重", "重庆"]), ("𠮷重", ["𠮷", "重"]),
    ],
)  # fmt: skip
def test_the_longest_phrase_from_the_left(phrases, text, pieces):
    assert list(phrases.cut(text)) == pieces


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("重庆", "chong2 qing4"), ("重要", "zhong4 yao4"), ("自以为", "zi4 yi3 wei2"), ("音乐厅", "yin1 yue4 ting1"),
        ("银行", "yin2 hang2"), ("行业", "hang2 ye4"), ("A5第1届", "a 5 di4 1 jie4"), ("衣裳", "yi1 shang5"), ("", ""),
    ],
)  # fmt: skip
def test_texts_are_read_by_their_phrases(text, key):
    assert sort_key(text) == key


def test_an_address_is_read_so_too():
    assert pinyin_slug("重庆银行“音乐”5G") == "chong-qing-yin-hang-yin-yue-5g"
