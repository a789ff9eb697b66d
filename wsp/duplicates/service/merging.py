"""Merging a pair: what a preview says and what the merge does are one calculation."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.duplicates import queries, references, rules
from wsp.duplicates.commands import MergePair, Take
from wsp.duplicates.enums import AUDITED_AS, Kind, PairState
from wsp.duplicates.errors import CannotMerge, ChangedMeanwhile, PairDecided
from wsp.duplicates.fields import FIELDS, SOURCED
from wsp.duplicates.models import DuplicateMerge, DuplicatePair
from wsp.duplicates.queries.sides import TABLES, Side, agreements, current_ids
from wsp.duplicates.record import AnyStep, Change, Exchange, Hand, Move, plain
from wsp.duplicates.references import How, Reference
from wsp.foundation import clock
from wsp.foundation.actor import Actor

_NOT_OPEN: Final = "('afgewezen', 'teruggetrokken', 'verlopen')"
"""After these an introduction is history, and a candidate may be introduced for the same vacancy again."""


@dataclass(frozen=True)
class Preview:
    """What a merge would do, before anybody decides."""

    survivor: Side
    absorbed: Side
    takes: Mapping[str, Take]
    """Whose value each field gets; the survivor's own unless it has none."""
    moves: Sequence[tuple[int, str]]
    """How many of what go to the survivor."""
    lost_agreements: int
    """Permissions of the absorbed dossier that do not go along."""
    dropped_agreements: int
    """Permissions of the survivor that a refusal takes away."""
    hindrances: Sequence[str]
    """What must be settled first; empty when the merge can be done."""


def preview(
    session: Session, pair: DuplicatePair, survivor_id: uuid.UUID, takes: Mapping[str, Take] | None = None
) -> Preview:
    """What the merge of an open pair would do when `survivor_id` stays. Nothing is written.

    Raises:
        PairDecided: it was merged already.

    """
    kind = Kind(pair.kind)
    survivor, absorbed = _sides(session, pair, survivor_id, lock=False)
    narrowed = rules.narrow(agreements(survivor, kind), agreements(absorbed, kind), on=clock.today())
    return Preview(
        survivor=survivor,
        absorbed=absorbed,
        takes=_takes(kind, survivor, absorbed, takes or {}),
        moves=[
            (absorbed.counts[each.table], each.one if absorbed.counts[each.table] == 1 else each.many)
            for each in references.of(kind, How.MOVES)
            if absorbed.counts.get(each.table)
        ],
        lost_agreements=len(narrowed.lost),
        dropped_agreements=len(narrowed.leaves),
        hindrances=_hindrances(session, kind, survivor, absorbed),
    )


def merge_pair(session: Session, command: MergePair, *, actor: Actor) -> DuplicateMerge:
    """Make one record of two: chosen values, everything that hangs on the other, and its address leads on.

    Raises:
        PairNotFound: there is no such pair for this actor.
        PairDecided: somebody decided about it already, or one of the two was merged elsewhere.
        ChangedMeanwhile: one of the two was saved since the preview.
        CannotMerge: something must be settled first.

    """
    pair = queries.pair(session, actor, command.pair_id, lock=True)
    kind = Kind(pair.kind)
    if pair.state not in (PairState.OPEN.value, PairState.DIFFERENT.value):
        raise PairDecided
    survivor, absorbed = _sides(session, pair, command.survivor_id, lock=True)
    if (survivor.version, absorbed.version) != (command.survivor_version, command.absorbed_version):
        raise ChangedMeanwhile
    hindrances = _hindrances(session, kind, survivor, absorbed)
    if hindrances:
        raise CannotMerge(hindrances)
    takes = _takes(kind, survivor, absorbed, command.takes)
    try:
        with session.begin_nested():
            steps = _merge(session, kind, survivor, absorbed, takes)
    except IntegrityError as error:
        # A key that the checks above do not know: nothing was changed, and somebody must look.
        raise CannotMerge(["Beide hebben een gegeven dat maar één keer mag. Neem er eerst een weg."]) from error
    made = DuplicateMerge(
        region_id=actor.region_id,
        pair_id=pair.id,
        kind=kind.value,
        survivor_id=survivor.id,
        absorbed_id=absorbed.id,
        user_id=actor.user_id,
        steps=[step.stored() for step in steps],
    )
    session.add(made)
    pair.state = PairState.MERGED.value
    pair.decided_by_id, pair.decided_at = actor.user_id, clock.now()
    session.flush()
    told = {"samengevoegd": absorbed.number, "met": survivor.number, "gekozen": _told(takes)}
    for side in (survivor, absorbed):
        audit.record(session, actor, "duplicates.merge", subject=(AUDITED_AS[kind], side.id), after=told)
    session.expire_all()
    return made


