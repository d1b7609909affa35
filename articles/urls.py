"""Readers' addresses of articles and of the lists where they stand."""

from django.urls import path

from articles import feeds
from articles.views import archive, article, editions, lists, preview

app_name = "articles"

urlpatterns = [
    path("articles/", lists.news, name="news"),
    path("articles/<int:pk>/", article.article, name="article"),
    path("articles/<int:pk>/qr.svg", article.qr_code, name="qr_code"),
    path("archive/", archive.index, name="archive"),
    path("archive/<yyyy:year>/", archive.year, name="archive_year"),
    path("archive/<yyyy:year>/<mm:month>/", archive.month, name="archive_month"),
    path("archive/<yyyy:year>/<mm:month>/<mm:day>/", archive.day, name="archive_day"),
    path("sections/<slug:slug>/", lists.section, name="section"),
    path("sections/<slug:slug>/feed/", feeds.SectionFeed(), name="section_feed"),
    path("columns/", lists.columns, name="columns"),
    path("columns/<slug:slug>/", lists.column, name="column"),
    path("columns/<slug:slug>/feed/", feeds.ColumnFeed(), name="column_feed"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    # Tags may be Chinese in the address, which <slug:> does not match.
    path("tags/<word:slug>/", lists.tag, name="tag"),
    path("tags/<word:slug>/feed/", feeds.TagFeed(), name="tag_feed"),
    path("contributors/<int:pk>/", lists.contributor, name="contributor"),
    path("editions/", editions.index, name="editions"),
    path("editions/<date:date>/", editions.edition, name="edition"),
    path("editions/<date:date>/<int:number>/", editions.page, name="edition_page"),
    path("preview/<str:token>/", preview.link, name="preview_link"),
    path("feeds/articles/", feeds.ArticleFeed(), name="article_feed"),
]
