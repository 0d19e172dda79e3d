"""Linked modules do in a browser what the modules themselves do there."""

from pathlib import Path

from playwright.sync_api import Page, expect

from site_builder.copy.linker import Linker
from site_builder.output import write
from tests.journeys.conftest import serving

MODULES = {
    "lib/state.js": """
        told.push("state runs");
        export let state = ["first"];
        export const set = (value) => { state = value; return state; };
        export const own = () => state;
        export function later() { return Promise.resolve(["late"]).then((found) => (state = found)); }
        export class Kind { static of = new Kind(); name = "kind"; }
        export const hereIs = import.meta.url;
    """,
    "lib/reader.js": """
        import { state, Kind } from "./state.js";
        told.push("reader runs");
        export const read = () => state[0];
        export const shadowed = (state) => state[0];
        export const short = () => ({ state }).state[0] + { state: "key" }.state + `${state[0]}`;
        export const kind = Kind.of.name;
        export const isStrict = (function () { return this === undefined; })();
    """,
    "lib/lazy.js": """
        import * as all from "./state.js";
        told.push("lazy runs");
        export const seen = () => all.state[0];
        export const names = Object.keys(all).filter((name) => name !== "$watch").sort().join();
    """,
    "app/main.js": """
        import { set, own, state as renamed, later, hereIs } from "../lib/state.js";
        import { read, shadowed, short, kind, isStrict } from "../lib/reader.js";
        import "../lib/reader.js";
        told.push("main runs", read(), renamed[0], kind, isStrict);
        set(["second"]);
        told.push(read(), renamed[0], own()[0], shadowed(["mine"]), short());
        const lazy = () => import(read() === "never" ? "./none.js" : "../lib/lazy.js");
        const [one, other] = await_all();
        function await_all() { return [lazy(), lazy()]; }
        later()
          .then(() => Promise.all([one, other, import("../lib/lazy.js")]))
          .then(([a, b, c]) => told.push(a === b && b === c, a.seen(), a.names, read()))
          .then(() => import("./" + "missing.js"))
          .catch((error) => told.push(error instanceof TypeError))
          .then(() => { told.push(new URL("x", hereIs).pathname.split("/").slice(-2).join("/")); document.title = "done"; });
    """,
    "app/none.js": "export const none = 1;",
    "app/second.js": """
        import { state } from "../lib/state.js";
        told.push("second runs", state[0]);
    """,
}
HEAD = '<!doctype html><script src="told.js"></script>'


def test_the_same_happens(page: Page, tmp_path: Path) -> None:
    """Order, bindings that change, names of their own, modules loaded later and once, addresses; two scripts on a page
    share their modules."""
    write(tmp_path / "told.js", b"window.told = [];")
    for path, source in MODULES.items():
        write(tmp_path / path, source.encode())
    for path in ("app/main.js", "app/second.js"):
        write(tmp_path / "linked" / path, Linker(MODULES).link(path).encode())
    write(tmp_path / "linked/told.js", b"window.told = [];")
    tags = [f"<script {{}} src={path}></script>" for path in ("app/main.js", "app/second.js")]
    write(tmp_path / "modules.html", (HEAD + "".join(tags).replace("{}", "type=module")).encode())
    write(tmp_path / "linked/plain.html", (HEAD + "".join(tags).replace("{}", "defer")).encode())
    told = []
    with serving(tmp_path) as address:
        for start in (f"{address}/modules.html", (tmp_path / "linked/plain.html").as_uri()):
            page.goto(start)
            expect(page).to_have_title("done")
            said = page.evaluate("told")
            assert said.count("state runs") == said.count("lazy runs") == said.count("second runs") == 1
            at = said.index("second runs")  # when depends on how long a module takes to arrive
            assert said.pop(at) and said.pop(at) == "late"
            told.append(said)
    assert told[0] == told[1]
    assert told[0][:8] == ["state runs", "reader runs", "main runs", "first", "first", "kind", True, "second"]
