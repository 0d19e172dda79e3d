"""What the browser's search module finds, with the engine inside the site."""

import json

import pytest
from playwright.sync_api import Page

from catalog.vocabulary import Duration
from search.chinese import gram, tokens
from tests.journeys.searching import every_name, lessons, parts_of_texts, search, sweep

ODD = [
    "",
    " ",
    "，。！？",
    "😀",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "-诈骗",
    '"诈骗"',
    "'; DROP TABLE lessons; --",
    "诈" * 500,
    "a" * 500,
    "的",
    "1",
    "怎么办",
    "\u202e诈骗\u0000",
    "ꙮcategoryꙮlawꙮ",
    "category:law",
    "* OR 1=1",
    "__proto__",
    "constructor",
    "高血壓",
    "身份证510403199001011234",
]


def test_titles_categories_aliases_and_all_pairs_find_their_lesson(page: Page, server: str) -> None:
    """Every title, category name, alias, keyword and any two characters of a title find the lesson."""
    page.goto(server)
    assert sweep(page, every_name(), engine="pagefind") == []


def test_every_part_of_every_text_is_found(page: Page, server: str) -> None:
    """Parts of 2–6 characters and dictionary words, taken at random: no lesson that has them is missing."""
    page.goto(server)
    assert sweep(page, parts_of_texts(400), engine="pagefind") == []


def test_titles_and_aliases_find_their_lesson_first(page: Page, server: str) -> None:
    """What is typed word for word comes first."""
    page.goto(server)
    for lesson in lessons():
        assert search(page, lesson.title)["results"][0]["id"] == lesson.id
        for alias in lesson.aliases:
            assert search(page, alias, limit=6, facets=False)["results"][0]["id"] == lesson.id, alias


def test_browser_and_indexer_cut_text_alike(page: Page, server: str) -> None:
    """The planner and `search/chinese.py` are twins: on the lessons and on odd text."""
    page.goto(server)
    texts = [
        *ODD,
        *(lesson.title for lesson in lessons()),
        lessons()[0].body,
        "ＡＢＣ①㎡ カタカナ 𠮷野家 ﬁ İ ß wi-fi 5G",
    ]
    cut = page.evaluate(
        """async (texts) => {
          await (await import('/assets/search/language.js')).ready();
          const { gram, tokens } = await import('/assets/search/planner.js');
          return texts.map((text) => tokens(text).map((token) => [token, gram(token)]));
        }""",
        texts,
    )
    assert cut == [[[token, gram(token)] for token in tokens(text)] for text in texts]


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_break_nothing(page: Page, server: str, query: str) -> None:
    """Whatever is typed gives an answer of the right shape and no error; snippets are text, never HTML."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server)
    found = search(page, query)
    assert found["total"] >= len(found["results"]) >= 0
    assert not errors
    for result in found["results"]:
        assert all(set(part) == {"text", "mark"} for part in (*result["snippet"], *result["titleParts"]))


def test_what_nobody_wrote_is_not_found(page: Page, server: str) -> None:
    """A word that differs by one character, a wrong number or a misspelt word finds nothing by accident."""
    page.goto(server)
    for query in ("961101", "wechta", "鑫鑫鑫鑫", "舞狮"):
        assert search(page, query)["total"] == 0, query
    guess = search(page, "婚烟")
    assert guess["isPartial"] and [repair["text"] for repair in guess["repairs"]] == ["婚姻"]


def test_whole_questions_find_what_they_are_about(page: Page, server: str) -> None:
    """Question words do not stand in the way; the result says that it only comes near."""
    page.goto(server)
    for question, lesson in (
        ("警察打电话喊我转钱咋个办", "law/anti-fraud/fake-police"),
        ("请问接到96110的电话要不要接啊", "law/anti-fraud/fake-police"),
        ("刷单被骗的钱怎么才能要回来", "law/anti-fraud/click-farming"),
    ):
        found = search(page, question)
        assert lesson in [result["id"] for result in found["results"][:3]], question
    assert found["results"][0]["reason"].startswith("部分符合：刷单、被骗")


def test_what_no_lesson_has_together_names_the_words_that_exist(page: Page, server: str) -> None:
    """Lessons that have one of the words come near; nothing at all is found for what is in none."""
    page.goto(server)
    found = search(page, "辅食 广场舞 鑫鑫鑫鑫")
    assert found["isPartial"] and found["words"] == ["辅食", "广场舞"]
    assert (search(page, "鑫鑫鑫鑫")["total"], search(page, "鑫鑫鑫鑫")["words"]) == (0, [])


def test_counts_tell_what_a_choice_would_show(page: Page, server: str) -> None:
    """Filters narrow, the counts of every facet hold what choosing there would give, and all agree."""
    page.goto(server)
    everything = search(page, "手机", limit=480)
    assert sum(everything["facets"]["category"].values()) == everything["total"]
    for slug, number in everything["facets"]["category"].items():
        narrowed = search(page, "手机", limit=480, filters={"category": slug})
        assert narrowed["total"] == number == len(narrowed["results"])
        assert {result["category"] for result in narrowed["results"]} == {slug}
        assert narrowed["facets"]["category"] == everything["facets"]["category"]
    both = search(page, "手机", filters={"category": ["law", "health"], "level": "beginner"})
    assert both["total"] == sum(everything["facets"]["category"].get(slug, 0) for slug in ("law", "health"))
    for slug, number in everything["facets"]["duration"].items():
        narrowed = search(page, "手机", limit=480, filters={"duration": slug})
        assert narrowed["total"] == number == len(narrowed["results"])
        assert {Duration.of(result["minutes"]) for result in narrowed["results"]} == {slug}
    assert sum(everything["facets"]["duration"].values()) == everything["total"]
    assert search(page, "手机", filters={"category": "no-such"})["total"] == 0
    assert search(page, "手机", filters={"category": '"] OR x'})["total"] == everything["total"]


def test_a_reason_is_given_when_the_words_are_not_in_sight(page: Page, server: str) -> None:
    """An alias that stands nowhere in the text is shown as the reason."""
    page.goto(server)
    hidden = next(
        (lesson, alias)
        for lesson in lessons()
        for alias in lesson.aliases
        if alias not in lesson.title + lesson.summary + lesson.body and len(alias) > 4
    )
    assert search(page, hidden[1])["results"][0]["reason"] == f"别名：{hidden[1]}"


def test_longer_lists_start_like_shorter_ones(page: Page, server: str) -> None:
    """“显示更多” appends and never reorders."""
    page.goto(server)
    ids = [[result["id"] for result in search(page, "不", limit=limit)["results"]] for limit in (20, 40)]
    assert ids[1][:20] == ids[0]


def test_the_published_shape_is_kept(page: Page, server: str) -> None:
    """Programs that import the module get what its documentation says."""
    page.goto(server)
    found = search(page, "诈骗", limit=2)
    assert {"engine", "total", "results", "facets"} <= set(found)
    assert found["engine"] == "pagefind"
    assert {"id", "url", "title", "category", "course", "snippet", "reason"} <= set(found["results"][0])
    assert found["results"][0]["url"].startswith(f"{server}/law/")
    json.dumps(found)
