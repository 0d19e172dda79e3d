"""`search-config.json`: what the site's operator has chosen for the search in the browser.

`meilisearch` tells the portal to ask it first; `unanswered` counts, on each device, the queries that found nothing.
"""

import json
from typing import Any

from catalog.problems import UserError
from site_builder.output import exchange
from site_builder.settings import Project

MAX_BYTES = 16 * 1024
#: What is published where the site's own search is all there is.
NONE = b"{}\n"


class SearchConfigError(UserError):
    """`search-config.json` cannot be published; the message is for people."""


def read(project: Project, *, with_server: bool = True) -> bytes:
    """The bytes to publish: the operator's file, or one that says nothing where there is none.

    `with_server` False leaves the server out: an edition that asks none. Raises SearchConfigError when the file holds anything but these choices: everyone can read it.
    """
    path = project.search_config
    try:
        if not path.is_file():
            return NONE
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES and _is_choice(config := json.loads(data)):
            return data if with_server else _without_server(config)
    except (OSError, ValueError, RecursionError):
        pass
    raise SearchConfigError(
        f'{path} 不能发布：里面只能有 "meilisearch": {{"url": …, "index": …, "key": …}} 和 "unanswered": true；'
        "请改正，或用 xuetang index --write-config 重新生成，或删掉它"
    )


def _without_server(config: dict[str, Any]) -> bytes:
    left = {name: value for name, value in config.items() if name != "meilisearch"}
    return json.dumps(left).encode() + b"\n"


def _is_choice(config: Any) -> bool:
    if not isinstance(config, dict) or not config.keys() <= {"meilisearch", "unanswered"}:
        return False
    choice = config.get("meilisearch", {})
    return (
        isinstance(config.get("unanswered", False), bool)
        and isinstance(choice, dict)
        and choice.keys() <= {"url", "index", "key"}
        and all(isinstance(value, str) for value in choice.values())
    )


def write(project: Project, *, url: str, index: str, key: str) -> None:
    """Write the choice of Meilisearch beside `content/`; the next build copies it into the site. What else was chosen
    there stays.

    `url` is where the browser reaches Meilisearch, `key` must be search-only: everyone can read it.
    """
    config: dict[str, Any] = {"meilisearch": {"url": url, "index": index, "key": key}}
    try:
        before = json.loads(read(project))
    except SearchConfigError:
        before = {}
    if "unanswered" in before:
        config["unanswered"] = before["unanswered"]
    exchange(project.search_config, json.dumps(config, ensure_ascii=False, indent=2) + "\n")
