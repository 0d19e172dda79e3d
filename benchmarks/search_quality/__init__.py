"""How well the search finds what residents look for: judged queries, in a real browser, on both engines."""
