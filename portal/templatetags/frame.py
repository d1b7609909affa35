"""What the frame of every page needs: the masthead's line, the navigation, the other language."""

from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import RequestContext
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, override

from articles.models import Edition, Section
from common.paging import Page

register = template.Library()

# Django's codes and those of HTML; the first is the language of the texts.
_TAGS = {"zh-hans": "zh-Hans", "en": "en"}


# Where the page is a text, or a list of texts, that exists in Chinese alone: under /en/ only what stands around it is
# translated, so neither address is the other in another language.
_IN_CHINESE_ALONE = {
    "articles:article", "articles:section", "articles:column", "articles:topic", "articles:tag",
    "articles:contributor", "articles:preview_link", "articles:edition", "articles:edition_page", "events:event",
    "events:programme", "organizations:organization", "organizations:news", "people:person",
}  # fmt: skip


def _is_translated(context: RequestContext) -> bool:
    request = context.get("request")
    match = request.resolver_match if request is not None else None
    return match is None or match.view_name not in _IN_CHINESE_ALONE


class Link(NamedTuple):
    label: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> dict[str, list[Link]]:
    """``sections`` from the database in their order, and ``services``, the parts of the site that are always there."""
    request = context.get("request")
    path = request.path if request is not None else ""
    here = context.get("section")

    def link(label: str, url: str) -> Link:
        return Link(label, url, path.startswith(url))

    sections = [
        Link(section.name, section.get_absolute_url(), section == here or path == section.get_absolute_url())
        for section in Section.objects.filter(in_navigation=True)
    ]
    services = [
        link(gettext("Events"), reverse("events:upcoming")),
        link(gettext("Organizations"), reverse("organizations:directory")),
        link(gettext("Stations"), reverse("organizations:stations")),
        link(gettext("People"), reverse("people:people")),
        link(gettext("Columns of the paper"), reverse("articles:columns")),
        link(gettext("Topics"), reverse("articles:topics")),
        link(gettext("Read the paper"), reverse("articles:editions")),
        link(gettext("Archive"), reverse("articles:archive")),
    ]
    return {"sections": sections, "services": services}


@register.simple_tag
def masthead() -> dict[str, Any]:
    """Today's date, and the latest issue of the paper that has something to read (or ``None``)."""
    return {"today": timezone.localdate(), "edition": Edition.objects.readable().first()}


def _in_language(path: str, code: str) -> str:
    """The address of the same page in a language; of a page that does not exist, the language's front page."""
    there = translate_url(path, code)
    if there != path or code == get_language():
        return there
    with override(code):
        return reverse("portal:home")


def _path(context: RequestContext) -> str:
    """The path of this page as it stands in an address, with ``%xx``."""
    request = context.get("request")
    return escape_uri_path(request.path) if request is not None else "/"


@register.simple_tag(takes_context=True)
def whole_addresses(context: RequestContext) -> dict[str, Any]:
    """``canonical`` of this page, and ``languages``: its address in each language as ``(code, address)``.

    One spelling counts where an address has several (``/archive/2026/3/``). A filter leads to the unfiltered page;
    the later pages of a list are pages of their own.
    """
    path, page = _path(context), context.get("page")
    query = (
        f"?page={page.number}" if isinstance(page, Page) and page.number > 1 and not page.is_filtered else ""
    )
    languages = [(tag, settings.SITE_URL + _in_language(path, code) + query) for code, tag in _TAGS.items()]
    return {
        "canonical": settings.SITE_URL + _in_language(path, get_language() or settings.LANGUAGE_CODE) + query,
        "languages": [*languages, ("x-default", languages[0][1])] if _is_translated(context) else [],
    }


@register.simple_tag(takes_context=True)
def other_language(context: RequestContext) -> dict[str, Any]:
    """The address of this page in the other language of the interface, and that language's own name."""
    code, name = ("en", "English") if (get_language() or "").startswith("zh") else ("zh-hans", "中文")
    return {
        "url": _in_language(_path(context), code),
        "code": _TAGS[code],
        "name": name,
        "is_translation": _is_translated(context),
    }


class _Said(template.Node):
    """Renders what it holds once, as one line, and keeps it under a name."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(" ".join(self.nodelist.render(context).split()))  # noqa: S308 - rendered above
        return ""


@register.tag
def said_once(parser: Parser, token: Token) -> _Said:
    """``{% said_once page_title %}{% block title %}{% endblock %}{% endsaid_once %}``: for what a head repeats.

    Browsers, search engines and messengers then read the same words, and a page says them in one place.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endsaid_once",))
    parser.delete_first_token()
    return _Said(nodelist, name)


@register.simple_tag(takes_context=True)
def page_suffix(context: RequestContext) -> str:
    """Of the later pages of a list, which one it is; nothing for the first."""
    page = context.get("page")
    if not isinstance(page, Page) or page.number == 1:
        return ""
    return gettext(" (page %(number)s)") % {"number": page.number}
