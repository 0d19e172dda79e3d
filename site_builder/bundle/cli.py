"""`xuetang bundle` and `xuetang kiosk`: each command takes arguments, makes one call, prints one result."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from site_builder import chinese_cli
from site_builder.bundle.release import EDITIONS, shown_size, summary
from site_builder.terminal import UsageError, errors, progress, project_here, shown

bundle_app = typer.Typer(
    cls=chinese_cli.Group,
    help="把网站做成一个文件，用 U 盘带走；核对别人给的文件；生成签名用的钥匙。",
    invoke_without_command=True,
    subcommand_metavar="[命令] [参数]...",
)
kiosk_app = typer.Typer(
    cls=chinese_cli.Group, help="在触摸屏上安装、打开、退回，设操作员的密码。", no_args_is_help=True
)

_Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="学堂装在哪个文件夹。")]
_Bundle = Annotated[Path, typer.Argument(metavar="学堂包", help="扩展名是 .zip 的文件。")]
_Key = Annotated[Path | None, typer.Option(help="制作者的公钥文件；写了就必须有这把钥匙的签名。")]


@bundle_app.callback()
def bundle(
    context: typer.Context,
    edition: Annotated[str | None, typer.Option(help="做哪一版：kiosk 触摸屏，portal 电脑和手机。")] = None,
    category: Annotated[list[str] | None, typer.Option(help="只做这个类别；可以写几次。不写就做全部。")] = None,
    since: Annotated[
        str | None, typer.Option(help="只带这次发布以后变化的文件：写以前的包、装好的发布，或它的发布号。")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="写到哪个文件；默认放在 dist/bundles/。")] = None,
    expires: Annotated[int, typer.Option(help="多少天以后过期。", min=1, max=3650)] = 180,
    sign: Annotated[Path | None, typer.Option(help="用这把私钥签名。")] = None,
    copy: Annotated[
        bool,
        typer.Option("--copy/--no-copy", show_default=False, help="portal 版另做一份双击就能打开的副本（默认做）。"),
    ] = True,
    renew: Annotated[
        bool, typer.Option("--renew", show_default=False, help="内容没变，以今天为准重新签发（快过期时用）。")
    ] = False,
) -> None:
    """把做好的网站做成一个文件，大小会显示出来。"""
    if context.invoked_subcommand:
        return
    if edition not in EDITIONS:
        raise UsageError(f"请写做哪一版：--edition {' 或 --edition '.join(EDITIONS)}。")
    from site_builder.bundle import editions, numbering
    from site_builder.bundle.make import draft, make
    from site_builder.bundle.store import base_of, copy_name, default_name

    project = project_here()
    store = project.dist / "bundles"
    categories = sorted(set(category or []))
    with progress() as notify, tempfile.TemporaryDirectory(prefix="xuetang-") as work:
        catalog = editions.read_catalog(project, categories)
        made = editions.edition(project, catalog, edition, part=bool(categories), work=Path(work), notify=notify)
        notify("核算每个文件")
        drafted = draft(made)
        moment = numbering.moment_of(catalog, project.root, today=renew)
        line = ".".join([edition, *categories])
        last = numbering.read_last(store / "numbers.json", line)
        number = numbering.next_number(moment, drafted.tree, last)
        base = base_of(since, store, edition, number) if since else None
        target = out or store / default_name(edition, categories, number, base[0] if base else None)
        notify("写入")
        release = make(drafted, target, number=number, moment=moment, days=expires, base=base, key=sign)
        numbering.remember_last(store / "numbers.json", line, (number, drafted.tree))
        made_copy = None
        if copy and edition == "portal":
            notify("做双击就能打开的副本")
            made_copy = copy_name(out) if out else store / default_name("copy", categories, number, None)
            editions.copy_portal(made.folder, catalog, made_copy, moment=moment)
    typer.echo(f"{shown(target)}：{shown_size(target.stat().st_size)}\n{summary(release)}")
    if made_copy:
        size = shown_size(made_copy.stat().st_size)
        typer.echo(f"{shown(made_copy)}：{size}，给没有装任何程序的电脑：全部解开，双击 index.html")
    if sign is None:
        errors.print("没有签名；要签名就加上 --sign 私钥文件（先用 xuetang bundle keygen 生成）。", markup=False)


@bundle_app.command(cls=chinese_cli.Command)
def verify(file: _Bundle, key: _Key = None) -> None:
    """核对一个学堂包：完整、没有改动、没有过期；写了 --key 还要核对签名。"""
    from site_builder.bundle.verify import verified

    with verified(file, key=key) as found:
        signed = f"，签名有效（钥匙 {found.signed_by}）" if found.signed_by else ""
        typer.echo(f"完好{signed}。\n{summary(found.release)}")
        if found.signature and not key:
            errors.print("这个包有签名，没有核对；要核对就加上 --key 公钥文件。", markup=False)


@bundle_app.command(cls=chinese_cli.Command)
def keygen(
    file: Annotated[Path, typer.Argument(metavar="文件", help="私钥写到哪个文件；公钥在旁边，多一个 .pub。")],
) -> None:
    """生成签名用的一对钥匙。私钥自己收好，公钥给每台触摸屏。"""
    from site_builder.bundle import signing

    public = signing.generate(file)
    typer.echo(
        f"私钥：{file}（只留在制作的电脑上，另存一份锁好；不要发给别人）\n公钥：{public}（安装时写 --key）\n"
        f"钥匙号：{signing.key_id(public)}"
    )


@kiosk_app.command(cls=chinese_cli.Command)
def install(
    file: _Bundle,
    folder: _Folder,
    key: _Key = None,
    edition: Annotated[str | None, typer.Option(help="这台机器换成哪一版；平时不用写。")] = None,
    pin: Annotated[
        bool, typer.Option("--pin", show_default=False, help="同时设操作员的密码（会问，不显示）。")
    ] = False,
) -> None:
    """核对一个学堂包，装到这台机器上；装不成，原来的照常用。"""
    from site_builder.bundle import pins
    from site_builder.bundle.install import install as install_bundle

    if edition not in (None, *EDITIONS):
        raise UsageError(f"没有“{edition}”这一版；可以写：{'、'.join(EDITIONS)}。")
    typed = pins.ask() if pin else None
    release = install_bundle(file, folder, edition=edition, key=key)
    if typed:
        pins.keep(folder, typed)
    typer.echo(f"装好了。\n{summary(release)}")


@kiosk_app.command(cls=chinese_cli.Command)
def serve(
    folder: _Folder,
    port: Annotated[int, typer.Option(help="端口。", min=1, max=65535)] = 8080,
    exports: Annotated[Path | None, typer.Option(help="没有结果的搜索导出到哪个文件夹。")] = None,
) -> None:
    """在本机打开装好的学堂；换了发布不用重新启动。"""
    from site_builder.bundle import kiosk_server

    raise typer.Exit(kiosk_server.serve(folder, port, exports))


@kiosk_app.command(cls=chinese_cli.Command)
def pin(folder: _Folder) -> None:
    """设或换操作员的密码。"""
    from site_builder.bundle import pins
    from site_builder.bundle.station import Station

    if not Station(folder).is_one():
        raise UsageError(f"{folder} 里没有装过学堂；请检查文件夹。")
    pins.keep(folder, pins.ask())
    typer.echo("密码设好了。")


@kiosk_app.command(cls=chinese_cli.Command)
def rollback(folder: _Folder) -> None:
    """退回上一次发布。"""
    from site_builder.bundle.install import rollback as roll_back

    typer.echo(f"退回了。\n{summary(roll_back(folder))}")


@kiosk_app.command(cls=chinese_cli.Command)
def check(folder: _Folder) -> None:
    """核对装好的每一个文件；可以每天夜里自动运行。"""
    from site_builder.bundle.install import check as check_station

    typer.echo(f"完好。\n{summary(check_station(folder))}")


@kiosk_app.command(cls=chinese_cli.Command)
def tool(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个文件，例如 xuetang-kiosk.pyz。")],
) -> None:
    """做一个安装工具：一个文件，有 Python 3.11 就能在触摸屏上核对、安装、退回，不用装这个程序。"""
    from site_builder.bundle.standalone import pack_tool

    pack_tool(file)
    typer.echo(f"{shown(file)}：{shown_size(file.stat().st_size)}；用法：python3 {file.name} install 学堂包 文件夹")
