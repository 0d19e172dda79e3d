"""Which editions can be bundled, and how each is brought up to date first: what is bundled is what the content says."""

from collections.abc import Sequence
from pathlib import Path

from catalog.cache import Cache
from catalog.collection import Catalog
from catalog.loader import load
from catalog.problems import UserError
from catalog.selection import only
from search.documents import documents
from site_builder.build import Notify, build, build_part
from site_builder.build_day import build_day
from site_builder.bundle.make import Edition
from site_builder.bundle.release import Count
from site_builder.copy.make import write_copy
from site_builder.editions import EDITIONS
from site_builder.settings import PROGRAM, Project

#: The operator's page, which goes with the kiosk edition.
OPERATOR_PAGE = PROGRAM / "theme" / "kiosk" / "operator"


class EditionError(UserError):
    """The edition is not to be had; the message is for people."""


def read_catalog(project: Project, categories: Sequence[str]) -> Catalog:
    """The catalog, or the part of it that was asked for. Raises ContentError, EditionError."""
    catalog = load(project.content, cache=Cache(project.cache / "readings"), on=build_day())
    known = [category.slug for category in catalog.categories]
    if unknown := [slug for slug in categories if slug not in known]:
        raise EditionError(f"没有“{unknown[0]}”这个类别；有：{'、'.join(known)}。")
    return only(catalog, categories) if categories else catalog


def edition(
    project: Project, catalog: Catalog, name: str, *, part: bool, work: Path, notify: Notify = lambda _: None
) -> Edition:
    """Bring an edition up to date. A part of the catalog is built in the empty folder `work`.

    Raises what building raises, EditionError.
    """
    skin = EDITIONS[name]
    folder = (
        build_part(project, skin, catalog, work, notify=notify) if part else build(project, skin, notify=notify).folder
    )
    counts = tuple(
        Count(category.slug, category.name, len(records), sum(len(record.lessons) for record in records))
        for category in catalog.categories
        for records in [catalog.courses_in(category.slug)]
    )
    return Edition(
        site=catalog.site.name,
        name=name,
        folder=folder,
        operator=OPERATOR_PAGE if name == "kiosk" else None,
        categories=counts,
    )


def copy_portal(folder: Path, catalog: Catalog, out: Path, *, moment: int) -> int:
    """Write the copy for any computer of the portal in `folder`. Returns its size. Raises CopyError, BundleRefused."""
    return write_copy(folder, documents(catalog), catalog.site.name, out, moment=moment)
