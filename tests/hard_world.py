"""A portal with content that is hard to show, and an address of every kind of readers' page in it."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.core.signing import Signer
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from articles.models import (
    Article,
    ArticleOrganization,
    ArticlePhoto,
    Contributor,
    Credit,
    Figure,
    PreviewLink,
    Status,
    WithdrawalKind,
)
from common.text import tidy_line
from events.models import EventOrganization, EventPhoto, EventStatus, Programme
from organizations.models import Kind
from organizations.models.person import Honour, HonourLevel
from tests import factories as make

# What breaks pages: marks of HTML and XML, quotes of both kinds, signs outside the first plane, directions,
# a joined emoji, characters that XML forbids, and a name longer than any line.
TYPED = "“夜校”<b>&amp;</b> 'it''s' \"开\" & 𠮷 👩‍🏭 \u202eabc\u202c ]]> {{ x }} {% y %}"
HARD = tidy_line(TYPED)  # as it is stored: without marks of direction
CONTROL = "第\x0b一\x1f行\ufffe\x7f末"
LONG = "超长标题与没有空格的长词ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 5
BODY = """<h2>一、开课 &amp; 结业</h2><p class="question">问：“夜校”何时开？</p><p>答 &lt;今晚&gt;，见<a
 href="/organizations/">单位</a>与<a href="https://example.org/?a=1&amp;b=2">网页</a>。</p><blockquote><p>引文。</p>
