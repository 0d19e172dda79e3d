"""Helpers for the kiosk's journeys: a touch screen without a network, and what a finger can hit on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

#: Width and height of the screens that the kiosk is made for; the last is a 4K screen without scaling.
SCREENS = {"wide": (1920, 1080), "tall": (1080, 1920), "old": (1024, 768), "4k": (3840, 2160)}

#: A page of each kind.
LESSON = "/law/anti-fraud/fake-police/"
PAGES = {
    "home": "/",
    "category": "/law/",
    "course": "/law/anti-fraud/",
    "lesson": LESSON,
    "search": "/search/",
    "found": "/search/?q=诈骗",
    "about": "/about/",
    "lost": "/there/is/no/such/page/",
}

#: The boxes of everything that can be hit, with the part of the page that scrolls with it; what a label holds is its.
_TARGETS = """() => {
  const wanted = 'a[href], button, summary, input, label:has(input), textarea, select, [role=button]';
  const found = [...document.querySelectorAll(wanted)].filter((one) =>
    one.checkVisibility({visibilityProperty: true}) && getComputedStyle(one).pointerEvents !== 'none' && !(one.matches('input') && one.closest('label:has(input)')));
  return found.map((one) => {
    const {left, top, right, bottom} = one.getBoundingClientRect();
    const frame = one.closest('.contents ol, .pages, .search-answer, .search-ask, .pad-place, .rail, .bar, dialog, .attract, .stage');
    return {what: (one.textContent.trim() || one.id).slice(0, 24), frame: frame?.className ?? '', left, top, right, bottom};
  });
}"""


@contextmanager
def screen(browser: Browser, origin: str, size: str = "wide", **options: Any) -> Iterator[Page]:
    """A page on a touch screen of this size. No request leaves `origin`; the page lists those that wanted to."""
    width, height = SCREENS[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        service_workers="block",  # it would fetch the whole release for every test; test_offline.py is about it
        **options,
    )
    page = context.new_page()
    page.foreign = []  # type: ignore[attr-defined]
    page.complaints = []  # type: ignore[attr-defined]

    def keep_in(route: Any) -> None:
        if route.request.url.startswith((f"{origin}/", "data:", "blob:")):
            route.continue_()
        else:
            page.foreign.append(route.request.url)  # type: ignore[attr-defined]
            route.abort()

    context.route("**/*", keep_in)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda message: _hear(page, message))
    try:
        yield page
    finally:
        context.close()


def _hear(page: Any, message: Any) -> None:
    known = ("404 (Not Found)", "Service Worker registration blocked by Playwright")
    if message.type in ("error", "warning") and not any(words in message.text for words in known):
        page.complaints.append(message.text)


def small_targets(page: Page, smallest: float = 60) -> list[str]:
    """What can be hit and is smaller than a finger needs."""
    return [
        f"{one['what']}: {one['right'] - one['left']:.0f}×{one['bottom'] - one['top']:.0f}"
        for one in page.evaluate(_TARGETS)
        if min(one["right"] - one["left"], one["bottom"] - one["top"]) < smallest - 0.5
    ]


def close_targets(page: Page, nearest: float = 12) -> list[str]:
    """Pairs of what can be hit that are nearer to each other than a finger can tell."""
    targets = page.evaluate(_TARGETS)
    found = []
    for at, one in enumerate(targets):
        for other in targets[at + 1 :]:
            if one["frame"] != other["frame"]:
                continue
            across = max(one["left"], other["left"]) - min(one["right"], other["right"])
            down = max(one["top"], other["top"]) - min(one["bottom"], other["bottom"])
            if max(across, down) < nearest - 0.5:
                found.append(f"{one['what']} / {other['what']}: {max(across, down):.1f}")
    return found


def parts_of(page: Page) -> Iterator[int]:
    """Goes through the parts of a lesson by tapping 下一段; the page shows the part while its number is handled."""
    count = page.locator("[data-part]").count()
    for number in range(count):
        yield number
        if number < count - 1:
            page.locator("[data-turn='1']").tap()
            page.wait_for_function(
                "n => document.querySelectorAll('[data-part]')[n].matches('.is-here')", arg=number + 1
            )
