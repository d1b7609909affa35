from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events import exposure as shown
        from events.documents import register_documents
        from photos.exposure import exposure

        exposure.add(shown.pictures)
        exposure.add(shown.descriptions, by_reading=True)
        exposure.add(shown.programmes, by_reading=True)
        register_documents()
