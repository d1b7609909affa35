"""The addresses of the portal. Chinese pages stand at ``/``, English ones at ``/en/``."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import found, views
from portal.health import healthz, readyz
from portal.media import media

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", found.sitemap_index, name="sitemap"),
    path("sitemaps/pages.xml", found.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/news.xml", found.sitemap_news, name="sitemap_news"),
    path("sitemaps/articles-<int:number>.xml", found.sitemap_articles, name="sitemap_articles"),
    path("robots.txt", found.robots, name="robots"),
    path("opensearch.xml", found.opensearch, name="opensearch"),
    path("manifest.webmanifest", found.manifest, name="manifest"),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media))

urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    path("", include(([path("", views.home, name="home")], "portal"))),
    path("", include("articles.urls")),
    path("", include("portal.organizations.urls")),
    path("", include("portal.organizations.people_urls")),
    path("", include("events.urls")),
    path("", include("search.urls")),
    prefix_default_language=False,
)
