"""`wsp reference load`: prints what happened; a broken file is one line, a non-zero code and no change."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.reference import files
from wsp.foundation import db
from wsp.foundation.db import Database
from wsp.reference.command_line import reference_commands
from wsp.reference.errors import UnusableFile
from wsp.reference.models import Occupation, Postcode

GROUP = reference_commands(nullcontext)


def test_a_load_is_reported_and_committed(database: Database, tmp_path: Path) -> None:
    path = files.write_csv(
        tmp_path / "pc4.csv", [files.point("9401", "Assen", 52.99, 6.56), files.point("94", "X", 52.9, 6.5)]
    )
    result = CliRunner().invoke(GROUP, ["load", "postcodes", str(path)])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Postcodes geladen uit pc4.csv.",
        "Gelezen 2, toegevoegd 1, gewijzigd 0, vervallen 0, geweigerd 1.",
        "1 keer geweigerd: De postcode is geen getal van 1000 tot en met 9999. (pc4.csv, rij 3)",
    ]
    assert "postcodes: 1 van 1" in result.stderr
    with database.unit_of_work(None) as session:
        assert session.get(Postcode, "9401") is not None


def test_many_refusals_are_summed_up_unless_asked_for(database: Database, tmp_path: Path) -> None:
    rows = [files.point("9401", "Assen", 52.99, 6.56), *[files.point("94", "X", 52.9, 6.5)] * 8]
    path = str(files.write_csv(tmp_path / "pc4.csv", rows))
    assert "(pc4.csv, rij 3, 4, 5, 6, 7 en 3 andere)" in CliRunner().invoke(GROUP, ["load", "postcodes", path]).stdout
    assert ", 9, 10)" in CliRunner().invoke(GROUP, ["load", "postcodes", path, "--alles"]).stdout


def test_starter_esco_and_municipalities(database: Database, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "Startset geladen" in run(GROUP, ["load", "starter"]).stdout
    esco = run(GROUP, ["load", "esco", str(files.write_esco(tmp_path / "esco"))])
    assert "Er is geen skills_nl.csv. Namen van vaardigheden zijn niet geladen." in esco.stdout
    towns = files.write_csv(tmp_path / "towns.csv", [files.town("GM0106", "Assen", "AM01", "Groningen")])
    loaded = run(GROUP, ["load", "municipalities", str(towns), "--year", "2030"])
    assert "toegevoegd 2" in loaded.stdout


def test_a_broken_file_changes_nothing(database: Database, tmp_path: Path) -> None:
    folder = files.write_esco(tmp_path / "esco")
    (folder / "occupationSkillRelations_v1.csv.gz").write_bytes(b"kapot")
    result = CliRunner().invoke(GROUP, ["load", "esco", str(folder)])
    assert isinstance(result.exception, UnusableFile)
    assert result.stdout == ""
    with db.unit_of_work(None) as session:
        assert session.scalar(select(func.count()).select_from(Occupation)) == 0


@pytest.mark.parametrize("command", ["starter", "esco", "postcodes", "municipalities"])
def test_help_is_dutch(command: str) -> None:
    assert "Laad " in CliRunner().invoke(GROUP, ["load", command, "--help"]).stdout
