"""The portal behind Django's own cache of the whole site, in the memory of each process: what ``stored_pages.py`` is
held against. As Django's documentation sets it up: the two middlewares around all the others."""

import os

os.environ["PAGE_STORE_MB"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.conf import settings

settings.MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *settings.MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
settings.CACHE_MIDDLEWARE_ALIAS = "process"
settings.CACHE_MIDDLEWARE_SECONDS = 3600

from portal.wsgi import application

__all__ = ["application"]
