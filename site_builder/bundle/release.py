"""`release.json`: what a bundle says about itself. A signature is made over these bytes, and they bind all others."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from site_builder.bundle.refusals import BundleRefused

FORMAT = 1
EDITIONS = ("kiosk", "portal")

RELEASE, SIGNATURE = "release.json", "release.json.sig"
#: Files that travel in this bundle, and files that a delta takes from its base.
SUMS, KEPT_SUMS = "SHA256SUMS", "KEPT-SHA256SUMS"
#: Names at the root that are not listed in a manifest.
METADATA = (RELEASE, SIGNATURE, SUMS, KEPT_SUMS)
#: Folder with the edition's pages; beside it lie the server and the operator's page.
SITE, OPERATOR, SERVER = "site", "operator", "serve.py"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Count:
    """What a release holds of one category."""

    slug: str
    name: str
    courses: int
    lessons: int


@dataclass(frozen=True)
class Base:
    """The release that a delta builds on: its number and the digest of its tree."""

    release: int
    tree: str


@dataclass(frozen=True)
class Release:
    """One release of one edition.

    `created` and `expires` are seconds since 1970 (UTC). `tree` is the digest of all files of the release, `sums` and
    `kept_sums` those of the two manifests. `files` and `size` (bytes) are of the whole release, `carried_files` and
    `carried_size` of what this bundle carries; `removed` counts files of the base that are gone.
    """

    site: str
    edition: str
    number: int
    created: int
    expires: int
    tree: str
    sums: str
    kept_sums: str | None
    base: Base | None
    files: int
    size: int
    carried_files: int
    carried_size: int
    removed: int
    categories: tuple[Count, ...]

    @property
    def lessons(self) -> int:
        """Lessons of all categories."""
        return sum(count.lessons for count in self.categories)


def as_json(release: Release) -> bytes:
    """The bytes of `release.json`; times are written for people and machines alike."""
    fields = {"format": FORMAT, **asdict(release)}
    fields |= {key: _iso(getattr(release, key)) for key in ("created", "expires")}
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def parse(data: bytes) -> Release:
    """Read `release.json`. Raises BundleRefused: K02 when it is not one, K03 when its format is a newer one."""
    try:
        fields = json.loads(data.decode())
        version = fields.pop("format")
        if version != FORMAT:
            raise BundleRefused("K03", f"包的格式是 {str(version)[:20]}，这里的程序只认识 {FORMAT}。请先更新程序")
        return _release(fields)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        told = f"{type(error).__name__} {error}"[:120]
        raise BundleRefused("K02", f"{RELEASE} 写得不对（{told}）。请向制作的人要一个完整的包") from None


def _release(fields: dict[str, Any]) -> Release:
    base = fields.pop("base")
    counts = fields.pop("categories")
    created, expires = _seconds(fields.pop("created")), _seconds(fields.pop("expires"))
    release = Release(
        **fields,
        created=created,
        expires=expires,
        base=Base(**base) if base else None,
        categories=tuple(Count(**count) for count in counts),
    )
    numbers = [release.number, release.files, release.size, release.carried_files, release.carried_size]
    numbers += [number for count in release.categories for number in (count.courses, count.lessons)]
    numbers += [release.removed, *([release.base.release] if release.base else [])]
    if not all(type(number) is int and 0 <= number < 1 << 53 for number in numbers):
        raise ValueError("有一项应是整数")
    digests = [release.tree, release.sums, *([release.base.tree] if release.base else [])]
    digests += [release.kept_sums] if release.kept_sums is not None else []
    if not all(type(digest) is str and _DIGEST.fullmatch(digest) for digest in digests):
        raise ValueError("有一项应是校验值")
    texts = [
        release.site,
        release.edition,
        *(text for count in release.categories for text in (count.slug, count.name)),
    ]
    if not all(type(text) is str and text.isprintable() and len(text) < 200 for text in texts):
        raise ValueError("有一项应是文字")
    if release.edition not in EDITIONS or (release.base is None) != (release.kept_sums is None):
        raise ValueError("edition、base 和 kept_sums 不相配")
    return release


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(text: str) -> int:
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


def shown_time(seconds: float) -> str:
    """A time as people here read it."""
    moment = datetime.fromtimestamp(seconds, _BEIJING)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def shown_size(size: int) -> str:
    """A size as people read it."""
    if size < 1_000_000:
        return f"{size / 1000:.1f} KB"
    return f"{size / 1e6:.1f} MB" if size < 1_000_000_000 else f"{size / 1e9:.2f} GB"


def summary(release: Release) -> str:
    """A release in some lines, for whoever makes or installs it."""
    lines = [
        f"{release.site}，{release.edition} 版，发布 {release.number}，{shown_time(release.created)}；"
        f"{shown_time(release.expires)} 过期",
        f"{release.lessons} 课，{release.files} 个文件，解开 {shown_size(release.size)}",
    ]
    if release.base:
        lines.append(
            f"增量：装在发布 {release.base.release} 上面，带 {release.carried_files} 个变化的文件，"
            f"去掉 {release.removed} 个"
        )
    return "\n".join([*lines, *(f"  {count.name}：{count.lessons} 课" for count in release.categories)])
