"""The log of the desk: what stands in it, who reads it, and that nobody changes it."""

import csv
import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.admin.audit import plain_cell
from accounts.models import AuditEntry, What
from tests.factories import make_article, make_organization, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/auditentry/"


def aged(days: int) -> AuditEntry:
    """An entry of so many days ago: written by SQL, for the log itself knows only now."""
    at = timezone.now() - dt.timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_auditentry (at, what, actor_name, kind, object_id, object_name, note, name_key,"
            " browser_key) VALUES (%s, 'changed', '', '', '', '', '', '', '') RETURNING id", [at],
        )  # fmt: skip
        return AuditEntry.objects.get(pk=cursor.fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET note = 'x'",
        "DELETE FROM accounts_auditentry",
        "TRUNCATE accounts_auditentry",
        "SET LOCAL session_replication_role = 'replica'; DELETE FROM accounts_auditentry",
        "SET LOCAL portal.audit_trim_before = '2999-01-01'; DELETE FROM accounts_auditentry",
    ],
)
def test_the_database_refuses_every_change(statement):
    aged(179)
    with pytest.raises(DatabaseError, match="the log of the desk is never changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.count() == 1


def test_entries_go_when_their_time_is_over(settings, capsys):
    old, kept = aged(800), aged(700)
    settings.AUDIT_DAYS = 730
    call_command("trim_audit")
    assert capsys.readouterr().out == "已删除 1 条超过 730 天的日志。\n"
    assert list(AuditEntry.objects.order_by("at").values_list("pk", "what"))[0] == (kept.pk, "changed")
    assert not AuditEntry.objects.filter(pk=old.pk).exists()
    assert AuditEntry.objects.latest("at").what == What.TRIMMED
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()  # the way that was opened is shut again
    with pytest.raises(ValueError, match="180 days"):
        audit.trim(older_than=dt.timedelta(days=179))


def told(**of) -> list[tuple[str, str, str, str]]:
    rows = AuditEntry.objects.filter(**of).order_by("id")
    return [(row.what, row.actor_name, row.object_name, row.note) for row in rows]


def test_the_desk_writes_down_what_it_does(cast, desk):
    client = desk(cast.section_chief)
    client.post(
        "/admin/articles/section/add/",
        {"name": "权益", "slug": "quanyi", "position": "0", "freshness_days": "14"},
    )
    section = make_section("旧闻")
    client.post(
        f"/admin/articles/section/{section.pk}/change/",
        {"name": "新闻", "slug": section.slug, "position": "3", "freshness_days": "14"},
    )
    client.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})
    who = "高原（section_chief）"
    assert told(kind="articles.section") == [
        ("added", who, "权益", ""),
        ("changed", who, "新闻", "名称、次序、显示在导航中"),
        ("deleted", who, "新闻", ""),
    ]


def test_decisions_are_written_down(cast, desk):
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    client = desk(cast.correspondent)
    client.post(
        reverse("admin:articles_article_action", args=[article.pk, "submit"]),
        {"seen": "0-draft", "comment": ""},
    )
    assert told(kind="articles.article") == [("decided", "何苗（correspondent）", "夜校开课", "提交审核")]


def test_an_administrator_reads_of_the_own_grant(cast, desk):
    audit.record(What.CHANGED, by=cast.correspondent, name="昌平的事")
    audit.record(What.CHANGED, by=cast.other_correspondent, name="朝阳的事")
    district = make_user("district", roles=("administrator",), organization=cast.changping)
    page = desk(district).get(LIST).content.decode()
    assert ("昌平的事" in page, "朝阳的事" in page) == (True, False)
    page = desk(cast.administrator).get(LIST).content.decode()
    assert ("昌平的事" in page, "朝阳的事" in page) == (True, True)
    for somebody in (cast.chief_editor, cast.editor, cast.correspondent):
        assert desk(somebody).get(LIST).status_code == 403
        assert desk(somebody).get(f"{LIST}export/").status_code == 403


def test_it_is_found_by_person_object_and_day(cast, desk):
    article = make_article("夜校开课")
    audit.record(What.CHANGED, by=cast.editor, about=article, note="甲")
    audit.record(What.CHANGED, by=cast.chief_editor, about=make_article("运动会"), note="乙")
    client = desk(cast.administrator)

    def notes(**query) -> list[str]:
        found = client.get(LIST, query).context["cl"].queryset
        return sorted(row.note for row in found if row.note in ("甲", "乙"))

    assert notes(q="方宁") == ["甲"]
    assert notes(q="夜校") == ["甲"]
    assert notes(kind="articles.article", object_id=str(article.pk)) == ["甲"]
    assert notes(actor=str(cast.chief_editor.pk)) == ["乙"]
    today = timezone.localdate()
    assert notes(at__year=today.year, at__month=today.month, at__day=today.day) == ["乙", "甲"]
    assert notes(at__year=today.year - 1) == []


def test_nothing_of_it_can_be_changed_at_the_desk(cast, desk):
    entry = audit.record(What.CHANGED, by=cast.editor)
    client = desk(cast.administrator)
    for address in (f"{LIST}add/", f"{LIST}{entry.pk}/delete/"):
        assert client.post(address, {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/change/", {"note": "x"}).status_code == 403


def test_the_table_is_complete_and_no_cell_is_a_formula(cast, desk):
    audit.record(What.CHANGED, by=cast.editor, name='=HYPERLINK("http://evil.example")', note="@SUM(1)\n一行")
    client = desk(cast.administrator)
    answer = client.get(f"{LIST}export/", {"q": "方宁"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[0] == ["时间", "操作", "人员", "对象类型", "编号", "对象", "备注", "地址"]
    assert [row[1:7] for row in rows[1:]] == [
        ["修改", "方宁（editor）", "", "", '\'=HYPERLINK("http://evil.example")', "'@SUM(1)\n一行"]
    ]
    assert told(what=What.EXPORTED) == [
        ("exported", "管理员（administrator）", "操作日志", "q=%E6%96%B9%E5%AE%81")
    ]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_what_looks_like_a_formula_is_text(text):
    assert plain_cell(text) == "'" + text
    assert plain_cell("x" + text) == "x" + text


def test_settings_are_written_down_when_they_change():
    assert (
        audit.record_settings({"REVIEW_LEVELS": 3, "DEBUG": False}).note == "DEBUG = False\nREVIEW_LEVELS = 3"
    )
    assert audit.record_settings({"DEBUG": False, "REVIEW_LEVELS": 3}) is None
    assert audit.record_settings({"DEBUG": False, "REVIEW_LEVELS": 1}).note.endswith("REVIEW_LEVELS = 1")


def test_a_line_outlives_its_account(cast):
    user = make_user("demo", real_name="演示")
    audit.record(What.CHANGED, by=user)
    user.delete()
    assert AuditEntry.objects.get().actor_name == "演示（demo）"
    assert make_organization  # the organization of a line is no foreign key either
