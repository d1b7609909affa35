"""Everything that the desk offers, registered with its site when the addresses of the portal are loaded.

Not when Django starts: commands and tests that ask for no page would read all forms of the desk for nothing. Django
looks for a module ``admin`` in each app; where that is a package, it registers nothing by itself, and the app names
the modules that do as ``admin_modules``.
"""

from importlib import import_module

from django.apps import apps
from django.contrib import admin


def register_all() -> None:
    """Load every module that registers something; again and again without harm."""
    admin.autodiscover()
    for app in apps.get_app_configs():
        for module in getattr(app, "admin_modules", ()):
            import_module(f"{app.name}.admin.{module}")
