from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")
    admin_modules = ("bin", "pages")

    def ready(self) -> None:
        from common.recorded import add_keeper
        from newsroom.bin import keep_for_desk

        add_keeper(keep_for_desk)
