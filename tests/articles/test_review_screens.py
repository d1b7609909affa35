"""The review screens of the desk, as a browser meets them."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticlePhoto, PreviewLink, ReviewRecord
from tests.factories import make_article, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast) -> Article:
    row = make_article(
        "夜校开课", organization=cast.changping, author=cast.correspondent, body="<p>昨天，开课90场。</p>"
    )
    workflow.text_saved(row, by=cast.correspondent)
    return Article.objects.get(pk=row.pk)


def screen(article: Article, name: str, *more: Any) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def seen(article: Article) -> str:
    return f"{article.version}-{article.status}"


def post(desk: Any, user: Any, article: Article, code: str, **data: Any) -> Any:
    return desk(user).post(screen(article, "action", code), {"seen": seen(article), **data})


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def reasons_in(response: Any) -> list[str]:
    """The reasons that a screen shows, and those beside the fields."""
    page = text_of(response)
    block = re.search(r'<div class="refusal".*?</div>', page, re.DOTALL)
    listed = re.findall(r"<li>(.*?)</li>", block[0]) if block else []
    for errors in re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', page, re.DOTALL):
        listed += re.findall(r"<li>(.*?)</li>", errors)
    return listed + re.findall(r'<p class="errornote">(.*?)</p>', page)


def pass_all(cast, article: Article) -> None:
    workflow.submit(article, by=cast.correspondent)
    for person in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=person)


# --- the way through the screens --------------------------------------------------------------------
def test_the_whole_way_through_the_screens(cast, desk, article):
    steps = [
        (cast.correspondent, "submit", {"comment": "请审"}, "submitted"),
        (cast.editor, "pass", {"comment": "文字已核"}, "first_passed"),
        (cast.section_chief, "pass", {}, "second_passed"),
        (cast.chief_editor, "pass", {}, "approved"),
        (cast.editor, "publish", {"at": ""}, "published"),
    ]
    for person, code, data, status in steps:
        page = desk(person).get(screen(article, "action", code))
        assert (page.status_code, reasons_in(page)) == (200, [])
        answer = post(desk, person, article, code, **data)
        assert (answer.status_code, answer["Location"]) == (302, screen(article, "change"))
        article.refresh_from_db()
        assert article.status == status
    assert list(article.records.order_by("pk").values_list("decision", "user_name", "comment")) == [
        ("submitted", "何苗", "请审"),
        ("passed", "方宁", "文字已核"),
        ("passed", "高原", ""),
        ("passed", "林川", ""),
        ("published", "方宁", ""),
    ]


def test_a_correction_and_a_withdrawal_through_the_screens(cast, desk, article):
    pass_all(cast, article)
    workflow.publish(article, by=cast.editor)
    answer = post(desk, cast.editor, article, "start_correction", comment="场次")
    copy = article.working_copies.get()
    assert answer["Location"] == screen(copy, "change")
    assert post(desk, cast.section_chief, article, "start_correction")["Location"] == screen(copy, "change")
    answer = post(desk, cast.editor, copy, "discard", comment="不必")
    assert answer["Location"] == screen(article, "change")
    values = {
        "comment": "内容有误",
        "approver": cast.chief_editor.pk,
        "kind": "gone",
        "notice": "本文已撤回。",
    }
    assert post(desk, cast.editor, article, "ask_withdrawal", **values).status_code == 302
    article.refresh_from_db()
    assert article.is_public
    assert post(desk, cast.editor, article, "withdraw", **values).status_code == 409
    assert post(desk, cast.chief_editor, article, "withdraw", **values).status_code == 302
    article.refresh_from_db()
    assert (article.status, article.withdrawal_notice) == ("withdrawn", "本文已撤回。")
    assert Client().get(article.get_absolute_url()).status_code == 410
    assert post(desk, cast.editor, article, "restore").status_code == 302
    article.refresh_from_db()
    assert article.status == "draft"
    assert Client().get(article.get_absolute_url()).status_code == 410


def test_publication_at_a_time(cast, desk, article):
    pass_all(cast, article)
    at = timezone.localtime(timezone.now() + dt.timedelta(days=2)).replace(second=0, microsecond=0)
    answer = post(desk, cast.editor, article, "publish", at=f"{at:%Y-%m-%dT%H:%M}")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.state, article.published_at) == ("scheduled", at)
    assert post(desk, cast.editor, article, "call_off").status_code == 302


def test_pinning_asks_for_times_and_keeps_what_was_not_touched(cast, desk):
    live = make_published("夜校开课", organization=cast.changping)
    ends = timezone.make_aware(dt.datetime(2046, 3, 12, 9, 0, 30))
    Article.objects.filter(pk=live.pk).update(expires_at=ends)
    live.refresh_from_db()
    page = desk(cast.editor).get(screen(live, "action", "set_times")).content.decode()
    assert 'value="2046-03-12T09:00"' in page
    values = {"pinned_until": "2046-03-01T08:00", "expires_at": "2046-03-12T09:00"}
    assert post(desk, cast.editor, live, "set_times", **values).status_code == 302
    live.refresh_from_db()
    assert (f"{timezone.localtime(live.pinned_until):%m-%d %H:%M}", live.expires_at) == ("03-01 08:00", ends)
    refused = post(desk, cast.editor, live, "set_times", **values | {"expires_at": "昨天"})
    assert reasons_in(refused) == ["请按 2026-03-12 09:30 的格式填写时间。"]


# --- what is refused ------------------------------------------------------------------------------------
def test_a_refused_action_keeps_what_was_typed(cast, desk, article):
    workflow.submit(article, by=cast.correspondent)
    stale = seen(article)
    record = workflow.pass_review(article, by=cast.editor)
    answer = desk(make_user("e2", roles=("editor",), organization=cast.city)).post(
        screen(article, "action", "return"), {"seen": stale, "comment": "第二段数字有误"}
    )
    moment = f"{timezone.localtime(record.at):%H:%M}"
    assert (answer.status_code, reasons_in(answer)) == (
        409,
        [f"方宁已先行处理：“通过”（{moment}）。稿件现在处于“待复审”状态，未执行其他操作。"],
    )
    assert "第二段数字有误</textarea>" in text_of(answer)
    article.refresh_from_db()
    assert (article.status, article.records.count()) == ("first_passed", 2)


@pytest.mark.parametrize(
    ("code", "data", "status", "expected"),
    [
        ("pass", {"seen": ""}, 200, ["页面不完整。请重新打开稿件再作决定。"]),
        ("pass", {"seen": "1-nonsense"}, 200, ["页面不完整。请重新打开稿件再作决定。"]),
        ("pass", {"seen": "x"}, 200, ["页面不完整。请重新打开稿件再作决定。"]),
        ("pass", {"seen": "9-submitted"}, 409, ["您打开之后稿件有过修改：请重新阅读再作决定。"]),
        ("pass", {"status": "published"}, 302, []),
        ("return", {}, 200, ["请写明理由：它会存入记录并告知作者。"]),
        ("return", {"comment": "  "}, 200, ["请写明理由：它会存入记录并告知作者。"]),
        ("return", {"comment": "长" * 2001}, 200, ["确保该变量包含不超过 2000 字符 (目前字符数 2001)。"]),
        ("publish", {}, 409, ["稿件处于“待初审”状态时不能执行“发布”。"]),
        ("take_back", {}, 409, ["只有提交人本人可以收回稿件。"]),
        ("submit", {}, 409, ["稿件处于“待初审”状态时不能执行“提交审核”。"]),
        ("withdraw", {}, 200, ["稿件处于“待初审”状态时不能执行“撤稿”。", "您的角色不能执行此操作。"]),
        ("restore", {}, 409, ["稿件处于“待初审”状态时不能执行“重新启用”。"]),
        ("discard", {}, 404, []),
        ("delete_everything", {}, 404, []),
    ],
)  # fmt: skip
def test_what_an_editor_cannot_do_to_a_submitted_article(cast, desk, article, code, data, status, expected):
    workflow.submit(article, by=cast.correspondent)
    address = screen(article, "action", code)
    answer = desk(cast.editor).post(address, {"seen": seen(article), **data})
    assert (answer.status_code, reasons_in(answer)) == (status, expected)
    article.refresh_from_db()
    assert article.status == ("first_passed" if status == 302 else "submitted")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2020-01-01T00:00", "这个时间已过。请选更晚的时间，或留空立即发布。"),
        ("明天", "请按 2026-03-12 09:30 的格式填写时间。"),
        ("9999-99-99T00:00", "请按 2026-03-12 09:30 的格式填写时间。"),
    ],
)
def test_times_at_which_nothing_can_be_published(cast, desk, article, at, expected):
    pass_all(cast, article)
    answer = post(desk, cast.editor, article, "publish", at=at)
    assert (answer.status_code, reasons_in(answer)) == (200, [expected])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"approver": "section_chief"}, ["撤稿须由本工会的总编批准：请选择一位。"]),
        ({"kind": "burn"}, ["请选择撤稿后原网址的处理方式。"]),
        ({"kind": "kept"}, ["请写明要显示在正文上方的声明。"]),
        ({"kind": "replaced"}, ["请选择替代它的已发布稿件。"]),
        ({"kind": "replaced", "replaced_by": "draft"}, ["请选择替代它的已发布稿件。"]),
        ({"kind": "replaced", "replaced_by": "itself"}, ["请选择替代它的已发布稿件。"]),
        ({"kind": "replaced", "replaced_by": "x"}, ["请选择替代它的已发布稿件。"]),
    ],
)
def test_a_withdrawal_that_is_not_thought_through(cast, desk, article, data, expected):
    pass_all(cast, article)
    workflow.publish(article, by=cast.editor)
    known = {"section_chief": cast.section_chief.pk, "draft": make_article().pk, "itself": article.pk}
    values = {"comment": "错", "approver": cast.chief_editor.pk, "kind": "gone", **data}
    answer = post(
        desk,
        cast.editor,
        article,
        "ask_withdrawal",
        **{name: known.get(value, value) for name, value in values.items()},
    )
    assert (answer.status_code in (200, 409), reasons_in(answer)) == (True, expected)
    assert "错</textarea>" in text_of(answer)
    article.refresh_from_db()
    assert article.status == "published"


def test_a_get_changes_nothing_and_a_post_needs_its_token(cast, article):
    workflow.submit(article, by=cast.correspondent)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.editor)
    assert browser.get(screen(article, "action", "pass")).status_code == 200
    assert browser.post(screen(article, "action", "pass"), {"seen": seen(article)}).status_code == 403
    assert ReviewRecord.objects.count() == 1


def test_another_unions_article_does_not_exist(cast, desk, article):
    link = PreviewLink.objects.create(article=article, expires_at=timezone.now() + dt.timedelta(days=1))
    addresses = [
        *(screen(article, name) for name in ("change", "history", "preview", "preview_page", "sign_off")),
        screen(article, "compare") + "?from=1&to=1",
        screen(article, "version", 1),
        screen(article, "action", "submit"),
        screen(article, "preview_revoke", link.pk),
    ]
    for address in addresses:
        for method in ("get", "post"):
            answer = getattr(desk(cast.other_correspondent), method)(address, {"seen": seen(article)})
            assert (address, answer.status_code) in ((address, 404), (address, 405))
    link.refresh_from_db()
    assert (link.revoked_at, article.records.count(), article.preview_links.count()) == (None, 0, 1)


# --- history ----------------------------------------------------------------------------------------------
def test_two_versions_compared(cast, desk, article):
    article.title, article.body = "夜校<开课>了", "<p>日前，开课96场。</p>"
    article.save()
    ArticlePhoto.objects.create(article=article, photo=make_photo(), caption="课堂")
    workflow.text_saved(article, by=cast.correspondent)
    page = desk(cast.correspondent).get(screen(article, "compare") + "?from=2&to=1").content.decode()
    cells = re.findall(r"<td>(.*?)</td>", page[page.index('<table class="compare">') :])
    assert cells[:4] == [
        "夜校开课", "夜校<ins>&lt;</ins>开课<ins>&gt;了</ins>",
        "<del>昨天</del>，开课<del>90</del>场。", "<ins>日前</ins>，开课<ins>96</ins>场。",
    ]  # fmt: skip
    assert re.search(r"<ins>图片 \d+ · 课堂</ins>", cells[5])
    assert len(cells) == 6


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=1&to=x", "?from=1&to=99", "?from=1&to=" + "9" * 40, "?from=-1&to=1"]
)
def test_versions_that_do_not_exist(cast, desk, article, query):
    assert desk(cast.correspondent).get(screen(article, "compare") + query).status_code == 404


def test_history_costs_the_same_with_many_versions(cast, desk, article, django_assert_num_queries):
    browser = desk(cast.editor)
    browser.get(screen(article, "history"))
    counts = []
    for number in (1, 30):
        while article.version < number:
            article.title = f"第{article.version}稿"
            article.save()
            workflow.text_saved(article, by=cast.correspondent)
        # One of them asks whether the account acts for the whole site, whose sections and topics it may then change.
        with django_assert_num_queries(12):
            counts.append(
                len(re.findall(r'class="is-version"', text_of(browser.get(screen(article, "history")))))
            )
    assert counts == [1, 30]


def test_a_version_is_put_back_by_a_post(cast, desk, article):
    article.title = "第二稿"
    article.save()
    workflow.text_saved(article, by=cast.correspondent)
    browser = desk(cast.correspondent)
    assert browser.get(screen(article, "version", 1)).status_code == 200
    article.refresh_from_db()
    assert article.title == "第二稿"
    assert browser.post(screen(article, "version", 1))["Location"] == screen(article, "change")
    article.refresh_from_db()
    assert article.title == "夜校开课"
    workflow.submit(article, by=cast.correspondent)
    answer = browser.post(screen(article, "version", 2))
    assert (answer.status_code, reasons_in(answer)) == (409, ["稿件正在审核中。请收回，或请编辑退回。"])


# --- preview ------------------------------------------------------------------------------------------------
def body_of(page: str) -> str:
    """The article on a readers' page, without what hands on an address that is not open yet."""
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    handed_on = r'<button[^>]* data-share .*?</button>|<details class="fold (?:qr|share-how)">.*?</details>'
    return re.sub(rf"\s*(?:{handed_on})\s*", "", main, flags=re.DOTALL).replace("\n", "")


