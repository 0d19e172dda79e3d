"""Report → one page of HTML that holds everything it needs, made to be printed on A4. Jinja is used here alone."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from site_builder.district.amounts import MISSING
from site_builder.district.report.model import Comparison, Report
from site_builder.settings import PROGRAM
from site_builder.views.page import chinese_date

_FOLDER = PROGRAM / "theme" / "report"


def report_page(report: Report) -> bytes:
    """The whole report."""
    return _render("report.html", report=report)


def comparison_page(comparison: Comparison) -> bytes:
    """Two years side by side."""
    return _render("compare.html", report=comparison)


def _render(template: str, **data: Any) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = _figure
    environment.filters["day"] = chinese_date
    style = Markup((_FOLDER / "report.css").read_text(encoding="utf-8"))
    return environment.get_template(template).render(style=style, **data).encode()


def _figure(value: float | None, *, sign: bool = False) -> str | Markup:
    """A number with one decimal at most; what is not known is 待补充. Rounded down, as everywhere, so that no target
    looks reached that is not; a difference, with its `sign`, to the nearest."""
    if value is None:
        return Markup('<span class="missing">{}</span>').format(MISSING)
    tenths = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP if sign else ROUND_FLOOR)
    if not sign and value > 0 and not tenths:
        return "不到 0.1"
    text = f"{tenths:+,f}" if sign and tenths else f"{tenths:,f}"
    return text.removesuffix(".0").replace("-", "\N{MINUS SIGN}")
