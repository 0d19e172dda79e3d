"""Modules become plain scripts that mean the same; what is not understood is refused, not guessed at."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.copy.javascript import ScriptError, tokenise
from site_builder.copy.linker import Linker
from site_builder.copy.modules import Import, read_module
from site_builder.settings import PROGRAM

CLIENT = {
    f"assets/{name}/{path.name}": path.read_text(encoding="utf-8")
    for name, folder in (
        ("search", "search/client"),
        ("portal", "theme/portal/assets/portal"),
        ("shared", "theme/shared"),
    )
    for path in sorted((PROGRAM / folder).glob("*.js"))
}
ENTRIES = ["assets/portal/portal.js", "assets/search/box.js", "assets/search/results.js"]


def test_tokens_of_what_looks_like_something_else() -> None:
    """Slashes, quotes and braces within strings, templates, comments and regular expressions."""
    source = 'a = b / c / d; // import "x"\nf(/[/"]\\/"/g.test(`x${g({ y: `${z}}` })}"`)) /* ` */ ?. h'
    wanted = 'a = b / c / d ; f ( /[/"]\\/"/g . test ( `x { g ( { y : ` { z } } } ) } " ) ) ?. h'
    found = [token.text for token in tokenise(source)]
    assert [text for text in found if text] == wanted.split()


@pytest.mark.parametrize("path", CLIENT)
def test_tokens_leave_nothing_out(path: str) -> None:
    """Between the tokens of our own scripts there are spaces, comments and ends of templates, and every bracket closes."""
    source, at = CLIENT[path], 0
    for token in tokenise(source, path):
        assert source.startswith(token.text, token.start) and token.start >= at
        assert re.fullmatch(r"(?:\s|//[^\n]*\n|/\*[\s\S]*?\*/|[`$])*", source[at : token.start]), source[at : token.end]
        at = token.end


_WORDS = st.sampled_from(["a", "1", '"s/\\""', "/r[/]/g", "`t`", "`u${v}w`", "(x)", "[y, z]", "f(1)", "{ k: 2 }"])


@given(
    st.lists(_WORDS, min_size=1, max_size=8), st.lists(st.sampled_from([" ", "\n", " /* } */ ", " // `\n"]), min_size=9)
)
def test_spaces_and_comments_change_nothing(words: list[str], gaps: list[str]) -> None:
    """The tokens are the same wherever a script is broken into lines."""
    spread = "".join(f"{gap}={word}," for gap, word in zip(gaps, words, strict=False))
    plain = "".join(f"={word}," for word in words)
    assert [t.text for t in tokenise(spread)][: 2 * len(words)] == [t.text for t in tokenise(plain)][: 2 * len(words)]


def test_a_module_and_what_is_made_of_it() -> None:
    """Imports and exports are taken out, lines stay, names stay what they were."""
    module = read_module(
        "assets/a/b.js",
        'import { one, two as other } from "../c/d.js";\n'
        'import * as all from "./e.js";\n'
        'import "./f.js";\n'
        "export const here = import.meta.url;\n"
        "export let state = 0;\n"
        "export async function* go() { state = { state: one.import }; return import(`./${here}.js`); }\n"
        "export class Thing {}\n"
        'const wanted = ["./g.js", "./f.js"];\n',
    )
    assert module.imports == [
        Import("assets/c/d.js", (("one", "one"), ("two", "other"))),
        Import("assets/a/e.js", (), "all"),
        Import("assets/a/f.js"),
    ]
    assert (module.constant, module.changing) == (["here", "go", "Thing"], ["state"])
    assert module.might_load == ["assets/a/g.js"]
    assert module.source == (
        "\n\n\nconst here = $address;\nlet state = 0;\n"
        "async function* go() { $live.state = state = { state: one.import }; return $import(`./${here}.js`); }\n"
        'class Thing {}\nconst wanted = ["./g.js", "./f.js"];\n'
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('import a from "./b.js";', "import 的写法不认识"),
        ('import { default as a } from "./b.js";', "应是一个名字"),
        ('import { a } from "b";', r"只认识 \./ 或 \.\./ 开头的 \.js"),
        ('import { a } from "https://elsewhere.example/b.js";', "只认识"),
        ('import { a } "./b.js";', "应有 from"),
        ("import.meta.resolve;", "import.meta.url"),
        ('if (x) { import { a } from "./b.js"; }', "写在最外层"),
        ("export default 1;", "只认识 function"),
        ("export { a };", "只认识 function"),
        ('export * from "./b.js";', "只认识 function"),
        ("export const a = 1, b = 2;", "一次只能导出一个"),
        ("export const { a } = b;", "一次只能导出一个"),
        ("export let a = 1;\na += 1;", "只能用 = 改变"),
        ("export let a = 1;\n++a;", "只能用 = 改变"),
        ("export let a = 1;\nfunction f() { let a = 2; }", "不能再有同名"),
        ("await go();", "不能用 await"),
        ("const $live = 1;", "留给链接程序"),
        ("const a = `x${b;", "少了“`”|少了“{”"),
        ("f(1]];", "多了一个"),
        ('const a = "x\n";', "读不懂"),
    ],
)
def test_what_is_not_understood_is_refused(source: str, says: str) -> None:
    """With the file and the line."""
    with pytest.raises(ScriptError, match=says) as caught:
        read_module("assets/a.js", source)
    assert str(caught.value).startswith("assets/a.js:")


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ({"a.js": 'import "./b.js";'}, "没有 b.js 这个模块"),
        ({"a.js": 'import { x } from "./b.js";', "b.js": "export const y = 1;"}, "b.js 没有导出“x”"),
        ({"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'}, "互相 import：a.js → b.js → a.js"),
        ({"a.js": 'go(import("./b.js"));'}, "没有 b.js 这个模块"),
    ],
)
def test_what_does_not_fit_together_is_refused(sources: dict[str, str], says: str) -> None:
    """A missing module, a missing name, a circle."""
    with pytest.raises(ScriptError, match=says):
        Linker(sources).link("a.js")


@pytest.mark.parametrize("entry", ENTRIES)
def test_our_own_modules_are_linked(entry: str) -> None:
    """Every module once, before whoever imports it; no module syntax is left; twice the same bytes."""
    script = Linker(CLIENT).link(entry)
    assert script == Linker(dict(reversed(CLIENT.items()))).link(entry)
    order = [module.path for module in Linker(CLIENT).needed(entry)]
    assert len(order) == len(set(order)) and entry in order
    for module in Linker(CLIENT).needed(entry):
        assert all(order.index(each.module) < order.index(module.path) for each in module.imports)
    tokens = tokenise(script)
    assert not [token for token in tokens if token.kind == "word" and token.text in ("import", "export")]
