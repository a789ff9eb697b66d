"""What the demo consists of, as read from the data files: regions, groups, names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wsp.accounts.enums import OrganisationKind
from wsp.accounts.permissions import Role

_DATA = Path(__file__).parent / "data"


@cache
def material(name: str) -> Mapping[str, Any]:
    """One data file of the demo, by name without ending. Treat it as read-only: it is shared."""
    found: Mapping[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Place:
    """A postcode area with its weights for where people live and where firms stand."""

    pc4: str
    name: str
    municipality: str
    residents: float
    employers: float


@dataclass(frozen=True)
class PlannedOrganisation:
    """An organisation of the region; `key` is how the data files name it."""

    key: str
    name: str
    kind: OrganisationKind
    municipality: str | None


@dataclass(frozen=True)
class Colleague:
    """Somebody who works in the region but is no demo account: has no password, so cannot log in."""

    name: str
    role: Role
    organisation: str


@dataclass(frozen=True)
class Group:
    """A target group of domain.md and how its people are spread."""

    code: str
    people: int
    band: tuple[int, int]
    ages: tuple[int, int]
    stages: Mapping[str, float]
    guidance: Mapping[str, float]
    hours: tuple[int, int]


@dataclass(frozen=True)
class RegionPlan:
    """How much of everything a demo region gets."""

    code: str
    employers: int
    open_vacancies: int
    other_vacancies: Mapping[str, int]
    candidates: int
    placements: int
    municipalities: Mapping[str, float]
    uwv_share: float
    house: str
    area: str
    """Area code for made-up telephone numbers; what follows starts with 00, which no exchange hands out."""
    accounts: Mapping[str, str]
    """Role of each demo account to the organisation it works for."""
    places: Sequence[Place]
    reachable: frozenset[str]
    organisations: Sequence[PlannedOrganisation]
    colleagues: Sequence[Colleague]


@cache
def regions() -> tuple[RegionPlan, ...]:
    """The demo regions, the large one first."""
    return tuple(_region(raw) for raw in material("regions")["regions"])


@cache
def groups() -> tuple[Group, ...]:
    """The target groups with their numbers in the three municipalities."""
    return tuple(
        Group(**raw | {name: tuple(raw[name]) for name in ("band", "ages", "hours")})
        for raw in material("regions")["groups"]
    )


def _region(raw: Mapping[str, Any]) -> RegionPlan:
    return RegionPlan(
        **dict(raw)
        | {
            "places": tuple(Place(str(pc4), *rest) for pc4, *rest in raw["places"]),
            "reachable": frozenset(str(pc4) for pc4 in raw["reachable"]),
            "organisations": tuple(
                PlannedOrganisation(each["key"], each["name"], OrganisationKind(each["kind"]), each["municipality"])
                for each in raw["organisations"]
            ),
            "colleagues": tuple(
                Colleague(each["name"], Role(each["role"]), each["organisation"]) for each in raw["colleagues"]
            ),
        }
    )
