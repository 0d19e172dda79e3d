"""Report or comparison → files of a format."""

from collections.abc import Callable

from pydantic import TypeAdapter

from site_builder.district.report.model import Comparison, Report, Scope
from site_builder.district.report.pages import comparison_page, report_page
from site_builder.district.report.pdf import as_pdf
from site_builder.district.report.tables import comparison_tables, report_tables

Told = Report | Comparison


def _page(told: Told) -> bytes:
    return report_page(told) if isinstance(told, Report) else comparison_page(told)


def _data(told: Told) -> bytes:
    return TypeAdapter(type(told)).dump_json(told, indent=2) + b"\n"


def _tables(told: Told, name: str) -> dict[str, bytes]:
    tables = report_tables(told) if isinstance(told, Report) else comparison_tables(told)
    return {f"{name}-{table}.csv": data for table, data in tables.items()}


#: Format → the files it makes: name → content, given the name without ending.
FORMATS: dict[str, Callable[[Told, str], dict[str, bytes]]] = {
    "html": lambda told, name: {f"{name}.html": _page(told)},
    "pdf": lambda told, name: {f"{name}.pdf": as_pdf(_page(told))},
    "csv": _tables,
    "json": lambda told, name: {f"{name}.json": _data(told)},
}


def name_of(told: Told) -> str:
    """`report-2023`, `report-2023-unit-health`, `report-2022-2023`."""
    years = f"{told.year}" if isinstance(told, Report) else f"{told.first}-{told.second}"
    return f"report-{years}{_suffix(told.scope)}"


def _suffix(scope: Scope) -> str:
    return f"-{scope.kind.value}-{scope.id}" if scope.id else ""
