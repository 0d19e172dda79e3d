"""What was produced is looked at before it is published: links resolve, nothing comes from elsewhere, no secret left.

The content was checked when it was read; this is the second lock, on templates and on this program itself.
"""

import os
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from catalog.problems import UserError

_ADDRESS = re.compile(
    r"<(a|link|script|img|source|iframe|form|use|image)\b[^>]*?\s(href|src|action)=[\"']?([^\"'\s>]+)", re.I
)
_FETCHED = {"link", "script", "img", "source", "iframe", "use", "image", "form"}
_SECRET_NAME = re.compile(r"(KEY|SECRET|TOKEN|PASSWORD)$")


class VerifyError(UserError):
    """The site that was made is not fit to be published; the message lists why. What was published stays."""


def check(release: Path, pages: Iterable[str], *, is_sealed: bool = False) -> None:
    """Look at the pages made in this build, given as paths below `release`; a sealed one may not lead out of the site.

    Raises VerifyError.
    """
    secrets = _secrets()
    known: dict[str, bool] = {}
    faults = [fault for page in pages for fault in _faults(release, page, secrets, known, is_sealed)]
    faults += [f"{name}：里面有环境变量 {key} 的内容" for name, key in _leaks(release, secrets)]
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        more = f"\n  ……还有 {len(faults) - 20} 处" if len(faults) > 20 else ""
        raise VerifyError(f"成品有 {len(faults)} 处问题，没有发布；原来的网站没有变动：\n{shown}{more}")


def _faults(
    release: Path, page: str, secrets: dict[str, str], known: dict[str, bool], is_sealed: bool
) -> Iterator[str]:
    path = release / page
    if not path.is_file():
        yield f"{page}：应有这一页，却没有"
        return
    text = path.read_text(encoding="utf-8")
    for key, value in secrets.items():
        if value in text:
            yield f"{page}：里面有环境变量 {key} 的内容"
    for match in _ADDRESS.finditer(text):
        tag, address = match[1].lower(), unescape(match[3])
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            is_canonical = tag == "link" and re.search(r"rel=[\"']?(canonical|license)", match[0])
            if tag in _FETCHED and parts.scheme != "data" and not is_canonical:
                yield f"{page}：<{tag}> 会从别处读取“{address[:80]}”"
            elif is_sealed and tag == "a":
                yield f"{page}：<a> 通向站外的“{address[:80]}”"
        elif parts.path and not _exists(release, page, unquote(parts.path), known):
            yield f"{page}：<{tag}> 指向不存在的“{address[:80]}”"


def _exists(release: Path, page: str, address: str, known: dict[str, bool]) -> bool:
    if address.startswith("/"):
        return False  # the site may be served from a folder: addresses must be relative
    target = normpath(join(dirname(page), address))
    if target.startswith(".."):
        return False
    if target not in known:
        place = release / target
        known[target] = (place / "index.html").is_file() or (place.is_file() and not address.endswith("/"))
    return known[target]


def _secrets() -> dict[str, str]:
    """Values of this process's environment that must not be published."""
    return {key: value for key, value in os.environ.items() if _SECRET_NAME.search(key) and len(value) >= 16}


def _leaks(release: Path, secrets: dict[str, str]) -> Iterator[tuple[str, str]]:
    config = release / "search-config.json"
    text = config.read_text(encoding="utf-8", errors="replace") if config.is_file() else ""
    for key, value in secrets.items():
        if "SEARCH" not in key and value in text:
            yield config.name, key
