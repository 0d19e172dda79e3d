"""What is internal never leaves: unique words in every internal field, looked for in everything that is made."""

import gzip
import importlib
import io
import json
import os
import pkgutil
import typing
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import catalog.district
from catalog.collection import Catalog
from catalog.district.consent import Consent
from catalog.district.honour import HonourEntry
from catalog.district.organisation import OrganisationEntry
from catalog.district.teacher import TeacherEntry, TeacherInternal
from site_builder import cli

#: 1 December 2026 in China.
DAY = 1_796_054_400
CONSENT = {"on": "2026-01-01", "reviewed_by": "试验学院办公室", "expires": "2027-01-01"}
PAST = {"on": "2025-01-01", "reviewed_by": "试验学院办公室", "expires": "2026-11-30"}


def models() -> Iterator[type]:
    """Every dataclass of the district's modules."""
    for info in pkgutil.walk_packages(catalog.district.__path__, "catalog.district."):
        module = importlib.import_module(info.name)
        yield from (one for one in vars(module).values() if isinstance(one, type) and is_dataclass(one))


def inside(annotation: Any) -> Iterator[type]:
    """The classes that an annotation is made of; what is said beside them (`Annotated`) is left out."""
    if isinstance(annotation, type) and not typing.get_args(annotation):
        yield annotation
    parts = typing.get_args(annotation)
    for part in parts[:1] if typing.get_origin(annotation) is typing.Annotated else parts:
        yield from inside(part)


def internal_models() -> dict[type, type]:
    """Each model that has a field called `internal` → the model of that field, found by looking at all of them."""
    found: dict[type, type] = {}
    for model in set(models()):
        hints = typing.get_type_hints(model, include_extras=True)
        if "internal" in hints:
            found[model] = next(one for one in inside(hints["internal"]) if is_dataclass(one))
    return found


class Canaries:
    """Makes words that nothing else contains."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}

    def word(self, where: str) -> str:
        made = f"金丝雀{len(self.all):03}号qzx{len(self.all):03}"
        self.all[made] = where
        return made


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder by name, with what is packed in it."""
    for place, _, names in os.walk(folder, followlinks=True):  # what is published is a link to a release beside it
        for path in (Path(place) / name for name in names):
            yield from unpacked(str(path.relative_to(folder)), path.read_bytes())


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                yield from unpacked(f"{name}:{entry}", archive.read(entry))
    elif data[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name}:gz", gzip.decompress(data))