def test_the_preview_is_the_page_that_readers_get(cast, desk, article):
    article.published_at = timezone.now() - dt.timedelta(minutes=5)
    article.save()
    preview = desk(cast.correspondent).get(screen(article, "preview_page"))
    assert (preview["X-Robots-Tag"], preview["Referrer-Policy"]) == (
        "noindex, nofollow, noarchive",
        "no-referrer",
    )
    assert "no-store" in preview["Cache-Control"]
    Article.objects.filter(pk=article.pk).update(status="published")
    assert body_of(preview.content.decode()) == body_of(
        Client().get(article.get_absolute_url()).content.decode()
    )


def test_the_preview_of_a_correction_stands_at_its_articles_place(cast, desk, article):
    pass_all(cast, article)
    workflow.publish(article, by=cast.editor)
    copy = workflow.start_correction(article, by=cast.editor)
    copy.title, copy.correction_note = "开课九十六场", "场次应为96场。"
    copy.save()
    workflow.text_saved(copy, by=cast.editor)
    page = desk(cast.correspondent).get(screen(copy, "preview_page")).content.decode()
    assert ("开课九十六场" in page, "场次应为96场。" in page) == (True, True)
    assert "夜校开课" not in body_of(page)


def test_a_link_opens_the_draft_without_an_account_until_it_is_over(cast, desk, article):
    until = timezone.localtime(timezone.now() + dt.timedelta(days=3))
    assert (
        desk(cast.correspondent)
        .post(screen(article, "preview"), {"until": f"{until:%Y-%m-%dT%H:%M}"})
        .status_code
        == 302
    )
    link = article.preview_links.get()
    assert link.created_by == cast.correspondent
    address = link.get_absolute_url()
    answer = Client().get(address)
    assert (answer.status_code, "开课90场" in text_of(answer)) == (200, True)
    assert {
        name: answer.get(name) for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "Set-Cookie")
    } == {
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
        "Set-Cookie": None,
    }
    assert Client().post(address).status_code == 405
    assert desk(cast.correspondent).post(screen(article, "preview_revoke", link.pk)).status_code == 302
    over = Client().get(address)
    assert (over.status_code, "编辑部已撤销这个链接。" in text_of(over), "开课90场" in text_of(over)) == (
        410,
        True,
        False,
    )
    PreviewLink.objects.update(revoked_at=None, expires_at=timezone.now() - dt.timedelta(seconds=1))
    over = Client().get(address)
    assert (over.status_code, "这个链接已过有效期。" in text_of(over), over["Cache-Control"]) == (
        410,
        True,
        "no-store, private",
    )


