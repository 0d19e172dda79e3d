"""Choosing among the courses of one category by audience and level."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_builder.build import build
from site_builder.settings import Project
from tests.journeys.conftest import serving

CASE = Path(__file__).resolve().parents[1] / "cases" / "valid"
COURSES = {
    "one": ("[seniors]", "beginner"),
    "two": ("[seniors, women]", "intermediate"),
    "three": ("[teens]", "beginner"),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a small site whose first category has four courses."""
    root = tmp_path_factory.mktemp("shelf")
    shutil.copytree(CASE / "content", root / "content")
    law = root / "content" / "courses" / "law"
    for name, (audience, level) in COURSES.items():
        shutil.copytree(law / "anti-fraud", law / name)
        for page in (law / name).glob("*.md"):
            text = page.read_text("utf-8").replace("title: ", f"title: {name.upper()} ", 1)
            lines = [line for line in text.splitlines() if not line.startswith("redirect_from:")]
            page.write_text("\n".join(_changed(line, audience, level) for line in lines) + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        folder = build(Project(root), with_search=False).folder
    with serving(folder) as address:
        yield address


def _changed(line: str, audience: str, level: str) -> str:
    if line.startswith("audience:"):
        return f"audience: {audience}"
    return f"level: {level}" if line.startswith("level:") else line


def test_filter_narrows_and_says_so(page: Page, shelf: str) -> None:
    """Ticking boxes hides the other courses without a reload; the count is announced; all come back at a press."""
    page.goto(f"{shelf}/law/")
    cards = page.locator("[data-filter-list] [data-course]:visible")
    count = page.locator("[data-filter-count]")
    expect(count).to_have_text("共 4 门课程")
    page.get_by_label("妇女").check()
    expect(cards).to_have_count(1)
    expect(count).to_have_text("找到 1 门课程，共 4 门")
    page.get_by_label("青少年").check()
    expect(cards).to_have_count(2)
    page.get_by_label("进阶").check()
    expect(cards).to_have_count(1)
    page.get_by_role("button", name="全部显示").click()
    expect(cards).to_have_count(4)
    expect(page.get_by_label("妇女")).not_to_be_checked()


def test_filter_with_nothing_left(page: Page, shelf: str) -> None:
    """When no course fits, the page says so and how to go on."""
    page.goto(f"{shelf}/law/?audience=teens&level=intermediate")
    expect(page.locator("[data-filter-list] [data-course]:visible")).to_have_count(0)
    expect(page.locator("[data-filter-empty]")).to_be_visible()
    page.get_by_label("进阶").uncheck()
    expect(page.locator("[data-filter-empty]")).not_to_be_visible()


def test_filter_stands_in_the_address(page: Page, shelf: str) -> None:
    """The choice survives a reload and can be passed on; unknown words in the address are ignored."""
    page.goto(f"{shelf}/law/?audience=nobody&other=1")
    expect(page.locator("[data-filter-list] [data-course]:visible")).to_have_count(4)
    page.get_by_label("老年人").check()
    expect(page).to_have_url(f"{shelf}/law/?audience=seniors")
    page.reload()
    expect(page.get_by_label("老年人")).to_be_checked()


def test_filter_by_keyboard(page: Page, shelf: str) -> None:
    """The boxes are real checkboxes: Space ticks them."""
    page.goto(f"{shelf}/law/")
    expect(page.locator("[data-filter]")).to_be_visible()
    page.get_by_label("老年人").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("老年人")).to_be_checked()
    assert page.locator("[data-filter-list] [data-course]:visible").count() < 4
