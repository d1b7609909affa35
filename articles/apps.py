from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The modules of articles.admin that register models. Django's autodiscovery looks at the package alone.
ADMIN_MODULES = ("article", "edition", "listings")


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        for module in ADMIN_MODULES:
            import_module(f"articles.admin.{module}")

        from articles import exposure as shown
        from articles.admin.article import articles_showing
        from photos.exposure import exposure
        from photos.usage import add_finder

        add_finder(articles_showing)
        exposure.add_ending(shown.next_expiry)
        exposure.add(shown.pictures)
        exposure.add(shown.figures)
        exposure.add(shown.banners)
        exposure.add(shown.scans)
        exposure.add(shown.kept_figures, by_reading=True)
        exposure.add(shown.leads_of_topics, by_reading=True)
