"""The `xuetang` command: each command takes arguments, makes one call, prints one result.

Exit codes: 0 good, 1 problems in content or a refused bundle, 2 wrong use or environment.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from catalog.cache import Cache
from catalog.collection import Catalog
from catalog.loader import load
from catalog.problems import RULES, ContentError, UserError
from catalog.report import FORMATS, as_text
from site_builder import chinese_cli
from site_builder.build_day import build_day
from site_builder.bundle.cli import bundle_app, kiosk_app
from site_builder.bundle.refusals import REFUSALS, BundleRefused
from site_builder.district.report.cli import report
from site_builder.expiry import expiry_notices
from site_builder.settings import Project
from site_builder.terminal import UsageError
from site_builder.terminal import errors as _errors
from site_builder.terminal import progress as _progress
from site_builder.terminal import project_here as _project
from site_builder.terminal import shown as _shown

if TYPE_CHECKING:  # editions bring their renderers; a command that builds nothing starts without them
    from site_builder.editions import Edition

app = typer.Typer(
    cls=chinese_cli.Group,
    help="西区学堂：检查课程，生成网站，建立搜索索引，统计覆盖情况。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
new_app = typer.Typer(cls=chinese_cli.Group, help="新建一门课或一节课，放好空白的样子。", no_args_is_help=True)
app.add_typer(new_app, name="new")

app.add_typer(bundle_app, name="bundle")
app.add_typer(kiosk_app, name="kiosk")
app.command("report", cls=chinese_cli.Command)(report)

_Format = Annotated[str, typer.Option("--format", help="输出格式：text、json、github 或 sarif。")]


def main() -> NoReturn:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Windows consoles default to another one
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command. Every expected failure becomes a message and an exit code, never a traceback."""
    try:
        return chinese_cli.invoke(app, arguments)
    except ContentError as error:
        _errors.print(as_text(error.problems), markup=False)
        return 1
    except KeyboardInterrupt:
        _errors.print("已停止。")
        return 130
    except UserError as error:
        _errors.print(str(error), markup=False)
        return 1 if isinstance(error, BundleRefused) else 2
    except OSError as error:  # a folder without rights, a full disk: whichever command met it
        _errors.print(
            f"{error.filename or '文件'} 用不了（{error.strerror or error}）；请检查路径、权限和磁盘空间。",
            markup=False,
        )
        return 2


def _catalog(project: Project) -> Catalog:
    return load(project.content, cache=Cache(project.cache / "readings"), on=build_day())


@app.command(cls=chinese_cli.Command)
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="路径", help="只看这些文件或文件夹；不写就看全部。")
    ] = None,
    format: _Format = "text",
) -> None:
    """检查课程，报告每一处问题在哪里、应该怎么改。"""
    if format not in FORMATS:
        raise UsageError(f"没有“{format}”这种格式；可以用：{'、'.join(FORMATS)}。")
    project = _project()
    wanted = [_inside_content(project, path) for path in paths or []]
    try:
        for notice in expiry_notices(_catalog(project).district, wanted):
            _errors.print(notice, markup=False)
        problems = []
    except ContentError as error:
        problems = [p for p in error.problems if not wanted or any(_is_below(p.path, path) for path in wanted)]
    text = FORMATS[format](problems)
    if text:
        typer.echo(text)
    raise typer.Exit(1 if problems else 0)


def _inside_content(project: Project, path: Path) -> str:
    try:
        relative = path.resolve().relative_to(project.root.resolve())
    except ValueError:
        raise UsageError(f"{path} 不在 {project.content} 里。") from None
    if not path.exists():
        raise UsageError(f"没有 {path}；请检查拼写。")
    return relative.as_posix()


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/") or folder == "."


@app.command(cls=chinese_cli.Command)
def explain(code: Annotated[str, typer.Argument(metavar="编号", help="问题的编号，例如 B06、K08。")]) -> None:
    """说明一类问题是什么意思、怎么改。课程的问题和学堂包的问题都能查。"""
    rules = RULES | REFUSALS
    rule = rules.get(code.upper())
    if rule is None:
        raise UsageError(f"没有“{code}”这个编号；有：{'、'.join(rules)}。")
    typer.echo(f"{rule.code} {rule.title}\n\n{rule.help}")


