"""The addresses of the portal. Chinese pages stand at ``/``, English ones at ``/en/``."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from portal.desk.registration import register_all
from portal.readers import discovery, views
from portal.web.health import healthz, readyz
from portal.web.media import media

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler500 = "portal.web.away.server_error"

register_all()

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", discovery.sitemap_index, name="sitemap"),
    path("sitemaps/pages.xml", discovery.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/news.xml", discovery.sitemap_news, name="sitemap_news"),
    path("sitemaps/articles-<int:number>.xml", discovery.sitemap_articles, name="sitemap_articles"),
    path("sitemaps/events-<int:number>.xml", discovery.sitemap_events, name="sitemap_events"),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media, name="media"),
    path("robots.txt", discovery.robots, name="robots"),
    path("opensearch.xml", discovery.opensearch, name="opensearch"),
    path("manifest.webmanifest", discovery.manifest, name="manifest"),
]

urlpatterns += i18n_patterns(
    path("admin/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include(([path("", views.home, name="home")], "portal"))),
    path("", include("articles.urls")),
    path("", include("portal.readers.organizations.urls")),
    path("", include("portal.readers.organizations.people_urls")),
    path("", include("events.urls")),
    path("", include("portal.readers.search_urls")),
    prefix_default_language=False,
)
