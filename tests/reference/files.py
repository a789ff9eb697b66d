"""Small files in the published formats, written by us."""

import csv
import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

BASE = "http://data.europa.eu/esco/"
BAKER = f"{BASE}occupation/bakker"
PAINTER = f"{BASE}occupation/schilder"
DOUGH = f"{BASE}skill/deeg"
BRUSH = f"{BASE}skill/kwast"

Rows = Sequence[Mapping[str, str]]

GROUPS: Rows = (
    {"conceptUri": f"{BASE}isco/C7", "code": "7", "preferredLabel": "Ambachten"},
    {"conceptUri": f"{BASE}isco/C7512", "code": "7512", "preferredLabel": "Bakkers"},
)
OCCUPATIONS: Rows = (
    {
        "conceptType": "Occupation",
        "conceptUri": BAKER,
        "iscoGroup": "7512",
        "preferredLabel": "broodbakster",
        "altLabels": "deegmaakster\nbroodbakster",
        "hiddenLabels": "bakkerette",
        "status": "released",
        "description": "Bakt brood,\nelke nacht.",
    },
    {
        "conceptType": "Occupation",
        "conceptUri": PAINTER,
        "iscoGroup": "7131",
        "preferredLabel": "kozijnschilder",
        "altLabels": "",
        "hiddenLabels": "",
        "status": "released",
        "description": "",
    },
)
SKILL_GROUPS: Rows = (
    {"conceptUri": f"{BASE}skill/S", "preferredLabel": "vaardigheden", "code": "S", "description": ""},
    {"conceptUri": f"{BASE}skill/S1", "preferredLabel": "maken", "code": "S1", "description": "Iets maken."},
)
HIERARCHY: Rows = (
    {"Level 0 URI": f"{BASE}skill/S", "Level 1 URI": "", "Level 2 URI": "", "Level 3 URI": ""},
    {"Level 0 URI": f"{BASE}skill/S", "Level 1 URI": f"{BASE}skill/S1", "Level 2 URI": "", "Level 3 URI": ""},
)
SKILLS: Rows = (
    {
        "conceptUri": DOUGH,
        "skillType": "skill/competence",
        "reuseLevel": "occupation-specific",
        "preferredLabel": "deeg kneden",
        "description": "",
    },
)
RELATIONS: Rows = (
    {"occupationUri": BAKER, "relationType": "essential", "skillType": "skill/competence", "skillUri": DOUGH},
    {"occupationUri": PAINTER, "relationType": "optional", "skillType": "", "skillUri": BRUSH},
)


def write_csv(path: Path, rows: Rows) -> Path:
    """Write a CSV file with the columns of the first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_esco(
    folder: Path,
    *,
    occupations: Rows = OCCUPATIONS,
    relations: Rows = RELATIONS,
    skills: Rows = (),
) -> Path:
    """Write a folder of ESCO files; the relations are compressed, as they are published."""
    folder.mkdir(exist_ok=True)
    write_csv(folder / "ISCOGroups_nl.csv", GROUPS)
    write_csv(folder / "occupations_nl.csv", occupations)
    write_csv(folder / "skillGroups_nl.csv", SKILL_GROUPS)
    write_csv(folder / "skillsHierarchy_nl.csv", HIERARCHY)
    if skills:
        write_csv(folder / "skills_nl.csv", skills)
    plain = write_csv(folder / "relations.tmp", relations)
    (folder / "occupationSkillRelations_v1.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    return folder


def point(pc4: str, place: str, lat: float, lon: float, verdacht: str = "0") -> dict[str, str]:
    """One row of a postcode file."""
    return {"pc4": pc4, "plaats": place, "lat": str(lat), "lon": str(lon), "verdacht": verdacht}


def town(code: str, name: str, region: str, region_name: str) -> dict[str, str]:
    """One row of a municipality file."""
    return {
        "gemeentecode": code,
        "gemeentenaam": name,
        "arbeidsmarktregio_code": region,
        "arbeidsmarktregio": region_name,
        "veiligheidsregio": "VR01",
    }
