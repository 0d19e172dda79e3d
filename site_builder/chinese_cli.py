"""Typer in Chinese: its help and its complaints about wrong use."""

import re
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_WORDS = (
    (re.compile(r"^Usage: ", re.M), "用法："),
    (re.compile(r"^Options:$", re.M), "选项："),
    (re.compile(r"^Arguments:$", re.M), "参数："),
    (re.compile(r"^Commands:$", re.M), "命令："),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]..."),
    (re.compile(r"Show this message and exit\."), "显示这段说明。"),
    (re.compile(r"\[default:\s+(\S+?)(; \S+)?\]"), r"[默认：\1]"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r" <(str|int range|int|bool|list\[Path\]|Path)>"), ""),
)


class Group(TyperGroup):
    """A group of commands whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _translate(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return _translate(super().get_help(ctx))


def _translate(text: str) -> str:
    for pattern, chinese in _WORDS:
        text = pattern.sub(chinese, text)
    return text


def invoke(app: typer.Typer, arguments: list[str]) -> int:
    """Run `app` and return its exit code. Complaints about wrong use are printed in Chinese, with exit code 2."""
    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="xuetang", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        help_text = _help_shown(error)
        print(help_text or f"{_complaint(error)}\n运行 xuetang --help 看用法。", file=sys.stderr)
        return 0 if help_text and not arguments else 2
    return code if isinstance(code, int) else 0


def _help_shown(error: Exception) -> str | None:
    """A group called without a command carries its help page as the message."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return _translate(error.ctx.get_help())  # type: ignore[attr-defined]
    return None


def _complaint(error: Any) -> str:
    kind, message = type(error).__name__, str(error.format_message())
    parameter = getattr(error, "param", None)
    name = _name(parameter) if parameter else ""
    if kind == "NoSuchOption":
        return f"没有“{error.option_name}”这个选项。"
    if kind == "MissingParameter":
        return f"缺少“{name}”。"
    if kind == "BadParameter":
        return f"“{name}”的值不对。"
    if found := re.search(r"No such command '(.+?)'", message):
        return f"没有“{found[1]}”这个命令。"
    if found := re.search(r"unexpected extra arguments? \((.+)\)", message):
        return f"多写了“{found[1]}”。"
    return f"命令写法不对：{message}"


def _name(parameter: Any) -> str:
    """What the person typed or should have typed: `--port`, or the argument's Chinese name."""
    if parameter.param_type_name == "option":
        return str(parameter.opts[0])
    return str(getattr(parameter, "metavar", None) or parameter.name).strip("[].")
