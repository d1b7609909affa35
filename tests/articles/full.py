"""An article with something in every part, under fixed keys, so that its content is the same in every test."""

import datetime as dt
from typing import Any

from articles.models import (
    Article,
    ArticleOrganization,
    ArticlePhoto,
    Credit,
    Edition,
    EditionPage,
    Figure,
)
from photos.models import Photo
from tests.factories import (
    make_column,
    make_contributor,
    make_organization,
    make_person,
    make_photo,
    make_section,
)

BODY = (
    '<h2>三十门课</h2><p>昌平区<strong>职工夜校</strong>9月15日开课，共30门课。</p>'
    '<figure data-photo="9602"><img src="/media/x.jpg" alt="课堂"><figcaption>课堂</figcaption></figure>'
    "<ul><li>剪纸</li><li>太极拳</li></ul>"
)  # fmt: skip


def make_surroundings() -> None:
    """The rows that the two texts below name, with keys from 9001 on."""
    make_organization("昌平区总工会", pk=9001, short_name="昌平区总", district="昌平区")
    make_organization("朝阳区总工会", pk=9002, short_name="朝阳区总", district="朝阳区")
    make_organization("回龙观街道总工会", pk=9003, kind="subdistrict")
    make_section("要闻", pk=9101)
    make_section("职工文化", pk=9102)
    make_column("夜校", pk=9201)
    make_column("课堂", pk=9202)
    for key, date in ((9301, dt.date(2026, 3, 12)), (9302, dt.date(2026, 3, 19))):
        edition = Edition.objects.create(pk=key, date=date)
        EditionPage.objects.create(pk=key + 10, edition=edition, number=3, name="工会")
    for key, name in ((9401, "何苗"), (9402, "周砚"), (9403, "方宁")):
        make_contributor(name, pk=key)
    for key, name in ((9501, "梁会芬"), (9502, "王伟")):
        make_person(name, pk=key)
    for key, digest in ((9601, "a1" * 32), (9602, "b2" * 32), (9603, "c3" * 32)):
        make_photo(pk=key)
        Photo.objects.filter(pk=key).update(digest=digest)


def make_full(**values: Any) -> Article:
    """The first text."""
    article = Article.objects.create(**{
        "kicker": "秋季学期", "title": "职工夜校开课", "subtitle": "三十门课等你来", "summary": "第一行。\n第二行。",
        "body": BODY, "genre": "feature", "section_id": 9101, "column_id": 9201, "is_reprint": True,
        "source_name": "劳动午报", "source_url": "https://news.example/1", "original_title": "夜校开课了",
        "edition_page_id": 9311, "page_position": 2, "organization_id": 9001, "correction_note": "场次应为三十。",
        **values,
    })  # fmt: skip
    Credit.objects.create(article=article, contributor_id=9401, role="reporter", position=0)
    Credit.objects.create(article=article, contributor_id=9402, role="photographer", position=1)
    ArticleOrganization.objects.create(article=article, organization_id=9001, role="organizer", position=0)
    ArticleOrganization.objects.create(article=article, organization_id=9003, role="subject", position=1)
    article.people.set([9502, 9501])
    article.tags.set(["夜校", "职工教育"])
    ArticlePhoto.objects.create(
        article=article,
        photo_id=9601,
        position=0,
        is_lead=True,
        caption="课堂一角",
        alt_text="学员在写字",
        credit="周砚 摄",
    )
    ArticlePhoto.objects.create(article=article, photo_id=9602, position=1, caption="剪纸")
    Figure.objects.create(
        article=article, label="培训职工", value="1200", unit="人次", date=dt.date(2026, 3, 1), organization_id=9001,
        is_approximate=True, state="planned", position=0,
    )  # fmt: skip
    Figure.objects.create(article=article, label="课程", value="30.5", unit="门", position=1)
    return Article.objects.get(pk=article.pk)


def rewrite(article: Article) -> Article:
    """The second text: another value in every part."""
    changes = {
        "kicker": "", "title": "职工夜校昨晚开课", "subtitle": "三十一门课等你来", "summary": "第一行。\n改过的第二行。",
        "body": BODY.replace("30门", "31门").replace("<li>剪纸</li>", ""), "genre": "news", "section_id": 9102,
        "column_id": None, "is_reprint": False, "source_name": "工人日报", "source_url": "",
        "original_title": "夜校开课", "edition_page_id": 9312, "page_position": 0, "organization_id": 9002,
        "correction_note": "",
    }  # fmt: skip
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()
    article.credits.filter(role="reporter").update(contributor_id=9403)
    article.organization_entries.filter(organization_id=9003).update(role="mentioned")
    article.people.set([9501])
    article.tags.set(["夜校", "冬季"])
    article.photo_entries.filter(photo_id=9601).update(is_lead=False)
    article.photo_entries.filter(photo_id=9602).update(is_lead=True, alt_text="剪刀")
    article.figures.filter(label="课程").update(value="31", is_approximate=True, organization_id=9003)
    return Article.objects.get(pk=article.pk)
