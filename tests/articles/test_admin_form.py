"""The form of an article at the desk: writing, saving, being refused, and nothing lost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import (
    Article,
    ArticleOrganization,
    ArticlePhoto,
    Credit,
    EditingMark,
    Status,
)
from articles.warnings import warnings_for
from tests.factories import (
    make_article,
    make_contributor,
    make_photo,
    make_published,
    make_section,
)
from tests.forms import form_data

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def blank(client, **values):
    return form_data(client.get(ADD), "article_form", **values)


def opened(client, article, **values):
    """The form as somebody finds it, with what they type."""
    return form_data(client.get(change(article)), "article_form", **values)


def errors_of(response):
    form = response.context["adminform"].form
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


@pytest.fixture
def draft(cast):
    article = make_article(
        "夜校开课",
        organization=cast.changping,
        author=cast.correspondent,
        summary="三十门课。",
        section=make_section("要闻"),
    )
    workflow.text_saved(article, by=cast.correspondent)
    article.refresh_from_db()
    return article


def passed_once(cast, article):
    workflow.submit(article, by=cast.correspondent)
    workflow.pass_review(article, by=cast.editor)
    article.refresh_from_db()
    return article


# --- writing -----------------------------------------------------------------------------------------
def test_a_correspondents_new_article_is_theirs_and_their_unions(cast, desk):
    client, section = desk(cast.correspondent), make_section()
    answer = client.post(
        ADD, blank(client, title="夜校 开课", body="<p onclick='x()'>三十门课。</p>", section=section.pk)
    )
    article = Article.objects.get()
    assert (answer.status_code, article.author, article.organization) == (
        302,
        cast.correspondent,
        cast.changping,
    )
    assert (article.title, article.body, article.status) == ("夜校 开课", "<p>三十门课。</p>", "draft")
    assert article.section is None  # the newsroom's to choose
    assert (article.version, article.snapshots.get().saved_by) == (1, cast.correspondent)


def test_another_union_cannot_be_written_for(cast, desk):
    client = desk(cast.correspondent)
    answer = client.post(ADD, blank(client, title="夜校开课", organization=cast.chaoyang.pk))
    assert list(errors_of(answer)) == ["organization"]
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": " \u3000 "}, "title"),
        ({"title": "长" * 400}, "title"),
        ({"title": "夜校", "tags": ["长" * 31]}, "tags"),
        ({"title": "夜校", "source_url": "不是网址"}, "source_url"),
        ({"title": "夜校", "published_at_0": "2026-13-40", "published_at_1": "09:00"}, "published_at"),
        (
            {"title": "夜校", "published_at_0": "2026-05-02", "published_at_1": "09:00",
             "expires_at_0": "2026-05-01", "expires_at_1": "09:00"},
            "expires_at",
        ),
        ({"title": "夜校", "genre": "forged"}, "genre"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_at_its_field(cast, desk, values, field):
    client = desk(cast.editor)
    answer = client.post(ADD, blank(client, **values))
    assert list(errors_of(answer)) == [field]
    assert Article.objects.count() == 0


def test_the_status_cannot_be_forged(cast, desk, draft):
    client = desk(cast.editor)
    client.post(
        change(draft), opened(client, draft, status="published", published_at_0="", author=cast.editor.pk)
    )
    draft.refresh_from_db()
    assert (draft.status, draft.author) == ("draft", cast.correspondent)


def test_tags_known_and_new(cast, desk, draft):
    draft.tags.add("夜校")
    client = desk(cast.correspondent)
    client.post(change(draft), opened(client, draft, tags=["夜校", "冬季", " 冬季 ", ""]))
    assert sorted(draft.tags.names()) == ["冬季", "夜校"]
    answer = client.get(reverse("admin:articles_article_tags"), {"term": "校"})
    assert answer.json()["results"] == [{"id": "夜校", "text": "夜校"}]


def rows(prefix, *entries, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": initial}
    for index, entry in enumerate(entries):
        data.update({f"{prefix}-{index}-{name}": value for name, value in entry.items()})
    return data


def test_pictures_credits_and_organizations_in_their_order(cast, desk, draft):
    first, second = make_photo(caption="图一", credit="何苗 摄"), make_photo(caption="图二")
    writer, photographer = make_contributor("何苗"), make_contributor("周砚")
    client = desk(cast.editor)
    data = opened(client, draft)
    data |= rows(
        "photo_entries",
        {"photo": first.pk, "position": 1},
        {"photo": second.pk, "position": 0, "is_lead": "on"},
    )
    data |= rows("credits", {"contributor": writer.pk, "role": "reporter", "position": 0},
                 {"contributor": photographer.pk, "role": "photographer", "position": 1})  # fmt: skip
    data |= rows("organization_entries", {"organization": cast.chaoyang.pk, "role": "partner", "position": 0})
    assert client.post(change(draft), data).status_code == 302
    assert [(entry.caption, entry.credit, entry.is_lead) for entry in draft.photo_entries.all()] == [
        ("图二", "", True),
        ("图一", "何苗 摄", False),
    ]
    assert [str(credit.contributor) for credit in Credit.objects.filter(article=draft)] == ["何苗", "周砚"]
    assert list(ArticleOrganization.objects.values_list("organization__name", "role")) == [
        ("朝阳区总工会", "partner")
    ]
    draft.refresh_from_db()
    assert draft.snapshots.get(number=draft.version).data["photos"][0]["caption"] == "图二"


def test_the_lead_moves_from_one_picture_to_another(cast, desk, draft):
    one = ArticlePhoto.objects.create(article=draft, photo=make_photo(), is_lead=True, position=0)
    two = ArticlePhoto.objects.create(article=draft, photo=make_photo(), position=1)
    client = desk(cast.editor)
    data = opened(client, draft)
    del data["photo_entries-0-is_lead"]
    assert client.post(change(draft), {**data, "photo_entries-1-is_lead": "on"}).status_code == 302
    assert list(draft.photo_entries.filter(is_lead=True)) == [two]
    both = client.post(change(draft), opened(client, draft, **{"photo_entries-0-is_lead": "on"}))
    assert both.status_code == 200
    assert list(draft.photo_entries.filter(is_lead=True)) == [two] != [one]


# --- what a role may not change is shown -----------------------------------------------------------------
def test_places_are_shown_to_a_correspondent_and_not_theirs(cast, desk, draft):
    page = desk(cast.correspondent).get(change(draft))
    assert set(page.context["adminform"].readonly_fields) == {
        "section", "column", "edition_page", "page_position", "published_at", "expires_at", "pinned_until",
    }  # fmt: skip
    link = f'<a href="/admin/articles/section/{draft.section_id}/change/">要闻</a>'
    assert f'<div class="readonly">{link}</div>' in page.content.decode()


def test_a_published_text_is_shown_with_the_reason(cast, desk):
    article = make_published("夜校开课", organization=cast.changping, author=cast.correspondent)
    page = desk(cast.editor).get(change(article))
    assert page.context["reasons_against_change"] == ["已发布的稿件不能直接修改：请发起更正。"]
    assert 'name="_continue"' not in page.content.decode()


def test_what_was_typed_while_the_article_was_published_is_shown_again(cast, desk, draft):
    client = desk(cast.editor)
    data = opened(client, draft, title="我写的标题")
    Article.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
    answer = client.post(change(draft), data)
    draft.refresh_from_db()
    assert (answer.status_code, draft.title) == (200, "夜校开课")
    assert errors_of(answer)["__all__"] == ["已发布的稿件不能直接修改：请发起更正。"]
    assert "我写的标题" in answer.content.decode()


# --- the door for texts ---------------------------------------------------------------------------------
@pytest.fixture
def entered(monkeypatch):
    """The keys of the articles whose text was locked for a change."""
    door, keys = workflow.change_text, []

    def watched(article_id, *, by):
        keys.append(article_id)
        return door(article_id, by=by)

    monkeypatch.setattr(workflow, "change_text", watched)
    return keys


def test_the_form_enters_by_the_door_that_bulk_actions_use(cast, desk, draft, entered):
    client = desk(cast.editor)
    form = opened(client, draft, title="改了")
    assert entered == []
    assert client.post(change(draft), form).status_code == 302
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "bulk_section", "_selected_action": [draft.pk], "bulk_confirmed": "1",
         "seen": [f"{draft.pk}-2-draft"], "section": make_section("文化").pk},
    )  # fmt: skip
    assert entered == [draft.pk, draft.pk]
    assert draft.snapshots.count() == 3


def test_an_article_that_is_not_there_is_not_locked(cast, desk, draft, entered):
    client = desk(cast.other_correspondent)
    for key in (draft.pk, 999999, "x"):
        address = reverse("admin:articles_article_change", args=[key])
        assert client.post(address, {"title": "改", "version": "1"}).status_code == 404
    assert client.post(ADD, blank(client, title="新的", organization=cast.chaoyang.pk)).status_code == 302
    assert entered == []


def test_what_was_received_stays_with_the_one_form(cast, desk, desk_site, draft):
    """The registered admin serves everybody: it holds no submission, and its permissions are those of the account."""
    registered = desk_site.get_model_admin(Article)
    client = desk(cast.editor)
    data = opened(client, draft)
    Article.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
    answer = client.post(change(draft), data)
    request = answer.wsgi_request
    assert errors_of(answer)["__all__"] == ["已发布的稿件不能直接修改：请发起更正。"]
    assert registered.submission is None
    assert registered.has_change_permission(request, Article.objects.get(pk=draft.pk)) is False
    assert request.POST["title"] == data["title"][0]
    assert [name for name in vars(request) if "text" in name or "refus" in name or "conflict" in name] == []


def test_the_lists_are_shown_again_too_when_a_text_is_refused(cast, desk, draft):
    writer = make_contributor("何苗")
    client = desk(cast.editor)
    data = opened(client, draft)
    data |= rows("credits", {"contributor": writer.pk, "role": "photographer", "position": 0})
    Article.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
    page = client.post(change(draft), data)
    again = form_data(page, "article_form")
    assert (again["credits-0-contributor"], again["credits-0-role"]) == ([str(writer.pk)], ["photographer"])
    assert draft.credits.count() == 0


# --- passes ------------------------------------------------------------------------------------------------
def test_a_change_that_voids_passes_is_asked_for_first(cast, desk, draft):
    passed_once(cast, draft)
    client = desk(cast.section_chief)
    page = client.get(change(draft))
    assert len(page.context["passes"]) == 1
    data = form_data(page, "article_form", title="夜校今天开课")
    refused = client.post(change(draft), data)
    draft.refresh_from_db()
    assert (refused.status_code, draft.title, draft.status) == (200, "夜校开课", "first_passed")
    assert len(errors_of(refused)["__all__"]) == 1
    assert client.post(change(draft), {**data, "accept_voiding": "1"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("夜校今天开课", "submitted")
    assert list(draft.records.values_list("decision", flat=True)) == ["submitted", "passed", "voided"]


# --- two editors ----------------------------------------------------------------------------------------------
@pytest.fixture
def two(cast, client, draft):
    """Both opened the form; the editor saved a headline, a summary and a credit first."""
    from django.test import Client

    first, second = Client(), Client()
    first.force_login(cast.editor)
    second.force_login(cast.correspondent)
    mine = opened(second, draft, title="我的标题")
    writer = make_contributor("何苗")
    theirs = opened(first, draft, title="编辑的标题", summary="编辑的摘要")
    theirs |= rows("credits", {"contributor": writer.pk, "role": "reporter", "position": 0})
    assert first.post(change(draft), theirs).status_code == 302
    return second, mine


def test_the_second_to_save_is_shown_both_texts_and_nothing_is_saved(cast, draft, two):
    client, mine = two
    answer = client.post(change(draft), mine)
    draft.refresh_from_db()
    assert (answer.status_code, draft.title, draft.summary) == (200, "编辑的标题", "编辑的摘要")
    conflict = answer.context["conflict"]
    assert [(one.name, one.theirs, one.mine, one.choice) for one in conflict.differences] == [
        ("title", "编辑的标题", "我的标题", "mine"),
        ("summary", "编辑的摘要", "三十门课。", "theirs"),
        ("credits", "记者 · 何苗", "", "theirs"),
    ]
    assert conflict.saved_by == "方宁"
    assert "我的标题" in answer.content.decode()


def test_the_choice_decides_field_by_field(cast, draft, two):
    client, mine = two
    shown = client.post(change(draft), mine)
    assert client.post(change(draft), form_data(shown, "article_form")).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("我的标题", "编辑的摘要")
    assert [str(credit.contributor) for credit in draft.credits.all()] == ["何苗"]
    assert list(draft.snapshots.values_list("number", "saved_by__real_name")) == [
        (3, "何苗"),
        (2, "方宁"),
        (1, "何苗"),
    ]


def test_ones_own_rows_replace_the_others_when_chosen(cast, draft, two):
    client, mine = two
    shown = client.post(change(draft), mine)
    client.post(change(draft), form_data(shown, "article_form", keep_credits="mine", keep_summary="mine"))
    draft.refresh_from_db()
    assert (draft.title, draft.summary, draft.credits.count()) == ("我的标题", "三十门课。", 0)


def test_a_third_save_meanwhile_is_shown_too(cast, draft, two):
    client, mine = two
    shown = client.post(change(draft), mine)
    draft.refresh_from_db()
    draft.kicker = "又改了"
    draft.save()
    workflow.text_saved(draft, by=cast.section_chief)
    again = client.post(change(draft), form_data(shown, "article_form"))
    assert again.status_code == 200
    assert "kicker" in [one.name for one in again.context["conflict"].differences]


def test_the_same_change_by_both_is_no_conflict(cast, draft, two):
    client, mine = two
    answer = client.post(change(draft), {**mine, "title": "编辑的标题", "summary": "编辑的摘要",
        **rows("credits", {"contributor": draft.credits.get().contributor_id, "role": "reporter", "position": 0})})  # fmt: skip
    assert answer.status_code == 302
    assert draft.credits.count() == 1


@pytest.fixture
def planned(cast, draft):
    """Two editors opened the form of a text for the morning; one put it off until the afternoon."""
    from django.test import Client

    draft.published_at = timezone.make_aware(dt.datetime(2026, 3, 12, 9, 0, 30, 250))
    draft.save()
    first, second = Client(), Client()
    first.force_login(cast.section_chief)
    second.force_login(cast.editor)
    mine = opened(second, draft)
    assert first.post(change(draft), opened(first, draft, published_at_1="15:00")).status_code == 302
    return second, mine


def hours(article):
    article.refresh_from_db()
    return [
        moment and f"{timezone.localtime(moment):%H:%M}"
        for moment in (article.published_at, article.expires_at)
    ]


@pytest.mark.parametrize(
    ("typed", "theirs", "mine", "choice"),
    [({}, "2026-03-12 15:00", "2026-03-12 09:00", "theirs"),
     ({"published_at_1": "18:00"}, "2026-03-12 15:00", "2026-03-12 18:00", "mine"),
     ({"published_at_0": "", "published_at_1": ""}, "2026-03-12 15:00", "", "mine")],
)  # fmt: skip
def test_a_time_that_the_other_changed_is_shown(draft, planned, typed, theirs, mine, choice):
    client, form = planned
    shown = client.post(change(draft), {**form, **typed})
    conflict = shown.context["conflict"]
    found = [(one.name, one.theirs, one.mine, one.choice) for one in conflict.differences]
    assert found == [("published_at", theirs, mine, choice)]
    assert (conflict.saved_by, hours(draft)) == ("高原", ["15:00", None])
    for kept, hour in (("mine", mine[-5:] or None), ("theirs", "15:00")):
        draft.published_at = timezone.make_aware(dt.datetime(2026, 3, 12, 15, 0))
        draft.save()
        assert (
            client.post(change(draft), form_data(shown, "article_form", keep_published_at=kept)).status_code
            == 302
        )
        assert hours(draft) == [hour, None]


def test_a_time_that_only_one_changed_is_no_conflict(draft, planned):
    client, form = planned
    again = {**form, "times": "2026-03-12 15:00||", "published_at_1": "15:00", "expires_at_0": "2026-03-20",
             "expires_at_1": "08:00"}  # fmt: skip
    assert client.post(change(draft), again).status_code == 302
    assert hours(draft) == ["15:00", "08:00"]


# --- who is at it ---------------------------------------------------------------------------------------------
def presence(article):
    return reverse("admin:articles_article_presence", args=[article.pk])


def test_an_open_form_is_announced_and_goes_stale(cast, client, draft, monkeypatch):
    opened_at = timezone.make_aware(dt.datetime(2026, 3, 12, 14, 2))
    monkeypatch.setattr(timezone, "now", lambda: opened_at)
    client.force_login(cast.editor)
    assert client.post(presence(draft)).json() == {"others": [], "version": 1}
    client.force_login(cast.correspondent)
    assert client.post(presence(draft)).json()["others"] == ["方宁 自 14:02 起正在编辑"]
    monkeypatch.setattr(timezone, "now", lambda: opened_at + dt.timedelta(minutes=3))
    assert client.post(presence(draft)).json()["others"] == []
    client.post(presence(draft), {"leave": "1"})
    assert list(EditingMark.objects.values_list("user__username", flat=True)) == ["editor"]


def test_presence_tells_nothing_of_another_unions_article(cast, client, draft):
    client.force_login(cast.other_correspondent)
    assert client.post(presence(draft)).status_code == 404
    assert client.get(presence(draft)).status_code == 405
    assert EditingMark.objects.count() == 0


# --- warnings, deleting -----------------------------------------------------------------------------------------
def test_warnings(cast):
    article = make_article("三" * 31, is_reprint=True)
    photo = ArticlePhoto(photo=make_photo(), alt_text="")
    assert [(one.code, one.anchor) for one in warnings_for(article, [photo])] == [
        ("long_title", "id_title"),
        ("no_lead_photo", "photo_entries-group"),
        ("no_alt_text", "photo_entries-group"),
        ("no_section", "id_section"),
        ("no_source", "id_source_name"),
    ]
    fine = make_article("三" * 30, section=make_section(), is_reprint=True, source_name="中工网")
    assert warnings_for(fine, [ArticlePhoto(photo=make_photo(), alt_text="图", is_lead=True)]) == []


def test_only_a_draft_without_decisions_can_be_deleted(cast, desk, draft):
    client = desk(cast.correspondent)
    delete = reverse("admin:articles_article_delete", args=[draft.pk])
    assert client.get(delete).status_code == 200
    passed_once(cast, draft)
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Article.objects.count() == 1


def test_a_draft_that_was_never_sent_is_deleted(cast, desk, draft):
    client = desk(cast.correspondent)
    client.post(reverse("admin:articles_article_delete", args=[draft.pk]), {"post": "yes"})
    assert Article.objects.count() == 0
