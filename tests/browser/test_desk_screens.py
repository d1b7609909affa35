"""Every screen of the desk in a real browser: it opens, asks for nothing that the content policy forbids, and on a
phone axe-core finds nothing against it.

The screens are found in the site itself, each with a row of the demonstration. What needs somebody's own key, a link
that was just made or a file to be downloaded is walked elsewhere (``test_sign_in``, ``test_desk``).
"""

import json

from tests.browser.test_desk import sign_in
from tests.browser.test_pages import violations

# Routes that are no screens: answers for scripts, downloads, and what leaves the desk.
NO_SCREENS = ("autocomplete/", "jsi18n/", "logout/", "/r/", "session/", "slug/", "tags/", "picker/", "upload/", "export/",
              "account/link/", "event/dates/", "organization/point/", "passkey/<int:pk>", "password_change/", "/token", "/do/")  # fmt: skip

LISTED = """
import json, re
from django.contrib import admin
from portal.urls import urlpatterns  # the desk is registered with the addresses
from articles.actions import ACTIONS
from tests.desk.probes import desk_patterns
from articles.models import Article
from newsroom.models import PageImport
from portal.models import FrontPage
first = lambda model: getattr(model._base_manager.order_by("pk").first(), "pk", None)
rows = {f"{model._meta.app_label}/{model._meta.model_name}": first(model) for model in admin.site._registry}
found = []
for route, _pattern in desk_patterns():
    kind = "/".join(route.split("/")[1:3])
    numbers = {"number": 1, "object_id": rows.get(kind), "pk": rows.get(kind)}
    labels = re.findall(r"\\(\\?P<app_label>(.*?)\\)", route)
    if labels:
        found += [("admin/", f"/admin/{app}/") for app in labels[0].split("|")]
        continue
    path = "/" + re.sub(r"<(?:\\w+:)?(\\w+)>", lambda name: str(numbers.get(name[1])), route)
    found.append((route, path + ("?from=1&to=1" if route.endswith("compare/") else "")))
articles = {article.status: article.pk for article in Article.objects.all()}
for code, action in ACTIONS.items():
    keys = [articles[status] for status in action.from_states if status in articles]
    found += [("action", f"/admin/articles/article/{key}/do/{code}/") for key in keys[:1]]
print(json.dumps(found))
"""


def test_every_screen_keeps_to_the_policy_and_can_be_used_by_everybody(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    sign_in(context, site)
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))"
    )
    page = context.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    complaints, opened = {}, []
    for route, path in json.loads(site.run(LISTED)):
        if any(part in f"/{route}" for part in NO_SCREENS):
            continue
        # What only takes a form, or has no row in the demonstration, has no screen to look at.
        status = context.request.get(site.address + path).status
        assert status < 500, (path, status)
        if status != 200:
            continue
        heard.clear()
        page.goto(site.address + path)
        opened.append(path)
        complaints[path] = list(
            heard
        )  # before axe-core comes in, which the policy refuses a style of its own
        page.set_viewport_size({"width": 390, "height": 844})
        complaints[path] += violations(page)
        page.set_viewport_size({"width": 1280, "height": 900})
    context.close()
    assert {path: said for path, said in complaints.items() if said} == {}
    assert len(opened) > 80, opened
