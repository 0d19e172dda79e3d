"""The operator's PIN: asked for without showing it, kept as a salted hash outside of the releases."""

import getpass
import json
import sys
from pathlib import Path
from typing import Any

from catalog.problems import UserError
from site_builder.bundle.durable import exchange
from site_builder.bundle.kiosk_server import hash_pin
from site_builder.bundle.station import Station


class PinError(UserError):
    """The PIN cannot be used; the message is for people."""


def ask() -> dict[str, Any]:
    """The hash of a PIN that was typed twice, or read from a pipe. Raises PinError."""
    if sys.stdin.isatty():
        typed = getpass.getpass("操作员的密码（6 到 12 个数字，输入时不显示）：")
        if getpass.getpass("再输一次：") != typed:
            raise PinError("两次输入的不一样；请再运行一次。")
    else:
        typed = sys.stdin.readline().strip()
    try:
        return hash_pin(typed)
    except ValueError as error:
        raise PinError(f"密码不合适：{error}。") from None


def keep(root: Path, hashed: dict[str, Any]) -> None:
    """Remember it for the kiosk in `root`. Raises OSError."""
    exchange(Station(root).pin, json.dumps(hashed).encode(), 0o600)
