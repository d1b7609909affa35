"""The web app manifest, read by the browser itself: no package carries a schema of it."""

import json
from typing import Any


def test_the_browser_understands_the_manifest(open_page):
    page = open_page("/")
    devtools = page.context.new_cdp_session(page)
    read: dict[str, Any] = devtools.send("Page.getAppManifest")
    assert read["errors"] == []
    data = json.loads(read["data"])
    assert {"name", "short_name", "start_url", "display", "icons"} <= data.keys()
    reasons = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Over plain http on this machine nothing else may stand in the way.
    assert [reason["errorId"] for reason in reasons if reason["errorId"] != "in-incognito"] == []
    for icon in data["icons"]:
        size = page.evaluate(
            "async (src) => { const i = new Image(); i.src = src; await i.decode(); return `${i.naturalWidth}x${i.naturalHeight}`; }",
            icon["src"],
        )
        assert size == icon["sizes"]