def _editions(name: str) -> list["Edition"]:
    """Editions by the name that was given. Raises UsageError."""
    from site_builder.editions import EDITIONS

    if name == "all":
        return list(EDITIONS.values())
    if name not in EDITIONS:
        raise UsageError(f"没有“{name}”这个版本；可以用：{'、'.join([*EDITIONS, 'all'])}。")
    return [EDITIONS[name]]


@app.command(cls=chinese_cli.Command)
def build(
    edition: Annotated[
        str, typer.Option(help="做哪个版本：portal 是网站，kiosk 是公共触摸屏，all 是两个都做。")
    ] = "portal",
    search: Annotated[bool, typer.Option("--search/--no-search", help="是否建立站内搜索索引。")] = True,
) -> None:
    """检查课程，生成网站，放到 dist/portal；触摸屏版放到 dist/kiosk。"""
    from site_builder.build import build as build_edition

    project = _project()
    for wanted in _editions(edition):
        with _progress() as notify:
            report = build_edition(project, wanted, with_search=search, notify=notify)
        place = _shown(project.dist / wanted.name)
        name = "触摸屏版" if wanted.is_sealed else "网站"
        if report.changed:
            typer.echo(
                f"{report.courses} 门课、{report.lessons} 节课；新做 {report.rendered} 页，沿用 {report.kept} 页；"
                f"用时 {report.seconds:.1f} 秒。\n{name}在 {place}"
            )
        else:
            typer.echo(f"内容没有变化，{name}还是原来的（{place}）。")


@app.command(cls=chinese_cli.Command)
def serve(
    port: Annotated[int, typer.Option(help="端口。", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="监听的地址；默认只给本机看。")] = "127.0.0.1",
    edition: Annotated[str, typer.Option(help="看哪个版本：portal 或 kiosk。")] = "portal",
) -> None:
    """生成网站并在本机预览；改了课程，网页自动更新。"""
    from site_builder.serve import serve as serve_edition

    if edition == "all":
        raise UsageError("一次只能预览一个版本：--edition portal 或 --edition kiosk。")
    serve_edition(_project(), *_editions(edition), host=host, port=port, say=lambda text: typer.echo(text))


@app.command(cls=chinese_cli.Command)
def index(
    url: Annotated[str, typer.Option(help="Meilisearch 的地址，例如 http://127.0.0.1:7700。")],
    name: Annotated[str, typer.Option("--index", help="索引的名字。")] = "lessons",
    key_env: Annotated[
        str, typer.Option(help="存放管理密钥的环境变量；密钥不写在命令里，以免留在记录中。")
    ] = "MEILI_API_KEY",
    create_search_key: Annotated[
        bool, typer.Option("--create-search-key", show_default=False, help="另外生成一把只能搜索的密钥，并显示出来。")
    ] = False,
    write_config: Annotated[
        str | None,
        typer.Option(help="浏览器访问 Meilisearch 的地址（如 /meili）；写进 search-config.json，让网站改用它搜索。"),
    ] = None,
) -> None:
    """把全部课程写进 Meilisearch；出了错，原来的索引照常可用。"""
    from search.aliases import expansions, load_aliases
    from search.dictionary import dictionary
    from search.documents import documents
    from search.meili import create_search_key as make_key
    from search.meili import update_index
    from search.settings import IndexSettings
    from site_builder.search_config import write as write_search_config

    project = _project()
    secret = os.environ.get(key_env)
    listed = documents(_catalog(project))
    with _progress() as notify:
        report = update_index(
            listed,
            url=url,
            api_key=secret,
            index=name,
            settings=IndexSettings(synonyms=expansions(load_aliases()), dictionary=dictionary(listed)),
            progress=notify,
        )
    typer.echo(f"索引“{name}”已更新：{report.documents} 课，用时 {report.seconds:.1f} 秒。")
    if create_search_key or write_config:
        search_key = make_key(url=url, api_key=secret, index=name)
        if create_search_key:
            typer.echo(f"只能搜索“{name}”的密钥：{search_key}")
        if write_config:
            write_search_config(project, url=write_config, index=name, key=search_key)
            typer.echo(f"已写入 {_shown(project.search_config)}；再运行 xuetang build，网站就用 Meilisearch 搜索。")