def spoken(text: str) -> list[bytes]:
    """A word as it may stand in a file: plain, as JSON writes it, and its tail that no encoding of Han changes."""
    return [text.encode(), json.dumps(text)[1:-1].encode(), text[-6:].encode()]


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def honour(path: Path, header: dict[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    front = yaml.safe_dump(header, allow_unicode=True, sort_keys=False)
    path.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")


def plant(content: Path, canaries: Canaries) -> None:
    """Words in all internal fields, in entries that are internal as a whole, and where consent does not hold."""
    assert internal_models() == {TeacherEntry: TeacherInternal}, "plant words in the new model's internal fields too"
    block = {field.name: canaries.word(f"internal {field.name}") for field in fields(TeacherInternal)}
    word = canaries.word
    write(
        content / "teachers.yml",
        [
            {
                "name": "公开的试验教师", "kind": "volunteer", "visibility": "public", "nodes": ["east-town"],
                "fields": ["law"], "text": "这句话人人看得到",
                "consent": CONSENT | {"scope": word("scope")}, "internal": block,
            },
            {
                "name": word("name of an internal teacher"), "kind": "full-time", "education": "college",
                "nodes": ["east-town"], "text": word("text of an internal teacher"),
                "consent": CONSENT | {"scope": word("scope"), "reviewed_by": word("reviewer")},
                "internal": {name: word(f"internal {name}") for name in block},
            },
            {
                "name": word("expired teacher"), "kind": "part-time", "visibility": "public", "nodes": ["east-town"],
                "text": word("expired text"), "consent": PAST | {"scope": word("scope")},
                "internal": {name: word(f"internal {name}") for name in block},
            },
        ],
    )  # fmt: skip
    family = {"kind": "family", "rank": "county", "grade": "model", "year": 2026}
    write(
        content / "organisations.yml",
        [
            family | {"name": "公开的试验家庭", "evidence": [{"title": "编出来的名单"}],
                      "consent": CONSENT | {"scope": word("scope")}},
            family | {"name": word("expired family"), "evidence": [{"title": word("evidence of a family")}],
                      "consent": PAST | {"scope": word("scope")}},
            family | {"evidence": [{"title": word("evidence of a nameless family")}]},
        ],
    )  # fmt: skip
    honour(
        content / "honours/star-2026-02.md",
        {
            "kind": "star", "title": word("expired star"), "summary": word("summary"), "year": 2026,
            "evidence": [{"title": word("evidence of a star")}],
            "consent": PAST | {"scope": word("scope"), "reviewed_by": word("reviewer")},
        },
        word("body"),
    )  # fmt: skip


@pytest.fixture
def planted(small_district: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Canaries]:
    canaries = Canaries()
    plant(small_district / "content", canaries)
    monkeypatch.chdir(small_district)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
    return small_district, canaries


def test_no_canary_gets_out(planted: tuple[Path, Canaries], capsys: pytest.CaptureFixture[str]) -> None:
    """Portal, kiosk, search index, open data, bundles, the copy, the annual report and whatever a command prints hold none of them."""
    root, canaries = planted
    assert cli.run(["build", "--edition", "all"]) == 0
    for edition in ("portal", "kiosk"):
        assert cli.run(["bundle", "--edition", edition]) == 0
    assert cli.run(["bundle", "--edition", "portal", "--category", "law"]) == 0
    assert cli.run(["check"]) == 0
    assert cli.run(["coverage", "--format", "json"]) == 0
    for format in ("html", "csv", "json"):
        assert cli.run(["report", "--year", "2026", "--format", format]) == 0
    assert any((root / "dist" / "reports").iterdir())
    files = [*everything(root / "dist"), *(("printed", text.encode()) for text in capsys.readouterr())]
    assert len(canaries.all) >= 25
    for canary, where in canaries.all.items():
        found = [name for name, data in files if any(form in data for form in spoken(canary))]
        assert found == [], where
    # What may be seen is found by the same look: in pages of both editions, in data and inside of packages.
    seen = [name for name, data in files if any(form in data for form in spoken("这句话人人看得到")[:2])]
    assert any(name.startswith("portal/teachers/") for name in seen)
    assert any(name.startswith("kiosk/teachers/") for name in seen)
    assert "portal/api/v1/teachers.json" in seen
    assert len([name for name in seen if name.startswith("bundles/") and "teachers/index.html" in name]) >= 3
    assert any(name.startswith("portal/pagefind/") and name.endswith(":gz") for name, _ in files)


def test_the_catalog_has_no_room_for_it() -> None:
    """No class that can hang on a Catalog holds consents, entries of files or internal blocks."""
    seen: set[Any] = set()
    queue: list[Any] = [Catalog]
    while queue:
        model = queue.pop()
        if model in seen or not is_dataclass(model):
            continue
        seen.add(model)
        for hint in typing.get_type_hints(model, include_extras=True).values():
            queue.extend(inside(hint))
    assert len(seen) > 20, "the walk came nowhere"
    assert not seen & {TeacherEntry, TeacherInternal, HonourEntry, OrganisationEntry, Consent}


@pytest.mark.parametrize("spoil", ["long", "list", "markup", "unknown", "nested", "date", "yaml", "anchor", "colon"])
def test_no_message_quotes_it(spoil: str, planted: tuple[Path, Canaries], capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in what is internal is told with its place, and without what was written there."""
    root, canaries = planted
    path = root / "content/teachers.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    word = canaries.word("mistake")
    block = entries[0]["internal"]
    match spoil:
        case "long":
            block["phone"] = word * 9
        case "list":
            block["notes"] = [word]
        case "markup":
            block["notes"] = f"<{word}>"
        case "unknown":
            block[f"mobile-{word}"] = word
        case "nested":
            entries[0]["internal"] = word
        case "date":
            entries[1]["consent"]["expires"] = word
            entries[1]["kind"] = word
            entries[1]["nodes"] = [word]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    if spoil == "yaml":
        text += f'- name: "{word}\n'
    elif spoil == "anchor":
        text += f"- *{word[-6:]}\n"
    elif spoil == "colon":
        text += f"- name：{word}\n  x: 1\n"
    path.write_text(text, encoding="utf-8")
    for format in ("text", "json", "github", "sarif"):
        assert cli.run(["check", "--format", format]) == 1
    said = "".join(capsys.readouterr())
    assert "teachers.yml" in said
    for canary, where in canaries.all.items():
        assert not any(form.decode() in said for form in spoken(canary)), (where, said)


def test_a_public_entry_is_quoted(planted: tuple[Path, Canaries], capsys: pytest.CaptureFixture[str]) -> None:
    """What is to be seen by all may be quoted, so that the mistake is found at once."""
    path = planted[0] / "content/teachers.yml"
    text = path.read_text(encoding="utf-8").replace("kind: volunteer", "kind: 帮忙的")
    path.write_text(text, encoding="utf-8")
    assert cli.run(["check"]) == 1
    assert "“第 1 条 kind”不能填“帮忙的”" in capsys.readouterr().out
