"""Which passwords are refused, and with what sentence."""

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from organizations.models import Organization

WANG = User(
    username="wangxm", real_name="王小明", email="xiaoming.w@example.cn",
    organization=Organization(name="昌平区总工会", short_name="昌平区总"),
)  # fmt: skip


def codes(password: str, user: User | None = WANG) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [item.code for item in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "woaini1314520",  # 我爱你一生一世
        "woaiwojia2026",
        "5201314woaini",
        "zhangwei19880808",  # a name and a birthday
        "Wangxiaoming2026",
        "wxm@1990-01-01",
        "gonghui2026!!",
        "Gonghui@123456",
        "zonggonghui2026",
        "changping123456",
        "ChangpingQuZong8",
        "gonghuidongtai1",  # the site's own name
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y7u"[:12] + "qwer",
        "zxcvbnm,./123",
        "abcdefghijkl",
        "abcabcabcabcabc",
        "aaaaaaaaaaaaa",
        "13812345678900",  # a telephone number
        "110101199003070011",
        "2026-11-26 2026",
        "p@ssword2026!",
        "Admin@123456789",
        "iloveyou5201314",
        "ＷＯＡＩＮＩ１３１４５２０",  # full-width
    ],
)
def test_what_is_guessed_first_is_refused(password):
    assert "password_predictable" in codes(password) or "password_too_common" in codes(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "四个词 梯子 冬瓜 喇叭 邮筒",
        "yueliang diannao heibai tizi",
        "K7#vq-Rp2mLx9",
        "treppe-47-kürbis-wolke",
        "tizidonggualabayoutong",  # six syllables that belong to no name
        "夜校的灯亮到十点半才熄灭呢",
    ],
)
def test_what_is_hard_to_guess_is_taken(password):
    assert codes(password) == []


def test_eleven_characters_are_too_few():
    assert codes("K7#vq-Rp2mL") == ["password_too_short"]


def test_all_rules_are_said_in_chinese():
    texts = [validator.get_help_text() for validator in get_default_password_validators()]
    assert "四个互不相关的词连在一起就很好" in texts[-1]
    assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in texts)
    with pytest.raises(ValidationError) as caught:
        validate_password("gonghui2026", WANG)
    assert caught.value.messages == [
        "密码太短，至少需要 12 个字符。",
        "密码由姓名、单位、常用词或键盘顺序加数字构成，容易被猜到。请加入几个互不相关的词。",
    ]
