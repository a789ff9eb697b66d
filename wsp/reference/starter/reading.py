"""Reads the data files of this folder once; a mistake in our own data stops the program early."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from wsp.reference.starter.items import (
    Certificate,
    ClosedLists,
    Field,
    Guidance,
    Labelled,
    Level,
    Municipality,
    PostcodePoint,
    Region,
    Shift,
    StarterOccupation,
    WorkCondition,
)

_FOLDER = resources.files(__package__)
_NAME_OF_LIST = {
    "licences": "driving_licences",
    "certificates": "certificates",
    "sections": "sections",
    "shifts": "shifts",
    "conditions": "work_conditions",
}


class StarterError(Exception):
    """A data file of the starter set is wrong; the message names the file's entry and the mistake."""


@cache
def regions() -> tuple[Region, ...]:
    """The 35 arbeidsmarktregio's of 2026 (CBS 86247NED)."""
    return tuple(Region(code=row["code"], name=row["name"]) for row in _rows("regions.csv"))


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 342 municipalities of 2026 with their region (CBS 86247NED)."""
    return tuple(
        Municipality(code=row["code"], name=row["name"], region_code=row["region_code"], year=int(row["year"]))
        for row in _rows("municipalities.csv")
    )


@cache
def postcode_points() -> tuple[PostcodePoint, ...]:
    """PC4 points in and around the two demo regions."""
    return tuple(
        PostcodePoint(
            pc4=row["pc4"],
            place=row["place"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            municipality_code=row["municipality_code"] or None,
        )
        for row in _rows("postcodes.csv")
    )


@cache
def closed_lists() -> ClosedLists:
    """Levels, shifts, licences, work conditions and the other closed lists."""
    read = _yaml("lists.yaml")
    return ClosedLists(
        education_levels=tuple(Level(**entry) for entry in read["education_levels"]),
        language_levels=tuple(Level(**entry) for entry in read["language_levels"]),
        guidance_levels=tuple(Guidance(**entry) for entry in read["guidance_levels"]),
        transport_modes=tuple(Labelled(**entry) for entry in read["transport_modes"]),
        shifts=tuple(Shift(**entry) for entry in read["shifts"]),
        driving_licences=tuple(Labelled(**entry) for entry in read["driving_licences"]),
        certificates=tuple(Certificate(**entry) for entry in read["certificates"]),
        work_conditions=tuple(WorkCondition(**entry) for entry in read["work_conditions"]),
        sections=tuple(Labelled(**entry) for entry in read["sections"]),
        languages=tuple(Labelled(**entry) for entry in read["languages"]),
    )


@cache
def fields() -> tuple[Field, ...]:
    """The fields of work, in the order of their files."""
    return tuple(Field(**content["field"]) for content in _occupation_files())


@cache
def occupations() -> tuple[StarterOccupation, ...]:
    """All occupations of the starter set; raises StarterError when an entry breaks a closed list."""
    found = tuple(
        _occupation(entry, content["field"]["code"])
        for content in _occupation_files()
        for entry in content["occupations"]
    )
    seen: dict[str, str] = {}
    for item in found:
        for key in (item.code, *(label.casefold() for label in item.labels)):
            if key in seen:
                raise StarterError(f"'{key}' stands with both {seen[key]} and {item.code}")
            seen[key] = item.code
    return found


def occupation(code: str) -> StarterOccupation:
    """One occupation by its `wsp:` code; KeyError when there is none."""
    return _by_code()[code]


@cache
def _by_code() -> Mapping[str, StarterOccupation]:
    return {item.code: item for item in occupations()}


def _occupation(entry: Mapping[str, Any], field: str) -> StarterOccupation:
    lists = closed_lists()
    code = entry["code"]
    for key, name in _NAME_OF_LIST.items():
        unknown = set(entry[key]) - {item.code for item in getattr(lists, name)}
        if unknown:
            raise StarterError(f"{code}: {key} has {sorted(unknown)}, which is not in the closed list")
    if entry["education"] not in {level.value for level in lists.education_levels}:
        raise StarterError(f"{code}: education {entry['education']} is no level")
    if entry["language"] not in {level.value for level in lists.language_levels}:
        raise StarterError(f"{code}: language {entry['language']} is no level")
    return StarterOccupation(
        code=code,
        name=entry["name"],
        field=field,
        isco=entry["isco"],
        esco_uri=entry.get("esco_uri"),
        education=entry["education"],
        language=entry["language"],
        driving_licences=tuple(entry["licences"]),
        certificates=tuple(entry["certificates"]),
        sections=tuple(entry["sections"]),
        shifts=tuple(entry["shifts"]),
        conditions=tuple(entry["conditions"]),
        synonyms=tuple(entry["synonyms"]),
        tasks=tuple(entry["tasks"]),
        skills=tuple(entry["skills"]),
    )


@cache
def _occupation_files() -> tuple[Mapping[str, Any], ...]:
    names = sorted(file.name for file in (_FOLDER / "occupations").iterdir() if file.name.endswith(".yaml"))
    return tuple(_yaml(f"occupations/{name}") for name in names)


def _yaml(name: str) -> Any:
    return yaml.safe_load(_FOLDER.joinpath(*name.split("/")).read_text(encoding="utf-8"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines())
