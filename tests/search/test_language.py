"""Language data: readings, words, traditional characters, aliases, and what of it goes to the browser."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.problems import ContentError
from search.aliases import expansions, load_aliases
from search.chinese import normalise
from search.dictionary import dictionary
from search.documents import SearchDocument
from search.lexicon import make_lexicon, packed
from search.pinyin import syllables
from search.questions import load_questions
from search.sounds import sounds
from search.urgent import load_urgent
from search.words import is_word, words
from tests.search.samples import document


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("重庆", "chong qing"),
        ("银行", "yin hang"),
        ("行", "xing"),
        ("长寿", "chang shou"),
        ("会计", "kuai ji"),
        ("女", "nv"),
        ("绿", "lv"),
        ("HPV疫苗", "yi miao"),
    ],
)
def test_words_are_read_as_people_type_them(word: str, reading: str) -> None:
    """By the word where it is one; ü as v; what is not Han has no reading."""
    assert " ".join(syllables(word)) == reading


def test_words_inside_words_are_words() -> None:
    """Who types 血压 finds 高血压; a word that straddles two is a word too."""
    assert {"高血压", "血压"} <= set(words("高血压能吃什么"))
    assert {"医保", "缴费"} <= set(words("城乡居民医保缴费指南"))
    assert list(words("HPV，a")) == []
    assert is_word("面试") and not is_word("面式")


def test_traditional_characters_are_simplified_one_for_one() -> None:
    """Places in the text stay, so that what is marked is what was found."""
    assert normalise("離婚、高血壓、頭髮乾") == "离婚、高血压、头发干"
    assert len(normalise("離婚高血壓")) == 5


def lexicon(*documents: SearchDocument, aliases: str = "[]", folder: Path) -> dict[str, object]:
    path = folder / "aliases.yml"
    path.write_text(aliases, encoding="utf-8")
    data: dict[str, object] = json.loads(make_lexicon(documents, load_aliases(path)).as_json())
    return data


def unpacked(text: str) -> list[str]:
    """Words as the browser reads them."""
    return [group[0] + rest for group in text.split() for rest in group[1:].split(",")]


@given(st.sets(st.text(alphabet="高血压龄书𠮷野家", min_size=1, max_size=4)))
def test_what_is_packed_can_be_unpacked(words: set[str]) -> None:
    """Words of one character and rare characters too."""
    assert unpacked(packed(words)) == sorted(words)


def test_lexicon_knows_where_words_stand(tmp_path: Path) -> None:
    """A title's words weigh most; a name of the lesson is a word even if no dictionary has it."""
    data = lexicon(document("a", title="在家量血压", keywords=("反诈", "骗局")), folder=tmp_path)
    found = data["words"]
    assert isinstance(found, dict)
    assert "血压" in unpacked(found["4"][1])
    assert "反诈" in unpacked(found["3"][1])
    assert data["names"] == ["在家量血压", "公安局打电话说我洗钱", "反诈", "骗局", "防范电信网络诈骗", "诈骗"]
    assert "wechat" in str(data["latin"]).split()


def test_lexicon_reads_words_that_differ_from_their_characters(tmp_path: Path) -> None:
    """银行 is in the list of exceptions, 血压 is not: it reads as its characters do."""
    data = lexicon(document("a", title="去银行的路", keywords=("重庆", "血压")), folder=tmp_path)
    assert data["exceptions"] == {"重庆": "chong qing", "银行": "yin hang"}


def test_lexicon_knows_words_that_only_sound_like_ours(tmp_path: Path) -> None:
    """医疗 sounds like 衣料: a real word is no slip, whether a lesson has it or not."""
    data = lexicon(document("a", title="医疗", body="衣服、材料、姨"), folder=tmp_path)
    assert "衣料" in unpacked(str(data["strangers"]))
    assert "医疗" not in unpacked(str(data["strangers"]))


def test_lexicon_is_the_same_for_the_same_catalog(lessons: tuple[SearchDocument, ...]) -> None:
    """To the byte, and small enough for a phone: 150 KB compressed at most."""
    one, other = (make_lexicon(lessons, load_aliases()).as_json() for _ in range(2))
    assert one == other
    assert len(gzip.compress(one)) <= 150 * 1024


