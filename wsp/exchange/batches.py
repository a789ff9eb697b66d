"""Runs an import row by row: a bad row stops nobody, and what was committed stays after an interruption."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from wsp.exchange.errors import UnusableFile
from wsp.exchange.report import ImportReport, Outcome, Progress, Refusal
from wsp.foundation import db
from wsp.foundation.errors import DomainError
from wsp.foundation.logging import get_logger

BATCH: Final = 50
"""Rows per transaction: an interruption loses at most this many, and the next run adds them again."""

Take = Callable[[Session, Mapping[str, Any], "ImportReport"], Outcome]
"""Takes over one record in the session's savepoint; raises for a record that cannot be used."""


def run(records: Sequence[Any], *, file: str, region: str, take: Take, progress: Progress) -> ImportReport:
    """Take over all records, each in a savepoint of its own.

    Raises:
        UnusableFile: not one record could be used, so this is some other file.

    """
    report = ImportReport(file)
    for start in range(0, len(records), BATCH):
        with db.unit_of_work(region) as session:
            for row, record in enumerate(records[start : start + BATCH], start=start + 1):
                _one(session, row, record, take, report)
        progress(report.read, len(records))
    if len(records) > BATCH:
        db.refresh_statistics()
    if len(report.refusals) == report.read:
        raise UnusableFile(
            f"Geen enkele rij van {file} is bruikbaar. Rij {report.refusals[0].row}: {report.refusals[0].reason}"
        )
    get_logger().info(
        "exchange.imported",
        rows=report.read,
        added=report.outcomes[Outcome.ADDED],
        changed=report.outcomes[Outcome.CHANGED],
        refused=len(report.refusals),
    )
    return report


def _one(session: Session, row: int, record: Any, take: Take, report: ImportReport) -> None:
    report.read += 1
    try:
        if not isinstance(record, Mapping):
            report.refusals.append(Refusal(row, "Deze rij is geen object met velden."))
            return
        with session.begin_nested():
            report.outcomes[take(session, record, report)] += 1
    except ValidationError as error:
        report.refusals.append(Refusal(row, first_sentence(error.messages)))
    except DomainError as error:
        sentences = [sentence for found in error.fields.values() for sentence in found]
        report.refusals.append(Refusal(row, sentences[0] if sentences else error.message))
    except (DataError, IntegrityError) as error:
        # The database is the last to judge; its words are not for people and may hold the data itself.
        get_logger().warning("exchange.row_refused", code=type(error).__name__)
        report.refusals.append(Refusal(row, "De database kan deze waarden niet bewaren. Controleer de rij."))


def first_sentence(messages: Any, path: str = "") -> str:
    """Return the first message of nested validation messages, with the name of its field in front."""
    if isinstance(messages, Mapping):
        key, value = next(iter(messages.items()))
        name = path if key == "_schema" else f"{path}.{key}" if path else str(key)
        return first_sentence(value, name)
    if isinstance(messages, Sequence) and not isinstance(messages, str):
        return first_sentence(messages[0], path)
    return f"{path}: {messages}" if path else str(messages)
