from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")


class DeskConfig(AdminConfig):
    """Django's admin, with the portal's own site in it."""

    default_site = "portal.desk.site.Desk"