@pytest.mark.parametrize("forge", ["other key", "no signature", "other salt", "nonsense"])
def test_a_forged_link_leads_nowhere(article, forge):
    link = PreviewLink.objects.create(article=article, expires_at=timezone.now() + dt.timedelta(days=1))
    token = {
        "other key": Signer(key="x" * 50, salt="preview").sign(link.token),
        "no signature": link.token,
        "other salt": Signer(salt="else").sign(link.token),
        "nonsense": "a:b",
    }[forge]
    answer = Client().get(reverse("articles:preview_link", args=[token]))
    assert (answer.status_code, "夜校开课" in text_of(answer)) == (404, False)


@pytest.mark.parametrize("until", ["", "gestern", "2020-01-01T00:00", "2999-01-01T00:00"])
def test_a_link_needs_an_end(cast, desk, article, until):
    answer = desk(cast.correspondent).post(screen(article, "preview"), {"until": until})
    assert (answer.status_code, len(reasons_in(answer)), PreviewLink.objects.count()) == (200, 1, 0)


# --- the sign-off sheet -----------------------------------------------------------------------------------
def rows_of(page: str, table: int) -> list[list[str]]:
    body = re.findall(r'<table class="levels">.*?</table>', page, re.DOTALL)[table]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)[1:]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)]
        for row in rows
    ]


