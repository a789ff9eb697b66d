"""What every kind of table has: fields to fill, rows to read, records to take over."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from marshmallow import Schema, ValidationError
from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from wsp.audit.models import AuditEvent
from wsp.exchange import links
from wsp.exchange.errors import UnusableRow
from wsp.exchange.tables.cells import CellProblem, typed
from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.enums import Decision, ImportKind, Profile, RowOutcome
from wsp.exchange.tables.problems import MaybeTwin, Problem, RowRefused, Verdict, problem, sentences
from wsp.exchange.tables.reading import Row
from wsp.foundation.actor import Actor
from wsp.foundation.errors import DomainError
from wsp.foundation.logging import get_logger

UNKEEPABLE: Final = "De database kan deze waarden niet bewaren. Controleer de rij."


@dataclass
class Work:
    """One batch of one import: for whom, from which system, and what was looked up before."""

    session: Session
    actor: Actor
    organisation_id: uuid.UUID
    municipality_code: str | None
    profile: Profile
    checking: bool
    """True: everything is rolled back afterwards."""
    memory: dict[str, Any] = field(default_factory=dict)
    """What stays the same from batch to batch: codes of titles, names of colleagues."""

    @property
    def system(self) -> str:
        """Whose numbers the rows carry: another organisation's "12" is another record."""
        return f"{self.profile.value}/{self.organisation_id}"


@dataclass(frozen=True)
class Read:
    """A row in the room's own terms. `parts` holds what each schema loaded; `key` names the row in its system."""

    row: Row
    key: str
    parts: Mapping[str, Any]
    questions: tuple[Problem, ...] = ()
    decision: Decision | None = None


class RowReader:
    """Reads rows with the columns that somebody chose."""

    def __init__(
        self,
        targets: Sequence[Target],
        schemas: Mapping[str, Schema],
        *,
        headers: Sequence[str],
        columns: Mapping[str, int],
        constants: Mapping[str, str],
    ) -> None:
        self.targets = targets
        self.schemas = schemas
        self.headers = headers
        self.columns = columns
        self.constants = constants
        self._by_field = {(each.part, each.name): each for each in targets}

    def text(self, row: Row, target: Target) -> str | None:
        """What the file says for this field in this row."""
        place = self.columns.get(target.key)
        return row.cells[place] if place is not None else self.constants.get(target.key)

    def header(self, target: Target) -> str:
        """The column as the sender knows it."""
        place = self.columns.get(target.key)
        return self.headers[place] if place is not None else target.label

    def values(self, row: Row) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
        """Per schema what to load, and the problems of single cells."""
        data: dict[str, dict[str, Any]] = {part: {} for part in self.schemas}
        problems: list[Problem] = []
        for target in self.targets:
            text = self.text(row, target)
            if text is None:
                continue
            try:
                data[target.part][target.name] = typed(target, self.header(target), text)
            except CellProblem as found:
                problems.append(found.problem)
        return data, problems

    def load(self, row: Row, data: Mapping[str, Mapping[str, Any]], problems: Sequence[Problem]) -> dict[str, Any]:
        """Load every part with its schema.

        Raises:
            RowRefused: with everything that is wrong in this row.

        """
        wrong = [each for each in problems if not each.question]
        refused = {each.column for each in wrong}
        loaded: dict[str, Any] = {}
        for part, schema in self.schemas.items():
            try:
                loaded[part] = schema.load(data[part])
            except ValidationError as error:
                messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]  # no types
                found = self.problems(row, part, messages)
                # A cell that was refused before is not empty as well.
                wrong += [each for each in found if each.column not in refused]
        if wrong:
            raise RowRefused([*wrong, *(each for each in problems if each.question)])
        return loaded

    def problems(self, row: Row, part: str, messages: Mapping[str, Any]) -> list[Problem]:
        """The sentences of a schema or a rule, at their cells."""
        found = []
        for name, given in messages.items():
            target = self._by_field.get((part, name))
            value = None if target is None or target.secret else self.text(row, target)
            column = self.header(target) if target else "Hele rij"
            found += [problem(column, value, sentence) for sentence in sentences(given)]
        return found

    def refused(self, row: Row, error: DomainError) -> list[Problem]:
        """What a verb says of this row, at the cells that its fields name."""
        parts = {target.name: target.part for target in self.targets}
        found: list[Problem] = []
        for name, given in error.fields.items():
            found += self.problems(row, parts.get(name, ""), {name: given})
        return found or [problem("Hele rij", None, error.message)]


