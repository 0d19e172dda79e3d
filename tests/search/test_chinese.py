"""How Chinese text is cut into what can be searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.chinese import gram, grams, normalise, pairs, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("医保缴费", ["医保", "保缴", "缴费", "费"]),
        ("电话里的“警察”", ["电话", "话里", "里的", "的警", "警察", "察"]),
        ("《民法典》", ["民法", "法典", "典"]),
        ("打110，报警", ["打", "110", "报警", "警"]),
        ("ＷｅＣｈａｔ支付", ["wechat", "支付", "付"]),
        ("5G手机 wi-fi", ["5g", "手机", "机", "wi", "fi"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("カタカナ", ["カタカナ"]),
        ("a" * 90, ["a" * 40, "a" * 40, "a" * 10]),
        ('，。 😀 <>-"', []),
        ("", []),
    ],
)
def test_text_is_cut_without_a_dictionary(text: str, expected: list[str]) -> None:
    """Pairs of Han characters overlap, quotation marks do not part words, other words stay whole."""
    assert list(tokens(text)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_cut_can_be_found_again(before: str, after: str) -> None:
    """Any two Han characters that stand together are a token, whatever stands around them."""
    assert "血压" in set(tokens(f"{before}血压{after}"))


@given(st.text(max_size=200))
def test_no_text_breaks_the_tokens(text: str) -> None:
    """Tokens are never empty and hold no space; normalising twice changes nothing."""
    assert all(token and not any(map(str.isspace, token)) for token in tokens(text))
    assert normalise(normalise(text)) == normalise(text)


def test_grams_are_words_that_no_segmenter_cuts() -> None:
    """Two different tokens never get the same word, and none is the beginning of a shorter one's."""
    assert gram("医保") == "z0533b04fdd"
    assert gram("wechat") == "wechat"
    assert grams("医保", "医保110") == "z0533b04fdd z0533b z04fdd 110"


def test_pairs_are_the_windows_of_han_text() -> None:
    """Only whole pairs of Han characters, each once."""
    assert pairs("刷单，刷单110返") == ("刷单",)
