"""Lists of articles: all news, sections, columns, topics, tags, contributors."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Column,
    Contributor,
    Section,
    Shelf,
    Shelved,
    Tag,
    Topic,
    TopicEntry,
    meeting_tag,
    published_q,
)
from articles.shelves import ShelfOf, shelf_page


def news(request: HttpRequest) -> HttpResponse:
    context = {"page": shelf_page(request, ShelfOf()), "crumbs": [(_("All news"), "")]}
    return render(request, "articles/article_list.html", context)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    now = timezone.now()
    pinned = Article.objects.published(now).pinned(now).filter(section=section).newest_first()
    first = list(pinned.values_list("pk", flat=True))
    page = shelf_page(request, ShelfOf(Shelf.SECTION, section.pk, without=first, now=now), first=first)
    context = {"section": section, "page": page, "crumbs": [(section.name, "")]}
    return render(request, "articles/section_detail.html", context)


def columns(request: HttpRequest) -> HttpResponse:
    """All columns that have something to read, with their sub-columns and the latest of each."""
    shown = Shelved.objects.published().filter(kind=Shelf.COLUMN, key=OuterRef("pk")).newest_first()
    rows = Column.objects.annotate(latest=ArraySubquery(shown.values("article")[:3]))
    below: dict[int | None, list[Column]] = {}
    for column in rows.order_by("is_closed", "position", "id"):
        if vars(column)["latest"]:
            below.setdefault(column.parent_id, []).append(column)
    tops = [(top, below.get(top.pk, []), vars(top)["latest"]) for top in below.get(None, [])]
    latest = Article.objects.only("pk", "title", "title_words", "published_at").in_bulk(
        [key for _top, _below, keys in tops for key in keys]
    )
    tops = [(top, below, [latest[key] for key in keys if key in latest]) for top, below, keys in tops]
    context = {"columns": tops, "crumbs": [(_("Columns of the paper"), "")]}
    return render(request, "articles/column_list.html", context)


def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column with the articles of its sub-columns, or one sub-column."""
    column = get_object_or_404(Column.objects.select_related("parent"), slug=slug)
    subcolumns: list[Column] = []
    if column.parent is None:
        subcolumns = list(column.subcolumns.with_published())
    crumbs = [(_("Columns of the paper"), reverse("articles:columns"))]
    if column.parent is not None:
        crumbs.append((column.parent.name, column.parent.get_absolute_url()))
    context = {
        "column": column,
        "subcolumns": subcolumns,
        "page": shelf_page(request, ShelfOf(Shelf.COLUMN, column.pk)),
        "crumbs": [*crumbs, (column.name, "")],
    }
    return render(request, "articles/column_detail.html", context)


def topics(request: HttpRequest) -> HttpResponse:
    """All topics that have something to read; the archived ones last."""
    rows = Topic.objects.with_published().select_related("banner")
    return render(request, "articles/topic_list.html", {"topics": rows, "crumbs": [(_("Topics"), "")]})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("banner"), slug=slug)
    entries = TopicEntry.objects.filter(published_q(prefix="article__")).prefetch_related(
        Prefetch("article", queryset=Article.objects.for_lists())
    )
    groups = topic.groups.prefetch_related(Prefetch("entries", queryset=entries, to_attr="shown"))
    context = {
        "topic": topic,
        "groups": [(group, [entry.article for entry in group.shown]) for group in groups if group.shown],
        "crumbs": [(_("Topics"), reverse("articles:topics")), (topic.name, "")],
    }
    return render(request, "articles/topic_detail.html", context)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.select_related("shown_under"), slug=slug)
    if meeting_tag(tag) != tag:
        return redirect("articles:tag", meeting_tag(tag).slug, permanent=True)
    page = shelf_page(request, ShelfOf(Shelf.TAG, tag.pk))
    if not page.total:
        raise Http404(_("There is nothing to read under this tag."))
    context = {"tag": tag, "page": page, "crumbs": [(_("Tag"), ""), (tag.name, "")]}
    return render(request, "articles/tag_detail.html", context)


def contributor(request: HttpRequest, pk: int) -> HttpResponse:
    contributor = get_object_or_404(Contributor.objects.select_related("organization"), pk=pk)
    page = shelf_page(request, ShelfOf(Shelf.CONTRIBUTOR, contributor.pk))
    if not page.total:
        # Nobody who has signed nothing public is shown, were it by a number in the address.
        raise Http404(_("There is nothing to read under this name."))
    context = {"contributor": contributor, "page": page, "crumbs": [(contributor.name, "")]}
    return render(request, "articles/contributor_detail.html", context)
