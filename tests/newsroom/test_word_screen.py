"""Dropping Word files on the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from tests.newsroom.test_word_documents import DAMAGED, macro_file, report, word_file

pytestmark = pytest.mark.django_db
ADDRESS = "admin:newsroom_word"


def upload(name: str = "夜校.docx", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word_file(report) if content is None else content)


def damaged() -> bytes:
    return DAMAGED["a picture's part is missing"]


def test_one_file_leads_to_its_draft(desk, cast):
    response = desk(cast.correspondent).post(reverse(ADDRESS), {"files": upload()})
    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.title, article.organization) == ("昌平区总工会办起职工夜校", cast.changping)


def test_several_files_lead_to_the_list(desk, cast):
    response = desk(cast.editor).post(reverse(ADDRESS), {"files": [upload(), upload("b.docx")]})
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
