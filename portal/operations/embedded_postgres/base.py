"""Django's PostgreSQL backend, on a server that is started when a connection is first asked for.

Commands that need no database start none. In ``DATABASES``: ``ENGINE`` is ``"portal.operations.embedded_postgres"``,
``DATA_DIR`` the folder of the data, and ``NAME`` ``"portal"``, the database that is made in a new folder.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, client

from portal.operations.embedded_postgres.server import APPLICATION_NAME, Server, programs, server_at


def server_of(settings: dict[str, Any]) -> Server:
    """The server that an entry of ``DATABASES`` names."""
    if not settings.get("DATA_DIR"):
        raise ImproperlyConfigured("DATABASES must name the DATA_DIR of the embedded PostgreSQL.")
    return server_at(settings["DATA_DIR"])


class DatabaseClient(client.DatabaseClient):
    """``manage.py dbshell``, with the psql of the wheel."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        server = server_of(settings_dict)
        server.use()
        address = {key.upper(): value for key, value in server.address().items()}
        arguments, environment = super().settings_to_cmd_args_env({**settings_dict, **address}, parameters)
        return [str(programs() / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server."""

    client_class = DatabaseClient

    @cached_property
    def server(self) -> Server:
        return server_of(self.settings_dict)

    def get_connection_params(self) -> dict[str, Any]:
        self.server.use()
        parameters = super().get_connection_params()
        parameters.setdefault("application_name", APPLICATION_NAME)
        return {**parameters, **self.server.address()}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            if self.server.answers():
                raise  # it runs, so something else is wrong
            self.server.use(anew=True)  # it was stopped after we first used it
            return super().get_new_connection({**conn_params, **self.server.address()})
