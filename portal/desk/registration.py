"""Everything that the desk offers, registered with its site when the addresses of the portal are loaded.

Not when Django starts: commands and tests that ask for no page would read all forms of the desk for nothing. Django
looks for a module ``admin`` in each app; where that is a package, it registers nothing by itself, and the app names
the modules that do as ``admin_modules``.
"""

from importlib import import_module

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def register_all() -> None:
    """Load every module that registers something; again and again without harm."""
    # Django says True and False in English, and offers no other way to say it in the language of the desk.
    admin_list._boolean_icon = yes_or_no  # type: ignore[attr-defined]  # the stubs leave out what is private
    admin.autodiscover()
    for app in apps.get_app_configs():
        for module in getattr(app, "admin_modules", ()):
            import_module(f"{app.name}.admin.{module}")


def yes_or_no(value: bool | None) -> SafeString:
    """The sign of a value that is true, false or not known."""
    name, said = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), said)
