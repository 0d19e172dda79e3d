"""`search-config.json`: tells the portal in the browser to ask Meilisearch first."""

import json

from site_builder.settings import Project


def write(project: Project, *, url: str, index: str, key: str) -> None:
    """Write the operator's choice beside `content/`; the next build copies it into the site.

    `url` is where the browser reaches Meilisearch, `key` must be search-only: everyone can read it.
    """
    config = {"meilisearch": {"url": url, "index": index, "key": key}}
    unfinished = project.search_config.with_suffix(".new")
    unfinished.write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(project.search_config)