@app.command(cls=chinese_cli.Command)
def coverage(
    format: Annotated[str, typer.Option("--format", help="输出格式：table、json 或 csv。")] = "table",
    engine: Annotated[str | None, typer.Option(help="写 meilisearch，就和索引里的数目对账。")] = None,
    url: Annotated[str | None, typer.Option(help="Meilisearch 的地址。")] = None,
    name: Annotated[str, typer.Option("--index", help="索引的名字。")] = "lessons",
    key_env: Annotated[str, typer.Option(help="存放密钥的环境变量。")] = "MEILI_API_KEY",
    since: Annotated[
        str | None, typer.Option(help="git 的一个版本，例如 HEAD~10 或 v0.2：从那时起各类别多了什么、少了什么。")
    ] = None,
) -> None:
    """统计 13 个类别的课程、学时和缺口，缺口大的在前。"""
    from catalog.coverage import tally
    from site_builder import coverage_report

    if format not in coverage_report.FORMATS:
        raise UsageError(f"没有“{format}”这种格式；可以用：{'、'.join(coverage_report.FORMATS)}。")
    if engine not in (None, "meilisearch"):
        raise UsageError(f"没有“{engine}”这个搜索引擎；可以写 meilisearch。")
    if since is not None and engine:
        raise UsageError("--since 和 --engine 一次只能用一个。")
    project = _project()
    catalog = _catalog(project)
    if since is not None:
        _tell_changes(project, catalog, since, format)
        return
    typer.echo(coverage_report.FORMATS[format](tally(catalog)), nl=False)
    if engine:
        if not url:
            raise UsageError("和 Meilisearch 对账要写 --url，例如 --url http://127.0.0.1:7700。")
        differences = coverage_report.compare_with_engine(catalog, url=url, api_key=os.environ.get(key_env), index=name)
        typer.echo(differences.text, err=format != "table")
        raise typer.Exit(1 if differences.found else 0)


def _tell_changes(project: Project, catalog: Catalog, since: str, format: str) -> None:
    from catalog.coverage_changes import changes
    from site_builder import changes_report
    from site_builder.history import catalog_at

    commit, before = catalog_at(project, since, on=build_day())
    typer.echo(changes_report.FORMATS[format](commit, changes(before, catalog)), nl=False)


@app.command("search-report", cls=chinese_cli.Command)
def search_report(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="各台设备导出的文件，可以写几个。")],
    least: Annotated[int, typer.Option(help="合起来不到这么多次的词不列出，免得看出是谁搜的。", min=1)] = 5,
    format: Annotated[str, typer.Option("--format", help="输出格式：table、json 或 yaml。")] = "table",
) -> None:
    """汇总没有搜到的词，建议可以加进 search/aliases.yml 的说法。"""
    from search.aliases import load_aliases
    from search.documents import documents
    from search.lexicon import make_lexicon
    from search.report import make_report
    from site_builder.search_report import FORMATS as KINDS

    if format not in KINDS:
        raise UsageError(f"没有“{format}”这种格式；可以用：{'、'.join(KINDS)}。")
    lexicon = make_lexicon(documents(_catalog(_project())), load_aliases())
    typer.echo(KINDS[format](make_report(files, lexicon, least=least)), nl=False)


@new_app.command("course", cls=chinese_cli.Command)
def new_course(
    course: Annotated[str, typer.Argument(metavar="类别/课程", help="类别/课程，例如 law/consumer-rights。")],
) -> None:
    """新建一门课。"""
    from site_builder.scaffold import new_course as make

    typer.echo(f"已新建 {_shown(make(_project(), course))}；填好以后运行 xuetang check。")


@new_app.command("lesson", cls=chinese_cli.Command)
def new_lesson(
    course: Annotated[str, typer.Argument(metavar="类别/课程", help="类别/课程，例如 law/anti-fraud。")],
    name: Annotated[str, typer.Argument(metavar="名字", help="这节课的英文名，例如 face-swap。")],
) -> None:
    """在一门课的末尾加一节课。"""
    from site_builder.scaffold import new_lesson as make

    typer.echo(f"已新建 {_shown(make(_project(), course, name))}；填好以后运行 xuetang check。")


@app.command(cls=chinese_cli.Command)
def schema(
    name: Annotated[str | None, typer.Argument(metavar="名字", help="course、lesson 等；不写就列出全部。")] = None,
) -> None:
    """输出开放数据的 JSON Schema。"""
    from site_builder import api

    if name is None:
        typer.echo("\n".join(api.SCHEMAS))
    elif name in api.SCHEMAS:
        typer.echo(api.schema(name).decode(), nl=False)
    else:
        raise UsageError(f"没有“{name}”；可以用：{'、'.join(api.SCHEMAS)}。")
