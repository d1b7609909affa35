"""The one way into the log of the desk.

What stands there, beside Django's own history of each row: who came in and who was refused, who gave which right
to whom, what was written, decided, deleted and taken out. See ``AuditEntry``.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.encoding import force_str
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, User, What
from common.client_address import client_address

KEPT_AT_LEAST = dt.timedelta(days=180)  # Cybersecurity Law of China, article 21; the trigger holds it too


def record(
    what: What,
    *,
    request: HttpRequest | None = None,
    by: User | None = None,
    about: Model | None = None,
    kind: str = "",
    name: str = "",
    note: str = "",
    name_key: str = "",
    browser_key: str = "",
) -> AuditEntry:
    """Write down one act, in the transaction of the act.

    ``by`` is the account that acted, else the one signed in with ``request``; ``about`` the row that it was done
    to, or ``kind`` and ``name`` where there is no row. ``note`` is said in the language of the house.
    """
    actor = by or _signed_in(request)
    concerned = actor or (about if isinstance(about, User) else None)
    return AuditEntry.objects.create(
        what=what,
        actor=actor,
        actor_name=_name_of(actor)[:200] if actor else "",
        organization=concerned.organization_id if concerned else None,
        kind=kind or (about._meta.label_lower if about is not None else ""),
        object_id=str(about.pk)[:64] if about is not None else "",
        object_name=(name or (str(about) if about is not None else ""))[:300],
        note=force_str(note),
        address=(client_address(request) or None) if request is not None else None,
        name_key=name_key,
        browser_key=browser_key,
    )


def _name_of(user: User) -> str:
    """A real name with the name of the account, which stands alone where nobody entered another."""
    return f"{user}（{user.username}）" if str(user) != user.username else user.username


def _signed_in(request: HttpRequest | None) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.is_authenticated else None


def record_desk(request: HttpRequest, code: str, rows: Iterable[Model], entries: Any) -> None:
    """What the forms of the desk add, change and delete; see ``common.recorded.add_recorder``."""
    with translation.override(settings.LANGUAGE_CODE):
        notes = {str(entry.object_id): changed_fields(entry.change_message) for entry in entries}
    for row in rows:
        record(What(code), request=request, about=row, note=notes.get(str(row.pk), ""))


def changed_fields(message: str) -> str:
    """Django's note of what a form changed, in the language of the screen: its own loses the names of our fields.

    ``[{"changed": {"fields": ["Title", "Position"]}}]`` → ``标题、排序``; a text that is no such list stays as it is.
    """
    if not message.startswith("["):
        return message
    verbs = {"added": What.ADDED.label, "changed": What.CHANGED.label, "deleted": What.DELETED.label}
    parts = []
    for verb, told in ((verb, told) for entry in json.loads(message) for verb, told in entry.items()):
        fields = "、".join(_field_name(name) for name in told.get("fields", ()))
        row = f"{verbs[verb]}{_field_name(told['name'])}“{told['object']}”" if "name" in told else ""
        parts.append("：".join(filter(None, (row, fields))))
    return "；".join(filter(None, parts))


def _field_name(name: str) -> str:
    """A label was put down in English, with a capital that our texts do not have."""
    translated = gettext(name)
    return translated if translated != name else gettext(name[:1].lower() + name[1:])


def record_settings(values: dict[str, Any]) -> AuditEntry | None:
    """Write down settings that decide on safety, when they are not what they were at the last start."""
    now = "\n".join(f"{name} = {values[name]}" for name in sorted(values))
    last = AuditEntry.objects.filter(what=What.SETTINGS).order_by("-at", "-id").first()
    if last is not None and last.note == now:
        return None
    return record(What.SETTINGS, kind="settings", name=_("Settings of the portal"), note=now)


def trim(*, older_than: dt.timedelta) -> int:
    """Remove the entries whose time is over; returns their number. The only deletion that the database lets pass.

    Raises ``ValueError`` for less than ``KEPT_AT_LEAST``.
    """
    if older_than < KEPT_AT_LEAST:
        raise ValueError(f"The log is kept for {KEPT_AT_LEAST.days} days at least.")
    before = timezone.now() - older_than
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.audit_trim_before', %s, true)", [before.isoformat()])
        number, _rows = AuditEntry.objects.filter(at__lt=before).delete()
        if number:
            record(What.TRIMMED, note=_("%(number)d entries from before %(day)s") % {
                "number": number, "day": f"{timezone.localtime(before):%Y-%m-%d}"})  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('portal.audit_trim_before', '', true)")
    return number
