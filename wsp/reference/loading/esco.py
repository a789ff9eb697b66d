"""ESCO as published in CSV files: occupations with their labels, ISCO-08 groups, skill groups, skills, relations.

ESCO is the classification of the European Commission; https://esco.ec.europa.eu gives the files. Their names carry the
language (`occupations_nl.csv`) and sometimes an edition (`occupationSkillRelations_v1.1.1.csv.gz`).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import select

from wsp.foundation.sortkey import sort_key
from wsp.reference.errors import UnusableFile
from wsp.reference.loading.files import Row, read_table
from wsp.reference.loading.sync import Key, Load
from wsp.reference.loading.sync import Row as Values
from wsp.reference.models import IscoGroup, Occupation, OccupationLabel, OccupationSkill, Skill, SkillGroup

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
"""The sentence under which the Commission allows re-use (decision 2011/833/EU); shown where ESCO is used."""

_ESCO = select(Occupation.code).where(Occupation.scheme == "esco").scalar_subquery()
_ISCO_URI = "http://data.europa.eu/esco/isco/C"
_OCCUPATION_URI = "http://data.europa.eu/esco/occupation/"
_SKILL_KINDS = {"skill/competence": "skill", "knowledge": "knowledge", "": None}
_LEVELS = 4


def load_esco(load: Load, folder: Path) -> None:
    """Load a folder of ESCO files. Skills and relations are optional; the other four files are not."""
    if not folder.is_dir():
        raise UnusableFile(f"De map {folder.name} is er niet. Geef de map met de ESCO-bestanden.")
    _load_isco_groups(load, folder / "ISCOGroups_nl.csv")
    occupations = _load_occupations(load, folder / "occupations_nl.csv")
    _load_skill_groups(load, folder / "skillGroups_nl.csv", folder / "skillsHierarchy_nl.csv")
    skills = folder / "skills_nl.csv"
    if skills.exists():
        _load_skills(load, skills)
    else:
        load.report.notes.append("Er is geen skills_nl.csv. Namen van vaardigheden zijn niet geladen.")
    relations = sorted(folder.glob("occupationSkillRelations*.csv*"))
    if relations:
        # Editions sort on their name: the newest comes last.
        _load_relations(load, relations[-1], occupations)
    else:
        load.report.notes.append("Er is geen bestand met vaardigheden per beroep (occupationSkillRelations).")
    load.report.notes.append(ATTRIBUTION)


def _load_isco_groups(load: Load, path: Path) -> None:
    table = read_table(path, required=("conceptUri", "code", "preferredLabel"))
    found: dict[Key, Values] = {}

    def mistake(row: Row) -> str | None:
        if not re.fullmatch(r"\d{1,4}", row["code"]) or row["conceptUri"] != _ISCO_URI + row["code"]:
            return "De ISCO-code is geen getal van 1 tot 4 cijfers of past niet bij de URI."
        if not row["preferredLabel"]:
            return "De naam ontbreekt."
        return "De code staat al eerder in het bestand." if (row["code"],) in found else None

    for row in load.report.accepted(table, mistake):
        found[row["code"],] = (row["preferredLabel"],)
    load.sync("ISCO-groepen", IscoGroup, found, values=["name"], gone="delete")


def _load_occupations(load: Load, path: Path) -> frozenset[str]:
    required = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status", "description")
    table = read_table(path, required=required)
    found: dict[Key, Values] = {}
    labels: dict[Key, Values] = {}
    for row in load.report.accepted(table, lambda row: _occupation_mistake(row, found)):
        uri, name = row["conceptUri"], row["preferredLabel"]
        found[uri,] = ("esco", name, sort_key(name), row["iscoGroup"], uri, row["description"] or None, True)
        for label in _lines(row["altLabels"] + "\n" + row["hiddenLabels"]):
            labels[uri, label] = (False,)
        labels[uri, name] = (True,)
    load.sync(
        "beroepen",
        Occupation,
        found,
        values=["scheme", "name", "sort_key", "isco", "esco_uri", "description", "active"],
        gone="deactivate",
        scope=Occupation.scheme == "esco",
    )
    load.sync(
        "namen van beroepen",
        OccupationLabel,
        labels,
        values=["preferred"],
        gone="delete",
        scope=OccupationLabel.occupation_code.in_(_ESCO),
    )
    return frozenset(str(uri) for (uri,) in found)


def _occupation_mistake(row: Row, found: Mapping[Key, Values]) -> str | None:
    if not row["conceptUri"].startswith(_OCCUPATION_URI):
        return "De URI is geen URI van een ESCO-beroep."
    if row["status"] != "released":
        return "Het beroep is niet vrijgegeven (status is niet released)."
    if not row["preferredLabel"]:
        return "De naam ontbreekt."
    if not re.fullmatch(r"\d{4}", row["iscoGroup"]):
        return "De ISCO-groep is geen getal van vier cijfers."
    return "Het beroep staat al eerder in het bestand." if (row["conceptUri"],) in found else None


def _load_skill_groups(load: Load, groups_path: Path, hierarchy_path: Path) -> None:
    parents = _parents(load, hierarchy_path)
    table = read_table(groups_path, required=("conceptUri", "preferredLabel", "code", "description"))
    found: dict[Key, Values] = {}
    for row in load.report.accepted(table, lambda row: _named_mistake(row, found)):
        uri = row["conceptUri"]
        found[uri,] = (row["code"], row["preferredLabel"], row["description"] or None, parents.get(uri))
    load.sync(
        "groepen van vaardigheden",
        SkillGroup,
        found,
        values=["code", "name", "description", "parent_uri"],
        gone="delete",
    )


def _parents(load: Load, path: Path) -> dict[str, str | None]:
    """Read who stands under whom: a record names a group by its deepest filled level."""
    table = read_table(path, required=[f"Level {level} URI" for level in range(_LEVELS)])
    parents: dict[str, str | None] = {}
    for row in load.report.accepted(table, lambda row: None if _chain(row) else "De rij heeft geen enkele URI."):
        *above, uri = _chain(row)
        parents[uri] = above[-1] if above else None
    return parents


def _chain(row: Row) -> list[str]:
    return [uri for level in range(_LEVELS) if (uri := row[f"Level {level} URI"])]


def _load_skills(load: Load, path: Path) -> None:
    required = ("conceptUri", "skillType", "reuseLevel", "preferredLabel", "description")
    table = read_table(path, required=required)
    found: dict[Key, Values] = {}

    def mistake(row: Row) -> str | None:
        if row["skillType"] not in _SKILL_KINDS:
            return "De soort vaardigheid (skillType) is onbekend."
        return _named_mistake(row, found)

    for row in load.report.accepted(table, mistake):
        found[row["conceptUri"],] = (
            row["preferredLabel"],
            _SKILL_KINDS[row["skillType"]],
            row["reuseLevel"] or None,
            row["description"] or None,
        )
    load.sync("vaardigheden", Skill, found, values=["name", "kind", "reuse_level", "description"], gone="delete")


def _named_mistake(row: Row, found: Mapping[Key, Values]) -> str | None:
    if not row["conceptUri"].startswith("http://data.europa.eu/esco/"):
        return "De URI is geen URI van ESCO."
    if not row["preferredLabel"]:
        return "De naam ontbreekt."
    return "De URI staat al eerder in het bestand." if (row["conceptUri"],) in found else None


def _load_relations(load: Load, path: Path, occupations: frozenset[str]) -> None:
    table = read_table(path, required=("occupationUri", "relationType", "skillType", "skillUri"))
    found: dict[Key, Values] = {}

    def mistake(row: Row) -> str | None:
        if row["occupationUri"] not in occupations:
            return "Het beroep staat niet in occupations_nl.csv."
        if row["relationType"] not in ("essential", "optional") or row["skillType"] not in _SKILL_KINDS:
            return "De soort relatie of vaardigheid is onbekend."
        if not row["skillUri"]:
            return "De vaardigheid ontbreekt."
        if (row["occupationUri"], row["skillUri"]) in found:
            return "De relatie staat al eerder in het bestand."
        return None

    for row in load.report.accepted(table, mistake):
        found[row["occupationUri"], row["skillUri"]] = (row["relationType"], _SKILL_KINDS[row["skillType"]])
    load.sync(
        "vaardigheden per beroep",
        OccupationSkill,
        found,
        values=["relation", "kind"],
        gone="delete",
        scope=OccupationSkill.occupation_code.in_(_ESCO),
    )


def _lines(cell: str) -> Iterator[str]:
    return (line.strip() for line in cell.splitlines() if line.strip())
