"""Modules → one plain script for each entry: what a page loads by `<script defer>` where modules are not allowed.

The scripts of a page share their modules: each is run once, as a browser would do it.
"""

import json
from collections.abc import Iterable, Mapping

from site_builder.copy.javascript import ScriptError
from site_builder.copy.modules import Import, Module, read_module

_HEAD = """(function () {
"use strict";
const modules = (globalThis.xuetangModules ??= new Map());
const root = new URL(%(root)s, document.currentScript.src);
const define = (path, run) => modules.has(path) || modules.set(path, { run, exports: null });
const require = (path) => {
  const module = modules.get(path);
  module.exports ??= module.run(require, loader(path), new URL(path, root).href);
  return module.exports;
};
const loader = (from) => async (address) => {
  const wanted = new URL(address, new URL(from, root));
  for (const path of modules.keys()) if (new URL(path, root).pathname === wanted.pathname) return require(path);
  throw new TypeError(`not in this copy: ${wanted.href}`);
};
"""


class Linker:
    """Links modules. `sources`: path below the root → text, of everything that may be imported."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._read: dict[str, Module] = {}

    def link(self, entry: str) -> str:
        """The script for one entry. The same for the same sources. Raises ScriptError."""
        modules = self.needed(entry)
        root = json.dumps("../" * entry.count("/") or "./")
        parts = [_HEAD % {"root": root}, *(self._defined(module) for module in modules)]
        return "".join([*parts, f"require({json.dumps(entry)});\n}})();\n"])

    def needed(self, entry: str) -> list[Module]:
        """The entry and all that it may load, every module behind those that it imports. Raises ScriptError."""
        done: dict[str, Module] = {}
        self._visit(entry, entry, (), done)
        return list(done.values())

    def _visit(self, path: str, wanted_by: str, above: tuple[str, ...], done: dict[str, Module]) -> None:
        if path in above:
            raise ScriptError(path, "", 0, f"模块互相 import：{' → '.join((*above[above.index(path) :], path))}")
        if path in done:
            return
        module = self._module(path, wanted_by)
        for each in module.imports:
            self._visit(each.module, path, (*above, path), done)
        done[path] = module
        for other in module.might_load:
            self._visit(other, path, (), done)

    def _module(self, path: str, wanted_by: str) -> Module:
        if path not in self._read:
            if path not in self._sources:
                raise ScriptError(wanted_by, "", 0, f"没有 {path} 这个模块")
            self._read[path] = read_module(path, self._sources[path])
        return self._read[path]

    def _defined(self, module: Module) -> str:
        lines = [line for each in module.imports for line in self._imported(module, each)]
        if module.changing:
            lines.append("const $live = { watchers: [] };\n")
            lines += [_live(name) for name in module.changing]
        names = [f"get {name}() {{ return {name}; }}" for name in sorted([*module.constant, *module.changing])]
        names += ["$watch(watcher) { $live.watchers.push(watcher); }"] if module.changing else []
        return (
            f"define({json.dumps(module.path)}, function ($require, $import, $address) {{\n{''.join(lines)}"
            f"{module.source.rstrip()}\nreturn {{ __proto__: null, {', '.join(names)} }};\n}});\n"
        )

    def _imported(self, module: Module, wanted: Import) -> Iterable[str]:
        other = self._module(wanted.module, module.path)
        there = f"$require({json.dumps(wanted.module)})"
        for name, _ in wanted.names:
            if name not in (*other.constant, *other.changing):
                raise ScriptError(module.path, "", 0, f"{wanted.module} 没有导出“{name}”")
        if wanted.whole:
            yield f"const {wanted.whole} = {there};\n"
            return
        constant = [(name, here) for name, here in wanted.names if name in other.constant]
        changing = [(name, here) for name, here in wanted.names if name in other.changing]
        shown = ", ".join(name if name == here else f"{name}: {here}" for name, here in constant)
        yield f"const {{ {shown} }} = {there};\n" if constant else f"{there};\n"
        for name, here in changing:
            yield f"let {here} = {there}.{name};\n"
            yield f"{there}.$watch((name, value) => {{ if (name === {json.dumps(name)}) {here} = value; }});\n"


def _live(name: str) -> str:
    """A property that tells all importers its new value."""
    told = json.dumps(name)
    return (
        f"Object.defineProperty($live, {told}, "
        f"{{ set(value) {{ for (const tell of $live.watchers) tell({told}, value); }} }});\n"
    )
