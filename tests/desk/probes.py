"""Every request that the desk answers, made from its own addresses: what ``test_who_may_what`` asks as everybody."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts import audit
from accounts.models import What
from articles import workflow
from articles.actions import ACTIONS
from articles.models import Article, Edition, PreviewLink, ReviewRecord, Tag
from events.actions import ACTIONS as EVENT_ACTIONS
from events.models import Event, Programme
from events.workflow import SeenEvent
from newsroom import bin
from newsroom.models import PageImport
from organizations.models import Kind
from portal.models import FrontPage
from search.models import Synonyms
from tests import factories as make

SECRET = "昌平的密稿"  # begins the title of every article that readers do not see


@dataclass(frozen=True)
class Probe:
    """One request. ``label`` names it in the table: the address with words for its numbers."""

    label: str
    method: str
    url: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """One row of every kind, all of 昌平 where somebody owns it, and articles of 昌平 in every state."""

    rows: dict[str, Any]
    articles: dict[str, Article]
    link: PreviewLink
    events: dict[str, Event]


def make_world(cast: Any) -> World:
    """The same for every role; 朝阳 has an article, an event and an account too, for what must not be seen."""
    people = (cast.correspondent, cast.editor, cast.section_chief, cast.chief_editor)
    make.make_article("朝阳的草稿", organization=cast.chaoyang, author=cast.other_correspondent)
    make.make_event("朝阳的活动", organization=cast.chaoyang)

    def article(title: str, passes: int | None = None) -> Article:
        row = make.make_article(title, organization=cast.changping, author=cast.correspondent)
        workflow.text_saved(row, by=cast.correspondent)
        if passes is not None:
            workflow.submit(row, by=cast.correspondent)
        for person in people[1 : 1 + (passes or 0)]:
            workflow.pass_review(row, by=person)
        return row

    articles = {
        "draft": article(f"{SECRET}草稿"),
        "submitted": article(f"{SECRET}待初审", 0),
        "first_passed": article(f"{SECRET}待复审", 1),
        "second_passed": article(f"{SECRET}待终审", 2),
        "approved": article(f"{SECRET}已通过", 3),
        "scheduled": article(f"{SECRET}待发布", 3),
        "published": article("已发布", 3),
        "withdrawn": article("已撤稿", 3),
    }
    workflow.publish(articles["scheduled"], by=cast.editor, at=timezone.now() + dt.timedelta(days=1))
    for state in ("published", "withdrawn"):
        workflow.publish(articles[state], by=cast.editor)
    workflow.withdraw(articles["withdrawn"], by=cast.chief_editor, comment="误")
    articles["copy"] = workflow.start_correction(articles["published"], by=cast.editor)
    rows = {
        "articles_article": articles["draft"],
        "articles_column": make.make_column(),
        "articles_contributor": make.make_contributor(),
        "articles_edition": Edition.objects.create(date="2026-01-02"),
        "articles_editionpage": make.make_page(),
        "articles_section": make.make_section(),
        "articles_topic": make.make_topic(),
        "articles_topicgroup": make.make_topic().groups.create(name="分组"),
        "events_event": make.make_event("昌平的活动", organization=cast.changping),
        "events_programme": Programme.objects.create(name="夜校计划", organization=cast.changping),
        "organizations_organization": make.make_organization("昌平驿站", kind=Kind.STATION, parent=cast.changping),
        "organizations_person": make.make_person(),
        "photos_photo": make.make_photo(),
        "accounts_auditentry": audit.record(What.CHANGED, by=cast.correspondent, name="昌平的事"),
        "accounts_user": make.make_user("colleague", roles=("correspondent",), organization=cast.changping),
        "newsroom_pageimport": PageImport.objects.create(source="夜校", created_by=cast.editor),
        "portal_frontpage": FrontPage.objects.create(name="首页"),
        "articles_tag": Tag.objects.create(name="标签", slug="标签"),
        "search_synonyms": Synonyms.objects.create(words="讨薪 欠薪"),
    }  # fmt: skip
    thrown_away = article(f"{SECRET}已删除")
    rows["newsroom_binentry"] = bin.keep(thrown_away, by=cast.editor, owner=cast.changping.pk)
    thrown_away.delete()
    link = PreviewLink.objects.create(
        article=articles["draft"],
        created_by=cast.correspondent,
        expires_at=timezone.now() + dt.timedelta(days=1),
    )
    events = {
        stage: make.make_event(
            f"昌平的活动{stage}", published_at=None, stage=stage, organization=cast.changping
        )
        for stage in ("draft", "submitted")
    }
    return World(rows, articles, link, {**events, "published": rows["events_event"]})


def desk_patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the desk as ``(route, pattern)``; what Django's catch-all answers is left out."""

    def walk(patterns: Any, before: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, before + str(pattern.pattern))
            else:
                yield before + str(pattern.pattern), pattern

    for route, pattern in walk(get_resolver().url_patterns, ""):
        if route.startswith("admin/") and "(?P<url>" not in route:
            yield route, pattern


def probes(world: World) -> list[Probe]:
    """Every address by GET and by POST, every action, bulk action and chooser."""
    found: list[Probe] = []
    for route, _pattern in desk_patterns():
        found += _address(world, route)
    actions = [*_actions(world), *_event_actions(world), *_bulk_actions(world)]
    return [*found, *_beside(world), *actions, *_choosers()]


POSTED = {
    "delete": {"post": "yes"},
    "slug": {"text": "昌平"},
}


