"""The matrix of coverage as grids: a row for each audience, school or unit, a column for each category."""

from collections.abc import Iterable

from catalog.collection import Catalog
from catalog.matrix import Against, Cell, matrix
from catalog.vocabulary import Audience, Unit
from site_builder.views.district.network import node_path
from site_builder.views.page import JSON, Data, category_data

#: From so many courses on a cell has its deepest colour.
DEEPEST = 4


def grids(catalog: Catalog) -> list[JSON]:
    """The three grids; the one of schools only where there are any that say what they offer."""
    whole = matrix(catalog)
    audiences = whole.of("audience")
    units = whole.of("unit")
    found = [
        _grid(
            catalog,
            "audience",
            "每类人有哪些课",
            "一门课给几类人学，就在几处各算一门。",
            audiences,
            [(term.value, term.label, "") for term in Audience],
        ),
        _grid(
            catalog,
            "unit",
            "每个单位对口哪些类别",
            "课程写了对口单位的，算给那个单位；没有写的，算给这个类别的各个对口单位。对口关系由编写组按规划附件归纳，还没有经各单位确认。",
            units,
            [(term.value, term.label, "") for term in Unit],
        ),
    ]
    nodes = [(node.id, node.name, node_path(node)) for node in catalog.district.nodes]
    if nodes:
        note = "学校报来在那里开的课，才算在内；一行都是空的，就是还没有报来。"
        found.append(_grid(catalog, "node", "每所学校开了哪些类别的课", note, whole.of("node"), nodes))
    return list(found)


def _grid(
    catalog: Catalog,
    against: Against,
    title: str,
    note: str,
    cells: dict[tuple[str, str], Cell],
    keys: Iterable[tuple[str, str, str]],
) -> Data:
    rows = [_row(catalog, cells, *key) for key in keys]
    rows.sort(key=lambda row: -int(str(row["gaps"])))
    return {
        "id": against,
        "title": title,
        "note": note,
        "columns": [category_data(category) for category in catalog.categories],
        "rows": list(rows),
        "gaps": sum(cell.is_gap for cell in cells.values()),
    }


def _row(catalog: Catalog, cells: dict[tuple[str, str], Cell], key: str, label: str, path: str) -> Data:
    ours = [cells.get((category.slug, key)) for category in catalog.categories]
    return {
        "label": label,
        "path": path,
        "gaps": sum(cell.is_gap for cell in ours if cell),
        "cells": [_cell(cell) for cell in ours],
    }


def _cell(cell: Cell | None) -> Data:
    """`heat` from 0 (nothing) to DEEPEST."""
    if cell is None:
        return {"courses": 0, "lessons": 0, "heat": 0, "is_gap": False, "is_expected": False}
    return {
        "courses": cell.courses,
        "lessons": cell.lessons,
        "heat": min(cell.courses, DEEPEST),
        "is_gap": cell.is_gap,
        "is_expected": cell.is_expected,
    }
