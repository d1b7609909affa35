"""What the frame of every page needs: the masthead's line, the navigation, the other language."""

import contextlib
import secrets
from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.base import Parser, Token
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from articles.models import Article, Section
from common.compiled import as_asked
from common.paging import Page
from common.reversing import address
from events.models import Event
from pagecache.kept import kept
from photos.signing import signs_addresses
from portal.readers.shared import shared

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


class Menu(NamedTuple):
    """``sections`` from the database in their order, and ``services``, the parts of the site that are always there."""

    sections: tuple[Link, ...]
    services: tuple[Link, ...]
    is_home: bool


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> Menu:
    """The navigation as it stands on this page."""
    request = context.get("request")
    path, match = (request.path, request.resolver_match) if request is not None else ("", None)
    here = context.get("section")
    of_section = here.get_absolute_url() if isinstance(here, Section) else path
    sections, services = kept("navigation", _navigation)
    return Menu(
        tuple(Link(label, url, url in (path, of_section)) for label, url in sections),
        tuple(Link(label, url, path.startswith(url)) for label, url in services),
        match is not None and match.view_name == "portal:home",
    )


def _navigation() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    sections = [
        (section.name, section.get_absolute_url()) for section in shared().sections if section.in_navigation
    ]
    services = [
        (gettext("Events"), reverse("events:upcoming")),
        (gettext("Organizations"), reverse("organizations:directory")),
        (gettext("Stations"), reverse("organizations:stations")),
        (gettext("People"), reverse("people:people")),
        (gettext("Columns of the paper"), reverse("articles:columns")),
        (gettext("Topics"), reverse("articles:topics")),
        (gettext("Read the paper"), reverse("articles:editions")),
        (gettext("Archive"), reverse("articles:archive")),
    ]
    return sections, services


@register.simple_tag
def masthead() -> dict[str, Any]:
    """Today's date, and the latest issue of the paper that has something to read (or ``None``)."""
    return {"today": timezone.localdate(), "edition": shared().edition}


LISTINGS = 8  # of a kind, beside lists of articles


@register.simple_tag
def listings_to_read() -> dict[str, Any]:
    """Open columns and running topics that have something to read."""
    rows = shared()
    return {"columns": rows.columns[:LISTINGS], "topics": rows.topics[:LISTINGS]}


# Where a kept part has what differs from page to page; no text holds it by chance.
_SLOT = f"slot-{secrets.token_hex(8)}"


@register.simple_tag
def kept_part(template_name: str, slot: str = "", **given: Hashable) -> SafeString:
    """A part that many pages have alike, rendered once for what it is given and kept (``pagecache.kept``).

    The template sees what is given here, the site and its address, and nothing else of the page: so it cannot depend on
    anything that its key does not hold. A row of the database counts by all that was asked of it (``as_asked``): one
    that was read a moment ago is then never taken for the one that was changed since. Nothing is kept of a row of which
    nobody can say that, and where addresses of pictures are signed for one reader. ``slot`` may differ on each page and
    is put where the template writes ``{{ slot }}``.
    """
    part = _part(template_name, given)
    if _SLOT not in part:
        return part
    before, _slot, behind = part.partition(_SLOT)
    return format_html("{}{}{}", SafeString(before), slot, SafeString(behind))


def _part(template_name: str, given: dict[str, Hashable]) -> SafeString:
    def make() -> SafeString:
        site = {"site": settings.SITE, "site_url": settings.SITE_URL}
        return render_to_string(template_name, {**site, **given, "slot": _SLOT})

    rows = {name: as_asked(value) for name, value in given.items() if isinstance(value, Model)}
    if None in rows.values() or signs_addresses():
        return make()
    return kept((template_name, *{**given, **rows}.items()), make)


# So many of the first pictures of a list do not wait until they are near.
_AT_ONCE = 3


@register.simple_tag
def article_items(articles: Iterable[Article], *, later: bool = False, **given: Hashable) -> SafeString:
    """The items of a list of articles (from ``for_lists``), each a kept part: ``includes/_article_item.html``."""
    items = (
        (
            _part(
                "includes/_article_item.html",
                {**given, "article": article, "later": later or number >= _AT_ONCE},
            ),
        )
        for number, article in enumerate(articles)
    )
    return format_html_join("", "{}", items)


@register.simple_tag
def event_items(events: Iterable[Event], **given: Hashable) -> SafeString:
    """The items of a list of events (from ``for_lists``), each a kept part: ``templates/events/_item.html``.

    Which date of an event runs or comes next is found beside the row (``events.coming``), so it is given too.
    """
    parts = ({**given, "event": event, "date": event.found_date} for event in events)
    items = ((_part("events/_item.html", part),) for part in parts)
    return format_html_join("", "{}", items)


def _in_language(context: RequestContext, code: str) -> str:
    """The address of the same page in a language; of a page that does not exist, the language's front page."""
    request = context.get("request")
    match = request.resolver_match if request is not None else None
    with override(code):
        if match is not None:
            with contextlib.suppress(NoReverseMatch):
                values = [*match.args, *match.kwargs.values()]
                if len(values) < 2 and all(isinstance(value, int | str) for value in values):
                    return address(match.view_name, *values)
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        elif code == (get_language() or settings.LANGUAGE_CODE):
            return _path(context)
        return reverse("portal:home")


def _path(context: RequestContext) -> str:
    """The path of this page as it stands in an address, with ``%xx``."""
    request = context.get("request")
    return escape_uri_path(request.path) if request is not None else "/"


@register.simple_tag(takes_context=True)
def whole_addresses(context: RequestContext) -> dict[str, Any]:
    """``canonical`` of this page, and ``languages``: its address in each language as ``(code, address)``.

    One spelling counts where an address has several (``/archive/2026/3/``). A filter leads to the unfiltered page;
    the later pages of a list are pages of their own. ``other`` is the link to the other language of the interface.
    """
    page, current = context.get("page"), get_language() or settings.LANGUAGE_CODE
    query = (
        f"?page={page.number}" if isinstance(page, Page) and page.number > 1 and not page.is_filtered else ""
    )
    paths = {code: _in_language(context, code) for code in _TAGS}
    languages = [(tag, settings.SITE_URL + paths[code] + query) for code, tag in _TAGS.items()]
    is_translated = _is_translated(context)
    return {
        "canonical": settings.SITE_URL + paths[current] + query,
        "languages": [*languages, ("x-default", languages[0][1])] if is_translated else [],
        "other": _other_language(paths, current, is_translated=is_translated),
    }


def _other_language(paths: dict[str, str], current: str, *, is_translated: bool) -> SafeString:
    """The link to this page in the other language of the interface, in that language's own name."""
    code, name = ("en", "English") if current.startswith("zh") else ("zh-hans", "中文")
    tag = _TAGS[code]
    marks = format_html(' hreflang="{}"', tag) if is_translated else ""
    return format_html('<a href="{}" lang="{}"{}>{}</a>', paths[code], tag, marks, name)


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
