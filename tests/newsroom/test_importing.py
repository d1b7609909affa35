"""From a plan to drafts, and the same plan again."""

import datetime as dt

import pytest

from articles.models import Article, Column, Contributor, Edition
from newsroom.importing import ImportProblem, bring_in, recognize
from newsroom.models import ImportedArticle, PageImport
from newsroom.plans import PagePlan, PlannedArticle, Text
from tests.factories import make_contributor, make_organization, make_person

pytestmark = pytest.mark.django_db


def planned(title: str = "夜校开课", text: str = "区总工会开办夜校。", **values) -> PlannedArticle:
    return PlannedArticle(title=title, texts=[Text(text)], **values)


def plan(*articles: PlannedArticle, **values) -> PagePlan:
    values = {"date": dt.date(2026, 3, 12), "number": 3, "name": "工会", **values}
    return PagePlan(articles=list(articles) or [planned()], **values)


def states(page: PagePlan) -> list[str]:
    return [recognition.state for recognition in recognize(page)]


def test_a_page_becomes_drafts_with_everything_tied(cast):
    person = make_person("王磊")
    page = plan(
        planned(
            kicker="送课进车间",
            subtitle="一所夜校",
            column="基层经验",
            subcolumn="他山之石",
            genre="experience",
            is_reprint=True,
            source="东屏工人报",
            original_title="夜校",
            credits=[("reporter", "林晓舟"), ("photographer", "何苗")],
            organizations=["昌平区总工会"],
            unknown_organizations=["某某公司"],
            people=["王磊", "无名"],
        ),  # fmt: skip
        credits=[("editor", "方宁")],
    )
    cast.changping  # noqa: B018 - the organization exists
    outcome = bring_in(page, by=cast.editor, source="全文", file_name="page.txt")
    article = Article.objects.get()
    assert outcome.drafts == [article]
    assert (article.status, article.author, article.organization) == ("draft", cast.editor, cast.city)
    assert (article.kicker, article.subtitle, article.genre) == ("送课进车间", "一所夜校", "experience")
    assert (article.is_reprint, article.source_name, article.original_title) == (True, "东屏工人报", "夜校")
    assert str(article.column) == "基层经验 › 他山之石"
    assert article.body == "<p>区总工会开办夜校。</p>"
    assert [(credit.role, credit.contributor.name) for credit in article.credits.all()] == [
        ("reporter", "林晓舟"),
        ("photographer", "何苗"),
    ]
    assert [(entry.organization.name, entry.role) for entry in article.organization_entries.all()] == [
        ("昌平区总工会", "subject")
    ]
    assert list(article.people.all()) == [person]
    assert str(article.edition_page) == "2026-03-12 第03版 工会"
    assert [str(credit.contributor) for credit in article.edition_page.credits.all()] == ["方宁"]
    assert article.snapshots.count() == 1
    assert PageImport.objects.get().state == "done"


def test_the_same_page_again_makes_nothing(cast):
    bring_in(plan(), by=cast.editor, source="全文")
    again = bring_in(plan(), by=cast.editor, source="全文")
    assert (len(again.drafts), again.count("same")) == (0, 1)
    assert (Article.objects.count(), PageImport.objects.count(), Edition.objects.count()) == (1, 1, 1)


def test_an_editors_work_is_recognized_and_left_alone(cast):
    draft = bring_in(plan(), by=cast.editor, source="全文").drafts[0]
    Article.objects.filter(pk=draft.pk).update(title="改过的标题", body="<p>改过。</p>")
    assert states(plan()) == ["same"]
    assert states(plan(planned(text="区总工会开办夜校，共96场。"))) == ["changed"]
    assert states(plan(planned(title="夜校开课了"))) == ["changed"]
    bring_in(plan(planned(text="区总工会开办夜校，共96场。")), by=cast.editor, source="别的")
    assert list(Article.objects.values_list("title", "body")) == [("改过的标题", "<p>改过。</p>")]


def test_what_is_new_on_a_known_page_is_made(cast):
    bring_in(plan(), by=cast.editor, source="全文")
    page = plan(planned(), planned("托管班开班", "托管班开班了。"))
    assert states(page) == ["same", "new"]
    outcome = bring_in(page, by=cast.editor, source="全文二")
    assert [draft.title for draft in outcome.drafts] == ["托管班开班"]


def test_one_headline_in_two_issues_is_two_articles(cast):
    bring_in(plan(planned("简讯", "第一条。")), by=cast.editor, source="一")
    other = plan(planned("简讯", "第二条。"), date=dt.date(2026, 3, 13))
    assert states(other) == ["new"]


def test_a_deleted_draft_does_not_come_back(cast):
    draft = bring_in(plan(), by=cast.editor, source="全文").drafts[0]
    draft.delete()
    assert states(plan()) == ["same"]
    assert ImportedArticle.objects.get().article is None


def test_skipped_articles_are_not_made(cast):
    outcome = bring_in(
        plan(planned(is_skipped=True), planned("另一篇", "正文。")), by=cast.editor, source="全文"
    )
    assert [draft.title for draft in outcome.drafts] == ["另一篇"]


@pytest.mark.parametrize(
    ("page", "positions"),
    [
        (plan(planned(title="")), [0]),
        (plan(planned(), planned(title="字" * 400)), [1]),
        (plan(planned(genre="poem")), [0]),
        (plan(planned(is_skipped=True)), [None]),
        (PagePlan(articles=[]), [None]),
        (plan(number=999), [None]),
    ],
    ids=["no headline", "400 characters", "genre", "all skipped", "no article", "page number"],
)
def test_refusals_leave_nothing(cast, page, positions):
    with pytest.raises(ImportProblem) as refused:
        bring_in(page, by=cast.editor, source="全文")
    assert [position for position, _sentence in refused.value.problems] == positions
    assert (Article.objects.count(), PageImport.objects.count(), Column.objects.count()) == (0, 0, 0)


def test_a_failure_in_the_last_article_takes_back_the_first(cast, monkeypatch):
    from newsroom import importing

    def fail(*args, **values):
        raise RuntimeError

    monkeypatch.setattr(importing.snapshots, "take_first", fail)
    with pytest.raises(RuntimeError):
        bring_in(plan(planned(), planned("二", "二。")), by=cast.editor, source="全文")
    assert (Article.objects.count(), Contributor.objects.count(), PageImport.objects.count()) == (0, 0, 0)


def test_a_known_contributor_is_taken(cast):
    known = make_contributor("林晓舟", organization=make_organization("青禾区总工会"))
    draft = bring_in(plan(planned(credits=[("reporter", "林晓舟")])), by=cast.editor, source="全文").drafts[0]
    assert [credit.contributor for credit in draft.credits.all()] == [known]
