"""N realistic lessons in a project of their own: `python -m benchmarks.generator N FOLDER`.

Five lessons a course, courses evenly in all categories, every piece of text from the real lessons in `content/`.
The same number and the same `content/` give the same bytes.
"""

import argparse
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.composer import Neighbour, compose
from benchmarks.corpus import Corpus, Header, Picture, read_corpus
from benchmarks.plan import LESSONS_IN_COURSE, CoursePlan, plan

CONTENT = Path(__file__).resolve().parent.parent / "content"
LESSONS_WITHOUT_PICTURE = 3
_FIRST_DAY = date(2025, 1, 6)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def generate(lessons: int, folder: Path, *, content: Path = CONTENT) -> None:
    """Write a project with that many lessons to `folder`, which is made and must be empty.

    Raises ValueError for fewer than one lesson or too few real ones, FileExistsError when the folder holds something.
    """
    if lessons < 1:
        raise ValueError("at least one lesson")
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    corpus = read_corpus(content)
    courses = tuple(plan(corpus, lessons))
    target = folder / "content"
    target.mkdir(parents=True)
    shutil.copyfile(content / "categories.yml", target / "categories.yml")
    site = yaml.safe_load((content / "site.yml").read_text(encoding="utf-8"))
    (target / "site.yml").write_text(_yaml(site | {"recommended_lessons": []}), encoding="utf-8")
    targets = _targets(yaml.safe_load((content / "targets.yml").read_text(encoding="utf-8")), courses)
    (target / "targets.yml").write_text(_yaml(targets), encoding="utf-8")
    for course in courses:
        write_course(course, corpus, target / "courses" / course.id)


def write_course(course: CoursePlan, corpus: Corpus, folder: Path) -> None:
    """Write the course's page, lessons and pictures to a new folder."""
    folder.mkdir(parents=True)
    random = Random(course.number)
    pictures = {
        lesson.number: corpus.pictures[lesson.number // (LESSONS_WITHOUT_PICTURE + 1) % len(corpus.pictures)]
        for lesson in course.lessons
        if lesson.number % (LESSONS_WITHOUT_PICTURE + 1) == 0
    }
    for picture in pictures.values():
        shutil.copyfile(picture.path, folder / picture.path.name)
    contents = "\n".join(f"{n}. [{lesson.title}]({lesson.file})" for n, lesson in enumerate(course.lessons, 1))
    intro = "".join(random.sample(corpus.sentences, 6))
    _write(folder / "index.md", _course_header(course), f"{intro}\n\n## 各课内容\n\n{contents}\n")
    for place in range(len(course.lessons)):
        _write_lesson(course, place, corpus, folder, pictures.get(course.lessons[place].number))


def _write_lesson(course: CoursePlan, place: int, corpus: Corpus, folder: Path, picture: Picture | None) -> None:
    lesson = course.lessons[place]
    random = Random(f"lesson {lesson.number}")
    beside = [*course.lessons[max(place - 1, 0) : place], *course.lessons[place + 1 : place + 2]]
    neighbours = [Neighbour(other.file, other.title) for other in beside]
    body = compose(corpus, random, number=lesson.number, picture=picture, neighbours=neighbours)
    _write(folder / lesson.file, _lesson_header(course, place, corpus, random), body)


def _course_header(course: CoursePlan) -> Header:
    model, created = course.model, _FIRST_DAY + timedelta(days=course.number % 500)
    texts = [outcome["text"] for outcome in model["outcomes"]]
    review = {"status": "checked", "by": "西区学堂编写组", "on": _day(created, 20)} if course.number % 3 else None
    return model | {
        "title": course.title,
        "outcomes": [
            {"id": name, "text": texts[n % len(texts)]} for n, name in enumerate(_outcome_ids(len(course.lessons)))
        ],
        "prerequisites": [course.prerequisite] if course.prerequisite else [],
        "related": [course.prerequisite] if course.prerequisite else [],
        "review": review or {"status": "draft"},
        "created": _day(created),
        "updated": _day(created, 10),
    }


def _lesson_header(course: CoursePlan, place: int, corpus: Corpus, random: Random) -> Header:
    lesson, count = course.lessons[place], len(course.lessons)
    others = course.category.lessons.values()
    return lesson.model | {
        "title": lesson.title,
        "minutes": random.randint(5, 15),
        "covers": [name for n, name in enumerate(_outcome_ids(count)) if n % count == place],
        "keywords": _some([word for other in others for word in other["keywords"]], random, 6),
        "aliases": _some([word for other in others for word in other["aliases"]], random, 6),
        "quiz": random.sample(corpus.questions, 3),
        "redirect_from": [],
        "updated": _day(_FIRST_DAY, course.number % 500 + place),
    }


def _outcome_ids(lessons: int) -> list[str]:
    """One for each lesson, and two at least, because a course must have them."""
    return [f"outcome-{n}" for n in range(1, max(2, lessons) + 1)]


def _some(words: Sequence[str], random: Random, count: int) -> list[str]:
    different = list(dict.fromkeys(words))
    return random.sample(different, min(count, len(different)))


def _day(start: date, later: int = 0) -> str:
    return (start + timedelta(days=later)).isoformat()


def _targets(originals: list[Header], courses: Sequence[CoursePlan]) -> list[Header]:
    """The real targets with one course more than there is, and a floor under what there is."""
    found: list[Header] = []
    for target in originals:
        own = [course for course in courses if course.category.slug == target["category"]]
        lessons = sum(len(course.lessons) for course in own)
        floor = {"courses": len(own), "lessons": lessons}
        found.append(target | {"courses": len(own) + 1, "lessons": lessons + LESSONS_IN_COURSE, "floor": floor})
    return found


def _write(path: Path, header: Header, body: str) -> None:
    path.write_text(f"---\n{_yaml(header)}---\n\n{body}", encoding="utf-8", newline="\n")


def _yaml(data: Any) -> str:
    return str(yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000))


def main() -> None:
    """Read the command line and generate."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__.partition(":")[0])
    parser.add_argument("lessons", type=int, metavar="N", help="how many lessons")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="an empty or new folder")
    arguments = parser.parse_args()
    try:
        generate(arguments.lessons, arguments.folder)
    except (ValueError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
