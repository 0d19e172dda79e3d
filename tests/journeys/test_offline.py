"""The service worker in a real browser: a release is shown whole or not at all, and stays when the server does not."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from site_builder.bundle.kiosk_server import Handler, Places, Server
from site_builder.offline import add_modules, add_worker
from site_builder.output import write

READY = "navigator.serviceWorker.ready.then(() => true)"
RELEASES = "caches.keys().then(names => names.length)"


class Flaky(Handler):
    """Answers as the kiosk's server does, until it is told to fail."""

    server: "FlakyServer"

    def _site(self, address: str) -> None:
        server = self.server
        server.asked.append(address)
        if server.left is not None and not address.startswith("sw.js"):
            if server.left <= 0:
                self.close_connection = True
                self._send(503, b"", "text/plain", "no-store")
                return
            server.left -= 1
        if address == server.corrupt:
            self._send(200, b"something else", "text/html; charset=utf-8", "no-store")
            return
        super()._site(address)


class FlakyServer(Server):
    """A server whose release can be exchanged, that can fail after some answers or give a wrong one."""

    left: int | None = None
    corrupt: str | None = None

    def __init__(self, root: Path, port: int = 0) -> None:
        super().__init__(root, port)
        self.RequestHandlerClass = Flaky
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def show(self, root: Path) -> None:
        """Exchange the release."""
        self.places = Places(root)

    def stop(self) -> None:
        """No answer to anybody any more."""
        self.shutdown()
        self.server_close()


def release(root: Path, text: str, **more: str) -> Path:
    """A small edition: pages that say which release they are of, in the page and in a script."""
    pages = {
        "index.html": "home",
        "law/index.html": "law",
        "law/anti-fraud/index.html": "anti-fraud",
        "课件/index.html": "courseware",
        "404.html": "missing",
    }
    for name, title in pages.items():
        depth = "../" * name.count("/")
        page = f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title} {text}</title>
<script type="module" src="{depth}assets/offline/register.js"></script>
<script type="module" src="{depth}which.js"></script><h1>{title} {text}</h1><p id="script"></p></html>"""
        write(root / "site" / name, page.encode())
    write(root / "site/which.js", f'document.getElementById("script").textContent = "{text}";'.encode())
    write(root / "site/same.json", b"{}")
    for name, data in more.items():
        write(root / "site" / name, data.encode())
    add_modules(root / "site")
    add_worker(root / "site")
    return root


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """The first release."""
    return release(tmp_path / "one", "one")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """The next release, with one page more."""
    return release(tmp_path / "two", "two", **{"new.html": "<!doctype html><title>new</title>"})


@pytest.fixture
def flaky(one: Path) -> Iterator[FlakyServer]:
    """A server of the first release."""
    server = FlakyServer(one)
    yield server
    server.stop()


def is_of(page: Page, text: str) -> None:
    """Page and script are of the same release."""
    expect(page.locator("h1")).to_contain_text(text)
    expect(page.locator("#script")).to_have_text(text)


def first_visit(page: Page, server: FlakyServer, text: str = "one") -> None:
    """Load the home page and wait for the worker."""
    page.goto(f"{server.address}/")
    assert page.evaluate(READY)
    is_of(page, text)


def look_for_news(page: Page) -> str:
    """Have the browser look for a new release; how that ended: `waiting`, `redundant`, or `same`."""
    return str(
        page.evaluate("""async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => {});
            const worker = registration.installing;
            if (!worker) return registration.waiting ? "waiting" : "same";
            return new Promise((resolve) => {
                const look = () => worker.state === "installing" || resolve(worker.state === "redundant" ? "redundant" : "waiting");
                worker.addEventListener("statechange", look);
                look();
            });
        }""")
    )


def test_after_the_first_visit_every_page_is_there_without_a_server(page: Page, flaky: FlakyServer) -> None:
    """Pages that were never opened too; a missing page is the edition's own; queries change nothing."""
    first_visit(page, flaky)
    flaky.stop()
    for path, title in (
        ("/law/", "law"),
        ("/law/anti-fraud/?from=home#top", "anti-fraud"),
        ("/%E8%AF%BE%E4%BB%B6/", "courseware"),
        ("/law", "law"),
        ("/", "home"),
        ("/index.html", "home"),
    ):
        answer = page.goto(flaky.address + path)
        assert answer and answer.ok, path
        expect(page.locator("h1")).to_have_text(f"{title} one")
        is_of(page, "one")
    answer = page.goto(f"{flaky.address}/nothing/")
    assert answer and answer.status == 404
    expect(page.locator("h1")).to_have_text("missing one")
    assert page.evaluate("fetch('/same.json').then(answer => answer.json())") == {}


def test_cached_pages_keep_the_security_headers(page: Page, flaky: FlakyServer) -> None:
    """A page from the cache runs no script that one from the server would not."""
    first_visit(page, flaky)
    answer = page.goto(f"{flaky.address}/law/")
    assert answer and answer.from_service_worker
    assert answer.header_value("content-security-policy").startswith("default-src 'none'")  # type: ignore[union-attr]


