"""`wsp import table`: the same steps as on screen, one after the other."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wsp.exchange import dossiers
from wsp.exchange.errors import UnusableFile
from wsp.exchange.tables import queries, running, service
from wsp.exchange.tables.columns import folded
from wsp.exchange.tables.commands import ChooseColumns, ReceiveTable, TakeRows
from wsp.exchange.tables.enums import OUTCOME_LABELS, ImportKind, ImportState, Profile, RowOutcome
from wsp.exchange.tables.kinds import KINDS
from wsp.exchange.tables.report import row_report
from wsp.foundation import db
from wsp.foundation.actor import Actor

_SHOWN: Final = 20
"""Refused rows that are printed; the report holds all of them."""


def import_table(
    path: Path,
    *,
    kind: ImportKind,
    profile: Profile,
    region: str,
    municipality: str,
    chosen: Sequence[str] = (),
    good_rows: bool = False,
    report: Path | None = None,
    progress: running.Progress = running.silent,
) -> list[str]:
    """Check all rows of a file and read them in; returns what came of it, in Dutch.

    Raises:
        UnusableFile: it cannot be read, a column is missing, or rows were refused and `good_rows` was not given.
        NoKeeper: no organisation of the region belongs to this municipality.

    """
    actor = Actor(user_id=None, region_id=region, organisation_id=None, kind="import")
    import_id = _received(path, kind, profile, municipality, chosen, actor)
    running.run(region, import_id, progress=progress)
    lines, refused = _told(import_id, actor, report)
    if refused and not good_rows:
        with db.unit_of_work(region) as session:
            service.stop(session, import_id, actor=actor)
        told = "\n".join(lines)
        raise UnusableFile(
            f"{told}\nEr is niets ingelezen. Herstel de rijen, of kies --good-rows voor de goede rijen.",
            code="importbestand-rijen-geweigerd",
        )
    with db.unit_of_work(region) as session:
        service.start_taking(session, TakeRows(import_id=import_id, good_rows=good_rows), actor=actor, queued=False)
    running.run(region, import_id, progress=progress)
    return _told(import_id, actor, report)[0]


def _received(
    path: Path, kind: ImportKind, profile: Profile, municipality: str, chosen: Sequence[str], actor: Actor
) -> uuid.UUID:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnusableFile(f"{path.name} is niet te openen. Controleer de map en de bestandsnaam.") from error
    with stream, db.unit_of_work(actor.region_id) as session:
        keeper = dossiers.keeper(session, actor.region_id, municipality)
        command = ReceiveTable(
            kind=kind, profile=profile, organisation_id=keeper, filename=path.name, municipality_code=municipality
        )
        found = service.receive(session, command, stream, actor=actor)
        columns = found.columns | _chosen(chosen, kind, profile, found.headers)
        places = {place: key for key, place in columns.items()}
        columns = {key: place for place, key in places.items()}
        service.choose_columns(
            session, ChooseColumns(import_id=found.id, columns=columns, constants=found.constants), actor=actor
        )
        service.start_check(session, found.id, actor=actor, queued=False)
        return found.id


def _chosen(chosen: Sequence[str], kind: ImportKind, profile: Profile, headers: Sequence[str]) -> dict[str, int]:
    """Field=header pairs of the command line; a field by its label or its key."""
    targets = {name: each.key for each in KINDS[kind].targets(profile) for name in (folded(each.label), each.key)}
    places = {folded(header): place for place, header in enumerate(headers)}
    found = {}
    for pair in chosen:
        name, _, header = pair.partition("=")
        key = targets.get(folded(name)) or targets.get(name)
        if key is None:
            raise UnusableFile(f"Het veld '{name}' bestaat niet. Kies een naam uit het sjabloon.")
        if folded(header) not in places:
            raise UnusableFile(f"De kolom '{header}' staat niet in het bestand. Controleer de kolomnaam.")
        found[key] = places[folded(header)]
    return found


def _told(import_id: uuid.UUID, actor: Actor, report: Path | None) -> tuple[list[str], int]:
    """What was counted, the first refused rows, and how many were refused."""
    with db.unit_of_work(actor.region_id) as session:
        found = queries.one(session, actor, import_id)
        rows = queries.all_rows(session, actor, import_id)
        taking = ImportState(found.state) is ImportState.DONE
        counts = found.taken if taking else found.checked
        parts = [
            f"{counts.get(outcome, 0)} {label.lower()}"
            for outcome, label in OUTCOME_LABELS.items()
            if counts.get(outcome, 0) or outcome in {RowOutcome.NEW, RowOutcome.REFUSED}
        ]
        lines = [f"{found.filename}: {found.rows_total} rijen {'ingelezen' if taking else 'gecontroleerd'}: "]
        lines[0] += ", ".join(parts) + "."
        refused = [row for row in rows if row.outcome == RowOutcome.REFUSED]
        for row in refused[:_SHOWN]:
            first = row.problems[0]
            lines.append(f"Rij {row.number}, {first['column']}: {first['what']} {first['mend']}")
        if len(refused) > _SHOWN:
            lines.append(f"En nog {len(refused) - _SHOWN} geweigerde rijen.")
        if report is not None:
            report.write_bytes(row_report(found, rows))
    return lines, len(refused)
