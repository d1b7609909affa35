from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

from common.notice import add_notice


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal.demo import notice

        add_notice(notice.notice)


class DeskConfig(AdminConfig):
    """Django's admin, with the portal's own site in it."""

    default_site = "portal.desk.site.Desk"