def _told(takes: Mapping[str, Take]) -> list[str]:
    """Which fields got the other's value: their names, never their contents (N4)."""
    return sorted(code for code, take in takes.items() if take is not Take.OWN)


def _sides(session: Session, pair: DuplicatePair, survivor_id: uuid.UUID, *, lock: bool) -> tuple[Side, Side]:
    if survivor_id not in (pair.one_id, pair.other_id):
        raise PairDecided
    absorbed_id = pair.other_id if survivor_id == pair.one_id else pair.one_id
    found = queries.load(session, Kind(pair.kind), [survivor_id, absorbed_id], lock=lock)
    if len(found) < 2 or any(side.merged_into_id is not None for side in found.values()):  # noqa: PLR2004 (two sides)
        raise PairDecided
    return found[survivor_id], found[absorbed_id]


def _takes(kind: Kind, survivor: Side, absorbed: Side, wanted: Mapping[str, Take]) -> dict[str, Take]:
    """The choice for every field that differs; by itself the survivor's own, unless it says nothing."""
    takes = {}
    for field in FIELDS[kind]:
        own, other = survivor.value(field), absorbed.value(field)
        if own == other or survivor.shown(field) == absorbed.shown(field) or other is None:
            continue
        take = wanted.get(field.code, Take.OTHER if own is None else Take.OWN)
        takes[field.code] = Take.OTHER if take is Take.BOTH and not (field.joined and own) else take
    return takes


def _hindrances(session: Session, kind: Kind, survivor: Side, absorbed: Side) -> list[str]:
    found = []
    if kind is Kind.CANDIDATE:
        if survivor.organisation_id != absorbed.organisation_id:
            found.append("De dossiers zijn van twee organisaties. Draag er eerst een over.")
        if survivor.row["restricted_since"] or absorbed.row["restricted_since"]:
            found.append("Een van de twee mag nu alleen worden bewaard. Wacht tot dat voorbij is.")
        own, other = survivor.personal.get("bsn_lookup"), absorbed.personal.get("bsn_lookup")
        if own and other and own != other:
            found.append("De dossiers hebben elk een ander BSN. Het zijn dus twee personen.")
        found += [
            f"Beide dossiers hebben een voordracht op vacature V-{number}. Sluit er eerst een."
            for number in _introduced_twice(session, survivor, absorbed)
        ]
    else:
        own, other = survivor.row["business_id"], absorbed.row["business_id"]
        if own and other:
            found.append("De werkgevers hebben elk een ander KVK-nummer. Haal het foute nummer eerst weg.")
        if _linked_twice(session, survivor, absorbed):
            found.append("Beide werkgevers hebben een koppeling met het portaal. Beëindig er eerst een.")
    return found


def _introduced_twice(session: Session, survivor: Side, absorbed: Side) -> Sequence[int]:
    statement = text(
        "SELECT DISTINCT v.number FROM introductions o JOIN introductions i ON i.region_id = o.region_id "
        "AND i.vacancy_id = o.vacancy_id AND i.candidate_id = :absorbed "
        "JOIN vacancies v ON v.region_id = o.region_id AND v.id = o.vacancy_id "
        f"WHERE o.candidate_id = :survivor AND o.state NOT IN {_NOT_OPEN} AND i.state NOT IN {_NOT_OPEN} "
        "ORDER BY v.number"
    )
    return session.scalars(statement, {"survivor": survivor.id, "absorbed": absorbed.id}).all()


def _linked_twice(session: Session, survivor: Side, absorbed: Side) -> bool:
    statement = text(
        "SELECT count(DISTINCT employer_id) > 1 FROM employer_portal_links "
        "WHERE employer_id IN (:survivor, :absorbed) AND ended_at IS NULL"
    )
    return bool(session.scalar(statement, {"survivor": survivor.id, "absorbed": absorbed.id}))


