"""A link to a draft ends with its time, its withdrawal, its publication and its maker; nothing brings it back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, PreviewLink
from tests.articles.test_review_screens import text_of
from tests.factories import make_article, make_user

TEXT = "开课90场"


@pytest.fixture
def article(cast) -> Article:
    article = make_article(
        "夜校开课", body=f"<p>日前，{TEXT}。</p>", organization=cast.changping, author=cast.correspondent
    )
    workflow.text_saved(article, by=cast.correspondent)
    return article


def link_to(article: Article, by: Any, **columns: Any) -> PreviewLink:
    until = timezone.now() + dt.timedelta(days=30)
    return PreviewLink.objects.create(article=article, created_by=by, **{"expires_at": until, **columns})


def pass_all(cast, article: Article) -> Article:
    workflow.submit(article, by=article.author)
    for reviewer in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=reviewer)
    return article


def publish(cast, article: Article, at: dt.datetime | None = None) -> None:
    if at:
        Article.objects.filter(pk=article.pk).update(published_at=at)
        article.refresh_from_db()
    workflow.publish(pass_all(cast, article), by=cast.editor)


def withdraw(cast, article: Article, kind: str = "gone", notice: str = "") -> None:
    workflow.withdraw(article, by=cast.chief_editor, comment="核实有误。", kind=kind, notice=notice)


def a_withdrawal(cast, article: Article) -> None:
    publish(cast, article)
    withdraw(cast, article)


def a_withdrawal_that_is_kept(cast, article: Article) -> None:
    publish(cast, article)
    withdraw(cast, article, "kept", "数字有误，已撤稿。")


def a_restored_draft(cast, article: Article) -> None:
    a_withdrawal(cast, article)
    workflow.restore(article, by=cast.chief_editor)


def a_restored_draft_that_is_planned_again(cast, article: Article) -> None:
    a_restored_draft(cast, article)
    publish(cast, article, timezone.now() + dt.timedelta(days=2))


def an_expiry(cast, article: Article) -> None:
    publish(cast, article)
    Article.objects.filter(pk=article.pk).update(
        published_at=timezone.now() - dt.timedelta(days=2), expires_at=timezone.now() - dt.timedelta(days=1)
    )


def a_maker_switched_off(cast, article: Article) -> None:
    type(cast.correspondent).objects.filter(pk=cast.correspondent.pk).update(is_active=False)


def a_maker_of_another_union_now(cast, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(author=cast.editor)
    type(cast.correspondent).objects.filter(pk=cast.correspondent.pk).update(organization=cast.chaoyang)


def a_maker_without_roles(cast, article: Article) -> None:
    cast.correspondent.groups.clear()


def a_maker_deleted(cast, article: Article) -> None:
    PreviewLink.objects.update(created_by=None)


def its_time(cast, article: Article) -> None:
    PreviewLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))


def its_revocation(cast, article: Article) -> None:
    PreviewLink.objects.update(revoked_at=timezone.now())


@pytest.mark.parametrize(
    ("ends_with", "sentence"),
    [
        (publish, "这篇文章已经发布。"),
        (a_withdrawal, "这篇稿件已撤稿，预览不再提供。"),
        (a_withdrawal_that_is_kept, "这篇稿件已撤稿，预览不再提供。"),
        (a_restored_draft, "这篇稿件已撤稿，预览不再提供。"),
        (a_restored_draft_that_is_planned_again, "这篇稿件已撤稿，预览不再提供。"),
        (an_expiry, "这篇文章已经到期下线，预览不再提供。"),
        (a_maker_switched_off, "给出这个链接的人已不再处理这篇稿件。"),
        (a_maker_of_another_union_now, "给出这个链接的人已不再处理这篇稿件。"),
        (a_maker_without_roles, "给出这个链接的人已不再处理这篇稿件。"),
        (a_maker_deleted, "给出这个链接的人已不再处理这篇稿件。"),
        (its_time, "这个链接已过有效期。"),
        (its_revocation, "编辑部已撤销这个链接。"),
    ],
)  # fmt: skip
def test_a_link_ends(cast, article, ends_with: Callable[[Any, Article], None], sentence):
    link = link_to(article, cast.correspondent)
    assert TEXT in text_of(Client().get(link.get_absolute_url()))
    ends_with(cast, article)
    answer = Client().get(link.get_absolute_url())
    assert (answer.status_code, TEXT in answer.content.decode()) == (410, False)
    assert sentence in text_of(answer)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")


def test_the_page_of_an_ended_link_leads_to_what_was_published(cast, article):
    link = link_to(article, cast.correspondent)
    publish(cast, article)
    assert f'href="{article.get_absolute_url()}"' in Client().get(link.get_absolute_url()).content.decode()
    withdraw(cast, article)
    assert (
        f'href="{article.get_absolute_url()}"' not in Client().get(link.get_absolute_url()).content.decode()
    )


def a_discarded_correction(cast, copy: Article) -> str:
    workflow.discard(copy, by=cast.editor)
    return "这篇更正稿已经结束，预览不再提供。"


def a_published_correction(cast, copy: Article) -> str:
    workflow.publish(pass_all(cast, copy), by=cast.editor)
    return "这篇文章已经发布。"


def a_withdrawal_below_it(cast, copy: Article) -> str:
    withdraw(cast, copy.working_copy_of)
    return "这篇稿件已撤稿，预览不再提供。"


def an_expiry_below_it(cast, copy: Article) -> str:
    now = timezone.now()
    Article.objects.filter(pk=copy.working_copy_of_id).update(
        published_at=now - dt.timedelta(days=2), expires_at=now - dt.timedelta(days=1)
    )
    return "这篇文章已经到期下线，预览不再提供。"


@pytest.mark.parametrize(
    "ends_with", [a_discarded_correction, a_published_correction, a_withdrawal_below_it, an_expiry_below_it]
)
def test_a_link_to_a_correction_ends(cast, article, ends_with):
    publish(cast, article)
    writer = make_user("editor2", roles=("editor",), real_name="秦越", organization=cast.city)
    copy = workflow.start_correction(article, by=writer)
    copy.body = "<p>日前，开课96场。</p>"
    copy.save()
    workflow.text_saved(copy, by=writer)
    link = link_to(copy, writer)
    assert "开课96场" in text_of(Client().get(link.get_absolute_url()))
    sentence = ends_with(cast, copy)
    answer = Client().get(link.get_absolute_url())
    assert (answer.status_code, "开课96场" in answer.content.decode(), sentence in text_of(answer)) == (
        410,
        False,
        True,
    )


def test_a_link_lasts_through_the_reviews_and_while_publication_is_planned(cast, article):
    link = link_to(article, cast.correspondent)
    publish(cast, article, timezone.now() + dt.timedelta(days=2))
    assert article.is_scheduled
    assert TEXT in text_of(Client().get(link.get_absolute_url()))


def test_a_link_made_after_the_withdrawal_shows_the_new_draft(cast, article):
    a_restored_draft(cast, article)
    link = link_to(article, cast.correspondent)
    assert TEXT in text_of(Client().get(link.get_absolute_url()))


def test_the_desk_shows_the_whole_address_or_why_the_link_is_over(cast, desk, article):
    works = link_to(article, cast.correspondent)
    link_to(article, None)
    page = (
        desk(cast.correspondent)
        .get(reverse("admin:articles_article_preview", args=[article.pk]))
        .content.decode()
    )
    assert f'value="{settings.SITE_URL}{works.get_absolute_url()}"' in page
    assert f'data-copy="{settings.SITE_URL}{works.get_absolute_url()}"' in page
    assert page.count('class="link-address"') == 1
    assert "给出这个链接的人已不再处理这篇稿件。" in page


@pytest.mark.parametrize("site_url", ["https://news.example.cn", "http://127.0.0.1:8102"])
def test_the_desk_gives_a_whole_address_with_its_end(cast, desk, article, settings, site_url):
    settings.SITE_URL = site_url
    link = link_to(article, cast.correspondent)
    page = desk(cast.correspondent).get(f"/admin/articles/article/{article.pk}/preview/").content.decode()
    whole = site_url + link.get_absolute_url()
    assert whole.startswith(f"{site_url}/preview/")
    end = timezone.localtime(link.expires_at).strftime("%Y-%m-%d %H:%M")
    assert (
        page.count(f'value="{whole}"'),
        page.count(f'data-copy="{whole}"'),
        f"有效期至 {end}" in page,
    ) == (
        1,
        1,
        True,
    )
