"""A real browser before the real portal: granian, the embedded PostgreSQL, the demonstration.

Where there is no browser these tests are skipped, and say so; with ``REQUIRE_BROWSER=True`` (in CI) they fail.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
]  # fmt: skip
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A portal that runs: its address, an administrator's name and password, and what its commands need."""

    address: str
    name: str
    password: str
    environment: dict[str, str]

    def run(self, code: str) -> str:
        """What a piece of Python prints inside this portal."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        missing = "no browser is installed (on Debian: apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("REQUIRE_BROWSER") == "True":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The portal as ``make run`` serves it, with data of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "VAR_DIR": str(tmp_path_factory.mktemp("portal")), "SITE_URL": address}
    command = [sys.executable, "manage.py", "serve", "--prepare", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    said = ""
    while address not in said:
        line = process.stdout.readline()
        assert line, f"the portal did not start:\n{said}"
        said += line
    end = time.monotonic() + 60
    while True:  # the workers are still starting
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
            break
        except OSError:
            assert time.monotonic() < end, "the portal does not answer"
    name, password = re.search(r"用户名：(\S+)\s+密码：(\S+)", said).groups()
    try:
        yield Site(address, name, password, environment)
    finally:
        process.terminate()
        process.wait(180)


@pytest.fixture
def open_page(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """``open_page(path, width=1440, status=200, **context options)``: a loaded page in a fresh profile.

    At the end of the test, no page may have logged an error or asked for something in vain.
    """
    contexts, complaints = [], []

    def open_page(
        path: str, *, width: int = 1440, height: int = 900, status: int = 200, **options: Any
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=site.address, **options
        )
        contexts.append(context)
        page = context.new_page()
        own = site.address + path

        def logged(message: Any) -> None:
            told = message.location.get("url") == own and f"status of {status}" in message.text
            if message.type == "error" and not told:
                complaints.append(message.text)

        def failed(request: Any) -> None:
            if request.failure != "net::ERR_ABORTED":  # a picture that was on its way when the page was left
                complaints.append(f"failed: {request.url}")

        page.on("console", logged)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", failed)
        page.on(
            "response",
            lambda response: (
                complaints.append(f"{response.status}: {response.url}")
                if response.status >= 400 and response.url != own
                else None
            ),
        )
        assert page.goto(path).status == status
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
