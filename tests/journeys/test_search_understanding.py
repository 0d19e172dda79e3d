"""What residents type is not what lessons say: pinyin, first letters, slips, dialect, traditional characters."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.searching import search

PRESSURE = "health/chronic-disease/blood-pressure"
PERMIT = "migrants/residence-permit/apply"
WAGES = "migrants/wages-contracts/unpaid-wages"
FOODS = "infants/feeding/first-foods"


@pytest.mark.parametrize(
    ("query", "lesson", "reason"),
    [
        ("gaoxueya", PRESSURE, "拼音：高血压"),
        ("GaoXueYa", PRESSURE, "拼音：高血压"),
        ("gao xue ya", PRESSURE, "拼音：高血压"),
        ("gāo xuè yā", PRESSURE, "拼音：高血压"),
        ("gao'xue'ya", PRESSURE, "拼音：高血压"),
        ("ｇａｏｘｕｅｙａ", PRESSURE, "拼音：高血压"),
        ("gaoxue", PRESSURE, "拼音：高血压"),
        ("高xueya", PRESSURE, "拼音：高血压"),
        ("gao血压", PRESSURE, "拼音：高血压"),
        ("gxy", PRESSURE, "拼音首字母：高血压"),
        ("jzz", PERMIT, "拼音首字母：居住证"),
        ("zenmebanjuzhuzheng", PERMIT, "拼音：居住证"),
        ("高雪压", PRESSURE, "同音：高血压"),
        ("老连人手机", "seniors/smartphone/ride", "同音：老年人"),
        ("高血壓", PRESSURE, None),
        ("fushi", FOODS, "拼音：辅食"),
        ("辅实", FOODS, "同音：辅食"),
    ],
)
def test_it_is_understood_and_says_why(page: Page, server: str, query: str, lesson: str, reason: str | None) -> None:
    """The lesson is among the first three, and tells how the query was read when the words are not to be seen."""
    page.goto(server)
    found = search(page, query)
    by_id = {result["id"]: result for result in found["results"][:3]}
    assert lesson in by_id
    assert by_id[lesson]["reason"] == reason
    assert not found["isPartial"]


@pytest.mark.parametrize(
    ("query", "lesson"),
    [
        ("高血压能吃啥", "health/chronic-disease/salt"),
        ("娃儿辅食", FOODS),
        ("老板不给工资怎么办", WAGES),
        ("離婚", "marriage/communication/getting-help"),
        ("办居住证", PERMIT),
        ("电马儿充电", "homemaking/home-safety/ebike-charging"),
        ("楼上跑水淹了屋头", "law/civil-code/leaks-and-light"),
        ("gongzi bu fa zenme ban", WAGES),
    ],
)
def test_everyday_questions_find_their_lesson(page: Page, server: str, query: str, lesson: str) -> None:
    """The queries that neither engine answers as shipped."""
    page.goto(server)
    assert lesson in [result["id"] for result in search(page, query)["results"][:3]]


@pytest.mark.parametrize("query", ["红木家具", "叉车多少钱一台", "种西红柿"])
def test_a_lesson_that_only_has_the_words_is_no_answer(page: Page, server: str, query: str) -> None:
    """It is shown, and not as if it were about that."""
    page.goto(server)
    found = search(page, query)
    assert found["isPartial"] or found["total"] == 0


@pytest.mark.parametrize("query", ["低血压", "面世", "比特币挖矿", "鑫鑫鑫鑫", "xyzzy", "的", "怎么办"])
def test_a_real_word_is_never_replaced(page: Page, server: str, query: str) -> None:
    """Low is not high: what is a word, ours or not, or nothing at all, is taken as typed."""
    page.goto(server)
    assert search(page, query)["repairs"] == []


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("自杀", "12356"),
        ("我不想活了", "12356"),
        ("zisha", "12356"),
        ("着火了", "119"),
        ("老公打我", "110"),
        ("喝农药", "120"),
    ],
)
def test_whoever_is_in_danger_is_told_whom_to_call(page: Page, server: str, query: str, number: str) -> None:
    """Before all lessons, and read out."""
    page.goto(f"{server}/search/?q={query}")
    expect(page.get_by_role("alert")).to_contain_text(number)


@pytest.mark.parametrize("query", ["高血压", "打游戏", "手机打车", "芒果打药", "居住证"])
def test_nobody_else_is_alarmed(page: Page, server: str, query: str) -> None:
    """Most queries are no calls for help."""
    page.goto(server)
    assert search(page, query)["urgent"] is None


def test_a_letter_that_all_our_tokens_begin_with_finds_no_others(page: Page, server: str) -> None:
    """Tokens of Han text begin with z: who has typed only that has not asked for all of them."""
    page.goto(server)
    assert search(page, "z", engine="pagefind")["total"] < search(page, "的", engine="pagefind")["total"]
    assert search(page, "z0", engine="pagefind")["total"] == 0


def test_the_page_says_how_it_read_a_slip(page: Page, server: str) -> None:
    """A sentence above the results, and a note under the suggestions."""
    page.goto(f"{server}/search/?q=高雪压")
    status = page.locator("[data-search-status]")
    expect(status).to_contain_text("没有“高雪压”，按“高血压”找到")
    expect(page.locator(".search-result__reason").first).to_have_text("同音：高血压")
    page.get_by_role("combobox").fill("高雪压 吃")
    expect(page.locator(".search-panel__note")).to_have_text("没有“高雪压”，按“高血压”找")


def test_language_is_loaded_when_somebody_searches(page: Page, server: str) -> None:
    """A page that is only read fetches none of it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "lexicon" in url or "pagefind" in url]
    with page.expect_request("**/search/lexicon.json"):
        page.get_by_role("combobox").first.click()


def test_search_works_without_language_data(page: Page, server: str) -> None:
    """A device that could not fetch it still finds what was typed word for word."""
    page.route("**/lexicon.json", lambda route: route.abort())
    page.goto(server)
    assert search(page, "血压")["results"][0]["id"].startswith("health/")
    assert search(page, "gaoxueya")["total"] == 0
