"""Which file names may stand in a bundle: those that mean the same file, inside the folder, on every computer."""

import re
import unicodedata
from collections.abc import Iterable

from catalog.problems import printable
from site_builder.bundle.refusals import BundleRefused

MAX_NAME, MAX_PART = 400, 200
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)


def fault_of(name: str) -> str | None:
    """What is wrong with a file's name, in words; None where nothing is."""
    if "\\" in name:
        return "有反斜杠"
    if any(not char.isprintable() for char in name):
        return "有看不见的字符"
    if unicodedata.normalize("NFC", name) != name:
        return "字符不是统一的写法（NFC）"
    if name.startswith("/"):
        return "以斜杠开头，指到了包外面"
    if any(char in name for char in ':<>"|?*'):
        return "有盘符或系统不允许的符号"
    parts = name.split("/")
    if ".." in parts:
        return "有 ..，指到了包外面"
    if any(part in ("", ".") for part in parts):
        return "有空的一段"
    if any(part != part.rstrip(". ") or part != part.lstrip(" ") or _RESERVED.fullmatch(part) for part in parts):
        return "有系统保留的名字，或以点、空格结尾"
    if len(name.encode()) > MAX_NAME or any(len(part.encode()) > MAX_PART for part in parts):
        return "太长"
    return None


def check_names(names: Iterable[str]) -> None:
    """Raise BundleRefused for a name that is not safe (K04) or is another one's twin on some computer (K05)."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        if fault := fault_of(name):
            raise BundleRefused("K04", f"文件名不安全：“{printable(name)[:120]}”{fault}。请不要用这个包")
        key = _folded(name)
        twin = seen.get(key) or folders.get(key)
        seen[key] = name
        parents = [key[:at] for at, char in enumerate(key) if char == "/"]
        twin = twin or next((seen[parent] for parent in parents if parent in seen), None)
        folders.update(dict.fromkeys(parents, name))
        if twin:
            raise BundleRefused("K05", f"文件名重复：“{name}”和“{twin}”会互相覆盖。请不要用这个包")


def _folded(name: str) -> str:
    """Equal for names that a file system may take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