class Kind(Protocol):
    """One kind of table."""

    kind: ImportKind
    batch: int
    """Rows per transaction: as long as others may wait for a number."""

    def targets(self, profile: Profile) -> tuple[Target, ...]:
        """The fields that a column can fill."""

    def schemas(self, work: Work) -> Mapping[str, Schema]:
        """Part -> schema, with the lists of this region and organisation."""

    def read(self, work: Work, reader: RowReader, row: Row) -> Read:
        """One row in our terms; raises RowRefused or NoAgreement."""

    def take(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """Take over these records: in the order given, one verdict each."""


def check_not_edited_here(
    work: Work, subject: str, subject_id: uuid.UUID, actions: Sequence[str], name: str, *, part: uuid.UUID | None = None
) -> None:
    """Refuse to overwrite what a person changed in the portal; `part` is one of the subject's contact persons.

    Raises:
        UnusableRow: says which record.

    """
    statement = select(AuditEvent.id).where(
        AuditEvent.region_id == work.actor.region_id,
        AuditEvent.subject_kind == subject,
        AuditEvent.subject_id == subject_id,
        AuditEvent.action.in_(actions),
        AuditEvent.user_id.is_not(None),
    )
    if part is not None:
        statement = statement.where(AuditEvent.before["contact_id"].astext == str(part))
    if work.session.scalar(statement.limit(1)) is not None:
        raise UnusableRow(
            f"{name} is hier door een collega gewijzigd. Het bestand overschrijft dat niet: wijzig het in het portaal."
        )


class Taker(Protocol):
    """Takes over one record inside a savepoint of its own."""

    def __call__(self, work: Work, record: Read) -> RowOutcome:
        """What became of it; raises DomainError, RowRefused or MaybeTwin."""


class Together(Protocol):
    """Takes over many new records at once."""

    def __call__(self, work: Work, records: Sequence[Read]) -> None:
        """Write them all; raises what a verb raises, and then none of them is there."""


def met_before(
    work: Work, records: Sequence[Read], kind: str, part: str
) -> tuple[list[Read], list[Read], list[Verdict]]:
    """By the key in the file: records never met, those met with other values, and what is said of the unchanged.

    `kind` is the kind of link, `part` the part of a record whose fingerprint the link keeps.
    """
    keys = [each.key for each in records]
    known = links.find_many(work.session, work.actor.region_id, kind, keys, system=work.system)
    new: list[Read] = []
    changed: list[Read] = []
    same: list[Verdict] = []
    for record in records:
        link = known.get(record.key)
        if link is None:
            new.append(record)
        elif link.fingerprint == links.fingerprint(record.parts[part]):
            same.append(Verdict(record.row.number, RowOutcome.SAME, record.questions))
        else:
            changed.append(record)
    return new, changed, same


def all_at_once(work: Work, reader: RowReader, records: Sequence[Read], add: Together, take: Taker) -> list[Verdict]:
    """New records in one go; when the database or a rule refuses, each by itself, so that the good ones come in."""
    if not records:
        return []
    try:
        with work.session.begin_nested():
            add(work, records)
    except (DomainError, DataError, IntegrityError):
        return one_by_one(work, reader, records, take)
    return [Verdict(each.row.number, RowOutcome.NEW, each.questions) for each in records]


def in_order(records: Sequence[Read], verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts in the order of the records."""
    by_number = {verdict.number: verdict for verdict in verdicts}
    return [by_number[each.row.number] for each in records]


def one_by_one(work: Work, reader: RowReader, records: Sequence[Read], take: Taker) -> list[Verdict]:
    """Take each record in a savepoint: what is wrong with one leaves no trace of it, and stops no other."""
    return [_one(work, reader, record, take) for record in records]


def _one(work: Work, reader: RowReader, record: Read, take: Taker) -> Verdict:
    number, questions = record.row.number, record.questions
    try:
        with work.session.begin_nested():
            return Verdict(number, take(work, record), questions)
    except MaybeTwin as found:
        return Verdict(number, RowOutcome.TWIN, questions, found.alike)
    except RowRefused as refusal:
        return Verdict(number, RowOutcome.REFUSED, (*refusal.problems, *questions))
    except DomainError as error:
        return Verdict(number, RowOutcome.REFUSED, (*reader.refused(record.row, error), *questions))
    except (DataError, IntegrityError) as error:
        # The database is the last to judge; its words are not for people and may hold the data itself.
        get_logger().warning("exchange.row_refused", code=type(error).__name__)
        return Verdict(number, RowOutcome.REFUSED, (problem("Hele rij", None, UNKEEPABLE), *questions))
