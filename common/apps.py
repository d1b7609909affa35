from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What Django puts after the label of a field; its own Chinese catalogue has the half-width colon here.
LABEL_SUFFIX = _(":")


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = _("Common")

    def ready(self) -> None:
        from common import converters, tidying

        converters.register()
        tidying.connect()
