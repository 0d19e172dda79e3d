"""A learner's ways through the portal: answer questions, record what is finished, choose a course, set the display."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

LESSON = "/law/anti-fraud/fake-police/"


def test_quiz_by_keyboard(page: Page, server: str) -> None:
    """A question is answered, judged, tried again and solved with the keyboard alone."""
    page.goto(server + LESSON)
    question = page.locator("[data-question]").first
    right = question.locator(".choice[data-correct] input")
    wrong = question.locator(".choice:not([data-correct]) input").first
    expect(question.locator("[data-check]")).to_be_visible()
    wrong.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(question.locator("[data-result]")).to_contain_text("再想想")
    expect(question.locator(".is-wrong .feedback")).not_to_be_empty()
    expect(question.locator(".is-right")).to_have_count(0)
    question.locator("[data-retry]").focus()
    page.keyboard.press("Enter")
    expect(question.locator("input").first).to_be_focused()
    expect(question.locator("[data-result]")).to_be_empty()
    right.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(question.locator("[data-result]")).to_contain_text("答对了")
    expect(question.locator(".feedback:visible")).to_have_count(question.locator(".choice").count())


def test_quiz_asks_for_an_answer(page: Page, server: str) -> None:
    """Checking with nothing chosen says what to do and does not give the answer away."""
    page.goto(server + LESSON)
    question = page.locator("[data-question]").first
    question.locator("[data-check]").click()
    expect(question.locator("[data-result]")).to_contain_text("请先选一个答案")
    expect(question.locator(".feedback:visible")).to_have_count(0)


def test_multiple_choice_wants_all(page: Page, server: str) -> None:
    """With several right answers, taking one of them is not enough, and the learner is told so."""
    page.goto(server + LESSON)
    question = page.locator("[data-question]", has=page.locator("input[type=checkbox]")).first
    right = question.locator(".choice[data-correct] input")
    right.first.check()
    question.locator("[data-check]").click()
    expect(question.locator("[data-result]")).to_contain_text("还没有选全")
    for index in range(right.count()):
        right.nth(index).check()
    question.locator("[data-check]").click()
    expect(question.locator("[data-result]")).to_contain_text("答对了")


def test_quiz_without_javascript(browser: Browser, server: str) -> None:
    """Without JavaScript each question has its answers in a disclosure, and no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + LESSON)
    question = page.locator("[data-question]").first
    expect(question.locator("button:visible")).to_have_count(0)
    expect(question.locator("[data-said]").first).not_to_be_visible()
    question.locator("summary").click()
    expect(question.locator("[data-said]").first).to_be_visible()
    expect(question.locator("details")).to_contain_text("（正确）")
    expect(page.locator("#settings-button")).not_to_be_visible()
    context.close()


def test_progress_is_marked_summed_and_erased(page: Page, server: str) -> None:
    """A finished lesson is marked everywhere, summed in 学时 against the year's aim, kept, and erased on request."""
    page.clock.set_fixed_time("2026-11-23T10:00:00+08:00")
    page.goto(server + LESSON)
    minutes = int(page.locator("[data-lesson-page]").get_attribute("data-minutes") or 0)
    page.get_by_role("button", name="学完了").click()
    expect(page.locator("[data-finish-text]")).to_contain_text("2026年11月23日学完")
    page.reload()
    expect(page.locator("header [data-done]")).to_be_visible()

    page.goto(server + "/law/anti-fraud/")
    expect(page.locator("[data-lesson].is-done")).to_have_count(1)
    expect(page.locator("[data-start]")).to_have_text(re.compile("接着学第 1 课"))
    page.goto(server + "/law/")
    expect(page.locator("[data-course='law/anti-fraud'] .done-note")).to_contain_text("学完 1 课")
    page.goto(server + "/")
    expect(page.locator("[data-progress-summary]")).to_contain_text("学完 1 课")

    page.goto(server + "/progress/")
    expect(page.locator("[data-year-periods]")).to_have_text(f"{round(minutes / 45, 1):g}")
    expect(page.locator("[data-finished] li")).to_have_count(1)
    page.get_by_role("button", name="清除全部记录").click()
    page.get_by_role("button", name="不清除").click()
    expect(page.locator("[data-finished] li")).to_have_count(1)
    page.get_by_role("button", name="清除全部记录").click()
    page.evaluate("localStorage.setItem('xuetang:/:searches', '[\"诈骗\"]')")
    page.get_by_role("button", name="清除", exact=True).click()
    expect(page.locator("[data-finished] li")).to_have_count(0)
    expect(page.locator("[data-erase-status]")).to_have_text("已经全部清除。")
    assert page.evaluate("Object.keys(localStorage).filter((key) => /progress|searches/.test(key))") == []


