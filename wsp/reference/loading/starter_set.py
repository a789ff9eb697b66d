"""Writes the built-in starter set into the tables, beside what official files brought."""

from sqlalchemy import select

from wsp.foundation.sortkey import sort_key
from wsp.reference import starter
from wsp.reference.loading.geography import write_municipalities, write_postcode_municipalities
from wsp.reference.loading.sync import Key, Load
from wsp.reference.loading.sync import Row as Values
from wsp.reference.models import Municipality, Occupation, OccupationLabel, Postcode

_STARTER = select(Occupation.code).where(Occupation.scheme == "wsp").scalar_subquery()


def load_starter(load: Load) -> None:
    """Load occupations always; municipalities and postcodes only where no official file brought them."""
    _load_occupations(load)
    _load_municipalities(load)
    _load_postcodes(load)


def _load_occupations(load: Load) -> None:
    found: dict[Key, Values] = {}
    labels: dict[Key, Values] = {}
    for item in starter.occupations():
        found[item.code,] = ("wsp", item.name, sort_key(item.name), item.isco, item.esco_uri, None, True)
        labels |= {(item.code, label): (False,) for label in item.synonyms}
        labels[item.code, item.name] = (True,)
    load.report.files.append("occupations")
    load.report.read += len(found)
    load.sync(
        "beroepen",
        Occupation,
        found,
        values=["scheme", "name", "sort_key", "isco", "esco_uri", "description", "active"],
        gone="deactivate",
        scope=Occupation.scheme == "wsp",
    )
    load.sync(
        "namen van beroepen",
        OccupationLabel,
        labels,
        values=["preferred"],
        gone="delete",
        scope=OccupationLabel.occupation_code.in_(_STARTER),
    )


def _load_municipalities(load: Load) -> None:
    years = {item.year for item in starter.municipalities()}
    load.report.files += ["regions", "municipalities"]
    load.report.read += len(starter.regions()) + len(starter.municipalities())
    for year in sorted(years - set(load.session.scalars(select(Municipality.year).distinct()))):
        write_municipalities(
            load,
            year,
            {(item.code, year): (item.name, sort_key(item.name)) for item in starter.regions()},
            {
                (item.code, year): (item.name, sort_key(item.name), item.region_code)
                for item in starter.municipalities()
                if item.year == year
            },
        )


def _load_postcodes(load: Load) -> None:
    points = starter.postcode_points()
    load.report.files.append("postcodes")
    load.report.read += len(points)
    known = set(load.session.scalars(select(Postcode.pc4)))
    load.sync(
        "postcodes",
        Postcode,
        {
            (item.pc4,): (item.place, item.lat, item.lon, False, item.municipality_code)
            for item in points
            if item.pc4 not in known
        },
        values=["place", "lat", "lon", "suspect", "municipality_code"],
    )
    write_postcode_municipalities(load, {item.pc4: item.municipality_code for item in points if item.municipality_code})
