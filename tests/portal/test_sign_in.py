"""Signing in at the desk is throttled: five wrong passwords for an account, and the sixth try is locked."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from common.client_address import client_address

PASSWORD = "a-right-one-39"


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_user("lin", password=PASSWORD, is_staff=True, is_superuser=True)


def sign_in(client: Client, password: str, name: str = "lin"):
    desk = reverse("admin:index")
    return client.post(reverse("admin:login"), {"username": name, "password": password, "next": desk})


def test_the_right_password_opens_the_desk(client: Client, editor):
    response = sign_in(client, PASSWORD)
    assert (response.status_code, response.url) == (302, reverse("admin:index"))
    assert client.get(response.url).status_code == 200


def test_the_sixth_try_is_locked_with_a_chinese_page(client: Client, editor):
    assert [sign_in(client, "wrong").status_code for _try in range(5)] == [200, 200, 200, 200, 429]
    response = sign_in(client, PASSWORD)
    assert response.status_code == 429
    page = response.content.decode()
    assert "登录暂停" in page
    assert "此用户名在这里已连续 5 次输错密码。请等待 15 分钟后再试。" in page
    assert "使用通行密钥登录，或请管理员生成一次性链接" in page
    assert "_auth_user_id" not in client.session


def test_a_lock_is_for_one_account_at_one_place(client: Client, editor, django_user_model):
    django_user_model.objects.create_user("chen", password=PASSWORD, is_staff=True)
    for _try in range(5):
        sign_in(client, "wrong")
    assert sign_in(Client(), PASSWORD, "chen").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), PASSWORD).status_code == 302
    assert sign_in(Client(), PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "127.0.0.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "10.9.9.9, 198.51.100.9", "198.51.100.9"),
        (2, "10.9.9.9, 198.51.100.9, 192.0.2.1", "198.51.100.9"),
        (2, "198.51.100.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "unknown", "127.0.0.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_the_place_is_what_our_own_servers_saw(rf, settings, proxies, forwarded, expected):
    settings.PROXY_COUNT = proxies
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=forwarded)) == expected


def test_success_forgets_the_failures_before_it(client: Client, editor):
    for _round in range(2):
        assert [sign_in(client, "wrong").status_code for _try in range(4)] == [200, 200, 200, 200]
        assert sign_in(client, PASSWORD).status_code == 302
        client.logout()
