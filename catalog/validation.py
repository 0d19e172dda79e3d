"""YAML data → a model, with every complaint of pydantic told in Chinese at its place in the file."""

import re
from collections.abc import Callable, Hashable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.frontmatter import Positions
from catalog.problems import RULES, ContentError, Problem
from catalog.vocabulary import Term

Model = TypeVar("Model")
#: Whether what stands at a place of the data may not be quoted in a message.
Secret = Callable[[tuple[str | int, ...], Any], bool]

#: Names that teachers bring from elsewhere, and what they are called here.
_KNOWN_ELSEWHERE = {
    "description": "summary",
    "tags": "keywords",
    "date": "updated",
    "author": "authors",
    "license": "licence",
    "audiences": "audience",
    "time": "minutes",
    "duration": "minutes",
    "questions": "quiz",
    "answers": "choices",
    "answer": "correct",
    "type": "kind",
    "lesson_plan": "teaching",
}


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def validate(model: type[Model], data: Any, positions: Positions, path: str, secret: Secret | None = None) -> Model:
    """`data` as `model`. Raises ContentError with all complaints (M01–M10), each with line and column.

    A complaint about a place that is `secret` says what is wrong, and nothing of what was found there.
    """
    try:
        result: Model = _adapter(cast(Hashable, model)).validate_python(data)
        return result
    except ValidationError as error:
        raise ContentError(_problems(error, data, positions, path, secret)) from None


def _problems(
    error: ValidationError, data: Any, positions: Positions, path: str, secret: Secret | None
) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    locations = [tuple(detail["loc"]) for detail in details]
    for detail, location in zip(details, locations, strict=True):
        # pydantic does not count items that are wrong in themselves and then complains that there are too few.
        if detail["type"] == "too_short" and any(
            len(other) > len(location) and other[: len(location)] == location for other in locations
        ):
            continue
        known = _nearest(location, positions)
        line, column = positions.get(known, (1, 1))
        code, message = _say(detail, location, data)
        if secret and secret(location, data):
            message = _say_without_words(code, message, location)
        yield Problem(path, line, column, code, message)


def _nearest(location: tuple[str | int, ...], positions: Positions) -> tuple[str | int, ...]:
    while location and location not in positions:
        location = location[:-1]
    return location


def _say(detail: ErrorDetails, location: tuple[str | int, ...], data: Any) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    name = _name(location)
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return "M02", f"缺少“{location[-1]}”；请补上{_where(location[:-1])}"
    if kind in ("unexpected_keyword_argument", "extra_forbidden", "unexpected_positional_argument"):
        return "M01", f"不认识“{location[-1]}”{_suggestion(str(location[-1]), data, location)}"
    if len(kind) == 3 and kind[0] in "MRD":
        return kind, f"“{name}”：{detail['msg']}" if location else str(detail["msg"])
    if kind == "enum":
        words = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        labels = _labels()
        known = "、".join(f"{word}（{labels[word]}）" if word in labels else word for word in words)
        return "M04", f"“{name}”不能填“{_show(detail['input'])}”；可以填：{known}"
    return _say_length(kind, name, context, detail) or _say_type(kind, name, detail)


def _say_without_words(code: str, message: str, location: tuple[str | int, ...]) -> str:
    """What is wrong in the words of the rule, and where; a key that is not known may itself tell something."""
    if code[0] == "D" or code == "M02":  # these name fields alone
        return message
    name = _name(location[:-1] if code == "M01" else location)
    return f"“{name}”：{RULES[code].title}（这里有不公开的内容，不引用原文）。{RULES[code].help}"


def _labels() -> dict[str, str]:
    """What the words of all closed lists mean."""
    return {term.value: term.label for terms in Term.__subclasses__() for term in terms}


def _say_length(kind: str, name: str, context: dict[str, Any], detail: ErrorDetails) -> tuple[str, str] | None:
    found = detail["input"]
    if kind == "string_too_short":
        return "M05", f"“{name}”至少 {context['min_length']} 个字，实际 {len(found)} 个"
    if kind == "string_too_long":
        return "M05", f"“{name}”最多 {context['max_length']} 个字，实际 {len(found)} 个"
    if kind == "too_short":
        return "M05", f"“{name}”至少 {context['min_length']} 条，实际 {context['actual_length']} 条"
    if kind == "too_long":
        return "M05", f"“{name}”最多 {context['max_length']} 条，实际 {len(found)} 条"
    if kind == "greater_than_equal":
        return "M05", f"“{name}”不能小于 {context['ge']}，实际是 {_show(found)}"
    if kind == "less_than_equal":
        return "M05", f"“{name}”不能大于 {context['le']}，实际是 {_show(found)}"
    return None


def _say_type(kind: str, name: str, detail: ErrorDetails) -> tuple[str, str]:
    found = detail["input"]
    if found is None:
        return "M02", f"“{name}”是空的；请填上内容"
    if kind.startswith("tuple"):
        return "M03", f"“{name}”应分条写（每条一行，以“- ”开头，或写成 [甲, 乙]），实际是“{_show(found)}”"
    if kind.startswith(("dataclass", "dict")):
        return "M03", f"“{name}”下面应分项写（项: 内容），实际是“{_show(found)}”"
    if kind.startswith("bool"):
        return "M03", f"“{name}”应是 true 或 false，实际是“{_show(found)}”"
    if kind.startswith("string"):
        expected = "符合规定的样子" if "pattern" in kind else "是一句话"
        return "M03", f"“{name}”应{expected}，实际是“{_show(found)}”"
    return "M03", f"“{name}”不对，实际是“{_show(found)}”"


def _name(location: tuple[str | int, ...]) -> str:
    """`quiz` 2 `choices` 1 `feedback` → quiz 第 2 条 choices 第 1 条 feedback."""
    return " ".join(f"第 {part + 1} 条" if isinstance(part, int) else part for part in location) or "信息栏"


def _where(location: tuple[str | int, ...]) -> str:
    return f"（在“{_name(location)}”里）" if location else ""


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return "、".join(f"{key}: …" for key in list(value)[:3])
    if isinstance(value, list | tuple):
        return "、".join(str(item) for item in value[:3])[:40]
    return str(value)[:40]


def _suggestion(key: str, data: Any, location: tuple[str | int, ...]) -> str:
    if (known := _KNOWN_ELSEWHERE.get(key)) is not None:
        return f"；这里叫“{known}”"
    close = get_close_matches(key, _FIELD_NAMES, n=1, cutoff=0.7)
    return f"；是不是想写“{close[0]}”？" if close else "；请删掉，或对照 CONTRIBUTING.md 检查拼写"


_FIELD_NAMES = (
    "title summary audience level outcomes prerequisites related keywords units authors licence sources review created updated "
    "minutes covers aliases quiz activity teaching place days materials steps redirect_from question kind choices text feedback correct status by on next "
    "publisher date url note id slug name short icon colours description category courses lessons periods audiences "
    "reviewed_percent tagline district attribution minutes_per_period annual_periods search_examples recommended_lessons "
    "report_url report_email "
    "level parent area address hours contacts accessibility weekly special open close first last office phone "
    "purpose way cost kiosk holidays source node venue place programme organiser seats signup signup_until cancelled "
    "repeat rhythm every days day week until skip result participants satisfaction answers reported_by learning_week kinds "
    "rank grade year node evidence count consent given_by scope reviewed_by expires visibility education fields nodes years "
    "internal availability notes floor "
    "unit duty indicators indicator measure span numerator denominator sentence section counted_from sources targets "
    "actuals at_least value source reported_by "
    "kind node unit number purpose topic certainty source intro venues hotlines course why"
).split()
