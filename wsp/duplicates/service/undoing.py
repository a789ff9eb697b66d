"""Taking a merge apart: every row goes back to what it was, or nothing happens and the reasons are named."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import exists, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from wsp.audit import service as audit
from wsp.duplicates import queries, references
from wsp.duplicates.enums import AUDITED_AS, Kind, PairState
from wsp.duplicates.errors import CannotUndo, PairDecided
from wsp.duplicates.fields import FIELDS
from wsp.duplicates.models import DuplicateMerge
from wsp.duplicates.queries.sides import TABLES
from wsp.duplicates.record import Drifted, Exchange, Move, read, undo_all
from wsp.foundation import clock
from wsp.foundation.actor import Actor

_DEPENDANTS: Final = (
    ("placements", "introduction_id", "introductions", "candidate_id"),
    ("placements", "vacancy_id", "vacancies", "employer_id"),
    ("placements", "establishment_id", "establishments", "employer_id"),
    ("vacancies", "establishment_id", "establishments", "employer_id"),
    ("vacancies", "contact_id", "contacts", "employer_id"),
    ("contact_moments", "contact_id", "contacts", "employer_id"),
    ("social_return_obligations", "contact_id", "contacts", "employer_id"),
    ("contacts", "establishment_id", "establishments", "employer_id"),
)
"""Table, column, the table it points at, and the column that says whose row it is: both must be of one record."""

_REPLACED: Final = frozenset({"candidate_wishes", "candidate_experiences"})
"""Detail rows without versions: saving the profile writes them anew."""


def undo_merge(session: Session, pair_id: uuid.UUID, *, actor: Actor) -> DuplicateMerge:
    """Put back everything as it was before the merge of this pair; what was added since stays with the survivor.

    Raises:
        PairNotFound: there is no such pair for this actor.
        PairDecided: it is not merged now.
        CannotUndo: what happened since makes it impossible; every reason that can be told.

    """
    pair = queries.pair(session, actor, pair_id, lock=True)
    merge = queries.last_merge(session, pair.id)
    if merge is None:
        raise PairDecided
    kind = Kind(merge.kind)
    rows = queries.load(session, kind, [merge.survivor_id, merge.absorbed_id], lock=True)
    reasons = list(_reasons(session, kind, merge, rows.keys() >= {merge.survivor_id, merge.absorbed_id}))
    if reasons:
        raise CannotUndo(reasons)
    survivor, absorbed = rows[merge.survivor_id], rows[merge.absorbed_id]
    if survivor.merged_into_id is not None or absorbed.merged_into_id != survivor.id:
        raise CannotUndo(["Een van de twee is daarna nog eens samengevoegd. Draai dat eerst terug."])
    try:
        with session.begin_nested():
            undo_all(session, merge.steps)
    except Drifted as drifted:
        raise CannotUndo([_drifted(kind, drifted)]) from drifted
    except IntegrityError as error:
        raise CannotUndo(["Er is daarna iets bij gekomen dat niet bij twee tegelijk kan staan."]) from error
    session.execute(
        text(f"UPDATE {TABLES[kind]} SET version = version + 1, updated_at = :now WHERE id = ANY(:ids)"),
        {"now": clock.now(), "ids": [survivor.id, absorbed.id]},
    )
    merge.undone_at, merge.undone_by_id = clock.now(), actor.user_id
    pair.state = PairState.OPEN.value
    pair.decided_by_id = pair.decided_at = None
    told = {"weer_apart": absorbed.number, "van": survivor.number}
    for side in (survivor, absorbed):
        audit.record(session, actor, "duplicates.undo", subject=(AUDITED_AS[kind], side.id), after=told)
    session.flush()
    session.expire_all()
    return merge


def _reasons(session: Session, kind: Kind, merge: DuplicateMerge, both: bool) -> Iterator[str]:  # noqa: FBT001 (private)
    """What happened since that cannot be put back."""
    if not both:
        yield "Een van de twee is inmiddels gewist."
        return
    later = aliased(DuplicateMerge)
    again = session.scalar(
        select(
            exists().where(
                later.survivor_id == merge.survivor_id,
                later.undone_at.is_(None),
                later.created_at > merge.created_at,
            )
        )
    )
    if again:
        yield "Er is daarna nog iets mee samengevoegd. Draai dat eerst terug."
    moved = _moved(merge.steps)
    for table, column, target, owner in _DEPENDANTS:
        if moved.get((target, owner)) and _depends(session, table, column, owner, moved, merge):
            what = references.label(table, kind)
            yield f"Er zijn daarna {what} gemaakt bij {references.label(target, kind)} die verhuisden."
    for step in (read(stored) for stored in merge.steps):
        if isinstance(step, Exchange) and step.current + step.others and _renewed(session, step, merge):
            yield f"De gegevens over {references.label(step.table, kind)} zijn daarna gewijzigd."


def _moved(steps: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[uuid.UUID]]:
    found = (read(stored) for stored in steps)
    return {(step.table, step.column): [uuid.UUID(key) for key in step.ids] for step in found if isinstance(step, Move)}


def _depends(
    session: Session,
    table: str,
    column: str,
    owner: str,
    moved: Mapping[tuple[str, str], list[uuid.UUID]],
    merge: DuplicateMerge,
) -> bool:
    """Tell whether a row that stays with the survivor points at one that would go back."""
    target = next(found for found in _DEPENDANTS if found[:2] == (table, column))[2]
    statement = text(
        f"SELECT EXISTS (SELECT FROM {table} WHERE {owner} = :survivor AND {column} = ANY(:gone) "
        "AND NOT (id = ANY(:going)))"
    )
    values = {"survivor": merge.survivor_id, "gone": moved[(target, owner)], "going": moved.get((table, owner), [])}
    return bool(session.scalar(statement, values))


def _renewed(session: Session, step: Exchange, merge: DuplicateMerge) -> bool:
    """Tell whether rows that changed places were corrected, or got newer ones beside them."""
    known = [uuid.UUID(key) for key in (*step.ones, *step.others)]
    beside = f"EXISTS (SELECT FROM {step.table} WHERE {step.column} = :survivor AND NOT (id = ANY(:known)))"
    values: dict[str, Any] = {"known": known, "survivor": merge.survivor_id}
    if step.table in _REPLACED:
        changed = f"(SELECT count(*) FROM {step.table} WHERE id = ANY(:known)) <> cardinality(:known)"
    else:
        changed = f"EXISTS (SELECT FROM {step.table} WHERE id = ANY(:known) AND superseded_at >= :since)"
        values["since"] = merge.created_at
    return bool(session.scalar(text(f"SELECT {changed} OR {beside}"), values))


def _drifted(kind: Kind, drifted: Drifted) -> str:
    if drifted.table == TABLES[kind] or drifted.table == "candidate_personal":
        label = next((field.label for field in FIELDS[kind] if drifted.column in field.columns), None)
        if label:
            return f"Dit is daarna gewijzigd: {label.lower()}."
    return f"Dit is daarna gewijzigd of gewist: {references.label(drifted.table, kind)}."
