"""Whatever is done, the next search shows it; and everything can be made anew."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Section, Status
from search import index
from search.models import Document, Due, Name
from tests.factories import (
    make_article,
    make_organization,
    make_person,
    make_published,
    make_section,
)
from tests.search.asking import found, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_synonyms")]


class TestFresh:
    """Whatever is done, and by whatever way, the next search shows it."""

    def test_published_corrected_withdrawn_and_deleted(self):
        article = make_article("夜校开课", body="")
        assert titles("夜校") == []
        Article.objects.filter(pk=article.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
        assert titles("夜校") == ["夜校开课"]
        Article.objects.filter(pk=article.pk).update(title="讲堂开课")
        assert (titles("夜校"), titles("讲堂")) == ([], ["讲堂开课"])
        Article.objects.filter(pk=article.pk).update(
            status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawal_kind="notice"
        )
        assert titles("讲堂") == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_document WHERE kind = 'article'")
            assert cursor.fetchone() == (0,)

    def test_renamed(self):
        union = make_organization("昌平区总工会")
        person = make_person("何苗", consented_on=dt.date(2026, 1, 1), organization=union)
        assert titles("昌平区总工会") == ["昌平区总工会", "何苗"]
        union.name = "延庆区总工会"
        union.save()
        assert titles("昌平") == []
        assert titles("延庆区总工会") == ["延庆区总工会", "何苗"]
        person.consented_on = None
        person.save()
        assert titles("延庆") == ["延庆区总工会"]
        assert not Name.objects.filter(text="何苗").exists()

    def test_a_section_of_another_name(self):
        section = make_section("要闻")
        make_published("开课", section=section)
        assert "开课" in titles("要闻")
        Section.objects.filter(pk=section.pk).update(name="头条")
        assert titles("要闻") == []
        assert "开课" in titles("头条")

    def test_what_changes_no_text_makes_nothing_due(self):
        article = make_published("夜校")
        index.bring_up_to_date()
        Article.objects.filter(pk=article.pk).update(version=7, pinned_until=timezone.now())
        assert not Due.objects.exists()

    def test_what_was_due_when_somebody_was_killed_is_still_due(self, monkeypatch):
        make_published("夜校")
        monkeypatch.setattr(index, "make", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.bring_up_to_date()
        monkeypatch.undo()
        assert titles("夜校") == ["夜校"]


class TestRebuilt:
    def test_everything_is_made_anew(self):
        article = make_published("夜校")
        index.bring_up_to_date()
        Document.objects.all().delete()
        gone = Document.objects.create(
            kind="article",
            key=article.pk + 7,
            title="",
            date=timezone.now(),
            shown_from=timezone.now(),
            vector="",
        )
        told = []
        assert index.rebuild("article", told=lambda last, number: told.append((last, number))) == 1
        assert told == [(article.pk, 1)]
        assert found("夜校").rows == [("article", article.pk)]
        assert not Document.objects.filter(pk=gone.pk).exists()

    def test_it_goes_on_after_a_key(self):
        first, second = make_published("夜校一"), make_published("夜校二")
        index.bring_up_to_date()
        Document.objects.all().delete()
        assert index.rebuild("article", first.pk) == 1
        assert found("夜校").rows == [("article", second.pk)]
