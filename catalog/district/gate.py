"""The gate: what is written about people → what may be known of them outside of their files.

Entries with what is internal, and persons whose consent does not hold on the day of the build, end here. Behind it are
only what may be shown, and numbers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from catalog.district.consent import Consent
from catalog.district.honour import Honour, HonourEntry
from catalog.district.organisation import Organisation, OrganisationEntry
from catalog.district.reading import DistrictFiles, Record
from catalog.district.staffing import Staffing, count_staff
from catalog.district.teacher import Teacher, TeacherEntry, is_secret
from catalog.district.terms import Visibility


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An entry whose consent has run out: its file below the content folder, its number there (None for a file of its
    own) and the last day on which it held. Whom it is about is not said."""

    path: str
    number: int | None
    expires: date


@dataclass(frozen=True, slots=True)
class Mention:
    """A node or a category that an entry names, for the rules that look whether it exists."""

    path: str
    keys: tuple[str | int, ...]
    kind: Literal["node", "category"]
    value: str


@dataclass(frozen=True, kw_only=True)
class People:
    """What passes the gate."""

    organisations: tuple[Organisation, ...] = ()
    honours: tuple[Honour, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    mentions: tuple[Mention, ...] = field(default=(), repr=False)


ORGANISATIONS, HONOURS, TEACHERS = "organisations.yml", "honours", "teachers.yml"


def read_people(files: DistrictFiles, on: date | None) -> People:
    """Everything about organisations and people that may be shown on a day; without a day, no person."""
    organisations = files.values("organisations", OrganisationEntry)
    honours = files.records(HONOURS, HonourEntry)
    teachers = files.values("teachers", TeacherEntry, secret=is_secret)
    consents = [
        *((ORGANISATIONS, n, entry.consent) for n, entry in enumerate(organisations, 1)),
        *((record.path, None, record.header.consent) for record in honours),
        *((TEACHERS, n, entry.consent) for n, entry in enumerate(teachers, 1) if _is_public(entry)),
    ]
    return People(
        organisations=tuple(_organisation(entry, on) for entry in organisations),
        honours=tuple(_honour(record) for record in honours if _may_show(record.header.consent, on)),
        teachers=tuple(_teachers(teachers, on)),
        staffing=count_staff(teachers),
        lapsed=tuple(
            Lapsed(path, number, consent.expires)
            for path, number, consent in consents
            if consent is not None and on is not None and consent.expires < on
        ),
        mentions=tuple(_mentions(organisations, honours, teachers)),
    )


def _may_show(consent: Consent | None, on: date | None) -> bool:
    return consent is None or consent.holds(on)


def _is_public(entry: TeacherEntry) -> bool:
    return entry.visibility is Visibility.PUBLIC


def _organisation(entry: OrganisationEntry, on: date | None) -> Organisation:
    is_nameless = entry.name is None or not _may_show(entry.consent, on)
    return Organisation(
        kind=entry.kind,
        name=None if is_nameless else entry.name,
        rank=entry.rank,
        grade=entry.grade,
        year=entry.year,
        node=None if is_nameless else entry.node,
        evidence=() if is_nameless else entry.evidence,
        expires=None if is_nameless or entry.consent is None else entry.consent.expires,
    )


def _honour(record: Record[HonourEntry]) -> Honour:
    header = record.header
    return Honour(
        id=record.id,
        kind=header.kind,
        title=header.title,
        summary=header.summary,
        year=header.year,
        node=header.node,
        evidence=header.evidence,
        reviewed_by=header.consent.reviewed_by if header.consent else None,
        expires=header.consent.expires if header.consent else None,
        body=record.body,
    )


def _teachers(entries: Iterable[TeacherEntry], on: date | None) -> Iterator[Teacher]:
    for entry in entries:
        if _is_public(entry) and entry.consent is not None and entry.consent.holds(on):
            yield Teacher(
                name=entry.name,
                kind=entry.kind,
                fields=entry.fields,
                nodes=entry.nodes,
                years=entry.years,
                text=entry.text,
                reviewed_by=entry.consent.reviewed_by,
                expires=entry.consent.expires,
            )


def _mentions(
    organisations: Iterable[OrganisationEntry],
    honours: Iterable[Record[HonourEntry]],
    teachers: Iterable[TeacherEntry],
) -> Iterator[Mention]:
    for n, organisation in enumerate(organisations):
        if organisation.node is not None:
            yield Mention(ORGANISATIONS, (n, "node"), "node", organisation.node)
    for record in honours:
        if record.header.node is not None:
            yield Mention(record.path, ("node",), "node", record.header.node)
    for n, teacher in enumerate(teachers):
        yield from (Mention(TEACHERS, (n, "nodes", m), "node", node) for m, node in enumerate(teacher.nodes))
        yield from (Mention(TEACHERS, (n, "fields", m), "category", slug) for m, slug in enumerate(teacher.fields))
