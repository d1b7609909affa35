from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.utils.translation import gettext_lazy as _

from common.notice import add_notice


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from pagecache.kept import kept
        from portal.demo import notice
        from portal.readers import former_addresses
        from portal.readers.shared import beginning

        add_notice(notice.notice)
        kept.begins_with(beginning)
        former_addresses.connect()


class DeskConfig(SimpleAdminConfig):
    """Django's admin, with the portal's own site in it; ``portal.urls`` has it filled."""

    default_site = "portal.desk.site.Desk"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_desk, checks.Tags.admin)


def check_desk(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's checks of what is registered, once it is."""
    import_module(settings.ROOT_URLCONF)
    return check_admin_app(app_configs, **kwargs)