def test_progress_counts_by_the_year_of_finishing(page: Page, server: str) -> None:
    """What was finished last year does not count towards this year's aim, and is still shown."""
    page.clock.set_fixed_time("2025-12-31T10:00:00+08:00")
    page.goto(server + LESSON)
    page.get_by_role("button", name="学完了").click()
    page.clock.set_fixed_time("2026-01-01T10:00:00+08:00")
    page.goto(server + "/progress/")
    expect(page.locator("[data-year-title]")).to_have_text("2026年")
    expect(page.locator("[data-year-periods]")).to_have_text("0")
    expect(page.locator("[data-other-years]")).to_contain_text("2025年 0.2 学时")


@pytest.mark.parametrize("stored", ["not json", '{"<img>": 1}', '{"law/a/b": {"on": "x"}}', "[]", "null"])
def test_damaged_record_breaks_nothing(page: Page, server: str, stored: str) -> None:
    """A record that another program wrote, or that is cut off, counts as empty."""
    page.goto(server + "/about/")
    page.evaluate("stored => localStorage.setItem('xuetang:/:progress', stored)", stored)
    page.goto(server + "/progress/")
    expect(page.locator("[data-none]")).to_be_visible()
    expect(page.locator("[data-finished] li")).to_have_count(0)


@pytest.mark.parametrize(
    ("button", "attribute", "value"),
    [
        ("大字", "text", "large"),
        ("高对比", "contrast", "high"),
        ("深色", "scheme", "dark"),
        ("浅色", "scheme", "light"),
    ],
)
def test_display_settings_persist(page: Page, server: str, button: str, attribute: str, value: str) -> None:
    """Text size, contrast and scheme are set with the keyboard, hold on the next page, and say their state."""
    page.goto(server + "/")
    expect(page.locator("#settings-button")).to_be_visible()
    page.locator("#settings-button").focus()
    page.keyboard.press("Enter")
    choice = page.get_by_role("button", name=button, exact=True)
    choice.focus()
    page.keyboard.press("Enter")
    expect(choice).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#settings")).not_to_be_visible()
    expect(page.locator("#settings-button")).to_be_focused()
    page.goto(server + LESSON)
    expect(page.locator("html")).to_have_attribute(f"data-{attribute}", value)


def test_dark_is_dark(page: Page, server: str) -> None:
    """The scheme follows the device until the reader decides otherwise."""
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    page.goto(server + "/")
    assert page.evaluate(ground) == "rgb(21, 24, 29)"
    page.evaluate("xuetangPrefs.set('scheme', 'light')")
    page.reload()
    assert page.evaluate(ground) == "rgb(253, 249, 242)"


def test_report_knows_the_lesson(page: Page, server: str) -> None:
    """The way from a lesson to the report page keeps the lesson's name and address in the text to send."""
    page.goto(server + LESSON)
    page.locator("main").get_by_role("link", name="报告问题").click()
    expect(page.locator("[data-report-about]")).to_contain_text("电话里的“警察”是真是假")
    expect(page.locator("[data-report-text]")).to_have_value(
        re.compile(f"电话里的“警察”是真是假\n网址：{server}{LESSON}")
    )


@pytest.mark.parametrize("lesson", ["no/such/lesson", "../../etc", "<b>x</b>", "a/b/c?x=1", ""])
def test_report_of_an_unknown_lesson(page: Page, server: str, lesson: str) -> None:
    """An address made up by somebody changes nothing on the report page."""
    page.goto(f"{server}/report/?lesson={lesson}")
    page.wait_for_timeout(300)
    expect(page.locator("[data-report-about]")).not_to_be_visible()
    expect(page.locator("[data-report-text]")).to_have_value("课名：\n网址：\n问题：\n")


def test_attribution_is_copied(page: Page, server: str) -> None:
    """One press copies the line of attribution."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server + "/law/anti-fraud/")
    page.get_by_text("转载和使用").click()
    page.get_by_role("button", name="复制署名").click()
    expect(page.locator("[data-copy-status]")).to_have_text("复制好了")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#attribution").inner_text()
    assert copied.startswith("《防范电信网络诈骗》")


def test_paper_has_answers_and_no_controls(page: Page, server: str) -> None:
    """Printed, a lesson has its questions with the answers at the end, and nothing to press."""
    page.goto(server + LESSON)
    page.emulate_media(media="print")
    expect(page.locator(".answers-print")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator(".top")).not_to_be_visible()