def _merge(session: Session, kind: Kind, survivor: Side, absorbed: Side, takes: Mapping[str, Take]) -> list[AnyStep]:
    """Do every step, in order, and return them. What hangs on the other is looked up when it is its turn."""
    done: list[AnyStep] = []
    for step in _steps(session, kind, survivor, absorbed, takes):
        step.do(session)
        done.append(step)
    _touch(session, kind, survivor, absorbed)
    return done


def _steps(
    session: Session, kind: Kind, survivor: Side, absorbed: Side, takes: Mapping[str, Take]
) -> Iterator[AnyStep]:
    for field in FIELDS[kind]:
        if field.rows and takes.get(field.code) is Take.OTHER:
            yield _exchange(kind, field.rows, survivor, absorbed)
    if kind is Kind.CANDIDATE:
        yield from _personal(survivor, absorbed, takes)
    yield from _own_columns(kind, survivor, absorbed, takes)
    yield from _agreements(kind, survivor, absorbed)
    for reference in references.of(kind, How.MOVES):
        yield from _renamed(session, reference, survivor, absorbed)
        yield from _move(session, reference, survivor, absorbed)


def _exchange(kind: Kind, table: str, survivor: Side, absorbed: Side) -> Exchange:
    column = next(each.column for each in references.REFERENCES[kind] if each.table == table)
    return Exchange(
        table=table,
        column=column,
        one_id=str(survivor.id),
        other_id=str(absorbed.id),
        ones=[row["id"] for row in survivor.details.get(table, ())],
        others=[row["id"] for row in absorbed.details.get(table, ())],
        current=current_ids(survivor, table),
    )


def _personal(survivor: Side, absorbed: Side, takes: Mapping[str, Take]) -> list[AnyStep]:
    """Birth date and sex as chosen; the BSN goes along without being opened."""
    own, other = survivor.personal, absorbed.personal
    if not other:
        return []
    table, steps = "candidate_personal", list[AnyStep]()
    names = ("birth_date", "sex")
    chosen = {name: other[name] if takes.get(name) is Take.OTHER else own.get(name) for name in names}
    if not own:
        steps.append(Move(table, "candidate_id", [other["id"]], str(absorbed.id), str(survivor.id)))
        row, before = other["id"], {name: other[name] for name in names}
    else:
        if other["bsn_lookup"] and not own["bsn_lookup"]:
            steps.append(Hand(table, other["id"], own["id"], ["bsn", "bsn_lookup"]))
        row, before = own["id"], {name: own[name] for name in names}
    if chosen != before:
        steps.append(Change(table, row, before, chosen))
    return steps


def _own_columns(kind: Kind, survivor: Side, absorbed: Side, takes: Mapping[str, Take]) -> list[AnyStep]:
    """The columns of the two rows themselves."""
    table = TABLES[kind]
    after: dict[str, Any] = {}
    for field in FIELDS[kind]:
        take = takes.get(field.code, Take.OWN)
        if take is Take.OWN or field.rows or field.table:
            continue
        after |= {name: _taken(take, name, survivor, absorbed) for name in field.columns}
    left: dict[str, Any] = {"merged_into_id": survivor.id}
    if kind is Kind.CANDIDATE:
        after |= _carried(survivor, absorbed, takes)
    elif absorbed.row["business_id"]:
        after["business_id"], left["business_id"] = absorbed.row["business_id"], None
    steps: list[AnyStep] = [_change(table, absorbed, left)]
    changed = {name: value for name, value in after.items() if value != survivor.row[name]}
    return [*steps, _change(table, survivor, changed)] if changed else steps


def _taken(take: Take, name: str, survivor: Side, absorbed: Side) -> Any:
    if take is Take.BOTH:
        return f"{survivor.row[name]}\n\n{absorbed.row[name]}"
    return absorbed.row[name]


def _carried(survivor: Side, absorbed: Side, takes: Mapping[str, Take]) -> dict[str, Any]:
    """What follows from both dossiers without a choice."""
    other_told = {
        code: told
        for code, told in absorbed.row["field_sources"].items()
        if code in SOURCED and takes.get(code) in (Take.OTHER, Take.BOTH)
    }
    kept = {code: told for code, told in survivor.row["field_sources"].items() if takes.get(code) is not Take.OTHER}
    spoken = [day for day in (survivor.row["last_spoken_on"], absorbed.row["last_spoken_on"]) if day]
    return {
        "field_sources": kept | other_told,
        "last_spoken_on": max(spoken, default=None),
        # An objection in either dossier is an objection of the person (AVG art. 21).
        "automatic_matching": survivor.row["automatic_matching"] and absorbed.row["automatic_matching"],
    }


