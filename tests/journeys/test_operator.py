"""The operator's page: behind a long press and a PIN, usable with one finger."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.bundle.install import install
from site_builder.bundle.kiosk_server import Server, hash_pin
from site_builder.bundle.make import draft, make
from site_builder.bundle.refusals import BundleRefused
from site_builder.offline import add_modules, add_worker
from site_builder.settings import PROGRAM
from tests.bundle.samples import MOMENT, NOW, NUMBER, edition

HOME = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>首页</title>
<script type="module" src="door.js"></script><h1 id="door">首页</h1></html>"""
DOOR = """import { armLongPress } from "./assets/offline/operator.js";
armLongPress(document.getElementById("door"), undefined, { milliseconds: 900 });"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A kiosk with the operator's page, and one refused bundle in its history."""
    made = edition(tmp_path / "pages", {"index.html": HOME.encode(), "door.js": DOOR.encode()})
    add_modules(made.folder)
    add_worker(made.folder)
    drafted = draft(type(made)(**{**vars(made), "operator": PROGRAM / "theme/kiosk/operator"}))
    root = tmp_path / "kiosk"
    for number in (NUMBER, NUMBER - 1):
        make(drafted, tmp_path / f"{number}.zip", number=number, moment=MOMENT, days=3650)
    install(tmp_path / f"{NUMBER}.zip", root, now=NOW)
    with pytest.raises(BundleRefused):
        install(tmp_path / f"{NUMBER - 1}.zip", root, now=NOW)
    (root / "pin.json").write_text(json.dumps(hash_pin("270418")), encoding="utf-8")
    return root


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """A running server."""
    server = Server(root, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def type_pin(page: Page, pin: str) -> None:
    """Touch the keys."""
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="确定").click()


def test_a_long_press_opens_the_door_and_a_short_one_does_not(page: Page, address: str) -> None:
    """A touch, a moved finger, and then a rest."""
    page.goto(address)
    box = page.locator("#door").bounding_box()
    assert box
    x, y = box["x"] + 20, box["y"] + 10
    page.mouse.click(x, y)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y)
    page.wait_for_timeout(1200)
    page.mouse.up()
    assert page.url == f"{address}/"
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_url(f"{address}/_kiosk/operator/")


def test_a_finger_opens_it_too(browser: Browser, address: str) -> None:
    """On a touch screen a long touch also asks for a menu, which must not end it."""
    page = browser.new_page(has_touch=True, viewport={"width": 1080, "height": 1920})
    page.goto(address)
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 60, "y": 40}]})
    page.wait_for_url(f"{address}/_kiosk/operator/", timeout=5000)
    page.close()


def test_left_alone_it_goes_home(page: Page, address: str) -> None:
    """Whoever walks away leaves nothing open behind her."""
    page.clock.install()
    page.goto(f"{address}/_kiosk/operator/")
    type_pin(page, "270418")
    expect(page.locator("#inside")).to_be_visible()
    page.clock.fast_forward(119_000)
    page.mouse.click(5, 5)
    page.clock.fast_forward(119_000)
    assert page.url.endswith("/operator/")
    page.clock.fast_forward(2_000)
    page.wait_for_url(f"{address}/")


def test_what_the_operator_sees(page: Page, address: str) -> None:
    """After a wrong PIN and the right one: release, dates, lessons, disk, and why the last installation failed."""
    page.goto(f"{address}/_kiosk/operator/")
    expect(page.locator("#inside")).to_be_hidden()
    type_pin(page, "111222")
    expect(page.get_by_role("status").first).to_have_text("密码不对。还可以试 4 次。")
    type_pin(page, "270418")
    facts = page.locator("#facts")
    expect(facts).to_contain_text(f"{NUMBER}（kiosk 版）")
    expect(facts).to_contain_text("2026年11月28日 20:00")
    expect(facts).to_contain_text("2 课")
    expect(facts).to_contain_text("还剩")
    expect(page.locator("#categories")).to_have_text("普法教育2 课")
    history = page.locator("#history li")
    expect(history.nth(0)).to_contain_text("没有装上")
    expect(history.nth(0)).to_contain_text("K17")
    expect(history.nth(1)).to_contain_text("成功")
    page.get_by_role("link", name="回到首页").click()
    expect(page).to_have_title("首页")


def test_too_many_wrong_pins(page: Page, address: str) -> None:
    """The keys rest until the time is over."""
    page.goto(f"{address}/_kiosk/operator/")
    for _ in range(6):
        type_pin(page, "000001")
    expect(page.get_by_role("status").first).to_contain_text("错了太多次，请等")
    expect(page.get_by_role("button", name="确定")).to_be_disabled()


def test_export_of_searches_without_an_answer(page: Page, address: str, root: Path) -> None:
    """Written by the server, as a locked browser downloads nothing; cleared by a second touch."""
    page.goto(address)
    page.evaluate("""localStorage.setItem("xuetang:/:unanswered", '{"剪纸": 7, "坏": "行"}')""")
    page.goto(f"{address}/_kiosk/operator/")
    type_pin(page, "270418")
    expect(page.locator("#unanswered")).to_contain_text("有 1 条")
    page.get_by_role("button", name="导出").click()
    expect(page.locator("#exported")).to_contain_text("已写入")
    (written,) = (root / "exports").iterdir()
    assert json.loads(written.read_text(encoding="utf-8")) == {"format": "xuetang-unanswered/1", "queries": {"剪纸": 7}}
    page.get_by_role("button", name="清除", exact=True).click()
    page.get_by_role("button", name="再按一次").click()
    expect(page.locator("#unanswered")).to_have_text("没有。")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1024, 768)])
def test_fingers_hit_and_eyes_read(page: Page, address: str, size: tuple[int, int]) -> None:
    """Targets of 60 px and more, 12 px apart, nothing cut off, no breach of the content policy."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/_kiosk/operator/")
    for state in ("lock", "inside"):
        boxes = [button.bounding_box() for button in page.locator("button:visible, a:visible").all()]
        assert boxes and all(box and box["width"] >= 60 and box["height"] >= 60 for box in boxes), state
        assert all(_apart(a, b) >= 12 for n, a in enumerate(boxes) for b in boxes[:n] if a and b)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 24
        if state == "lock":
            type_pin(page, "270418")
            expect(page.locator("#inside")).to_be_visible()
    assert not complaints


def _apart(a: dict[str, float], b: dict[str, float]) -> float:
    """The gap between two boxes."""
    across = max(a["x"] - b["x"] - b["width"], b["x"] - a["x"] - a["width"])
    along = max(a["y"] - b["y"] - b["height"], b["y"] - a["y"] - a["height"])
    return max(across, along)
