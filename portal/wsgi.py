"""The WSGI entry point: ``granian --interface wsgi portal.wsgi:application``."""

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

if TYPE_CHECKING:
    from pagecache.store import Application


def _application() -> "Application":
    inner = get_wsgi_application()
    from django.conf import settings  # only now: settings and apps are there

    from portal.web.bodies import BodyGuard
    from portal.web.middleware import takes_bodies
    from portal.web.stored import with_store

    most = settings.BODY_MOST_MB * 1024 * 1024
    # The store stands outside: it answers reading alone and never looks at a body, no more than the guard does of an
    # address that takes none.
    return with_store(BodyGuard(inner, takes=takes_bodies, most=most, at_once=settings.BODIES_AT_ONCE))


application = _application()
