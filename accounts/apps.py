from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    admin_modules = ("audit", "user")

    def ready(self) -> None:
        from accounts import audit, signals
        from common.recorded import add_recorder

        signals.connect()
        add_recorder(audit.record_desk)
