from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")
    admin_modules = ("article", "edition", "listings")

    def ready(self) -> None:
        from articles import exposure as shown
        from articles.documents import register_documents
        from photos.exposure import exposure
        from photos.usage import add_finder

        add_finder(shown.articles_showing)
        exposure.add_ending(shown.next_expiry)
        exposure.add(shown.pictures)
        exposure.add(shown.figures)
        exposure.add(shown.banners)
        exposure.add(shown.scans)
        exposure.add(shown.kept_figures, by_reading=True)
        exposure.add(shown.leads_of_topics, by_reading=True)
        register_documents()