def _change(table: str, side: Side, after: Mapping[str, Any]) -> Change:
    return Change(
        table=table,
        id=str(side.id),
        before={name: plain(side.row[name]) for name in after},
        after={name: plain(value) for name, value in after.items()},
    )


def _agreements(kind: Kind, survivor: Side, absorbed: Side) -> list[AnyStep]:
    narrowed = rules.narrow(agreements(survivor, kind), agreements(absorbed, kind), on=clock.today())
    column = next(each.column for each in references.of(kind, How.NARROWED))
    steps: list[AnyStep] = []
    for ids, here, there in ((narrowed.leaves, survivor, absorbed), (narrowed.takes, absorbed, survivor)):
        if ids:
            steps.append(Move("sharing_agreements", column, [str(key) for key in ids], str(here.id), str(there.id)))
    return steps


def _move(session: Session, reference: Reference, survivor: Side, absorbed: Side) -> list[Move]:
    """All rows of one table, but for those that the survivor has already (`Reference.apart`)."""
    of_subject = f" AND t.{reference.subject[0]} = '{reference.subject[1]}'" if reference.subject else ""
    apart = ""
    if reference.apart:
        same = " AND ".join(f"o.{name} IS NOT DISTINCT FROM t.{name}" for name in reference.apart)
        apart = f" AND NOT EXISTS (SELECT FROM {reference.table} o WHERE o.{reference.column} = :survivor AND {same})"
    found = session.scalars(
        text(
            f"SELECT t.id FROM {reference.table} t WHERE t.{reference.column} = :absorbed{of_subject}{apart} "
            "ORDER BY t.id FOR UPDATE"
        ).bindparams(bindparam("absorbed", type_=Uuid())),
        {"absorbed": absorbed.id, "survivor": survivor.id} if apart else {"absorbed": absorbed.id},
    ).all()
    if not found:
        return []
    return [Move(reference.table, reference.column, [str(key) for key in found], str(absorbed.id), str(survivor.id))]


def _renamed(session: Session, reference: Reference, survivor: Side, absorbed: Side) -> list[AnyStep]:
    """Keys that hold the other's id, and numbers of letters that the survivor has too."""
    if reference.table == "tasks":
        rows = session.execute(
            text(
                "SELECT id, key, replace(key, :old, :new) AS renamed FROM tasks t WHERE subject_id = :absorbed "
                "AND key LIKE '%' || :old || '%' AND NOT EXISTS (SELECT FROM tasks o "
                "WHERE o.region_id = t.region_id AND o.key = replace(t.key, :old, :new)) ORDER BY id"
            ),
            {"old": str(absorbed.id), "new": str(survivor.id), "absorbed": absorbed.id},
        ).all()
        return [Change("tasks", str(row.id), {"key": row.key}, {"key": row.renamed}) for row in rows]
    if reference.table == "documents":
        rows = session.execute(
            text(
                "SELECT t.id, t.edition, t.edition + (SELECT max(edition) FROM documents m "
                "WHERE m.subject_kind = t.subject_kind AND m.kind = t.kind "
                "AND m.subject_id IN (:survivor, :absorbed)) AS renumbered "
                "FROM documents t JOIN documents o ON o.region_id = t.region_id AND o.subject_kind = t.subject_kind "
                "AND o.kind = t.kind AND o.edition = t.edition AND o.subject_id = :survivor "
                "WHERE t.subject_id = :absorbed ORDER BY t.id"
            ),
            {"survivor": survivor.id, "absorbed": absorbed.id},
        ).all()
        return [Change("documents", str(row.id), {"edition": row.edition}, {"edition": row.renumbered}) for row in rows]
    return []


def _touch(session: Session, kind: Kind, *sides: Side) -> None:
    """Raise the versions of both: whoever has a form open must look again. Not a step: counters only go on."""
    session.execute(
        text(f"UPDATE {TABLES[kind]} SET version = version + 1, updated_at = :now WHERE id = ANY(:ids)"),
        {"now": clock.now(), "ids": [side.id for side in sides]},
    )
