"""Liveness and readiness for monitoring (``/healthz``, ``/readyz``): plain text, never cached, not translated."""

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pagecache.outage import outage

MIGRATED = "portal.web.health.migrated"
MIGRATED_SECONDS = 60


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Liveness: the process answers. The database is not asked, since restarting this process would not repair it."""
    return _plain("ok")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Readiness: the database answers and has every migration of this version."""
    if outage.is_on:
        return _plain("The database does not answer.", 503)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not migrated():
            return _plain("The database lacks migrations: run manage.py migrate.", 503)
    except DatabaseError:
        return _plain("The database does not answer.", 503)
    return _plain("ready")


def migrated() -> bool:
    """Whether every migration of this version is applied; looked up at most once a minute when it is so."""
    if caches["process"].get(MIGRATED):
        return True
    executor = MigrationExecutor(connection)
    done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if done:
        caches["process"].set(MIGRATED, True, MIGRATED_SECONDS)
    return done
