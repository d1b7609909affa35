#!/usr/bin/env python3
"""The portal's command line: ``python manage.py <command>``."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from portal.operations.embedded_postgres.problems import ServerError

    try:
        execute_from_command_line(sys.argv)
    except ServerError as error:  # a sentence for the person at the keyboard, no matter which command
        sys.exit(str(error))
    except ImproperlyConfigured as error:
        sys.exit(f"The settings need a change: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
