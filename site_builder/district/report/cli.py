"""`xuetang report`: the annual report of the district, of a unit or of a school."""

from pathlib import Path
from typing import Annotated

import typer

from catalog.cache import Cache
from catalog.loader import load
from site_builder.terminal import UsageError, project_here, shown

_Year = Annotated[int | None, typer.Option(help="哪一年的报告。", min=2000, max=2100)]


def report(
    year: _Year = None,
    compare: Annotated[
        tuple[int, int] | None,
        typer.Option(help="不写 --year，写两个年份，就把两年的数放在一起比。", metavar="年份 年份"),
    ] = None,
    unit: Annotated[str | None, typer.Option(help="只报这个责任单位，例如 health。")] = None,
    node: Annotated[str | None, typer.Option(help="只报这所学校和它下面的学习中心，例如 geliping。")] = None,
    format: Annotated[str, typer.Option("--format", help="html 网页、pdf、csv 表格或 json。")] = "html",
    output: Annotated[Path | None, typer.Option(help="放到哪个文件夹；默认放在 dist/reports。")] = None,
) -> None:
    """写年度报告：课程、学时、活动、指标和缺口，全部从内容里算，注明依据。"""
    from site_builder.build_day import build_day
    from site_builder.district.report.files import FORMATS, name_of
    from site_builder.district.report.gather import compare_years, gather
    from site_builder.district.report.model import Comparison, Report
    from site_builder.district.report.scope import scope_of

    if format not in FORMATS:
        raise UsageError(f"没有“{format}”这种格式；可以用：{'、'.join(FORMATS)}。")
    if (year is None) == (compare is None):
        raise UsageError("请写 --year 年份，或者 --compare 年份 年份，两个里写一个。")
    project = project_here()
    catalog = load(project.content, cache=Cache(project.cache / "readings"), on=build_day())
    if catalog.district.is_empty:
        raise UsageError("还没有 content/network.yml，写不了报告；样子见 docs/district.md。")
    scope = scope_of(catalog, unit=unit, node=node)
    told: Report | Comparison
    if compare is not None:
        first, second = sorted(compare)
        if first == second or not 2000 <= first < second <= 2100:
            raise UsageError("--compare 要写两个不同的年份，例如 --compare 2022 2023。")
        told = compare_years(catalog, first, second, scope)
    else:
        assert year is not None
        told = gather(catalog, year, scope)
    files = FORMATS[format](told, name_of(told))
    folder = output or project.dist / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
        typer.echo(shown(folder / name))
