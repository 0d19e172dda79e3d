"""The open data: every file follows its published schema, and says what the page says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from catalog.collection import Catalog
from catalog.loader import load
from site_builder import api

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content."""
    return load(ROOT / "content")


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> dict[str, bytes]:
    found = dict(api.site_files(catalog))
    for record in catalog.records:
        found.update(api.course_files(catalog, record))
    return found


def schema_of(path: str) -> str:
    part = path.removeprefix("api/v1/").split("/")[0].removesuffix(".json")
    return {"courses": "courses" if path.endswith("v1/courses.json") else "course", "lessons": "lesson"}.get(part, part)


def test_every_file_follows_its_schema(files: dict[str, bytes]) -> None:
    """Validated with an independent validator against the schemas as published."""
    schemas = {name: json.loads(files[f"api/v1/schemas/{name}.json"]) for name in api.SCHEMAS}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    for path, data in files.items():
        if "/schemas/" not in path:
            Draft202012Validator(schemas[schema_of(path)]).validate(json.loads(data))


def test_schema_can_fail(files: dict[str, bytes]) -> None:
    """A schema that accepts everything would prove nothing."""
    schema = json.loads(files["api/v1/schemas/lesson.json"])
    lesson = json.loads(next(data for path, data in files.items() if "/lessons/" in path))
    del lesson["quiz"]
    assert not Draft202012Validator(schema).is_valid(lesson)


def test_every_course_and_lesson_is_there(catalog: Catalog, files: dict[str, bytes]) -> None:
    """Nothing is left out, and every pointer leads to a file."""
    for record in catalog.records:
        assert f"api/v1/courses/{record.course.id}.json" in files
        assert all(f"api/v1/lessons/{lesson.id}.json" in files for lesson in record.lessons)

    def pointers(value: object) -> list[str]:
        if isinstance(value, dict):
            here = [value["api"]] if "api" in value else []
            return here + [pointer for part in value.values() for pointer in pointers(part)]
        return [pointer for part in value for pointer in pointers(part)] if isinstance(value, list) else []

    for path, data in files.items():
        if "/schemas/" not in path:
            assert all(pointer in files for pointer in pointers(json.loads(data)))


def test_lesson_carries_everything(small_site: Callable[..., Path]) -> None:
    """Metadata, HTML, text and quiz of one lesson, with stable keys."""
    catalog = load(small_site() / "content")
    record = catalog.record("law/anti-fraud")
    lesson = json.loads(dict(api.course_files(catalog, record))["api/v1/lessons/law/anti-fraud/click-farming.json"])
    assert list(lesson)[:6] == ["id", "number", "title", "summary", "category", "course"]
    assert lesson["quiz"][0]["choices"][1] == {"text": "马上停下", "feedback": "对。", "correct": True}
    assert lesson["html"].startswith("<p>一位居民") and lesson["text"].startswith("一位居民")
    assert lesson["next"]["id"] == "law/anti-fraud/fake-police" and lesson["previous"] is None
    assert lesson["review"] == "draft"


def test_same_content_same_bytes(small_site: Callable[..., Path]) -> None:
    """Files can be compared, cached and signed."""
    content = small_site() / "content"
    first, second = load(content), load(content)
    assert dict(api.site_files(first)) == dict(api.site_files(second))
