"""Files that help machines find their way: sitemap and robots. A sitemap needs the public address, so it waits for it."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from catalog.addresses import TEACHING
from catalog.collection import Catalog
from site_builder.views.district import district_pages


def wayfinding_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes."""
    url = catalog.site.url
    robots = "User-agent: *\nAllow: /\n"
    if url:
        base = url.rstrip("/") + "/"
        yield "sitemap.xml", _sitemap(catalog, base).encode()
        robots += f"Sitemap: {base}sitemap.xml\n"
    yield "robots.txt", robots.encode()


def _sitemap(catalog: Catalog, base: str) -> str:
    rows = "".join(_row(base + path, changed) for path, changed in _pages(catalog))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def _row(address: str, changed: date | None) -> str:
    lastmod = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}</url>\n"


def _pages(catalog: Catalog) -> Iterator[tuple[str, date | None]]:
    yield "", None
    for category in catalog.categories:
        yield f"{category.slug}/", None
    for record in catalog.records:
        yield f"{record.course.id}/", record.course.header.updated
        for lesson in record.lessons:
            yield f"{lesson.id}/", lesson.header.updated
        if record.has_teaching:
            yield f"{record.course.id}/{TEACHING}/", record.course.header.updated
    for page in district_pages(catalog):
        yield page.path, None
