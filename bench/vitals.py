"""How light the pages are and how soon they stand still, in a real browser: ``python bench/vitals.py [ADDRESS]``.

ADDRESS is that of a running portal, http://127.0.0.1:8000 by default. Every page is opened once, with an empty
cache, at phone width (360), on a simulated slow 4G (1.6 Mbit/s down, 0.75 up, 150 ms) and with the processor
slowed down four times, as Lighthouse does it. Printed: requests, kilobytes over the wire without and with
pictures, largest contentful paint in seconds, cumulative layout shift. The exit code is 1 when a limit is missed.
"""

import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.75 * 1024 * 1024 / 8,
}
CPU_SLOWDOWN = 4
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
OBSERVE = """
window.vitals = {lcp: 0, cls: 0};
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.vitals.lcp = entry.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.vitals.cls += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass
class Limits:
    """What a page may take: kilobytes without pictures, kilobytes with them, or None where there is no limit."""

    plain: float | None = None
    all: float | None = None


LIMITS = {"home": Limits(all=150), "article": Limits(plain=60)}
MOST_REQUESTS, MOST_LCP, MOST_CLS = 10, 1.0, 0.02


def measure(browser: Any, address: str) -> dict[str, float]:
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, device_scale_factor=2, is_mobile=True
    )
    context.add_init_script(OBSERVE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address, wait_until="load")
    page.wait_for_load_state("networkidle")
    vitals = page.evaluate("window.vitals")
    context.close()
    pictures = sum(size for key, size in sizes.items() if kinds.get(key) == "Image")
    total = sum(sizes.values())
    return {
        "requests": len(sizes),
        "plain": (total - pictures) / 1024,
        "all": total / 1024,
        "lcp": vitals["lcp"] / 1000,
        "cls": vitals["cls"],
    }


def main() -> int:
    base = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    missed = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        page.goto(base + "/articles/")
        article = page.locator("main h2 a, main h3 a").first.get_attribute("href") or "/"
        page.close()
        pages = {"home": "/", "article": article, "list": "/articles/", "events": "/events/",
                 "organizations": "/organizations/"}  # fmt: skip
        print(f"{'page':14}{'requests':>9}{'KB plain':>10}{'KB all':>9}{'LCP s':>8}{'CLS':>8}")
        for name, path in pages.items():
            measured = measure(browser, base + path)
            limits = LIMITS.get(name, Limits())
            over = [
                measured["requests"] > MOST_REQUESTS and name in LIMITS,
                limits.plain is not None and measured["plain"] > limits.plain,
                limits.all is not None and measured["all"] > limits.all,
                measured["lcp"] > MOST_LCP,
                measured["cls"] > MOST_CLS,
            ]
            missed = missed or any(over)
            print(
                f"{name:14}{measured['requests']:9}{measured['plain']:10.1f}{measured['all']:9.1f}"
                f"{measured['lcp']:8.2f}{measured['cls']:8.3f}{'  over the limit' if any(over) else ''}"
            )
        browser.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
