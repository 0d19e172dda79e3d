"""The installing half as one file: `python3 xuetang-kiosk.pyz install BUNDLE DIR`, for kiosks without this program.

The file holds these modules and `filelock`, nothing else, and runs with the machine's own Python 3.11 or newer;
signatures need its package `cryptography` as well (Debian: python3-cryptography).
"""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from catalog.problems import UserError
from site_builder.bundle.refusals import BundleRefused

_PACKAGE = Path(__file__).parent
_MODULES = (
    "__init__ archive durable install kiosk_server manifest names pins refusals release signing standalone station "
    "status verify"
)
_START = """import sys
if sys.version_info < (3, 11):
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0] + "。")
from site_builder.bundle.standalone import main
sys.exit(main(sys.argv[1:]))
"""


def pack_tool(out: Path) -> None:
    """Write the tool. Raises OSError."""
    import filelock

    from site_builder.bundle.archive import Content, pack

    root = _PACKAGE.parents[1]
    sources = [root / "catalog" / "__init__.py", root / "catalog" / "problems.py", _PACKAGE.parent / "__init__.py"]
    sources += [_PACKAGE / f"{name}.py" for name in _MODULES.split()]
    files: dict[str, Content] = {path.relative_to(root).as_posix(): path for path in sources}
    folder = Path(filelock.__file__).parent
    files |= {f"filelock/{path.name}": path for path in folder.glob("*.py")}
    pack(out, {**files, "__main__.py": _START.encode()}, moment=0)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"命令写法不对：{message}\n运行 python3 xuetang-kiosk.pyz --help 看用法。\n")


def main(given: list[str]) -> int:
    """The command line of the tool. Returns 0, 1 for a refused bundle, 2 for wrong use or environment."""
    wanted = _arguments(given)
    try:
        print(wanted.run(wanted))
        return 0
    except UserError as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, BundleRefused) else 2
    except OSError as error:
        print(
            f"{error.filename or '文件'} 用不了（{error.strerror or error}）；请检查权限、磁盘和 U 盘。",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 130


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = _Parser(prog="xuetang-kiosk.pyz", description="在触摸屏上核对、安装、退回西区学堂。")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    for name, told, run, places in (
        ("verify", "核对一个学堂包", _verify, ("bundle",)),
        ("install", "核对并安装一个学堂包", _install, ("bundle", "folder")),
        ("check", "核对装好的每一个文件", _check, ("folder",)),
        ("rollback", "退回上一次发布", _rollback, ("folder",)),
        ("pin", "设或换操作员的密码", _pin, ("folder",)),
    ):
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(run=run)
        for place in places:
            command.add_argument(place, type=Path, metavar={"bundle": "学堂包", "folder": "文件夹"}[place])
        if "bundle" in places:
            command.add_argument("--key", type=Path, help="制作者的公钥文件")
        if name == "install":
            command.add_argument("--edition", choices=("kiosk", "portal"), help="这台机器换成哪一版")
            command.add_argument("--pin", action="store_true", help="同时设操作员的密码")
    return parser.parse_args(given)


def _verify(wanted: argparse.Namespace) -> str:
    from site_builder.bundle.release import summary
    from site_builder.bundle.verify import verified

    with verified(wanted.bundle, key=wanted.key) as found:
        return f"完好{'，签名有效' if found.signed_by else ''}。\n{summary(found.release)}"


def _install(wanted: argparse.Namespace) -> str:
    from site_builder.bundle import pins
    from site_builder.bundle.install import install
    from site_builder.bundle.release import summary

    typed = pins.ask() if wanted.pin else None
    release = install(wanted.bundle, wanted.folder, edition=wanted.edition, key=wanted.key)
    if typed:
        pins.keep(wanted.folder, typed)
    return f"装好了。\n{summary(release)}"


def _check(wanted: argparse.Namespace) -> str:
    from site_builder.bundle.install import check
    from site_builder.bundle.release import summary

    return f"完好。\n{summary(check(wanted.folder))}"


def _rollback(wanted: argparse.Namespace) -> str:
    from site_builder.bundle.install import rollback
    from site_builder.bundle.release import summary

    return f"退回了。\n{summary(rollback(wanted.folder))}"


def _pin(wanted: argparse.Namespace) -> str:
    from site_builder.bundle import pins
    from site_builder.bundle.station import Station, StationError

    if not Station(wanted.folder).is_one():
        raise StationError(f"{wanted.folder} 里没有装过学堂；请检查文件夹。")
    pins.keep(wanted.folder, pins.ask())
    return "密码设好了。"