def _address(world: World, route: str) -> list[Probe]:
    """A route with the numbers of the world's rows in it, by GET and by POST."""
    if "/do/" in route:
        return []  # every action in its own state: see _actions
    kind = "_".join(route.split("/")[1:3])
    row = world.rows.get(kind)
    numbers = {
        "content_type_id": ContentType.objects.get_for_model(Article).pk,
        "link_id": world.link.pk,
        "number": 1,
        "token": "none",
        **dict.fromkeys(
            ("object_id", "pk", "id"), row.pk if row is not None else world.rows["articles_article"].pk
        ),
    }
    labels = re.findall(r"\(\?P<app_label>(.*?)\)", route)
    if labels:
        apps = labels[0].split("|")
        return [Probe(f"GET /admin/{app}/", "get", f"/admin/{app}/") for app in apps]
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(numbers[found[1]]), route)
    label = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: f"<{found[1]}>", route)
    query = "?from=1&to=1" if route.endswith("compare/") else ""
    if route.endswith("auditentry/"):
        query = "?q=昌平的事"  # the signing in of whoever asks stands there too, however often
    tomorrow = timezone.localtime(timezone.now() + dt.timedelta(days=1))
    posted = {"until": f"{tomorrow:%Y-%m-%dT%H:%M}"} if route.endswith("/preview/") else {}
    posted = next((data for word, data in POSTED.items() if f"/{word}/" in "/" + route), posted)
    return [
        Probe(f"GET {label}", "get", f"/{path}{query}"),
        Probe(f"POST {label}", "post", f"/{path}{query}", posted),
    ]


def _beside(world: World) -> list[Probe]:
    """Addresses whose answer depends on which row, or on what is asked of it: those that ``_address`` does not choose."""
    column, event = world.rows["articles_column"], world.rows["events_event"]
    kind, own = ContentType.objects.get_for_model(column).pk, world.articles["draft"].author_id
    addresses = {
        "r/ (a column, which is the site's)": f"r/{kind}/{column.pk}/",
        "compare/ (no versions)": f"articles/article/{world.articles['draft'].pk}/compare/",
        "event do/submit (published)": f"events/event/{event.pk}/do/submit/",
        **{f"user/{what} (the correspondent)": f"accounts/user/{own}/{what}"
           for what in ("link/", "history/", "delete/", "change/", "")},
    }  # fmt: skip
    return [Probe(f"GET {label}", "get", f"/admin/{address}") for label, address in addresses.items()]


STATE_OF = {
    "submit": ("draft",),
    "take_back": ("submitted",),
    "pass": ("submitted", "first_passed", "second_passed"),
    "return": ("submitted", "approved"),
    "publish": ("approved",),
    "call_off": ("scheduled",),
    "set_times": ("published",),
    "start_correction": ("published",),
    "discard": ("copy",),
    "ask_withdrawal": ("published",),
    "withdraw": ("published",),
    "drop_withdrawal": ("published",),
    "restore": ("withdrawn",),
}


def _actions(world: World) -> list[Probe]:
    found = []
    for code in ACTIONS:
        if ACTIONS[code].setting:
            continue  # switched off, as a portal is delivered: its address is not found by anybody
        for state in STATE_OF[code]:
            article = world.articles[state]
            url = reverse("admin:articles_article_action", args=[article.pk, code])
            data = {"seen": f"{article.version}-{article.status}", "comment": "理由", "kind": "gone"}
            if code == "ask_withdrawal":
                data["approver"] = str(ReviewRecord.objects.filter(level=3).values_list("user", flat=True)[0])
            found += [
                Probe(f"GET do/{code} ({state})", "get", url),
                Probe(f"POST do/{code} ({state})", "post", url, data),
            ]
    return found


STAGE_OF = {"submit": "draft", "take_off": "published"}  # the others wait


def _event_actions(world: World) -> list[Probe]:
    found = []
    for code in EVENT_ACTIONS:
        event = world.events[STAGE_OF.get(code, "submitted")]
        url = reverse("admin:events_event_action", args=[event.pk, code])
        seen = SeenEvent.of(event)
        data = {"seen": f"{seen.changed}-{seen.stage}", "comment": "理由"}
        found += [
            Probe(f"GET event do/{code} ({event.stage})", "get", url),
            Probe(f"POST event do/{code} ({event.stage})", "post", url, data),
        ]
    return found


BULK_STATE = {"bulk_pass": "submitted", "bulk_return": "submitted", "bulk_publish": "approved"}


def _bulk_actions(world: World) -> list[Probe]:
    found = []
    for model, model_admin in admin.site._registry.items():
        kind = f"{model._meta.app_label}_{model._meta.model_name}"
        for _function, name, _description in model_admin._get_base_actions():
            row = world.articles[BULK_STATE.get(name, "draft")] if model is Article else world.rows[kind]
            data = {
                "action": name, ACTION_CHECKBOX_NAME: [row.pk], "bulk_confirmed": "1", "comment": "理由",
                "section": world.rows["articles_section"].pk, "tags": ["标签"],
                "seen": [f"{row.pk}-{row.version}-{row.status}"] if isinstance(row, Article) else [],
            }  # fmt: skip
            found.append(Probe(f"POST {kind} {name}", "post", reverse(f"admin:{kind}_changelist"), data))
    return found


def _choosers() -> list[Probe]:
    """The autocomplete of every relation that a form of the desk offers one for."""
    fields = set()
    for model, model_admin in admin.site._registry.items():
        fields |= {(model, name) for name in model_admin.autocomplete_fields}
        for inline in model_admin.inlines:
            fields |= {(inline.model, name) for name in inline.autocomplete_fields}
    fields.add((Article, "replaced_by"))
    found = []
    for model, name in sorted(fields, key=lambda pair: (pair[0]._meta.label_lower, pair[1])):
        query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}
        found.append(
            Probe(
                f"GET chooser {model._meta.label_lower}.{name}", "get", reverse("admin:autocomplete"), query
            )
        )
    return found
