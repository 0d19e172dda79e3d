"""A built portal → a copy that any computer opens by double click, without a server and without anything installed.

A browser that opens a file refuses modules, `fetch`, workers and WebAssembly, and a folder is no page to it. So the
modules are linked into plain scripts (`linker`), links name the files that they lead to (`pages`), and what was fetched
becomes scripts too (`make`).
"""
