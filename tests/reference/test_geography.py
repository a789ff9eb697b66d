"""Municipalities per year and postcodes: what is refused, put right, kept and removed."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.reference import files
from tests.reference.paths import GEO, needs_geo
from wsp.reference import queries, service, starter
from wsp.reference.errors import UnusableFile
from wsp.reference.models import Municipality, Postcode, Region

ASSEN = files.town("GM0106", "Assen", "AM01", "Groningen")
EMMEN = files.town("GM0114", "Emmen", "AM03", "Drenthe")


def test_the_starter_set_knows_the_demo_regions(session: Session) -> None:
    report = service.load_starter(session)
    assert report.refused == 0
    assert len(queries.regions(session)) == 35
    assert session.scalar(select(func.count()).select_from(Municipality)) == 342
    assert [row.name for row in queries.municipalities(session, "AM14")] == [
        "Amersfoort", "Baarn", "Bunschoten", "Leusden", "Nijkerk", "Soest", "Woudenberg",
    ]  # fmt: skip
    gieten = queries.postcode(session, "9461")
    assert gieten is not None
    assert (gieten.place, gieten.municipality_code) == ("Gieten", "GM1680")
    assert service.load_starter(session).unchanged


def test_a_municipality_belongs_to_its_region_of_the_year(session: Session, tmp_path: Path) -> None:
    service.load_municipalities(session, files.write_csv(tmp_path / "g_2025.csv", [ASSEN, EMMEN]))
    moved = ASSEN | {"arbeidsmarktregio_code": "AM03", "arbeidsmarktregio": "Drenthe"}
    service.load_municipalities(session, files.write_csv(tmp_path / "g_2026.csv", [moved, EMMEN]))
    for day, region in ((date(2025, 7, 1), "AM01"), (date(2026, 1, 1), "AM03"), (date(2031, 1, 1), "AM03")):
        found = queries.municipality(session, "GM0106", on=day)
        assert found is not None
        assert found.region_code == region
    before = queries.municipality(session, "GM0106", on=date(2019, 1, 1))
    assert before is not None
    assert before.year == 2025


def test_a_merged_municipality_and_an_empty_region_go(session: Session, tmp_path: Path) -> None:
    service.load_municipalities(session, files.write_csv(tmp_path / "g_2026.csv", [ASSEN, EMMEN]))
    report = service.load_municipalities(session, files.write_csv(tmp_path / "g_2026.csv", [ASSEN]))
    assert report.removed == 2
    assert [(row.code, row.year) for row in session.scalars(select(Region))] == [("AM01", 2026)]


def test_the_year_must_be_known(session: Session, tmp_path: Path) -> None:
    path = files.write_csv(tmp_path / "gemeenten.csv", [ASSEN])
    with pytest.raises(UnusableFile, match="--year"):
        service.load_municipalities(session, path)
    service.load_municipalities(session, path, year=2027)
    assert session.scalars(select(Municipality.year)).all() == [2027]


def test_wrong_municipalities_are_refused(session: Session, tmp_path: Path) -> None:
    path = files.write_csv(
        tmp_path / "g_2026.csv",
        [
            ASSEN,
            ASSEN,
            EMMEN | {"gemeentecode": "0114"},
            EMMEN | {"arbeidsmarktregio_code": "Drenthe"},
            EMMEN | {"gemeentenaam": ""},
            EMMEN | {"arbeidsmarktregio_code": "AM01"},
        ],
    )
    report = service.load_municipalities(session, path)
    assert [(found.row, found.reason) for found in report.refusals] == [
        (3, "De gemeente staat al eerder in het bestand."),
        (4, "De gemeentecode is niet GM met vier cijfers."),
        (5, "De code van de regio is niet AM met twee cijfers."),
        (6, "Een naam ontbreekt."),
        (7, "De regio heeft eerder in het bestand een andere naam."),
    ]
    assert report.added == 2


def test_postcodes_are_checked_repaired_and_kept_apart_when_suspect(session: Session, tmp_path: Path) -> None:
    path = files.write_csv(
        tmp_path / "pc4.csv",
        [
            files.point("9459", "Ballo+½rveld", 52.96, 6.62),
            files.point("1002", "Amsterdam", 51.86, 4.35, verdacht="1"),
            files.point("9459", "Nog eens", 52.96, 6.62),
            files.point("0999", "Nergens", 52.96, 6.62),
            files.point("9401", "", 52.96, 6.62),
            files.point("9402", "Assen", 52.96, 6.62, verdacht="ja"),
            files.point("9403", "Assen", 52.96, 6.62) | {"lat": "52,96"},
            files.point("9404", "Assen", 52.96, 6.62) | {"lon": "nan"},
            files.point("9405", "Assen", 6.62, 52.96),
        ],
    )
    report = service.load_postcodes(session, path)
    assert [(found.row, found.reason) for found in report.refusals] == [
        (4, "De postcode staat al eerder in het bestand."),
        (5, "De postcode is geen getal van 1000 tot en met 9999."),
        (6, "De plaats ontbreekt."),
        (7, "De kolom verdacht is geen 0 of 1."),
        (8, "Lat of lon is geen getal met een punt."),
        (9, "Lat of lon is geen getal met een punt."),
        (10, "Het punt ligt niet in Nederland."),
    ]
    assert queries.point(session, "9459") == (52.96, 6.62)
    assert queries.point(session, "1002") is None
    assert queries.points(session, ["9459", "1002", "1234"]) == {"9459": (52.96, 6.62)}
    suspect, repaired = queries.postcode(session, "1002"), queries.postcode(session, "9459")
    assert suspect is not None
    assert repaired is not None
    assert (suspect.place, repaired.place) == ("Amsterdam", "Balloërveld")
    assert report.notes == [
        "Plaatsnamen met verminkte letters die zijn hersteld: 1.",
        "Verdachte punten, die niet meetellen voor de reisafstand: 1.",
    ]


def test_a_row_with_too_many_columns_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "pc4.csv"
    path.write_text("pc4,plaats,lat,lon,verdacht\n9401,Assen,52.9,6.5,0\n9402,Assen,52,9,6,5,0\n", "utf-8")
    report = service.load_postcodes(session, path)
    assert [found.reason for found in report.refusals] == ["De rij heeft meer kolommen dan de kopregel."]


def test_an_official_point_replaces_the_starter_point_but_not_its_municipality(
    session: Session, tmp_path: Path
) -> None:
    service.load_starter(session)
    path = files.write_csv(tmp_path / "pc4.csv", [files.point("9461", "Gieten", 53.01, 6.77)])
    report = service.load_postcodes(session, path)
    assert (report.added, report.changed, report.removed) == (0, 1, 0)
    assert queries.point(session, "9461") == (53.01, 6.77)
    gieten = queries.postcode(session, "9461")
    assert gieten is not None
    assert gieten.municipality_code == "GM1680"
    assert service.load_starter(session).unchanged


def test_official_postcodes_first_then_the_starter_set_fills_in_municipalities(
    session: Session, tmp_path: Path
) -> None:
    service.load_postcodes(session, files.write_csv(tmp_path / "pc4.csv", [files.point("9461", "Gieten", 53.01, 6.77)]))
    report = service.load_starter(session)
    gieten = queries.postcode(session, "9461")
    assert gieten is not None
    assert (gieten.lat, gieten.municipality_code) == (53.01, "GM1680")
    assert report.changed == 1


@needs_geo
def test_the_official_files_go_through_and_agree_with_the_starter_set(session: Session) -> None:
    service.load_starter(session)
    assert service.load_municipalities(session, GEO / "gemeente_arbeidsmarktregio_2026.csv").unchanged
    report = service.load_postcodes(session, GEO / "pc4_centroids.csv")
    assert report.changed == 0
    assert report.read == 4_766
    assert report.refused <= 84
    assert session.scalar(select(func.count()).select_from(Postcode)) == report.read - report.refused
    assert len(starter.postcode_points()) + report.added == report.read - report.refused
    mangled = select(func.count()).where(Postcode.place.contains("+") | Postcode.place.contains("½"))
    assert session.scalar(mangled) == 0
    assert service.load_postcodes(session, GEO / "pc4_centroids.csv").unchanged
