"""Problems as text for people, and as JSON, GitHub annotations and SARIF for tools."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from catalog.problems import RULES, Problem

#: From this many problems on, the report groups them by rule and shows the first of each.
GROUP_FROM = 30
SHOWN_PER_GROUP = 20


def as_text(problems: Sequence[Problem]) -> str:
    """One line a problem; grouped by rule when there are many; a count at the end."""
    if not problems:
        return "没有发现问题。"
    lines = list(_grouped(problems)) if len(problems) >= GROUP_FROM else [str(problem) for problem in problems]
    codes = sorted({problem.code for problem in problems})
    files = len({problem.path for problem in problems})
    lines.append("")
    lines.append(f"共 {len(problems)} 处问题，在 {files} 个文件里。想知道某一类怎么改：xuetang explain {codes[0]}")
    return "\n".join(lines)


def _grouped(problems: Sequence[Problem]) -> Iterator[str]:
    by_code = sorted(problems, key=lambda problem: problem.code)
    for code, found in groupby(by_code, key=lambda problem: problem.code):
        group = list(found)
        yield f"{code} {RULES[code].title}（{len(group)} 处）"
        yield from (f"  {problem}" for problem in group[:SHOWN_PER_GROUP])
        if len(group) > SHOWN_PER_GROUP:
            yield f"  ……还有 {len(group) - SHOWN_PER_GROUP} 处"


def as_json(problems: Sequence[Problem]) -> str:
    """`{"problems": [{path, line, column, code, title, message}]}`."""
    rows = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "title": RULES[problem.code].title,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines."""
    return "\n".join(
        f"::error file={_escape(problem.path, property_=True)},line={problem.line},col={problem.column},"
        f"title={_escape(f'{problem.code} {RULES[problem.code].title}', property_=True)}::{_escape(problem.message)}"
        for problem in problems
    )


def _escape(text: str, *, property_: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, one run."""
    codes = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": RULES[code].title},
            "fullDescription": {"text": RULES[code].help},
        }
        for code in codes
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "xuetang", "rules": rules}}, "results": [_result(p) for p in problems]}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(problem.path)}, "region": region}}
    return {"ruleId": problem.code, "level": "error", "message": {"text": problem.message}, "locations": [location]}


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
