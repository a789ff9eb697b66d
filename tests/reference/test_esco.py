"""Loading ESCO: everything or nothing, twice is once, and every refused row says why."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.reference import files
from tests.reference.paths import ESCO, needs_esco
from wsp.foundation import clock
from wsp.reference import queries, service
from wsp.reference.errors import UnusableFile
from wsp.reference.loading.report import Refusal
from wsp.reference.models import (
    IscoGroup,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    ReferenceLoad,
    SkillGroup,
)


def test_occupations_come_with_labels_groups_and_skills(session: Session, tmp_path: Path) -> None:
    report = service.load_esco(session, files.write_esco(tmp_path / "esco", skills=files.SKILLS))
    assert report.refused == 0
    baker = queries.occupation(session, files.BAKER)
    assert (baker.name, baker.isco, baker.scheme, baker.active) == ("broodbakster", "7512", "esco", True)
    assert baker.description == "Bakt brood,\nelke nacht."
    labels = {row.label: row.preferred for row in queries.labels(session) if row.code == files.BAKER}
    assert labels == {"broodbakster": True, "deegmaakster": False, "bakkerette": False}
    assert queries.isco_name(session, "7512") == "Bakkers"
    assert session.get_one(SkillGroup, f"{files.BASE}skill/S1").parent_uri == f"{files.BASE}skill/S"
    assert queries.occupation_skills(session, files.BAKER) == [(files.DOUGH, "deeg kneden", "essential")]
    assert queries.occupation_skills(session, files.PAINTER) == [(files.BRUSH, None, "optional")]


def test_a_second_load_changes_nothing(session: Session, tmp_path: Path) -> None:
    folder = files.write_esco(tmp_path / "esco")
    service.load_esco(session, folder)
    edition = queries.labels_edition(session)
    report = service.load_esco(session, folder)
    assert report.unchanged
    assert queries.labels_edition(session) == edition


def test_a_new_edition_changes_adds_and_retires(session: Session, tmp_path: Path) -> None:
    service.load_esco(session, files.write_esco(tmp_path / "esco"))
    edition = queries.labels_edition(session)
    baker = dict(files.OCCUPATIONS[0]) | {"altLabels": "broodmaker", "iscoGroup": "8160"}
    folder = files.write_esco(tmp_path / "esco", occupations=[baker], relations=files.RELATIONS[:1])
    report = service.load_esco(session, folder)
    assert queries.occupation(session, files.BAKER).isco == "8160"
    assert queries.occupation(session, files.PAINTER).active is False
    assert {row.label for row in queries.labels(session)} == {"broodbakster", "broodmaker", "bakkerette"}
    # Added: one name. Changed: one occupation. Gone: the painter, two names, one relation.
    assert (report.added, report.changed, report.removed) == (1, 1, 4)
    assert queries.labels_edition(session) > edition


def test_a_retired_occupation_comes_back(session: Session, tmp_path: Path) -> None:
    service.load_esco(session, files.write_esco(tmp_path / "esco"))
    service.load_esco(session, files.write_esco(tmp_path / "esco", occupations=files.OCCUPATIONS[:1]))
    service.load_esco(session, files.write_esco(tmp_path / "esco"))
    assert queries.occupation(session, files.PAINTER).active is True


def test_wrong_rows_are_refused_with_row_number_and_reason(session: Session, tmp_path: Path) -> None:
    good = dict(files.OCCUPATIONS[0])
    folder = files.write_esco(
        tmp_path / "esco",
        occupations=[
            good,
            good | {"conceptUri": "http://elders.example/1"},
            good | {"conceptUri": f"{files.BASE}occupation/a", "status": "deprecated"},
            good | {"conceptUri": f"{files.BASE}occupation/b", "preferredLabel": " "},
            good | {"conceptUri": f"{files.BASE}occupation/c", "iscoGroup": "12"},
            good,
        ],
    )
    report = service.load_esco(session, folder)
    name = "occupations_nl.csv"
    assert report.refusals == [
        Refusal(name, 3, "De URI is geen URI van een ESCO-beroep."),
        Refusal(name, 4, "Het beroep is niet vrijgegeven (status is niet released)."),
        Refusal(name, 5, "De naam ontbreekt."),
        Refusal(name, 6, "De ISCO-groep is geen getal van vier cijfers."),
        Refusal(name, 7, "Het beroep staat al eerder in het bestand."),
        Refusal("occupationSkillRelations_v1.csv.gz", 3, "Het beroep staat niet in occupations_nl.csv."),
    ]


def test_starter_set_and_esco_live_side_by_side(session: Session, tmp_path: Path) -> None:
    service.load_starter(session)
    starters = session.scalar(select(func.count()).where(Occupation.scheme == "wsp"))
    service.load_esco(session, files.write_esco(tmp_path / "esco"))
    assert session.scalar(select(func.count()).where(Occupation.scheme == "wsp", Occupation.active)) == starters
    assert service.load_starter(session).unchanged
    assert service.load_esco(session, tmp_path / "esco").unchanged


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda f: (f / "occupations_nl.csv").unlink(), "is er niet"),
        (lambda f: (f / "occupations_nl.csv").write_bytes(b"conceptUri,\xff\xfe"), "niet opgeslagen als UTF-8"),
        (lambda f: (f / "occupations_nl.csv").write_text("a;b\n1;2\n"), "Sla het op met komma's"),
        (lambda f: (f / "skillGroups_nl.csv").write_text("conceptUri\n"), "mist de kolom preferredLabel"),
        (lambda f: (f / "ISCOGroups_nl.csv").write_text('conceptUri,code,preferredLabel\n"x'), "geldig CSV"),
        (lambda f: (f / "ISCOGroups_nl.csv").write_text("conceptUri,code,preferredLabel\n"), "geen rijen"),
        (lambda f: (f / "ISCOGroups_nl.csv").write_text("conceptUri,code,preferredLabel\na,b,c\n"), "bruikbare"),
        (lambda f: (f / "occupations_nl.csv").write_bytes(b"\x00\x01\x02"), "geen tekstbestand"),
        (
            lambda f: (f / "occupationSkillRelations_v1.csv.gz").write_bytes(b"\x1f\x8b\x08\x00kapot"),
            "beschadigd",
        ),
        (
            lambda f: (f / "occupationSkillRelations_v1.csv.gz").write_bytes(
                (f / "occupationSkillRelations_v1.csv.gz").read_bytes()[:40]
            ),
            "beschadigd",
        ),
    ],
)
def test_a_broken_file_changes_nothing(session: Session, tmp_path: Path, spoil, sentence: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 (parametrised callables)
    folder = files.write_esco(tmp_path / "esco")
    spoil(folder)
    with pytest.raises(UnusableFile, match=sentence):
        service.load_esco(session, folder)
    for model in (Occupation, OccupationLabel, OccupationSkill, IscoGroup, SkillGroup, ReferenceLoad):
        assert session.scalar(select(func.count()).select_from(model)) == 0, model


def test_half_a_file_is_not_taken_for_a_new_edition(session: Session, tmp_path: Path) -> None:
    many = [
        dict(files.OCCUPATIONS[0]) | {"conceptUri": f"{files.BASE}occupation/{n}", "preferredLabel": f"werk {n}"}
        for n in range(100)
    ]
    relations = [dict(files.RELATIONS[0]) | {"occupationUri": many[0]["conceptUri"]}]
    service.load_esco(session, files.write_esco(tmp_path / "esco", occupations=many, relations=relations))
    folder = files.write_esco(tmp_path / "esco", occupations=many[:70], relations=relations)
    with pytest.raises(UnusableFile, match="mist 30 van de 100 rijen"):
        service.load_esco(session, folder)
    assert session.scalar(select(func.count()).where(Occupation.active, Occupation.scheme == "esco")) == 100


def test_a_missing_folder_is_one_clear_line(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="De map elders is er niet"):
        service.load_esco(session, tmp_path / "elders")


def test_progress_counts_up_to_the_end_of_every_step(session: Session, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    folder = files.write_esco(tmp_path / "esco")
    service.load_esco(session, folder, progress=lambda *step: seen.append(step))
    assert ("beroepen", 2, 2) in seen
    assert ("vaardigheden per beroep", 2, 2) in seen
    assert all(done <= total for _, done, total in seen)


@needs_esco
@pytest.mark.slow
def test_the_whole_of_esco_loads_within_half_a_minute(session: Session) -> None:
    started = clock.now()
    report = service.load_esco(session, ESCO)
    assert (clock.now() - started).total_seconds() < 30
    assert session.scalar(select(func.count()).select_from(Occupation)) == 3_039
    assert session.scalar(select(func.count()).select_from(SkillGroup)) == 640
    assert session.scalar(select(func.count()).select_from(IscoGroup)) == 619
    relations = session.scalar(select(func.count()).select_from(OccupationSkill))
    assert relations is not None
    assert relations + report.refused == 123_855
    assert report.reasons() == [("Het beroep staat niet in occupations_nl.csv.", 191)]
    assert service.load_esco(session, ESCO).unchanged
