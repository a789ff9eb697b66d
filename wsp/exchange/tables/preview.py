"""The first rows of a file as they are understood, with what is wrong at its cell. Nothing is written."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from wsp.exchange.tables import queries, running
from wsp.exchange.tables.cells import CellProblem, typed
from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.enums import ImportKind, Profile, RowOutcome
from wsp.exchange.tables.kinds import KINDS, Kind, RowReader, Work
from wsp.exchange.tables.problems import NoAgreement, Problem, RowRefused
from wsp.exchange.tables.reading import Row
from wsp.foundation.actor import Actor
from wsp.foundation.fields import Choice, Choices

_ROWS: Final = 10
HIDDEN: Final = "(niet getoond)"


@dataclass(frozen=True)
class Cell:
    """What a field becomes; `problem` when it cannot be used."""

    text: str
    problem: Problem | None = None


@dataclass(frozen=True)
class PreviewRow:
    """One row: `outcome` None means that nothing is wrong with it so far."""

    number: int
    cells: tuple[Cell, ...]
    outcome: RowOutcome | None = None
    problems: tuple[Problem, ...] = ()
    """What is wrong with the row and stands at no cell that is shown."""


@dataclass(frozen=True)
class Preview:
    """Headings and rows."""

    targets: tuple[Target, ...]
    rows: tuple[PreviewRow, ...]


def preview(session: Session, actor: Actor, import_id: uuid.UUID) -> Preview:
    """The first rows of an import of this actor."""
    found = queries.one(session, actor, import_id)
    kind = KINDS[ImportKind(found.kind)]
    profile = Profile(found.profile)
    targets = kind.targets(profile)
    work = Work(
        session=session,
        actor=running.process(found.region_id, found.organisation_id, found.id),
        organisation_id=found.organisation_id,
        municipality_code=found.municipality_code,
        profile=profile,
        checking=True,
    )
    reader = RowReader(
        targets, kind.schemas(work), headers=found.headers, columns=found.columns, constants=found.constants
    )
    shown = tuple(each for each in targets if each.key in found.columns or each.key in found.constants)
    rows = queries.first_rows(session, actor, import_id, _ROWS)
    return _sorted(shown, [_row(kind, work, reader, shown, row) for row in rows])


def _sorted(shown: Sequence[Target], rows: Sequence[PreviewRow]) -> Preview:
    """Columns with a problem first, so that nobody has to look for it; columns in which nothing stands are left out."""
    wrong = [any(row.cells[place].problem for row in rows) for place in range(len(shown))]
    filled = [any(row.cells[place].text for row in rows) for place in range(len(shown))]
    order = sorted(
        (place for place in range(len(shown)) if wrong[place] or filled[place]), key=lambda place: not wrong[place]
    )
    return Preview(
        tuple(shown[place] for place in order),
        tuple(replace(row, cells=tuple(row.cells[place] for place in order)) for row in rows),
    )


def _row(kind: Kind, work: Work, reader: RowReader, shown: tuple[Target, ...], row: Row) -> PreviewRow:
    try:
        kind.read(work, reader, row)
    except NoAgreement:
        # Nothing of somebody who did not agree is shown, also not to who sent the file.
        return PreviewRow(row.number, tuple(Cell("") for _ in shown), RowOutcome.NO_AGREEMENT)
    except RowRefused as refusal:
        problems: Mapping[str, Problem] = {each.column: each for each in reversed(refusal.problems)}
        cells = tuple(_cell(reader, target, row, problems.get(reader.header(target))) for target in shown)
        placed = {reader.header(target) for target in shown}
        rest = tuple(each for each in refusal.problems if each.column not in placed)
        refused = any(not each.question for each in refusal.problems)
        return PreviewRow(row.number, cells, RowOutcome.REFUSED if refused else None, rest)
    return PreviewRow(row.number, tuple(_cell(reader, target, row, None) for target in shown))


def _cell(reader: RowReader, target: Target, row: Row, problem: Problem | None) -> Cell:
    text = reader.text(row, target)
    if target.secret:
        return Cell(HIDDEN if text else "", problem)
    if problem is not None or text is None:
        return Cell(text or "", problem)
    try:
        return Cell(_understood(target, typed(target, reader.header(target), text)))
    except CellProblem as found:
        return Cell(text, found.problem)
    except ValidationError:
        return Cell(text)


def _understood(target: Target, value: Any) -> str:
    """The value as it will stand in the portal."""
    if isinstance(target.asked, Choices):
        return ", ".join(target.options.get(code, code) for code in value)
    if isinstance(target.asked, Choice):
        return target.options.get(value, str(value))
    return _plain(target.asked.deserialize(value))


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case date():
            return f"{value:%d-%m-%Y}"
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
        case list() | tuple():
            return ", ".join(str(each) for each in value)
        case _:
            return str(value)
