"""Dropping Word files on the desk."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, ArticleOrganization
from common.apart.slots import slot
from newsroom import word_drafts, word_pictures, word_reading
from tests.newsroom.test_word_documents import (
    DAMAGED,
    FAULTS,
    RED,
    changed,
    macro_file,
    many_pictures,
    report,
    with_fault,
    word_file,
)

pytestmark = pytest.mark.django_db
ADDRESS = "admin:newsroom_word"


def upload(name: str = "夜校.docx", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word_file(report) if content is None else content)


def another() -> bytes:
    """What is told by another file: the same text again is the same article."""

    def build(document) -> None:
        document.add_paragraph("骑手驿站开门了")
        document.add_paragraph("驿站里有热水。")

    return word_file(build)


def damaged() -> bytes:
    return DAMAGED["the text breaks off"]


def test_one_file_leads_to_its_draft(desk, cast):
    response = desk(cast.correspondent).post(reverse(ADDRESS), {"files": upload()})
    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.title, article.organization) == ("昌平区总工会办起职工夜校", cast.changping)


@pytest.mark.usefixtures("here")
def test_several_files_lead_to_the_list(desk, cast):
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": [upload(), upload("b.docx", another())]})
    assert response.url == reverse("admin:articles_article_changelist")
    assert Article.objects.count() == 2


def test_bad_files_are_named_and_the_sound_ones_become_drafts(desk, cast):
    files = [upload(), upload("宏.docx", macro_file()), upload("空.docx", b""), upload("坏.docx", damaged())]
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": files}, follow=True)
    told = [str(message) for message in response.context["messages"]]
    assert [text.partition(":")[0] for text in told[1:]] == ["宏.docx", "空.docx", "坏.docx"]
    assert (told[0], Article.objects.count()) == ("生成了1篇草稿。", 1)


def test_bad_files_alone_make_nothing_and_are_named_on_the_form(desk, cast):
    files = [upload("宏.docx", macro_file()), upload("坏.docx", damaged())]
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": files})
    assert response.status_code == 200
    assert [text.partition(":")[0] for text in response.context["form"].errors["files"]] == [
        "宏.docx",
        "坏.docx",
    ]
    assert Article.objects.count() == 0


def test_no_file_is_answered_on_the_form(desk, cast):
    response = desk(cast.editor).post(reverse(ADDRESS), {})
    assert response.status_code == 200
    assert len(response.context["form"].errors["files"]) == 1


def test_who_may_not_write_may_not_drop(client, cast):
    for person, status in ((cast.administrator, 403), (cast.stranger, 302)):
        client.force_login(person)
        assert client.get(reverse(ADDRESS)).status_code == status


@pytest.mark.usefixtures("bad_converter")
def test_each_file_stands_by_itself_whatever_the_others_do(desk, cast):
    files = [
        upload("一.docx"), *(upload(f"{fault}.docx", with_fault(fault)) for fault in FAULTS),
        upload("二.docx", another()),
    ]  # fmt: skip
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": files}, follow=True)
    told = [str(message) for message in response.context["messages"]]
    heavy = "读取这个Word文件所需的内存或时间超出了单个文件的限度。请把文字复制到新文件中再导入。"
    broken = "这个Word文件有一部分损坏了。请在Word中打开，另存为新文件后再导入。"
    assert told == [
        "生成了2篇草稿。", f"loops.docx: {heavy}", f"eats.docx: {heavy}", f"falls over.docx: {broken}",
        f"answers nonsense.docx: {broken}",
    ]  # fmt: skip
    assert Article.objects.count() == 2


@pytest.mark.usefixtures("here")
def test_a_picture_shown_often_is_stored_once_and_refused_once(desk, cast, monkeypatch):
    asked: list[str] = []
    store = word_pictures.store_photo

    def counted(file, **columns):
        asked.append(columns["name"])
        return store(file, **columns)

    monkeypatch.setattr(word_pictures, "store_photo", counted)
    content = changed("word/media/", lambda _content: b"no picture", many_pictures(3))
    desk(cast.editor).post(
        reverse(ADDRESS), {"files": [upload("甲.docx", many_pictures(3)), upload("乙.docx", content)]}
    )
    assert asked == ["word-1", "word-1"]
    assert [article.photo_entries.count() for article in Article.objects.order_by("id")] == [1, 0]


def test_no_file_is_begun_when_the_time_of_the_upload_is_over(desk, cast, monkeypatch):
    """The rest is named, to be sent once more: an answer that comes too late tells nobody anything."""
    monkeypatch.setattr(word_drafts, "SECONDS", -1.0)
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": upload()})
    assert response.context["form"].errors["files"] == [
        "夜校.docx: 上传耗时过长，没有来得及处理这个文件。请单独再导入一次。"
    ]


def test_a_busy_portal_says_so_of_each_file(desk, cast, monkeypatch, settings, tmp_path):
    settings.VAR_DIR, settings.FILES_AT_ONCE = tmp_path, 1
    monkeypatch.setattr(word_reading, "PATIENCE", 0.0)
    with slot():
        response = desk(cast.editor).post(reverse(ADDRESS), {"files": upload()})
    assert response.context["form"].errors["files"] == [
        "夜校.docx: 此刻正在处理的文件较多。请稍后再导入这个文件。"
    ]


def bylines(document) -> None:
    document.add_paragraph("园区夜校开课", style="Title")
    paragraph = document.add_paragraph("本报讯（记者 何来）昌平区总工会开办")
    paragraph.add_run("夜校").bold = True
    paragraph.add_run("开课了。（通讯员 王五 摄）")
    document.add_picture(io.BytesIO(RED))
    document.add_paragraph("转自《柳城日报》")


@pytest.mark.usefixtures("here")
def test_bylines_source_and_organizations_are_read_as_in_a_page(desk, cast):
    """One road for both: what a pasted page says, a Word file says too; words keep their looks."""
    changping = cast.changping
    answer = desk(cast.editor).post(
        reverse(ADDRESS), {"files": upload(content=word_file(bylines))}, follow=True
    )
    article = Article.objects.get()
    assert article.body == "<p>昌平区总工会开办<strong>夜校</strong>开课了。</p>"
    assert [(credit.role, credit.contributor.name) for credit in article.credits.all()] == [
        ("reporter", "何来"),
        ("correspondent", "王五"),
        ("photographer", "王五"),
    ]
    assert (article.source_name, article.is_reprint) == ("柳城日报", True)
    rows = ArticleOrganization.objects.filter(article=article)
    assert [row.organization for row in rows] == [changping]
    assert article.photo_entries.get().is_lead
    told = [str(message) for message in answer.context["messages"]]
    assert any("“本报讯（记者 何来）”" in text and "“转自《柳城日报》”" in text for text in told)


@pytest.mark.usefixtures("here")
def test_the_same_file_again_is_the_same_article(desk, cast):
    client = desk(cast.editor)
    first = client.post(reverse(ADDRESS), {"files": upload()}, follow=True)
    again = client.post(reverse(ADDRESS), {"files": upload("又一次.docx")}, follow=True)
    assert Article.objects.count() == 1
    assert again.redirect_chain[-1][0] == first.redirect_chain[-1][0]
    assert [str(message).partition(": ")[2] for message in again.context["messages"]] == [
        "这个文件已经导入过，稿件保持原样。"
    ]


@pytest.mark.usefixtures("here")
def test_a_file_of_others_is_not_told_of_and_one_that_was_deleted_comes_in_again(desk, cast):
    desk(cast.editor).post(reverse(ADDRESS), {"files": upload()})
    theirs = Article.objects.get()
    theirs.organization = cast.chaoyang
    theirs.save()
    desk(cast.correspondent).post(reverse(ADDRESS), {"files": upload()})
    assert Article.objects.count() == 2
    Article.objects.all().delete()
    desk(cast.correspondent).post(reverse(ADDRESS), {"files": upload()})
    assert Article.objects.count() == 1


@pytest.mark.usefixtures("here")
def test_a_table_that_held_only_the_lead_picture_goes(desk, cast):
    def build(document) -> None:
        document.add_paragraph("园区夜校开课", style="Title")
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell.paragraphs[0].add_run().add_picture(io.BytesIO(RED))
        cell.add_paragraph("图为夜校课堂。")
        document.add_paragraph("夜校开课了。")

    desk(cast.editor).post(reverse(ADDRESS), {"files": upload(content=word_file(build))})
    article = Article.objects.get()
    assert article.body == "<p>夜校开课了。</p>"
    assert article.photo_entries.get().caption == "图为夜校课堂。"
