"""A real house for the journeys: the model union in a small size, the real server, a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

CHECKOUT = Path(__file__).resolve().parents[2]
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = 390, 1280
MEMBERS = "300"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo with 300 members, in a folder of its own."""
    var = tmp_path_factory.mktemp("house")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XINQIAO_", "DJANGO_"))}
    env = clean | {"XINQIAO_VAR": str(var)}
    xinqiao = str(BIN / "xinqiao")
    subprocess.run([xinqiao, "fill_demo", "--members", MEMBERS], env=env, check=True, capture_output=True, cwd=CHECKOUT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [xinqiao, "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=CHECKOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str) -> None:
    for _attempt in range(150):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the house did not open")


class Visitor:
    """Somebody of the cast in a browser of their own: what they tap is counted, every page is looked at."""

    def __init__(self, browser: Browser, *, house: str, width: int, scripts: bool = True) -> None:
        self.house, self.width, self.scripts = house, width, scripts
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=scripts, locale="zh-CN"
        )
        self.page: Page = self.context.new_page()
        self.taps = 0

    def enter_as(self, name: str) -> None:
        """Through the demo's front page, by name."""
        self.context.clear_cookies()
        self.page.goto(self.house + "/")
        entry = self.page.locator("button.cast__enter").filter(has_text=name).first
        if not entry.is_visible():
            self.page.locator("summary").first.click()
        entry.click()
        self.page.wait_for_load_state()
        self.look()

    def go(self, path: str) -> None:
        """Open an address of the house."""
        self.page.goto(self.house + path)
        self.look()

    def tap(self, words: str, *, role: str = "link") -> None:
        """Tap a link or a button by its words."""
        self.taps += 1
        self.page.get_by_role(role, name=words).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.look()

    def write(self, label: str, *, words: str) -> None:
        """Tap into a field and type."""
        self.taps += 1
        self.page.get_by_label(label, exact=False).first.fill(words)

    def look(self) -> None:
        """Every page: one heading, nothing wider than the screen, no violation that keeps a person out."""
        assert self.page.locator("h1").count() == 1, self.page.url
        wide = "document.documentElement.scrollWidth <= window.innerWidth + 1"
        if not self.scripts:
            return
        assert self.page.evaluate(wide), f"{self.page.url} is wider than {self.width}"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            (v["id"], v["nodes"][0]["html"]) for v in found["violations"] if v["impact"] in ("serious", "critical")
        ]
        assert not grave, (self.page.url, grave)

    def shot(self, name: str) -> None:
        """Keep a picture for the README when asked to."""
        folder = os.environ.get("XINQIAO_SHOTS")
        if folder:
            target = Path(folder)
            target = target if target.is_absolute() else CHECKOUT / target
            target.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(target / f"{name}.png"), full_page=self.width == PHONE)
