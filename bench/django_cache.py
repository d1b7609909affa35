"""The portal behind Django's own cache of the whole site, in the memory of each process: what ``stored_pages.py`` is
held against.

The two middlewares stand around the others as Django's documentation has them, but for ``AskAgain`` and what is outside
it: Django keeps nothing that says ``no-cache``, which readers' pages do.
"""

import os

os.environ["PAGE_STORE_MB"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.conf import settings

inside = settings.MIDDLEWARE.index("portal.web.middleware.AskAgain") + 1
settings.MIDDLEWARE = [
    *settings.MIDDLEWARE[:inside],
    "django.middleware.cache.UpdateCacheMiddleware",
    *settings.MIDDLEWARE[inside:],
    "django.middleware.cache.FetchFromCacheMiddleware",
]
settings.CACHE_MIDDLEWARE_ALIAS = "process"
settings.CACHE_MIDDLEWARE_SECONDS = 3600

from portal.wsgi import application

__all__ = ["application"]