def test_the_sheet_shows_the_passed_text_and_every_decision(cast, desk, article):
    pass_all(cast, article)
    page = text_of(desk(cast.section_chief).get(screen(article, "sign_off")))
    assert [[row[0], row[1], row[3]] for row in rows_of(page, 0)] == [
        ["初审", "方宁", "通过"],
        ["复审", "高原", "通过"],
        ["终审", "林川", "通过"],
    ]
    assert [row[1:4] for row in rows_of(page, 1)] == [
        ["提交", "何苗", "1"],
        ["初审 通过", "方宁", "1"],
        ["复审 通过", "高原", "1"],
        ["终审 通过", "林川", "1"],
    ]
    assert article.records.last().text_hash in page
    assert ("昨天，开课90场。" in page, "与存档文本一致" in page, 'class="warning"' in page) == (
        True,
        True,
        False,
    )


def test_the_sheet_of_a_text_in_the_making_says_so(cast, desk, article):
    page = text_of(desk(cast.correspondent).get(screen(article, "sign_off")))
    assert "本稿审核尚未完成，本单显示目前进度。" in page
    assert [row[3] for row in rows_of(page, 0)] == ["尚未通过"] * 3
    assert rows_of(page, 1) == [["尚无决定。"]]


def test_the_sheet_shows_the_signed_text_while_a_later_one_is_written(cast, desk, article):
    """After the final pass somebody changes the row: the sheet goes on showing what was signed."""
    pass_all(cast, article)
    Article.objects.filter(pk=article.pk).update(body="<p>暗中改动。</p>")
    page = text_of(desk(cast.editor).get(screen(article, "sign_off")))
    assert ("昨天，开课90场。" in page, "暗中改动" in page) == (True, False)


