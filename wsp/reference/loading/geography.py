"""The official files of municipalities (per year) and postcodes, in the columns in which they are published."""

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from wsp.foundation.sortkey import sort_key
from wsp.reference.errors import UnusableFile
from wsp.reference.loading.files import Row, read_table
from wsp.reference.loading.report import LoadReport
from wsp.reference.loading.sync import Key, Load
from wsp.reference.loading.sync import Row as Values
from wsp.reference.models import Municipality, Postcode, Region

_MUNICIPALITY_COLUMNS = ("gemeentecode", "gemeentenaam", "arbeidsmarktregio_code", "arbeidsmarktregio")
_POSTCODE_COLUMNS = ("pc4", "plaats", "lat", "lon", "verdacht")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")

# The Netherlands in Europe, in degrees, with a little room around it.
_SOUTH, _NORTH, _WEST, _EAST = 50.7, 53.6, 3.3, 7.3

# The open postcode table was once read in an old code page and lost its box-drawing signs. No Dutch place name has
# these pairs of its own, so they can be put right.
_MANGLED = {"+½": "ë", "+®": "é", "+ó": "â", "++": "û", "+¦": "ú"}


def load_municipalities(load: Load, path: Path, year: int | None) -> None:
    """Load a full list of municipalities of one year; without `year` it stands in the file's name."""
    table = read_table(path, required=_MUNICIPALITY_COLUMNS)
    year = year or _year_in(path)
    regions: dict[Key, Values] = {}
    found: dict[Key, Values] = {}
    for row in load.report.accepted(table, lambda row: _municipality_mistake(row, year, regions, found)):
        region, region_name, name = row["arbeidsmarktregio_code"], row["arbeidsmarktregio"], row["gemeentenaam"]
        regions[region, year] = (region_name, sort_key(region_name))
        found[row["gemeentecode"], year] = (name, sort_key(name), region)
    write_municipalities(load, year, regions, found)


def write_municipalities(
    load: Load, year: int, regions: Mapping[Key, Values], municipalities: Mapping[Key, Values]
) -> None:
    """Bring both tables in line for `year`: regions (name, sort key), municipalities (idem, region)."""
    # Municipalities refer to regions: new regions come first, regions that are gone go last.
    load.sync("arbeidsmarktregio's", Region, regions, values=["name", "sort_key"])
    load.sync(
        "gemeenten",
        Municipality,
        municipalities,
        values=["name", "sort_key", "region_code"],
        gone="delete",
        scope=Municipality.year == year,
    )
    load.sync(
        "vervallen arbeidsmarktregio's",
        Region,
        regions,
        values=["name", "sort_key"],
        gone="delete",
        scope=Region.year == year,
    )


def load_postcodes(load: Load, path: Path) -> None:
    """Load PC4 points. Points that the file lacks stay: it is not said to be complete."""
    table = read_table(path, required=_POSTCODE_COLUMNS)
    found: dict[Key, Values] = {}
    repaired = 0
    for row in load.report.accepted(table, lambda row: _postcode_mistake(row, found)):
        place = _repaired(row["plaats"])
        repaired += place != row["plaats"]
        found[row["pc4"],] = (place, float(row["lat"]), float(row["lon"]), row["verdacht"] == "1")
    _note_postcodes(load.report, repaired, sum(values[3] is True for values in found.values()))
    # The file does not say in which municipality a postcode lies: what is known of that stays.
    load.sync("postcodes", Postcode, found, values=["place", "lat", "lon", "suspect"])


def write_postcode_municipalities(load: Load, known: Mapping[str, str]) -> None:
    """Fill in the municipality of points that have none: pc4 -> GM code."""
    empty = select(Postcode.pc4).where(Postcode.municipality_code.is_(None), Postcode.pc4.in_(known))
    wanted: dict[Key, Values] = {(pc4,): (known[pc4],) for pc4 in load.session.scalars(empty)}
    if wanted:
        load.sync("gemeenten bij postcodes", Postcode, wanted, values=["municipality_code"])


def _municipality_mistake(
    row: Row, year: int, regions: Mapping[Key, Values], found: Mapping[Key, Values]
) -> str | None:
    region = row["arbeidsmarktregio_code"]
    mistakes = {
        "De gemeentecode is niet GM met vier cijfers.": not re.fullmatch(r"GM\d{4}", row["gemeentecode"]),
        "De code van de regio is niet AM met twee cijfers.": not re.fullmatch(r"AM\d{2}", region),
        "Een naam ontbreekt.": not (row["gemeentenaam"] and row["arbeidsmarktregio"]),
        "De gemeente staat al eerder in het bestand.": (row["gemeentecode"], year) in found,
        "De regio heeft eerder in het bestand een andere naam.": (
            (region, year) in regions and regions[region, year][0] != row["arbeidsmarktregio"]
        ),
    }
    return _first(mistakes)


def _postcode_mistake(row: Row, found: Mapping[Key, Values]) -> str | None:
    lat, lon = _number(row["lat"]), _number(row["lon"])
    mistakes = {
        "De postcode is geen getal van 1000 tot en met 9999.": not re.fullmatch(r"[1-9]\d{3}", row["pc4"]),
        "De postcode staat al eerder in het bestand.": (row["pc4"],) in found,
        "De plaats ontbreekt.": not row["plaats"],
        "De kolom verdacht is geen 0 of 1.": row["verdacht"] not in ("0", "1"),
        "Lat of lon is geen getal met een punt.": lat is None or lon is None,
        "Het punt ligt niet in Nederland.": not (_SOUTH < (lat or _SOUTH) < _NORTH and _WEST < (lon or _WEST) < _EAST),
    }
    return _first(mistakes)


def _first(mistakes: Mapping[str, bool]) -> str | None:
    return next((sentence for sentence, made in mistakes.items() if made), None)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) else None


def _repaired(place: str) -> str:
    for mangled, letter in _MANGLED.items():
        place = place.replace(mangled, letter)
    return place


def _note_postcodes(report: LoadReport, repaired: int, suspect: int) -> None:
    if repaired:
        report.notes.append(f"Plaatsnamen met verminkte letters die zijn hersteld: {repaired}.")
    if suspect:
        report.notes.append(f"Verdachte punten, die niet meetellen voor de reisafstand: {suspect}.")


def _year_in(path: Path) -> int:
    found = _YEAR.search(path.stem)
    if not found:
        raise UnusableFile(
            f"Het jaar van {path.name} is niet bekend. Zet het jaar in de bestandsnaam of geef het mee met --year."
        )
    return int(found.group())
