"""Rules of `news/`, `hotlines.yml` and `paths.yml`: what helps residents to find their way in."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from catalog.addresses import address_of
from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.rules import Fault

_HOTLINES, _PATHS = "hotlines.yml", "paths.yml"
#: Addresses of the archive's months, which no piece of news may take.
_MONTH = re.compile(r"\d{4}-\d{2}")


def _numbers_are_unique(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D60: no number is listed twice."""
    seen: set[str] = set()
    for n, hotline in enumerate(district.hotlines):
        if hotline.number in seen:
            yield Fault(_HOTLINES, "D60", f"{hotline.number} 写了两遍；请合成一条", (n, "number"))
        seen.add(hotline.number)


def _categories_exist(district: District, around: Surroundings) -> Iterator[Fault]:
    """D61: hotlines and news name categories that are there."""
    for n, hotline in enumerate(district.hotlines):
        yield from _unknown_categories(_HOTLINES, (n, "categories"), hotline.categories, around)
    for item in district.news:
        yield from _unknown_categories(item.path, ("categories",), item.header.categories, around)


def _unknown_categories(
    path: str, keys: tuple[str | int, ...], named: tuple[str, ...], around: Surroundings
) -> Iterator[Fault]:
    for n, wanted in enumerate(named):
        if wanted not in around.categories:
            yield Fault(path, "D61", f"没有“{wanted}”这个类别{hint(wanted, around.categories)}", (*keys, n))


def _news_can_be_placed(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D62: a piece of news has an address of its own, and the school that it is about is there."""
    nodes = {node.id for node in district.nodes}
    for item in district.news:
        if _MONTH.fullmatch(item.id):
            message = f"“{item.id}”是按月归档的网址；请给文件加上题目，例如 {item.id}-open-day.md"
            yield Fault(item.path, "D62", message)
        if item.header.node is not None and item.header.node not in nodes:
            message = f"network.yml 里没有“{item.header.node}”{hint(item.header.node, nodes)}"
            yield Fault(item.path, "D62", message, ("node",))


def _news_lead_somewhere(district: District, around: Surroundings) -> Iterator[Fault]:
    """D63: a course or lesson that a piece of news leads to is there."""
    for item in district.news:
        for link in item.body.links:
            address = (address_of(PurePosixPath(link.path).relative_to("courses")) or "").rstrip("/")
            is_broken = address.rpartition("/")[0] in around.broken
            if address not in around.courses | around.lessons and not is_broken:
                message = f"没有 {link.path} 这个文件；请检查文件名和编号"
                yield Fault(item.path, "D63", message, place=(link.line, link.column))


def _path_ids_are_unique(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D64: no two paths share an id."""
    seen: set[str] = set()
    for n, path in enumerate(district.paths):
        if path.id in seen:
            yield Fault(_PATHS, "D64", f"编号“{path.id}”写了两遍；请换一个", (n, "id"))
        seen.add(path.id)


def _paths_lead_somewhere(district: District, around: Surroundings) -> Iterator[Fault]:
    """D65: the courses and hotlines of a path are there, each once."""
    numbers = {hotline.number for hotline in district.hotlines}
    for n, path in enumerate(district.paths):
        courses = [step.course for step in path.courses]
        for at, course in enumerate(courses):
            if course not in around.courses:
                message = f"没有“{course}”这门课{hint(course, around.courses)}"
                yield Fault(_PATHS, "D65", message, (n, "courses", at, "course"))
            elif course in courses[:at]:
                yield Fault(_PATHS, "D65", f"“{course}”写了两遍；请去掉一个", (n, "courses", at, "course"))
        for at, number in enumerate(path.hotlines):
            if number not in numbers:
                message = f"hotlines.yml 里没有 {number}；请先写在那里，或从这里去掉"
                yield Fault(_PATHS, "D65", message, (n, "hotlines", at))


CHECKS = (
    _numbers_are_unique,
    _categories_exist,
    _news_can_be_placed,
    _news_lead_somewhere,
    _path_ids_are_unique,
    _paths_lead_somewhere,
)
