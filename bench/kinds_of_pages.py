"""The kinds of readers' pages that the benches of growth and of plans ask for, with their addresses in a database.

Whatever is popular is taken, since there is most of it: the section, tag and organization with the most articles.
"""

from collections.abc import Iterator

# Pages of the desk may take longer, and are asked for as its administrator.
DESK = "desk: "


def addresses() -> dict[str, str]:
    """The address of each kind of page, by the kind's name."""
    return dict(_found())


def _found() -> Iterator[tuple[str, str]]:
    from django.utils import timezone

    from articles.models import Article, Column, Section, Tag, Topic
    from events.models import Event
    from organizations.models import Organization, Person

    def per(field: str) -> list[int]:
        """Keys that many of the newest articles have, the most frequent first."""
        newest = Article.objects.published().newest_first().values("pk")[:2000]
        rows = Article.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
        keys = list(rows.values_list(field, flat=True))
        return sorted({key for key in keys if key}, key=keys.count, reverse=True)

    total = Article.objects.published().count()
    last = -(-total // 20)
    article = Article.objects.published().filter(tags__isnull=False, column__isnull=False).newest_first()[0]
    yield "home", "/"
    yield "article", article.get_absolute_url()
    yield "list, page 1", "/articles/"
    for name, number in (("300", 300), ("5,000", 5000), ("last", last)):
        yield f"list, page {name}", f"/articles/?page={min(number, last)}"
    section = Section.objects.get(pk=per("section_id")[0])
    of_section = -(-Article.objects.published().filter(section=section).count() // 20)
    yield "section", section.get_absolute_url()
    yield "section, page in the middle", f"{section.get_absolute_url()}?page={max(1, of_section // 2)}"
    column = Column.objects.get(pk=per("column_id")[0])
    yield "column", column.get_absolute_url()
    yield "columns", "/columns/"
    tags = per("tags")
    yield "tag, popular", f"/tags/{Tag.objects.get(pk=tags[0]).slug}/"
    yield "tag, rare", f"/tags/{Tag.objects.get(pk=tags[-1]).slug}/"
    yield "topics", "/topics/"
    topic = Topic.objects.first()
    if topic is not None:
        yield "topic", topic.get_absolute_url()
    organization = Organization.objects.get(pk=per("organizations")[0])
    for name, part in (("organization", ""), ("organization, news", "news/"), ("organization, events", "events/"),
                       ("organization, feed", "feed/"), ("organization, calendar", "events.ics")):  # fmt: skip
        yield name, f"{organization.get_absolute_url()}{part}"
    yield "contributor", f"/contributors/{per('credits__contributor')[0]}/"
    yield "person", f"/people/{Person.objects.shown().order_by('pk')[0].pk}/"
    now = timezone.localtime()
    day = timezone.localtime(article.published_at).date()
    yield "archive", "/archive/"
    yield "archive of a year", f"/archive/{now.year - 1}/"
    yield "archive of a month", f"/archive/{now.year - 1}/{now.month:02}/"
    yield "archive of a day", f"/archive/{day:%Y/%m/%d}/"
    yield "events", "/events/"
    yield "past events", "/events/past/"
    yield "month", f"/events/{now.year}/{now.month:02}/"
    yield "event", Event.objects.published().order_by("-pk")[0].get_absolute_url()
    yield "calendar", "/events/calendar.ics"
    yield "feed", "/feeds/articles/"
    yield "feed of a section", f"{section.get_absolute_url()}feed/"
    yield "feed of a tag", f"/tags/{Tag.objects.get(pk=tags[0]).slug}/feed/"
    yield "sitemap", "/sitemap.xml"
    yield "sitemap, articles", "/sitemaps/articles-1.xml"
    yield "sitemap, events", "/sitemaps/events-1.xml"
    yield "sitemap, pages", "/sitemaps/pages.xml"
    yield "sitemap, news", "/sitemaps/news.xml"
    yield f"{DESK}front page", "/admin/"
    yield f"{DESK}articles", "/admin/articles/article/"
    yield f"{DESK}articles, searched", "/admin/articles/article/?q=夜校"
    yield f"{DESK}article", f"/admin/articles/article/{article.pk}/change/"
    yield f"{DESK}new article", "/admin/articles/article/add/"
    yield f"{DESK}events", "/admin/events/event/"
    yield f"{DESK}new event", "/admin/events/event/add/"
    yield f"{DESK}organizations", "/admin/organizations/organization/"
    yield f"{DESK}tags", "/admin/articles/tag/"
    yield f"{DESK}pictures", "/admin/photos/photo/"
    choose = "/admin/autocomplete/?app_label=articles&model_name="
    yield f"{DESK}chooser of organizations", f"{choose}articleorganization&field_name=organization&term=工会"
    yield f"{DESK}chooser of contributors", f"{choose}credit&field_name=contributor&term=林"
