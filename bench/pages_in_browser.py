"""Every kind of readers' page in a real browser: ``python bench/pages_in_browser.py [ADDRESS] [--only WORD]``.

ADDRESS is that of a portal which runs with this folder's data, http://127.0.0.1:8000 by default. Each kind is
opened at 360, 768 and 1440 pixels, light, dark and in elder mode, and as a window of 640, 768 and 1440 pixels
looks at 200 % zoom. Printed are, a line a kind:

status, requests, KB
    of the first view at 360 pixels with an empty cache, kilobytes over the wire without and with pictures;
light, dark, elder, zoom
    what axe-core finds against WCAG 2.2 A and AA, over all widths; in elder mode also contrast below 7:1 and
    targets lower than 60 pixels;
best
    axe-core's "best practices", such as the order of headings, over all of these;
wide, errors
    views that scroll sideways; messages of the console and failed requests.

Below it each finding once. The exit code is 1 when there is any finding, or more than ten requests.
"""

import argparse
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
sys.path.insert(0, str(ROOT))

WIDTHS = (360, 768, 1440)
ZOOMED_WIDTHS = (320, 384, 720)  # in CSS pixels; 320 is where reflow (1.4.10) is asked for
MODES: dict[str, dict[str, str]] = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "elder": {"theme": "light", "elder": "on"},
    "zoom": {"theme": "light"},
}
MOST_REQUESTS = 10
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEEP_SETTINGS = "settings => localStorage.setItem('reader', JSON.stringify(settings))"
IS_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll("a, button, summary, input, select")]
  .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
  .filter((element) => !element.closest(".prose, .skip-link") && element.getBoundingClientRect().height < 59.5)
  .map((element) => element.outerHTML.slice(0, 150))
"""


@dataclass
class Seen:
    """What was seen of one kind of page; counts by mode."""

    status: int = 0
    requests: int = 0
    plain: float = 0.0
    all: float = 0.0
    violations: Counter[str] = field(default_factory=Counter)
    practices: int = 0
    wide: int = 0
    errors: int = 0

    @property
    def is_clean(self) -> bool:
        found = self.violations.total() + self.practices + self.wide + self.errors
        return not found and self.requests <= MOST_REQUESTS


class Look:
    """Opens pages and collects what is wrong with them; ``findings`` says where each was met."""

    def __init__(self, browser: Any, base: str) -> None:
        self.browser, self.base = browser, base
        self.findings: dict[str, set[str]] = {}

    def over(self, kind: str, path: str) -> Seen:
        seen = Seen()
        self._weigh(path, seen)
        for mode, settings in MODES.items():
            zoomed = mode == "zoom"
            context = self.browser.new_context(
                viewport={"width": WIDTHS[0], "height": 800},
                device_scale_factor=2 if zoomed else 1,
                locale="zh-CN",
            )
            context.add_init_script(f"({KEEP_SETTINGS})({settings})")
            page = context.new_page()
            self._listen(page, kind, path, seen)
            page.goto(self.base + path, wait_until="networkidle")
            for width in ZOOMED_WIDTHS if zoomed else WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                self._examine(page, kind, mode, width, seen)
            context.close()
        return seen

    def _weigh(self, path: str, seen: Seen) -> None:
        """A first view on a phone: only what it asks for of itself counts."""
        context = self.browser.new_context(
            viewport={"width": WIDTHS[0], "height": 780}, device_scale_factor=2, is_mobile=True
        )
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        pictures: set[str] = set()
        sizes: dict[str, float] = {}

        def answered(event: dict[str, Any]) -> None:
            if event["type"] == "Image":
                pictures.add(event["requestId"])

        session.on("Network.responseReceived", answered)
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: event["encodedDataLength"] / 1024}),
        )
        response = page.goto(self.base + path, wait_until="networkidle")
        seen.status = response.status
        seen.requests, seen.all = len(sizes), sum(sizes.values())
        seen.plain = sum(size for key, size in sizes.items() if key not in pictures)
        context.close()

    def _listen(self, page: Any, kind: str, path: str, seen: Seen) -> None:
        def complain(text: str) -> None:
            seen.errors += 1
            self._note(f"console or network: {text}", kind)

        def logged(message: Any) -> None:
            own = message.location.get("url", "") == self.base + path  # a page that is gone says 404 or 410
            if message.type == "error" and not (own and "status of 4" in message.text):
                complain(message.text)

        page.on("console", logged)
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("requestfailed", lambda request: complain(f"failed {request.url}"))

    def _examine(self, page: Any, kind: str, mode: str, width: int, seen: Seen) -> None:
        where = f"{kind}, {mode} {width}"
        if page.evaluate(IS_WIDE):
            seen.wide += 1
            self._note("scrolls sideways", where)
        options = {
            "runOnly": RULES,
            "resultTypes": ["violations"],
            "rules": {"color-contrast-enhanced": {"enabled": mode == "elder"}},
        }
        if mode == "elder":
            for target in page.evaluate(SMALL_TARGETS):
                seen.violations[mode] += 1
                self._note(f"lower than 60 pixels: {target}", where)
        for item in Axe().run(page, options=options).response["violations"]:
            for node in item["nodes"]:
                self._note(f"{item['id']}: {' '.join(map(str, node['target']))} {node['html'][:160]}", where)
                if "best-practice" in item["tags"]:
                    seen.practices += 1
                else:
                    seen.violations[mode] += 1

    def _note(self, finding: str, where: str) -> None:
        self.findings.setdefault(finding, set()).add(where)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--only", default="", help="kinds whose name holds this word")
    options = parser.parse_args()
    django.setup()
    from tests.browser.kinds import addresses

    kinds = {kind: path for kind, path in addresses().items() if options.only in kind}
    clean = True
    print(f"{'page':30}{'status':>7}{'requests':>9}{'KB plain':>9}{'KB all':>7}", end="")
    print("".join(f"{name:>7}" for name in (*MODES, "best", "wide", "errors")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        look = Look(browser, options.address.rstrip("/"))
        for kind, path in kinds.items():
            seen = look.over(kind, path)
            clean = clean and seen.is_clean
            print(f"{kind:30}{seen.status:7}{seen.requests:9}{seen.plain:9.1f}{seen.all:7.0f}", end="")
            counts = [*(seen.violations[mode] for mode in MODES), seen.practices, seen.wide, seen.errors]
            print("".join(f"{count:7}" for count in counts), "" if seen.is_clean else " !", flush=True)
        browser.close()
    for finding, places in sorted(look.findings.items()):
        print(f"\n{finding}\n    {'; '.join(sorted(places))}")
    return int(not clean)


if __name__ == "__main__":
    sys.exit(main())