</blockquote><ol start="3"><li><p>三</p></li></ol><table><thead><tr><th scope="col">班</th><th>人</th></tr></thead>
<tbody><tr><td colspan="2">𠮷 👩‍🏭</td></tr></tbody></table><hr><p class="sign">林晓舟</p>"""


def make_world() -> dict[str, Any]:
    """One row of every kind, each with hard texts. What it returns names the rows that addresses are made of."""
    now = timezone.now()
    city = make.make_organization(
        TYPED[:60],
        kind=Kind.PROVINCE,
        description=f"<p>{TYPED[:30]}</p>" + BODY,
        telephone="010-12345678",
        address=TYPED[:80],
        website="https://example.org/?a=1&b=2",
    )
    union = make.make_organization("昌平区总工会", parent=city, short_name="昌平 & 区总", district="昌平区")
    make.make_organization(
        "“暖心”驿站 & 茶",
        kind=Kind.STATION,
        parent=union,
        district="昌平区",
        opening_hours="8:00—20:00 & 节日",
        address="府学路 <1> 号",
        latitude=40.22,
        longitude=116.23,
        telephone="010-1",
    )
    person = make.make_person(
        "梁会芬",
        consented_on=dt.date(2026, 1, 1),
        organization=union,
        biography=BODY,
        trade=TYPED[:80],
        portrait=make.make_photo(alt_text=TYPED),
    )
    Honour.objects.create(title="全国“五一”奖章 & 状", year=2024, level=HonourLevel.NATIONAL, person=person)
    section = make.make_section("基层 & 动态", description=TYPED)
    column = make.make_column("“工会”经验 <1>", description=TYPED)
    below = make.make_column("北京 & 经验", parent=column)
    topic = make.make_topic(TYPED[:45], lead=TYPED, banner=make.make_photo())
    group = topic.groups.create(name=TYPED[:40])
    page = make.make_page(timezone.localdate(), name=TYPED[:40])
    contributor = Contributor.objects.create(name=TYPED[:40])
    articles = {}
    for number, (name, title) in enumerate(
        {
            "full": TYPED,
            "control": "控制",
            "long": LONG[:200],
            "bare": "没有图片",
            "gone": "撤下",
            "kept": "保留",
            "replaced": "换",
        }.items()
    ):
        is_bare = name == "bare"
        row = make.make_published(
            title, body="<p>短。</p>" if is_bare else BODY, kicker="" if is_bare else TYPED[:150],
            subtitle="" if is_bare else TYPED[:150], published_at=now - dt.timedelta(hours=number + 1),
            section=None if is_bare else section, column=None if is_bare else below,
            edition_page=None if is_bare else page, organization=union,
        )  # fmt: skip
        articles[name] = row
        if is_bare:
            continue
        row.tags.add("夜校 & 课", "劳模")
        row.people.add(person)
        Credit.objects.create(article=row, contributor=contributor)
        ArticleOrganization.objects.create(article=row, organization=union)
        ArticlePhoto.objects.create(
            article=row, photo=make.make_photo(), is_lead=True, caption=TYPED, alt_text=TYPED
        )
        ArticlePhoto.objects.create(article=row, photo=make.make_photo(), position=1, credit=TYPED[:80])
        group.entries.create(article=row)
        for day in (1, 2):
            Figure.objects.create(
                article=row,
                label="培训 & 职工",
                value=day * 100,
                unit="人<次>",
                organization=union,
                date=dt.date(2026, 1, day) + dt.timedelta(days=number * 3),
            )
    with_controls = articles["control"]
    with_controls.title, with_controls.body = CONTROL, f"<p>{CONTROL}</p>"
    with_controls.clean()  # as every form does
    with_controls.save()
    articles["full"].corrections.create(note=TYPED, corrected_at=now)
    Article.objects.filter(pk=articles["full"].pk).update(
        is_reprint=True,
        source_name=TYPED[:60],
        source_url="https://example.org/?a=1&b=2",
        original_title=TYPED,
    )
    for name, kind in (
        ("gone", WithdrawalKind.GONE),
        ("kept", WithdrawalKind.KEPT),
        ("replaced", WithdrawalKind.REPLACED),
    ):
        Article.objects.filter(pk=articles[name].pk).update(
            status=Status.WITHDRAWN, withdrawn_at=now, withdrawal_kind=kind, withdrawal_notice=TYPED,
            replaced_by=articles["full"] if name == "replaced" else None,
        )  # fmt: skip
    programme = Programme.objects.create(name=TYPED[:45], description=BODY, organization=union)
    start = now.replace(day=15, hour=2, minute=0, second=0, microsecond=0)
    event = make.make_event(
        TYPED,
        starts_at=now + dt.timedelta(days=1),
        programme=programme,
        place=TYPED[:60],
        description=BODY,
        address=TYPED[:80],
        audience=TYPED,
        fee="10 元 & 免",
        sign_up_url="https://example.org/?a=1&b=2",
        latitude=40.1,
        longitude=116.1,
        organization=union,
    )
    EventOrganization.objects.create(event=event, organization=union)
    EventPhoto.objects.create(event=event, photo=make.make_photo(alt_text=TYPED, caption=TYPED))
    event.articles.add(articles["full"])
    make.make_event("每周 & 课", starts_at=start, recurrence="FREQ=WEEKLY;COUNT=20", programme=programme)
    make.make_event("取消 <了>", starts_at=start, status=EventStatus.CANCELLED, status_note=TYPED[:100])
    make.make_event("长 & 展", starts_at=start, ends_at=start + dt.timedelta(days=6), is_all_day=False)
    maker = make.make_user("editor", roles=("editor",))
    draft = make.make_article(TYPED, body=BODY, author=maker)
    link, over = (
        PreviewLink.objects.create(article=draft, created_by=maker, expires_at=now + dt.timedelta(days=days))
        for days in (1, -1)
    )
    return {
        "articles": articles, "city": city, "union": union, "person": person, "section": section, "column": column,
        "below": below, "topic": topic, "page": page, "contributor": contributor, "event": event,
        "programme": programme, "preview": Signer(salt="preview").sign(link.token),
        "preview_over": Signer(salt="preview").sign(over.token), "today": timezone.localdate(),
        "published": timezone.localtime(articles["full"].published_at),
    }  # fmt: skip


def routes() -> Iterator[str]:
    """Every readers' address of the Chinese site as its route; the desk's are left out."""

    def walk(patterns: Any, before: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield before + str(pattern.pattern)
            else:
                yield from walk(pattern.url_patterns, before + str(pattern.pattern))

    for route in walk(get_resolver().url_patterns, ""):
        if not route.startswith(("admin/", "media/")):
            yield "/" + route


def addresses(world: dict[str, Any]) -> dict[str, str]:
    """One address of every route that answers 200; a route that is new and has no values here fails."""
    at, union = world["published"], world["union"].slug
    values = {
        "/sections/": {"slug": world["section"].slug},
        "/columns/": {"slug": world["column"].slug},
        "/topics/": {"slug": world["topic"].slug},
        "/tags/": {"slug": "%E5%8A%B3%E6%A8%A1"},
        "/articles/": {"pk": world["articles"]["full"].pk},
        "/contributors/": {"pk": world["contributor"].pk},
        "/organizations/": {"slug": union},
        "/people/": {"pk": world["person"].pk},
        "/events/programmes/": {"slug": world["programme"].slug},
        "/events/<yyyy": {"year": at.year, "month": f"{at.month:02}", "day": 15},
        "/events/": {"pk": world["event"].pk},
        "/editions/": {"date": world["today"].isoformat(), "number": world["page"].number},
        "/archive/": {"year": at.year, "month": f"{at.month:02}", "day": f"{at.day:02}"},
        "/preview/": {"token": world["preview"]},
        "/sitemaps/events": {"number": (world["event"].pk - 1) // 5000 + 1},
        "/sitemaps/": {"number": (world["articles"]["full"].pk - 1) // 5000 + 1},
    }
    found = {}
    for route in routes():
        fitting = next((values[start] for start in values if route.startswith(start)), {})
        found[route] = re.sub(r"<(?:\w+:)?(\w+)>", lambda part, fitting=fitting: str(fitting[part[1]]), route)
    return found
