"""People who sign in: a provider, a server that asks it, and a browser for each of them."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, expect

from exhibits import vi
from exhibits import vi_sign_in as words
from tests import signing_in
from tests.browser.reader import DESKTOP
from tests.browser.server import ROOT, Server, free_port, serve
from tests.browser.windows import put_aside


@dataclass
class Provider:
    """`oidc-provider-mock`: real OpenID Connect, without passwords."""

    url: str
    process: subprocess.Popen

    def knows(self, email: str, **claims: object) -> None:
        """What it says of somebody from their next sign-in on."""
        told = {"email": email, "name": email.partition("@")[0], **claims}
        request = urllib.request.Request(
            f"{self.url}/users/{quote(email)}",
            json.dumps(told).encode(),
            {"content-type": "application/json"},
            method="PUT",
        )
        urllib.request.urlopen(request, timeout=5).close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@contextlib.contextmanager
def provide(log: Path) -> Iterator[Provider]:
    port = free_port()
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "oidc_provider_mock",
                "--port",
                str(port),
                "--host",
                "localhost",
            ],
            # The library warns of its own future at every start.
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    provider = Provider(f"http://localhost:{port}", process)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(provider.url, timeout=5).close()
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"the provider did not start: {log.read_text(encoding='utf-8')}")
        yield provider
    finally:
        provider.stop()


@dataclass
class Guarded:
    """A dashboard that asks people to sign in. `folder` holds its releases, curated files, drafts
    and secrets."""

    server: Server
    provider: Provider
    folder: Path

    def rights(self, **lists: object) -> None:
        """From now on these lists in `[rights]`; what is not named stays as it is at the start."""
        auth = signing_in.AUTH | {
            "server_metadata_url": f"{self.provider.url}/.well-known/openid-configuration"
        }
        written = self.folder / "new-secrets.toml"
        signing_in.write(written, auth, signing_in.RIGHTS | lists)
        written.replace(self.folder / "secrets.toml")


@contextlib.contextmanager
def guarded(provider: Provider, releases: Path, folder: Path) -> Iterator[Guarded]:
    shutil.copytree(releases, folder / "releases")
    shutil.copytree(ROOT / "data" / "curated", folder / "curated")
    running = Guarded(None, provider, folder)
    running.rights()
    places = {"CURATED_DIR": str(folder / "curated"), "DESK_DIR": str(folder / "desk")}
    with serve(
        folder / "releases", folder / "log.txt", places, folder / "secrets.toml"
    ) as running.server:
        yield running


@dataclass
class People:
    """Everyone who comes to a guarded server in one test."""

    browser: Browser
    guarded: Guarded
    idle: list[BrowserContext] = field(default_factory=list)
    busy: list[BrowserContext] = field(default_factory=list)

    def arrives(self, address: str = "/tim-kiem") -> Page:
        """Somebody in a browser of their own, at an address, not signed in."""
        context = self.idle.pop() if self.idle else self._another_browser()
        self.busy.append(context)
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(f"{self.guarded.server.url}{address}")
        return page

    def signs_in(self, page: Page, email: str) -> None:
        """Through the provider's form, from the button on the page."""
        page.get_by_role("button", name=words.SIGN_IN, exact=True).click()
        page.locator("input[name=sub]").fill(email)
        page.get_by_role("button", name="Authorize", exact=True).click()

    def signed_in(self, email: str, address: str = "/tim-kiem", **claims: object) -> Page:
        """The page of somebody of whom the provider says no more than their name and `claims`."""
        self.guarded.provider.knows(email, **claims)
        page = self.arrives(address)
        self.signs_in(page, email)
        leave = page.get_by_role("button", name=words.SIGN_OUT)
        expect(leave.or_(page.get_by_role("button", name=words.OTHER_ACCOUNT))).to_be_attached()
        return page

    def leave(self) -> None:
        """Everyone closes their pages and leaves a browser that remembers nobody."""
        for context in self.busy:
            for page in context.pages[1:]:
                page.close()
            for page in context.pages:
                put_aside(page)
            context.clear_cookies()
        self.idle += self.busy
        self.busy = []

    def _another_browser(self) -> BrowserContext:
        width, height = DESKTOP
        return self.browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")


def sees_no_data(page: Page, title: str) -> None:
    """The door and nothing else."""
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    for part in ("stSidebarNav", "stMultiSelect", "stPlotlyChart", "stDataFrame"):
        expect(page.get_by_test_id(part)).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
    expect(page.get_by_text(vi.FILTERS, exact=True)).to_have_count(0)
