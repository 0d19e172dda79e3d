"""The report on unanswered queries, for people, for programs, and as aliases to be looked through."""

import json
from collections.abc import Callable, Iterator

from rich.cells import cell_len

from search.report import Report, Row, Suggestion, suggestions

_HEADINGS = ("次数", "搜的词", "不认识的", "也许是")


def as_table(report: Report) -> str:
    """A table whose columns line up although Han characters are two cells wide."""
    rows = [_HEADINGS, *map(_cells, report.rows)]
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(_HEADINGS))]
    lines = ["  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    table = "\n".join(lines) if report.rows else "没有要列出的词。"
    return f"{table}\n\n{_left_out(report)}\n"


def _cells(row: Row) -> tuple[str, ...]:
    unknown = "、".join(part.say for part in row.unknown)
    if not unknown:
        unknown = f"课里还没有：{'、'.join(row.lacking)}" if row.lacking else "都认识，但没有一课全讲到"
    means = "、".join(word for part in row.unknown for word in part.means) or "—"
    return str(row.count), row.query, unknown, means


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _left_out(report: Report) -> str:
    refused = f"；{report.refused} 条不像是人打的词或带着号码，没有采用" if report.refused else ""
    return f"列出 {len(report.rows)} 个词；另有 {report.rare} 个合起来不到 {report.least} 次，没有列出{refused}。"


def as_json(report: Report) -> str:
    """Everything, for programs."""
    queries = [
        {
            "query": row.query,
            "count": row.count,
            "lacking": list(row.lacking),
            "unknown": [{"word": part.say, "near": list(part.means), "sounds": part.sounds} for part in row.unknown],
        }
        for row in report.rows
    ]
    data = {"least": report.least, "rare": report.rare, "refused": report.refused, "queries": queries}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_yaml(report: Report) -> str:
    """Entries in the form of `search/aliases.yml`, to be read and corrected by a person; doubtful ones are comments."""
    lines = ["# xuetang search-report 的建议。请逐条看过、改好，再抄进 search/aliases.yml；拿不准的不要抄。"]
    lines += [line for suggestion, count in suggestions(report).values() for line in _entry(suggestion, count)]
    return "\n".join([*lines, f"# {_left_out(report)}", ""])


def _entry(suggestion: Suggestion, count: int) -> Iterator[str]:
    yield f"# {count} 次" + ("，读音一样" if suggestion.sounds else "")
    is_entry = suggestion.means and 2 <= len(suggestion.say) <= 8
    mark = "" if is_entry else "# "
    yield f"{mark}- say: [{suggestion.say}]"
    yield f"{mark}  means: [{', '.join(suggestion.means)}]" + ("" if suggestion.means else "  # 课里还没有相近的词")
    yield f"{mark}  kind: {'wrong' if suggestion.sounds else 'colloquial'}"


FORMATS: dict[str, Callable[[Report], str]] = {"table": as_table, "json": as_json, "yaml": as_yaml}
