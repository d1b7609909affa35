"""Every kind of page, readers' and the desk's, as the Nu HTML checker sees it: no error and no warning.

What is left out is named, with its reason; all else has to be valid, in both languages and with hard texts.
"""

import re

import pytest
from django.db import transaction

from tests import hard_world
from tests.desk import probes
from tests.markup import Remark, remarks

pytestmark = pytest.mark.django_db

# The table of the month says its roles again: on a phone it is laid out as a list, and browsers then forget that it
# is a table. The checker holds that for unneeded or, on the parts of a table, wrong.
ROLES_OF_A_TABLE = re.compile(
    r"The “\w+” role is unnecessary for element “(table|thead|tbody|tr|th|td)”\."
    r"|The “role” attribute must not be used on a “(tr|th|td)” element which has a “table” ancestor .*"
)

# What Django's own admin and forms write.
DJANGO = (
    # The list of models beside each page has a column less than its (hidden) head.
    ("A table row was 2 columns wide, which is less than the column count established by the first row (3).", ""),
    # The first choice of a chooser that asks the server, until something is chosen.
    ("Element “option” without attribute “label” must not be empty.", '<option value=""></option>'),
    ("Element “option” without attribute “label” must not be empty.", 'value=""></option>'),
    # The pattern from which further rows are made, and the helps of fields in rows, which are not written out.
    ("The “aria-describedby” attribute must point to an element in the same document.", "_helptext"),
    # The password of an account: shown as a part of a form that cannot be changed, its rules as a list in a paragraph.
    ("Attribute “disabled” not allowed on element “div” at this point.", 'id="id_password"'),
    ("No “p” element in scope but a “p” end tag seen.", "</li></ul></p>"),
    # A hint about old browsers; without it a number is typed on the keyboard of letters.
    ("The “inputmode” attribute is not supported in all browsers. Please be sure to test, and consider using a polyfill.", ""),
)  # fmt: skip


def whole(content: bytes) -> bytes:
    """A page; what a script puts into one, in the least that a page consists of."""
    if content.lstrip()[:9].lower() == b"<!doctype":
        return content
    return (
        b'<!doctype html><html lang="zh-Hans"><head><title>-</title></head><body>'
        + content
        + b"</body></html>"
    )


def of_django(remark: Remark) -> bool:
    return any(remark.message == message and part in remark.extract for message, part in DJANGO)


def test_readers_pages(client):
    world = hard_world.make_world()
    wanted = dict(hard_world.addresses(world))
    wanted |= {name: article.get_absolute_url() for name, article in world["articles"].items()}
    wanted |= {
        "results": "/search/?q=%E5%A4%9C%E6%A0%A1&kind=article",
        "nothing found": "/search/?q=%3Cb%3E%22%26",
        "preview that is over": f"/preview/{world['preview_over']}/",
        "a union with those below": f"/organizations/{world['city'].slug}/",
        "unknown": "/“<b>&/",
        "not understood": "/articles/?page=<b>",
    }
    pages = {}
    for label, address in wanted.items():
        for language in ("", "/en"):
            answer = client.get(language + address)
            if answer["Content-Type"].startswith(("text/html", "image/svg")) and answer.content:
                pages[f"{language}{label}"] = answer.content
    assert len(pages) > 100
    assert [remark for remark in remarks(pages) if not ROLES_OF_A_TABLE.fullmatch(remark.message)] == []


def test_the_desk(client, cast):
    world = probes.make_world(cast)
    pages = {}
    for probe in probes.probes(world):
        client.force_login(cast.administrator if "accounts/user" in probe.url else cast.chief_editor)
        kept = transaction.savepoint()
        answer = getattr(client, probe.method)(probe.url, probe.data)
        transaction.savepoint_rollback(kept)
        if answer["Content-Type"].startswith("text/html") and answer.content:
            pages[probe.label] = whole(answer.content)
    client.logout()
    pages["signing in"] = client.get("/admin/login/").content
    pages["signing in, refused"] = client.post("/admin/login/", {"username": "x", "password": "y"}).content
    assert len(pages) > 150
    assert [remark for remark in remarks(pages) if not of_django(remark)] == []
