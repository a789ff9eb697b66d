"""Rows of employers, their contact persons and their vacancies; all made up, each unlike every other."""

from datetime import date
from typing import Any, Final

EMPLOYERS: Final = (
    "Relatienummer", "Bedrijfsnaam", "KVK-nummer", "Sector", "Status", "SBI-code", "Telefoon", "Straat",
    "Huisnummer", "Postcode", "Plaats", "Opmerking",
)  # fmt: skip
CONTACTS: Final = ("Werkgever", "Naam", "Functie", "Telefoon", "E-mailadres", "Eerste aanspreekpunt", "Contactnummer")
VACANCIES: Final = (
    "Vacaturenummer", "Werkgever", "Titel", "Omschrijving", "Taak 1", "Taak 1: uren per week", "Taak 2", "Min uren",
    "Max uren", "Dagdelen", "Opleidingsniveau", "Rijbewijzen", "Aantal plaatsen", "Uurloon", "Sluitingsdatum",
)  # fmt: skip
_KIND = ("Bakkerij", "Kwekerij", "Drukkerij", "Smederij", "Zeilmakerij", "Wasserij", "Houtzagerij")
_WORK = ("Orderpicker", "Schoonmaker", "Hovenier", "Kok", "Heftruckchauffeur", "Iets met dieren")
_FIRST = ("Şükrü", "Zoë", "Łukasz", "Fatima", "Jan", "Đặng", "Renée", "王小明", "Олена", "أمينة")


def employers(count: int) -> list[list[Any]]:
    """Headers and `count` employers, R-1 and on."""
    return [list(EMPLOYERS), *(_employer(number) for number in range(1, count + 1))]


def contacts(count: int) -> list[list[Any]]:
    """Headers and a contact person at each of `count` employers."""
    return [list(CONTACTS), *(_contact(number) for number in range(1, count + 1))]


def vacancies(count: int) -> list[list[Any]]:
    """Headers and a vacancy of each of `count` employers."""
    return [list(VACANCIES), *(_vacancy(number) for number in range(1, count + 1))]


def _employer(number: int) -> list[Any]:
    return [
        f"R-{number}",
        f"{_KIND[number % len(_KIND)]} Proef {number}",
        f"{90_000_000 + number}",
        ("Markt", "Overheid")[number % 9 == 0],
        ("Prospect", "Actieve klant")[number % 2],
        "4931",
        f"0592{number % 1_000_000:06d}",
        "Proefstraat",
        str(number),
        f"{9401 + number % 8} {chr(65 + number % 8)}{chr(65 + number // 8 % 8)}",
        "Assen",
        None,
    ]


def _contact(number: int) -> list[Any]:
    return [
        f"R-{number}",
        f"{_FIRST[number % len(_FIRST)]} Verzonnen {number}",
        ("Bedrijfsleider", "HR-adviseur")[number % 2],
        f"06{number % 100_000_000:08d}",
        f"contact{number}@bedrijf.example",
        ("ja", "nee")[number % 2],
        f"C-{number}",
    ]


def _vacancy(number: int) -> list[Any]:
    return [
        f"V-{number}",
        f"R-{number}",
        _WORK[number % len(_WORK)],
        "Werk in een klein team, met uitleg op de werkplek.",
        "Voorbereiden",
        4,
        "Opruimen",
        16,
        (24, 32)[number % 2],
        "dag, avond",
        ("vmbo", "mbo 2", "geen")[number % 3],
        (None, "B")[number % 2],
        1 + number % 3,
        17.5,
        date(2027, 1 + number % 12, 1),
    ]