def test_a_new_release_is_shown_at_the_next_page_once_it_is_whole(page: Page, flaky: FlakyServer, two: Path) -> None:
    """Not before, not under an open page, and the old one is gone afterwards; unchanged files are not fetched again."""
    first_visit(page, flaky)
    flaky.show(two)
    flaky.asked.clear()
    assert look_for_news(page) == "waiting"
    assert "same.json" not in flaky.asked and "assets/offline/register.js" not in flaky.asked
    is_of(page, "one")
    assert page.evaluate("fetch('/which.js').then(answer => answer.text())").endswith('"one";')
    page.goto(f"{flaky.address}/law/")
    is_of(page, "two")
    page.wait_for_function(f"() => {RELEASES}.then(count => count === 1)")
    flaky.stop()
    for path in ("/", "/law/anti-fraud/", "/new.html"):
        page.goto(flaky.address + path)
        expect(page).to_have_title("new" if path == "/new.html" else {"/": "home two"}.get(path, "anti-fraud two"))


def test_an_interrupted_download_changes_nothing_and_goes_on_later(page: Page, flaky: FlakyServer, two: Path) -> None:
    """The old release stays whole, with and without the server; the next attempt fetches only what is missing."""
    first_visit(page, flaky)
    flaky.show(two)
    flaky.left = 3
    assert look_for_news(page) == "redundant"
    for path in ("/law/", "/law/anti-fraud/", "/"):
        page.goto(flaky.address + path)
        is_of(page, "one")
    flaky.left = None
    flaky.asked.clear()
    if look_for_news(page) == "same":  # the visits before have brought it already
        page.reload()
    page.goto(f"{flaky.address}/law/")
    is_of(page, "two")
    pages = [address for address in flaky.asked if not address.startswith(("sw.js", "assets"))]
    assert len(set(pages)) <= 5 and len(pages) == len(set(pages))


def test_an_interrupted_first_download_is_no_harm(page: Page, flaky: FlakyServer) -> None:
    """The page works from the server, and the next visit brings the rest."""
    flaky.left = 6
    page.goto(f"{flaky.address}/")
    page.wait_for_timeout(500)
    assert page.evaluate("navigator.serviceWorker.controller") is None
    flaky.left = None
    page.goto(f"{flaky.address}/law/")
    assert page.evaluate(READY)
    flaky.stop()
    page.goto(f"{flaky.address}/law/anti-fraud/")
    is_of(page, "one")


def test_a_corrupted_file_is_never_activated(page: Page, flaky: FlakyServer, two: Path) -> None:
    """One wrong answer among all, status 200: not what the release says, so the old one stays."""
    first_visit(page, flaky)
    flaky.show(two)
    flaky.corrupt = "law/anti-fraud/"
    assert look_for_news(page) == "redundant"
    page.goto(f"{flaky.address}/law/anti-fraud/")
    is_of(page, "one")
    flaky.corrupt = None
    look_for_news(page)
    page.goto(f"{flaky.address}/law/anti-fraud/")
    is_of(page, "two")


def test_a_server_that_mixes_two_releases(page: Page, flaky: FlakyServer, one: Path, two: Path) -> None:
    """The worker is of the new release, a page still of the old one."""
    first_visit(page, flaky)
    (two / "site/which.js").write_bytes((one / "site/which.js").read_bytes())
    flaky.show(two)
    assert look_for_news(page) == "redundant"
    page.goto(f"{flaky.address}/law/")
    is_of(page, "one")


def test_no_room_for_the_new_release(page: Page, context: BrowserContext, flaky: FlakyServer, tmp_path: Path) -> None:
    """The disk is full: the old release stays, and the half of the new one makes room again."""
    first_visit(page, flaky)
    big = release(tmp_path / "big", "big", **{f"{number}.txt": str(number) * 900_000 for number in range(8)})
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": flaky.address, "quotaSize": 2_000_000})
    flaky.show(big)
    assert look_for_news(page) == "redundant"
    assert page.evaluate(RELEASES) == 1
    page.goto(f"{flaky.address}/law/")
    is_of(page, "one")


def test_two_windows_keep_their_release(page: Page, context: BrowserContext, flaky: FlakyServer, two: Path) -> None:
    """A change under an open page would mix releases: with two windows it waits until one is left."""
    first_visit(page, flaky)
    other = context.new_page()
    other.goto(f"{flaky.address}/law/")
    flaky.show(two)
    assert look_for_news(page) == "waiting"
    other.goto(f"{flaky.address}/law/anti-fraud/")
    is_of(other, "one")
    other.close()
    for _ in range(20):  # the browser takes its time to tell the worker that a window is gone
        page.goto(f"{flaky.address}/law/")
        if "two" in page.locator("h1").inner_text():
            break
        page.wait_for_timeout(250)
    is_of(page, "two")


def test_the_operators_addresses_are_not_the_workers(page: Page, flaky: FlakyServer) -> None:
    """Status and PIN are asked of the server, always."""
    first_visit(page, flaky)
    assert page.evaluate("fetch('/_kiosk/status.json').then(answer => answer.status)") == 401


def test_below_a_folder_of_another_site(page: Page, one: Path, tmp_path: Path) -> None:
    """The portal may offer the edition at /kiosk/; the worker answers for that part alone."""
    root = tmp_path / "portal"
    write(root / "site/index.html", b"<title>portal</title>")
    (one / "site").rename(root / "site/kiosk")
    server = FlakyServer(root)
    page.goto(f"{server.address}/kiosk/")
    assert page.evaluate(READY)
    page.goto(f"{server.address}/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    server.stop()
    page.goto(f"{server.address}/kiosk/law/")
    is_of(page, "one")
