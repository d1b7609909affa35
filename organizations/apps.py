from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        from organizations import exposure as shown
        from organizations.documents import register_documents
        from photos.exposure import exposure

        exposure.add(shown.logos)
        exposure.add(shown.portraits)
        exposure.add(shown.descriptions, by_reading=True)
        exposure.add(shown.biographies, by_reading=True)
        register_documents()