def test_an_article_published_before_the_reviews_has_a_sheet_too(cast, desk):
    live = make_published("旧文", organization=cast.changping)
    assert desk(cast.editor).get(screen(live, "sign_off")).status_code == 200


# --- the clock --------------------------------------------------------------------------------------------
def test_one_second_after_its_time_a_reader_sees_it_and_one_second_after_its_end_no_more(
    cast, article, monkeypatch
):
    article.expires_at = timezone.now() + dt.timedelta(days=2)
    article.save()
    pass_all(cast, article)
    at = timezone.now() + dt.timedelta(hours=3)
    workflow.publish(article, by=cast.editor, at=at)
    reader, second = Client(), dt.timedelta(seconds=1)
    answers = []
    for moment in (at - second, at + second, article.expires_at - second, article.expires_at + second):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        listed = "夜校开课" in text_of(reader.get(reverse("articles:news")))
        answers.append((reader.get(article.get_absolute_url()).status_code, listed))
    assert answers == [(404, False), (200, True), (200, True), (404, False)]


def test_after_a_pass_the_next_one_that_waits_is_opened(cast, desk, article):
    other = make_article("下一篇", organization=cast.changping, author=cast.correspondent)
    for row in (article, other):
        workflow.text_saved(row, by=cast.correspondent)
        workflow.submit(row, by=cast.correspondent)
    answer = post(desk, cast.editor, article, "pass")
    assert answer["Location"] == screen(other, "change")
    answer = post(desk, cast.editor, other, "pass")
    assert answer["Location"] == screen(other, "change")  # nothing waits any more: the article itself
