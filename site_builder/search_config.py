"""`search-config.json`: tells the portal in the browser to ask Meilisearch first."""

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


def read(project: Project) -> bytes:
    """The bytes to publish: the operator's file, or one that says nothing where there is none.

    Raises SearchConfigError when the file holds anything but the choice of a search engine: everyone can read it.
    """
    path = project.search_config
    try:
        if not path.is_file():
            return NONE
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES and _is_choice(json.loads(data)):
            return data
    except (OSError, ValueError, RecursionError):
        pass
    raise SearchConfigError(
        f'{path} 不能发布：里面只能是 {{"meilisearch": {{"url": …, "index": …, "key": …}}}}；'
        "请用 xuetang index --write-config 重新生成，或删掉它"
    )


def _is_choice(config: Any) -> bool:
    choice = config.get("meilisearch", {}) if isinstance(config, dict) and config.keys() <= {"meilisearch"} else None
    return (
        isinstance(choice, dict)
        and choice.keys() <= {"url", "index", "key"}
        and all(isinstance(value, str) for value in choice.values())
    )


def write(project: Project, *, url: str, index: str, key: str) -> None:
    """Write the operator's choice beside `content/`; the next build copies it into the site.

    `url` is where the browser reaches Meilisearch, `key` must be search-only: everyone can read it.
    """
    config = {"meilisearch": {"url": url, "index": index, "key": key}}
    exchange(project.search_config, json.dumps(config, ensure_ascii=False, indent=2) + "\n")