def test_aliases_of_the_site_are_many_and_in_order() -> None:
    """At least 250 words that people type, for every one of the 13 categories."""
    aliases = load_aliases()
    assert len({say for alias in aliases for say in alias.say}) >= 250
    assert len({category for alias in aliases for category in alias.categories}) == 13


def test_aliases_lead_one_way_unless_they_say_otherwise(tmp_path: Path) -> None:
    """Who types 娃儿 also gets 孩子, not the reverse; 芒果 and 杧果 find each other."""
    path = tmp_path / "aliases.yml"
    path.write_text(
        "- {say: [娃儿, 細娃], means: [孩子, 婴幼儿], kind: dialect}\n- {say: [杧果], means: [芒果], kind: old, both: true}\n",
        encoding="utf-8",
    )
    assert expansions(load_aliases(path)) == {
        "娃儿": ("孩子", "婴幼儿"),
        "细娃": ("孩子", "婴幼儿"),
        "杧果": ("芒果",),
        "芒果": ("杧果",),
    }


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (
            "- {say: [娃儿], means: [孩子], kind: slang}\n",
            "search/aliases.yml:1:28: M04 “第 1 条 kind”不能填“slang”；可以填：",
        ),
        (
            "- {say: [娃儿], means: [孩子], kind: dialect}\n- {say: [娃儿], means: [儿童], kind: dialect}\n",
            "search/aliases.yml:2:10: M05 “娃儿”在第 1 条已经有了；请合成一条",
        ),
        (
            "- {say: [娃儿], means: [娃儿], kind: dialect}\n",
            "search/aliases.yml:1:10: M05 “娃儿”又在 say 又在 means 里；请去掉一个",
        ),
    ],
)
def test_faults_of_the_list_are_told_at_their_place(tmp_path: Path, text: str, report: str) -> None:
    """Whoever adds a word hears what is wrong with it."""
    path = tmp_path / "aliases.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_aliases(path)
    assert str(caught.value.problems[0]).startswith(report)


def test_words_that_no_dictionary_has_are_told_to_meilisearch() -> None:
    """辅食 is one, 血压 is in every dictionary, 临时救助 is two words that are cut right by themselves."""
    names = ("辅食", "血压", "临时救助", "反诈", "一句很长的话", "96110")
    assert dictionary([document("a", aliases=names, keywords=(), course_keywords=())]) == ("反诈", "辅食")


def test_a_fault_in_the_calls_for_help_is_told_at_its_place(tmp_path: Path) -> None:
    """A list that cannot be read stops the build; it never goes missing unnoticed."""
    path = tmp_path / "urgent.yml"
    path.write_text("- say: [着火]\n  tel: 打 119\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_urgent(path)
    assert [str(problem) for problem in caught.value.problems] == [
        "search/urgent.yml:2:3: M01 不认识“tel”；请删掉，或对照 CONTRIBUTING.md 检查拼写",
        "search/urgent.yml:2:3: M02 缺少“tell”；请补上（在“第 1 条”里）",
    ]


def test_no_alias_is_a_question_word() -> None:
    """A word cannot be both looked past and looked for."""
    questions = load_questions()
    ignored = {*questions.questions, *questions.fillers}
    assert not [say for alias in load_aliases() for say in alias.say if say in ignored]


def test_programs_that_ask_directly_get_readings() -> None:
    """Readings of words and of neighbouring words, and first letters."""
    found = sounds(document("a", title="居住证怎么申领", headings=(), aliases=(), keywords=("血压",)))
    assert {"juzhuzheng", "shenling"} <= set(found["pinyin"]["title"].split())
    assert found["pinyin"]["more"] == "xueya xieya"
    assert {"jzz", "xy"} <= set(found["initials"].split())


def test_lexicon_knows_how_rare_characters_are(tmp_path: Path) -> None:
    """By the number of lessons that have them, however often; what no lesson has is not there."""
    documents = [
        document(str(n), title="血糖" if n == 0 else "血压" if n < 4 else "血", body="血血血") for n in range(8)
    ]
    data = lexicon(*documents, folder=tmp_path)
    rarity = data["rarity"]
    assert isinstance(rarity, dict)
    halves = {character: int(half) for half, group in rarity.items() for character in group}
    assert data["lessons"] == 8
    assert halves["血"] < halves["压"] < halves["糖"]
    assert "龄" not in halves
