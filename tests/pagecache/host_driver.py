"""A process of the portal on a host of its own, for tests: ``host_driver.py DATABASE FOLDER``.

Reads one order a line, as JSON: ``address``: ask the store for it; ``desk``: a request of the desk that gives this
statement to the database. Writes what the store said of itself, the page, and what was rendered here for it.
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import connections

django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.VAR_DIR = Path(sys.argv[2])
settings.PAGE_STORE_MB, settings.PAGE_COPIES_MB = 8, 8
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.WHITENOISE_AUTOREFRESH = True


def main() -> None:
    # They look at the settings, which are those of this host by now.
    from portal.web.stored import changes, with_store
    from tests.pagecache.conftest import Portal, ask

    portal = Portal()
    store = with_store(portal)
    changes.generation()
    for line in sys.stdin:
        order = json.loads(line)
        if "desk" in order:
            portal.before = lambda _address, statement=order["desk"]: give(statement)
            answer = ask(store, "/admin/login/")
            portal.before = lambda address: None
        else:
            answer = ask(store, order["address"])
        told = {
            "code": answer.code,
            "cache": answer.cache,
            "text": answer.text,
            "renders": portal.renders(),
            "from_replica": reads("replica"),
        }
        print(json.dumps(told), flush=True)


def give(statement: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement)


def reads(alias: str) -> bool:
    """Whether this process has a line to it."""
    return alias in settings.DATABASES and connections[alias].connection is not None


main()
