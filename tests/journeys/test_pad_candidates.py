"""Letters → words in Chinese to choose from, on the language data of the real site."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

_ASK = """async ([name, ...given]) => {
  const { ready } = await import('/assets/search/language.js');
  const pad = await import('/assets/search/candidates.js');
  return pad[name](given[0], await ready(), ...given.slice(1));
}"""
_SPELL = "([name, ...given]) => import('/assets/search/typed.js').then((typed) => typed[name](...given))"


@pytest.fixture(scope="module")
def site_page(browser: Any, server: str) -> Any:
    """Any page of the site, opened once."""
    page = browser.new_page()
    page.goto(f"{server}/about/")
    yield page
    page.close()


def candidates(page: Page, letters: str, before: str = "") -> list[str]:
    """What is offered for letters."""
    found: list[str] = page.evaluate(_ASK, ["candidates", letters, {"before": before}])
    return found


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("gxy", "高血压"),  # first letters
        ("gaoxueya", "高血压"),  # in full
        ("gaoxue", "高血压"),  # unfinished
        ("gaoxuey", "高血压"),
        ("gaoxy", "高血压"),  # both mixed
        ("GXY", "高血压"),
        ("ertong", "儿童"),
        ("erton", "儿童"),
        ("laoren", "老人"),
        ("naoren", "老人"),  # n for l
        ("zhapian", "诈骗"),
        ("zapian", "诈骗"),  # z for zh
        ("lihun", "离婚"),
        ("nihun", "离婚"),
        ("yibao", "医保"),
        ("tnb", "糖尿病"),
        ("sj", "手机"),
        ("sdfl", "刷单返利"),
        ("gaoxuya", "高血压"),  # a letter forgotten
        ("aed", "aed"),
        ("gxycy", "高血压吃药"),  # two words, for want of one
    ],
)
def test_the_word_that_is_meant_comes_first(site_page: Page, letters: str, word: str) -> None:
    """However it is spelled."""
    assert candidates(site_page, letters)[0] == word


def test_names_are_offered_whole(site_page: Page) -> None:
    """First letters of what residents ask lead to the whole question; figures are letters too."""
    assert "血压好多才算高" in candidates(site_page, "xyhd")
    assert "高血压能不能吃泡菜" in candidates(site_page, "gxy")
    assert any(word.startswith("120") for word in candidates(site_page, "120"))


@pytest.mark.parametrize("letters", ["vvvv", "qxzv", "", "高血压", "<b>", "g x"])
def test_nothing_is_offered_for_what_spells_nothing(site_page: Page, letters: str) -> None:
    """No guesses, no errors."""
    assert candidates(site_page, letters) == []


@pytest.mark.parametrize("letters", [*"abcdefghjklmnopqrstwxyz", "ys", "zh", "sh"])
def test_every_letter_offers_telling_words(site_page: Page, letters: str) -> None:
    """At most five rows, each word once, none of a single character, none that only asks or counts in the first row."""
    found = candidates(site_page, letters)
    assert len(found) <= 60
    assert len(set(found)) == len(found)
    assert all(len(word) > 1 for word in found)
    assert not {"怎么", "可以", "什么", "自己", "第一", "三条"} & set(found[:12])


@pytest.mark.parametrize(("first", "full", "word"), [("zs", "zisha", "自杀"), ("sy", "shouyin", "手淫")])
def test_delicate_words_are_not_prompted(site_page: Page, first: str, full: str, word: str) -> None:
    """The screen stands in a public place: who means such a word spells it."""
    assert word not in candidates(site_page, first)
    assert word in candidates(site_page, full)


def test_a_word_is_gone_on_from(site_page: Page) -> None:
    """What titles and names say with a word; it also comes first when its letters are typed."""
    found: list[str] = site_page.evaluate(_ASK, ["continuations", "高血压"])
    assert "吃泡菜" in found
    assert not {"能不能", "高血压"} & set(found)
    assert "返利" in site_page.evaluate(_ASK, ["continuations", "刷单"])
    assert site_page.evaluate(_ASK, ["continuations", "鑫鑫"]) == []
    assert site_page.evaluate(_ASK, ["continuations", ""]) == []
    assert candidates(site_page, "cpc", before="高血压 ")[0] == "吃泡菜"


def test_an_answer_takes_less_than_a_blink(site_page: Page) -> None:
    """30 ms on the whole vocabulary, the index once made."""
    times: list[float] = site_page.evaluate(
        """async () => {
          const { ready } = await import('/assets/search/language.js');
          const { candidates, prepare } = await import('/assets/search/candidates.js');
          const language = await ready();
          prepare(language);
          const asked = [...'abcdefghjklmnopqrstwxyz'].flatMap((one) => ['', 'a', 's', 'zs', 'hang', 'zzzz'].map((two) => one + two));
          return asked.map((letters) => {
            const start = performance.now();
            candidates(letters, language);
            return performance.now() - start;
          });
        }"""
    )
    assert sorted(times)[len(times) * 9 // 10] < 30


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("withKey", ["", "g"], "g"),
        ("withKey", ["g", "x"], "gx"),
        ("withKey", ["高血压", "c"], "高血压 c"),
        ("withKey", ["高血压 c", "h"], "高血压 ch"),
        ("withKey", ["12", "0"], "120"),
        ("withKey", ["5", "g"], "5g"),
        ("withKey", ["12345", "r"], "12345 r"),
        ("withWord", ["gxy", "高血压"], "高血压"),
        ("withWord", ["高血压 cy", "吃药"], "高血压 吃药"),
        ("withWord", ["高血压", "吃药"], "高血压 吃药"),
        ("withWord", ["ae", "aed"], "aed "),
    ],
)
def test_text_is_written(site_page: Page, name: str, given: list[str], text: str) -> None:
    """Words stand apart, letters that are not yet a word stay together."""
    assert site_page.evaluate(_SPELL, [name, *given]) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("gx", "g"),
        ("g", ""),
        ("高血压 c", "高血压"),
        ("高血压 吃药", "高血压"),
        ("高血压", ""),
        ("自己打的字", "自己打的"),
        ("aed ", ""),
        ("120", "12"),
        ("", ""),
    ],
)
def test_text_is_taken_back(site_page: Page, text: str, left: str) -> None:
    """A letter, else a chosen word, else a character."""
    erase = """(text) => import('/assets/search/typed.js').then(
      ({ withoutLast }) => withoutLast(text, (word) => ['高血压', '吃药'].includes(word)))"""
    assert site_page.evaluate(erase, text) == left


def test_nothing_is_fetched_but_the_language(page: Page, server: str) -> None:
    """The words come from the one file that searching needs anyway."""
    asked: list[str] = []
    page.goto(f"{server}/about/", wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    candidates(page, "gxy")
    assert [url for url in asked if not re.search(r"/assets/search/[a-z]+\.js$", url)] == [
        f"{server}/search/lexicon.json"
    ]
