"""Lists of articles: all news, sections, columns, topics, tags, contributors."""

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Column,
    Contributor,
    Section,
    Tag,
    Topic,
    TopicEntry,
    meeting_tag,
    published_q,
)
from common.paging import paginate


def news(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Article.objects.published().for_lists().newest_first())
    crumbs = [(_("All news"), "")]
    return render(request, "articles/article_list.html", {"page": page, "crumbs": crumbs})


def section(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    rows = Article.objects.published().filter(section=section).for_lists().pinned_first()
    context = {"section": section, "page": paginate(request, rows), "crumbs": [(section.name, "")]}
    return render(request, "articles/section_detail.html", context)


def columns(request: HttpRequest) -> HttpResponse:
    """All columns that have something to read, with their sub-columns and the latest of each."""
    latest: dict[int, list[Article]] = {}
    rows = (
        Article.objects.published()
        .latest_of_columns(3)
        .only("pk", "title", "title_words", "published_at", "column")
    )
    for article in rows:
        latest.setdefault(vars(article)["column_of_first_level"], []).append(article)
    shown = Count("articles", filter=published_q(prefix="articles__"))
    below: dict[int | None, list[Column]] = {}
    for column in Column.objects.annotate(shown=shown).order_by("is_closed", "position", "id"):
        if vars(column)["shown"] or column.parent_id is None:
            below.setdefault(column.parent_id, []).append(column)
    tops = [(top, below.get(top.pk, []), latest[top.pk]) for top in below.get(None, []) if top.pk in latest]
    context = {"columns": tops, "crumbs": [(_("Columns of the paper"), "")]}
    return render(request, "articles/column_list.html", context)


def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column with the articles of its sub-columns, or one sub-column."""
    column = get_object_or_404(Column.objects.select_related("parent"), slug=slug)
    family = Article.objects.published().filter(column=column)
    subcolumns: list[Column] = []
    if column.parent is None:
        family = Article.objects.published().in_column(column)
        shown = Count("articles", filter=published_q(prefix="articles__"))
        subcolumns = list(column.subcolumns.annotate(shown=shown).filter(shown__gt=0))
    crumbs = [(_("Columns of the paper"), reverse("articles:columns"))]
    if column.parent is not None:
        crumbs.append((column.parent.name, column.parent.get_absolute_url()))
    context = {
        "column": column,
        "subcolumns": subcolumns,
        "page": paginate(request, family.for_lists().newest_first()),
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
    articles = Article.objects.published().tagged(tag).for_lists().newest_first()
    page = paginate(request, articles)
    if not page.total:
        raise Http404(_("There is nothing to read under this tag."))
    context = {"tag": tag, "page": page, "crumbs": [(_("Tag"), ""), (tag.name, "")]}
    return render(request, "articles/tag_detail.html", context)


def contributor(request: HttpRequest, pk: int) -> HttpResponse:
    contributor = get_object_or_404(Contributor.objects.select_related("organization"), pk=pk)
    signed = Article.objects.published().filter(Q(pk__in=contributor.credits.values("article_id")))
    page = paginate(request, signed.for_lists().newest_first())
    if not page.total:
        # Nobody who has signed nothing public is shown, were it by a number in the address.
        raise Http404(_("There is nothing to read under this name."))
    context = {"contributor": contributor, "page": page, "crumbs": [(contributor.name, "")]}
    return render(request, "articles/contributor_detail.html", context)
