"""Atom feeds with the full text (RFC 4287)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models import Article, ArticleQuerySet, Column, Section, Shelf, Tag, meeting_tag
from articles.models.contributor import BYLINE_ROLES, CreditRole, group_credits
from articles.models.queries import shown_tags_prefetch
from articles.shelves import ShelfOf
from common.generic import Feed
from common.notice import site_notice
from common.text import without_controls
from photos.models import Photo

ENTRIES = 30


def _legible(value: Any) -> Any:
    """Texts, and texts in lists, without what XML cannot hold: one such character would cost the whole feed."""
    if isinstance(value, str):
        return without_controls(value)
    return [_legible(part) for part in value] if isinstance(value, (list, tuple)) else value


class FullTextAtom(Atom1Feed):
    """Atom with the text itself in ``content``, and the credits as authors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*map(_legible, args), **{name: _legible(value) for name, value in kwargs.items()})

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*map(_legible, args), **{name: _legible(value) for name, value in kwargs.items()})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})
        for row in item["pictures"]:
            address = settings.SITE_URL + Photo(**row).get_absolute_url()
            handler.addQuickElement("link", "", {"rel": "enclosure", "type": "image/jpeg", "href": address})


class ArticleFeed(Feed[Article, Any]):
    """All news. The others are the same with fewer articles."""

    feed_type = FullTextAtom
    language = "zh-Hans"  # of the texts, whatever the language of the pages around them

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, told apart by its content alone: the newest time in it does not change when an entry goes."""
        response = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return None

    def title(self, obj: Any) -> str:
        return f"{obj.name} - {settings.SITE['name']}" if obj else settings.SITE["name"]

    def subtitle(self, obj: Any) -> str:
        told = (getattr(obj, "description", "") if obj else "") or settings.SITE["description"]
        return " ".join(filter(None, [site_notice(), told]))

    def link(self, obj: Any) -> str:
        return settings.SITE_URL + self.page_address(obj)

    def feed_url(self, obj: Any) -> str:
        return settings.SITE_URL + self.feed_address(obj)

    def feed_guid(self, obj: Any) -> str:
        return self.feed_url(obj)

    def author_name(self, obj: Any) -> str:
        return settings.SITE["organizer"] or settings.SITE["name"]

    def page_address(self, obj: Any) -> str:
        return reverse("articles:news")

    def feed_address(self, obj: Any) -> str:
        return reverse("articles:article_feed")

    def articles(self, obj: Any) -> ArticleQuerySet:
        """The newest ``ENTRIES``, in any order."""
        return ShelfOf().newest(ENTRIES)

    def items(self, obj: Any) -> Iterable[Article]:
        rows = self.articles(obj).newest_first().select_related("section", "column")
        rows = rows.annotate(
            changed_events=ArraySubquery(_changed_events()), pictures=ArraySubquery(_pictures())
        )
        return rows.prefetch_related("credits__contributor", shown_tags_prefetch(), "corrections")

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return " ".join(filter(None, [site_notice(), item.teaser]))

    def item_link(self, item: Article) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Article) -> str:
        """The same in the feed of either language, so that whoever reads both is told of an article once."""
        with translation.override(settings.LANGUAGE_CODE):
            return self.item_link(item)

    def item_pubdate(self, item: Article) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> dt.datetime:
        corrected = [correction.corrected_at for correction in item.corrections.all()]
        return max(filter(None, [item.published_at, *corrected]))

    def item_categories(self, item: Article) -> list[str]:
        listings = [listing.name for listing in (item.section, item.column) if listing]
        return [*listings, *(tag.name for tag in item.shown_tags)]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        roles = (CreditRole.REPORTER, CreditRole.INTERN, CreditRole.CORRESPONDENT)
        authors = [credit.contributor.name for credit in item.credits.all() if credit.role in roles]
        # Readers open entries away from this site: addresses in the text are made whole.
        notice = format_html("<p>{}</p>", site_notice()) if site_notice() else ""
        notice += _told_of_changes(vars(item)["changed_events"])
        content = item.body.replace('src="/', f'src="{settings.SITE_URL}/')
        content = content.replace('href="/', f'href="{settings.SITE_URL}/')
        # A feed brings no style sheet: what an editor set at the right says so itself.
        content = content.replace('<p class="sign">', '<p class="sign" style="text-align: right">')
        # A note is found on the article's page: several entries may stand on one page of a feed reader.
        content = content.replace('href="#', f'href="{settings.SITE_URL}{item.get_absolute_url()}#')
        return {
            "authors": authors, "content": notice + content + _signed(item), "pictures": vars(item)["pictures"]
        }  # fmt: skip


def _signed(item: Article) -> str:
    """Who signs as what, as under the headline of the page: an author of a feed is a name only."""
    with translation.override(settings.LANGUAGE_CODE):  # a part of the text, which is the same in both feeds
        groups = [
            f"{role} {'、'.join(person.name for person in people)}"
            for role, people in group_credits(item.credits.all(), BYLINE_ROLES)
        ]
    return format_html("<p>{}</p>", "　".join(groups)) if groups else ""


def _changed_events() -> Any:
    """Of each article the announced events that do not take place so; in the query of the articles itself."""
    events: Any = Article.events.rel.related_model
    rows = events.objects.published().changed().filter(articles=OuterRef("pk")).order_by("starts_at", "pk")
    return rows.values(told=JSONObject(title="title", status="status", note="status_note"))


def _pictures() -> Any:
    """The pictures of each article in their order, as columns of ``Photo``; in the query of the articles itself."""
    entries = Article.photos.through.objects.filter(article=OuterRef("pk")).order_by(
        "-is_lead", "position", "pk"
    )
    columns = {name: f"photo__{name}" for name in ("key", "width", "height", "widths")}
    return entries.values(picture=JSONObject(**columns))


def _told_of_changes(events: list[dict[str, str]]) -> str:
    """A paragraph for each, since who reads elsewhere does not see the page of the event."""
    with translation.override(settings.LANGUAGE_CODE):  # a part of the text, which is the same in both feeds
        status: Any = Article.events.rel.related_model._meta.get_field("status")
        labels = {value: str(label) for value, label in status.flatchoices}
    return "".join(
        format_html(
            "<p><strong>{}</strong>{}</p>",
            f"{labels[event['status']]}：{event['title']}",
            _after(event["note"]),
        )
        for event in events
    )


def _after(note: str) -> str:
    return f"。{note}" if note else ""


class SectionFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Section:
        return get_object_or_404(Section, slug=kwargs["slug"])

    def page_address(self, obj: Section) -> str:
        return obj.get_absolute_url()

    def feed_address(self, obj: Section) -> str:
        return reverse("articles:section_feed", args=[obj.slug])

    def articles(self, obj: Section) -> ArticleQuerySet:
        return ShelfOf(Shelf.SECTION, obj.pk).newest(ENTRIES)


class ColumnFeed(ArticleFeed):
    """A column with its sub-columns."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Column:
        return get_object_or_404(Column, slug=kwargs["slug"])

    def page_address(self, obj: Column) -> str:
        return obj.get_absolute_url()

    def feed_address(self, obj: Column) -> str:
        return reverse("articles:column_feed", args=[obj.slug])

    def articles(self, obj: Column) -> ArticleQuerySet:
        return ShelfOf(Shelf.COLUMN, obj.pk).newest(ENTRIES)


class TagFeed(ArticleFeed):
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tag = get_object_or_404(Tag.objects.select_related("shown_under"), slug=kwargs["slug"])
        if meeting_tag(tag) != tag:
            return redirect("articles:tag_feed", meeting_tag(tag).slug, permanent=True)
        return super().__call__(request, tag=tag)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Tag:
        tag: Tag = kwargs["tag"]
        if not self.articles(tag).exists():
            raise Http404(_("There is nothing to read under this tag."))
        return tag

    def page_address(self, obj: Tag) -> str:
        return reverse("articles:tag", args=[obj.slug])

    def feed_address(self, obj: Tag) -> str:
        return reverse("articles:tag_feed", args=[obj.slug])

    def articles(self, obj: Tag) -> ArticleQuerySet:
        return ShelfOf(Shelf.TAG, obj.pk).newest(ENTRIES)
