"""Rows of candidates and a region to read them into; all made up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

HEADERS = (
    "Klantnummer", "Toestemming om te delen", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Telefoon",
    "Postcode", "Geboortedatum", "Geslacht", "Bemiddelingsberoep", "Opleidingsniveau", "Nederlands spreken",
    "Uren per week", "Kan werken", "Beschikbaar vanaf", "Vervoer", "Rijbewijs", "Doelgroepregister",
)  # fmt: skip
_FIRST = ("Şükrü", "Zoë", "Łukasz", "Fatima", "Jan", "Đặng", "Renée", "王小明", "Олена", "أمينة")
_LAST = ("Verzonnen", "Proefstra", "O’Voorbeeld", "Testerink", "Fictiema", "Bedacht-Nepveld", "Denkbeeldig")
_WORK = ("Orderpicker", "Schoonmaker", "Hovenier", "Kok", "Heftruckchauffeur", "Iets met dieren")


def person(number: int, **changes: Any) -> list[Any]:
    """One row under `HEADERS`; `changes` by header, with _ for a space."""
    row = {
        "Klantnummer": f"P-{number:06d}",
        "Toestemming om te delen": "ja",
        "Voornaam": _FIRST[number % len(_FIRST)],
        "Tussenvoegsel": ("van der", None)[number % 2],
        "Achternaam": f"{_LAST[number % len(_LAST)]} {number}",
        "E-mailadres": f"persoon{number}@post.example",
        "Telefoon": f"06{number % 100000000:08d}",
        "Postcode": f"{9401 + number % 8} {chr(65 + number % 8)}{chr(65 + number // 8 % 8)}",
        "Geboortedatum": date(1965 + number % 40, number % 12 + 1, number % 28 + 1),
        "Geslacht": ("man", "vrouw")[number % 2],
        "Bemiddelingsberoep": _WORK[number % len(_WORK)],
        "Opleidingsniveau": ("vmbo", "mbo 2", "havo", "hbo")[number % 4],
        "Nederlands spreken": ("goed", "redelijk")[number % 2],
        "Uren per week": (24, 32.5, 36)[number % 3],
        "Kan werken": "overdag, 's avonds",
        "Beschikbaar vanaf": date(2026, 1, 5),
        "Vervoer": "fiets",
        "Rijbewijs": ("B", "geen")[number % 2],
        "Doelgroepregister": ("ja", "nee")[number % 2],
    } | {name.replace("_", " "): value for name, value in changes.items()}
    return [row[header] for header in HEADERS]


def grid(count: int, changed: Mapping[int, Mapping[str, Any]] | None = None) -> list[list[Any]]:
    """Headers and `count` rows; row 2 is the first person. `changed` by number of the person, from 1."""
    people = [person(number, **(changed or {}).get(number, {})) for number in range(1, count + 1)]
    return [list(HEADERS), *people]
