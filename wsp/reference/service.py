"""Verbs of reference data: load an official file or the starter set, all or nothing, as often as you like."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wsp.foundation.logging import get_logger
from wsp.reference import queries, rules
from wsp.reference.loading import esco, geography, starter_set
from wsp.reference.loading.report import LoadReport, Progress, silent
from wsp.reference.loading.sync import Load
from wsp.reference.models import ReferenceLoad, TitleCorrection
from wsp.reference.search import folded

_LOCK = 7315002
"""Number of the advisory lock: two loads at once would both insert the same rows."""


def load_starter(session: Session, progress: Progress = silent) -> LoadReport:
    """Load the built-in starter set; idempotent, and never over what an official file brought."""
    return _run(session, "starter", progress, starter_set.load_starter)


def load_esco(session: Session, folder: Path, *, progress: Progress = silent) -> LoadReport:
    """Load a folder of Dutch ESCO files; see `loading.esco` for their names.

    Raises UnusableFile when a file cannot be used; the caller's transaction must then be rolled back, which
    `unit_of_work` does.
    """
    return _run(session, "esco", progress, lambda load: esco.load_esco(load, folder))


def load_postcodes(session: Session, file: Path, *, progress: Progress = silent) -> LoadReport:
    """Load PC4 points (pc4, plaats, lat, lon, verdacht). Raises UnusableFile, see `load_esco`."""
    return _run(session, "postcodes", progress, lambda load: geography.load_postcodes(load, file))


def load_municipalities(
    session: Session, file: Path, *, year: int | None = None, progress: Progress = silent
) -> LoadReport:
    """Load the municipalities of one year with their region; the year may stand in the file's name.

    Raises UnusableFile, see `load_esco`.
    """
    return _run(session, "municipalities", progress, lambda load: geography.load_municipalities(load, file, year))


def settle_title(session: Session, title: str, occupation_code: str) -> bool:
    """Remember which occupation a person chose for a title, for the next proposal in every region.

    Only what the program did not propose by itself, and only plain names of work: a title with digits, signs or a
    name in capitals may say something about a person or a company.

    Returns:
        Whether it was remembered.
    """
    code = queries.shown_code(session, occupation_code)
    if code is None or not rules.is_plain_title(title):
        return False
    proposed = queries.find_occupations(session, title, limit=1)
    if proposed and proposed[0].code == code and folded(proposed[0].label) == folded(title):
        return False
    row = insert(TitleCorrection).values(title_key=folded(title), occupation_code=code)
    session.execute(row.on_conflict_do_update(index_elements=["title_key"], set_={"occupation_code": code}))
    return True


def _run(session: Session, kind: str, progress: Progress, act: Callable[[Load], None]) -> LoadReport:
    session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    report = LoadReport(kind=kind)
    # A savepoint: a caller that catches the error and goes on still has nothing half.
    with session.begin_nested():
        act(Load(session=session, report=report, progress=progress))
        session.add(
            ReferenceLoad(
                kind=kind,
                source=", ".join(report.files),
                read=report.read,
                added=report.added,
                changed=report.changed,
                removed=report.removed,
                refused=report.refused,
            )
        )
    # Rows were written around the session: what it remembers of them may be old.
    session.expire_all()
    get_logger().info(
        "reference.loaded",
        code=kind,
        rows=report.read,
        added=report.added,
        changed=report.changed + report.removed,
        refused=report.refused,
    )
    return report
