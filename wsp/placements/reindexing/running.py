"""Does a run batch by batch, each in a transaction of its own.

The decisions, the list of changed amounts and the place where the run is change in one transaction: whatever moment a
worker is killed at, the next one goes on with the first subsidy that is not done, and no amount is changed twice.

Only what holds from the day of the run on is counted, and of what stands only what is compared is read: an assessment
with its steps and sources weighs seven kilobytes, and there are four of them per subsidy.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Permission
from wsp.audit import service as audit
from wsp.candidates.models import Candidate
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.logging import get_logger
from wsp.foundation.versions import known, period
from wsp.instruments import loonkostensubsidie
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import birthday_in
from wsp.placements import rules as placement_rules
from wsp.placements.enums import InstrumentState
from wsp.placements.models import InstrumentDecision, Placement, PlacementInstrument
from wsp.placements.queries.histories import histories
from wsp.placements.reindexing.enums import BUSY, Cause, RunState
from wsp.placements.reindexing.models import ReindexedAmount, Reindexing
from wsp.placements.reindexing.rules import NOTHING, Standing, changes_after, judge, key_of_part, key_of_standing
from wsp.placements.rules import History
from wsp.placements.service import assess_instruments
from wsp.placements.service.instruments import Part, subsidy
from wsp.policy import service as policies
from wsp.policy.models import PolicyProposal

SUBJECT: Final = "reindexing"
BATCH: Final = 500
"""Subsidies per transaction: about half a second, so that the bar moves and a killed worker loses little."""
BATCH_OF_OTHERS: Final = 50
"""An instrument without an amount per month is assessed with all others of its placement, which takes longer."""
_MOST_FAILURES: Final = 5
_LKS: Final = loonkostensubsidie.CODE

Rows = Sequence[tuple[PlacementInstrument, Placement, str | None]]
"""Attached instruments with their placement, and the municipality that keeps the dossier."""
Progress = Callable[[int, int], None]
"""Called as progress(done, total) after every batch."""


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def run(region: str, run_id: uuid.UUID, *, progress: Progress = silent) -> None:
    """Do what is left of a run; nothing when it is over.

    Raises:
        Exception: whatever went wrong, after it was counted; after five times the run has failed.

    """
    books: dict[str | None, LawBook] = {}
    try:
        while step(region, run_id, books=books, progress=progress):
            pass
    except Exception:
        _failed(region, run_id)
        raise


def step(
    region: str, run_id: uuid.UUID, *, books: dict[str | None, LawBook] | None = None, progress: Progress = silent
) -> bool:
    """Do one batch; False when there is nothing left to do. `books` keeps the law between batches of one worker."""
    with db.unit_of_work(region) as session:
        found = _locked(session, region, run_id)
        if found is None:
            return False
        if found.started_at is None:
            found.started_at = clock.now()
        found.state = RunState.RUNNING.value
        more = _Batch(session, found, {} if books is None else books).do()
        done, total = found.done, found.total
    progress(done, total)
    return more


def wanted(region: str, codes: Sequence[str], on: date) -> tuple[ColumnElement[bool], ...]:
    """Which attached instruments a run looks at: not refused, of a placement that goes on at least until its day."""
    last = func.coalesce(Placement.ended_on, Placement.ends_on)
    return (
        PlacementInstrument.region_id == region,
        PlacementInstrument.code.in_(codes),
        PlacementInstrument.state != InstrumentState.REFUSED.value,
        or_(last.is_(None), last >= on),
    )


def total(session: Session, region: str, codes: Sequence[str], on: date) -> int:
    """How many attached instruments a run would look at."""
    return session.scalars(
        select(func.count())
        .select_from(PlacementInstrument)
        .join(Placement, _same(PlacementInstrument.placement_id, Placement, PlacementInstrument))
        .where(*wanted(region, codes, on))
    ).one()


class _Batch:
    """The next subsidies of one run."""

    def __init__(self, session: Session, found: Reindexing, books: dict[str | None, LawBook]) -> None:
        self.session = session
        self.found = found
        self.cause = Cause(found.cause)
        self.day = found.effective_on
        self.books = books
        self.quiet: dict[int, bool] = {}
        self.actor = Actor(
            user_id=found.user_id,
            region_id=found.region_id,
            organisation_id=None,
            permissions=frozenset({Permission.PLACEMENT_READ.value, Permission.PLACEMENT_EDIT.value}),
            kind="taak",
        )

    def do(self) -> bool:
        """Take the batch; False when there is nothing left to do."""
        if self.found.at_code is None:
            self.found.at_code = next(iter(self.found.codes), None)
        rows = self._next() if self.found.at_code is not None else ()
        if not rows:
            return self._next_code()
        if self.found.at_code == _LKS:
            self._subsidies(rows)
        else:
            self._others([placement for _row, placement, _municipality in rows])
        self.found.cursor = rows[-1][0].id
        self.found.done += len(rows)
        self.session.flush()
        return True

    def _next(self) -> Rows:
        code = str(self.found.at_code)
        statement = (
            select(PlacementInstrument, Placement, Organisation.municipality_code)
            .join(Placement, _same(PlacementInstrument.placement_id, Placement, PlacementInstrument))
            .join(Candidate, _same(Placement.candidate_id, Candidate, Placement))
            .join(Organisation, Organisation.id == Candidate.organisation_id)
            .where(*wanted(self.found.region_id, [code], self.day))
            .order_by(PlacementInstrument.id)
            .limit(BATCH if code == _LKS else BATCH_OF_OTHERS)
            # Whoever changes the placement meanwhile waits, and counts again after us.
            .with_for_update(of=PlacementInstrument)
        )
        if self.found.cursor is not None:
            statement = statement.where(PlacementInstrument.id > self.found.cursor)
        return [(row[0], row[1], row[2]) for row in self.session.execute(statement)]

    def _next_code(self) -> bool:
        """Go on with the next instrument; False when that was the last."""
        codes = [str(each) for each in self.found.codes]
        left = codes[codes.index(str(self.found.at_code)) + 1 :] if self.found.at_code is not None else []
        if not left:
            self._finish()
            return False
        self.found.at_code, self.found.cursor = left[0], None
        return True

    def _subsidies(self, rows: Rows) -> None:
        known_of = histories(self.session, [placement for _row, placement, _code in rows])
        standing = self._standing([row.id for row, _placement, _code in rows])
        told_before = self._told([row.id for row, _placement, _code in rows])
        superseded: list[uuid.UUID] = []
        fresh: list[dict[str, Any]] = []
        told: list[dict[str, Any]] = []
        counts: Counter[str] = Counter(self.found.counts)
        before_total, after_total = self.found.before_total, self.found.after_total
        for row, placement, municipality in rows:
            history = known_of[placement.id]
            decisions = standing.get(row.id, [])
            parts, touching = self._parts(history, self._book(municipality), decisions)
            start = placement_rules.first_paid_day(history)
            on = self.day if start is None else max(self.day, start)
            verdict = judge(self.cause, on, [each for _id, each in decisions], parts)
            if self.cause is not Cause.PREVIEW:
                gone, new = _differences(touching, parts)
                superseded += gone
                fresh += [self._decision(row, part) for part in new]
            counts[verdict.outcome.value] += 1
            before_total += verdict.before or NOTHING
            after_total += verdict.after or NOTHING
            if verdict.told and not (row.id in told_before and told_before[row.id] == verdict.after):
                told.append(self._amount(row, verdict.before, verdict.after, verdict.answer))
        self._keep(superseded, fresh, told)
        self.found.counts = dict(counts)
        self.found.before_total, self.found.after_total = before_total, after_total

    def _parts(
        self, history: History, book: LawBook, decisions: Sequence[tuple[uuid.UUID, Standing]]
    ) -> tuple[Sequence[Part], Sequence[tuple[uuid.UUID, Standing]]]:
        """What the rules say from the day of the run on, and the decisions that it takes the place of.

        A decision that began earlier and goes on past the day is cut: everything from its own first day is counted.
        """
        start = placement_rules.first_paid_day(history)
        if start is None:
            return (), ()
        touching = [each for each in decisions if each[1].last is None or each[1].last >= self.day]
        firsts = [each.start for _id, each in touching if each.start is not None]
        begin = max(start, min([self.day, *firsts]))
        if history.ends_on is not None and history.ends_on < begin:
            return (), ()
        today = clock.today()
        # As far as whoever counts everything looks, so that both find the same periods.
        year = self.day.year if self._settled(history, book) else max(start, today).year + 1
        return subsidy(history, book, begin, today, horizon=date(year, 12, 31)), touching

    def _settled(self, history: History, book: LawBook) -> bool:
        """Nothing changes after the year of the run: no fact of this placement, and no value of law that is known.

        Then the amount of this year goes on, as it would when next year were counted too; it halves the work.
        """
        last = date(self.day.year, 12, 31)
        if self.day.month != 1 or clock.today().year > self.day.year or history.forfaitair or history.born_on is None:
            return False
        starts = [each.start for each in history.terms] + [each.start for each in history.measured]
        if any(start > last for start in starts):
            return False
        if (
            birthday_in(history.born_on, history.born_on.year + int(book.on("wml.adult_age", self.day).value))
            > self.day
        ):
            return False
        known_until = self.quiet.get(id(book))
        if known_until is None:
            known_until = self.quiet[id(book)] = not changes_after(book, last)
        return known_until

    def _others(self, placements: Sequence[Placement]) -> None:
        """Instruments without an amount per month: assessed again, with their tasks, like after any change of facts."""
        if self.cause is not Cause.PREVIEW:
            for placement in placements:
                assess_instruments(self.session, placement, actor=self.actor)
        counts: Counter[str] = Counter(self.found.counts)
        counts[str(self.found.at_code)] += len(placements)
        self.found.counts = dict(counts)

    def _book(self, municipality: str | None) -> LawBook:
        if municipality not in self.books:
            proposal = None
            if self.cause is Cause.PREVIEW and self.found.proposal_id is not None:
                proposal = self.session.get(PolicyProposal, self.found.proposal_id)
            self.books[municipality] = policies.law_book(
                self.session, region=self.found.region_id, municipality=municipality, also=proposal
            )
        return self.books[municipality]

    def _standing(self, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, list[tuple[uuid.UUID, Standing]]]:
        """The decisions that stand over the day before the run and later, with what is compared and no more."""
        rows = self.session.execute(
            select(
                InstrumentDecision.placement_instrument_id,
                InstrumentDecision.id,
                InstrumentDecision.valid,
                InstrumentDecision.verdict,
                InstrumentDecision.amount_month,
                InstrumentDecision.assessment["exact_per_month"].astext,
                InstrumentDecision.provisional,
            )
            .where(
                InstrumentDecision.region_id == self.found.region_id,
                InstrumentDecision.placement_instrument_id.in_(ids),
                known(InstrumentDecision),
                or_(func.upper_inf(InstrumentDecision.valid), func.upper(InstrumentDecision.valid) >= self.day),
            )
            .order_by(InstrumentDecision.valid)
        )
        found: dict[uuid.UUID, list[tuple[uuid.UUID, Standing]]] = defaultdict(list)
        for instrument_id, decision_id, valid, verdict, amount, exact, provisional in rows:
            last = None if valid.upper is None else date.fromordinal(valid.upper.toordinal() - 1)
            standing = Standing(
                valid.lower, last, verdict, amount, None if exact is None else Decimal(exact), provisional
            )
            found[instrument_id].append((decision_id, standing))
        return found

    def _told(self, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Decimal | None]:
        """What earlier runs for the same day said last: who asks twice gets the list once."""
        if self.cause is Cause.PREVIEW:
            return {}
        rows = self.session.execute(
            select(ReindexedAmount.placement_instrument_id, ReindexedAmount.after)
            .join(Reindexing, _same(ReindexedAmount.reindexing_id, Reindexing, ReindexedAmount))
            .where(
                ReindexedAmount.region_id == self.found.region_id,
                ReindexedAmount.placement_instrument_id.in_(ids),
                Reindexing.effective_on == self.day,
                Reindexing.cause != Cause.PREVIEW.value,
            )
            .order_by(Reindexing.created_at, Reindexing.id)
        )
        return {row[0]: row[1] for row in rows}

    def _decision(self, row: PlacementInstrument, part: Part) -> dict[str, Any]:
        answer, now = part.assessment, clock.now()
        return {
            "id": uuid.uuid4(), "created_at": now, "region_id": row.region_id, "placement_instrument_id": row.id,
            "verdict": answer.status.value, "amount_month": answer.amount_per_month, "provisional": answer.provisional,
            "assessment": answer.as_record(), "valid": period(part.start, part.last), "recorded_at": now,
            "superseded_at": None, "recorded_by": self.found.user_id,
        }  # fmt: skip

    def _amount(
        self, row: PlacementInstrument, before: Decimal | None, after: Decimal | None, answer: Any
    ) -> dict[str, Any]:
        return {
            "id": uuid.uuid4(), "created_at": clock.now(), "region_id": row.region_id,
            "reindexing_id": self.found.id, "placement_instrument_id": row.id, "before": before, "after": after,
            "provisional": bool(answer is not None and answer.provisional),
            "reason": "" if answer is None else answer.reason,
        }  # fmt: skip

    def _keep(
        self, superseded: Sequence[uuid.UUID], fresh: Sequence[dict[str, Any]], told: Sequence[dict[str, Any]]
    ) -> None:
        if superseded:
            # The old rows must be out of the way before the new ones meet the exclusion constraint.
            self.session.execute(
                update(InstrumentDecision)
                .where(InstrumentDecision.id.in_(superseded))
                .values(superseded_at=clock.now())
                .execution_options(synchronize_session=False)
            )
        db.insert_many(self.session, InstrumentDecision, fresh)
        db.insert_many(self.session, ReindexedAmount, told)

    def _finish(self) -> None:
        self.found.state = RunState.DONE.value
        self.found.finished_at = clock.now()
        counts = dict(self.found.counts)
        if self.cause is not Cause.PREVIEW:
            audit.record(
                self.session, self.actor, "placement.reindexed", subject=(SUBJECT, self.found.id),
                after={"vanaf": self.day, "aantal": self.found.done, **counts},
            )  # fmt: skip
        get_logger().info("reindexing.done", cause=self.found.cause, subsidies=self.found.done, **counts)


def _differences(
    touching: Sequence[tuple[uuid.UUID, Standing]], parts: Sequence[Part]
) -> tuple[list[uuid.UUID], list[Part]]:
    """Decisions that go, and parts that come; what stayed the same stays the row that it is."""
    rows = {key_of_standing(standing): decision_id for decision_id, standing in touching}
    new = {key_of_part(part): part for part in parts}
    return [rows[key] for key in rows if key not in new], [part for key, part in new.items() if key not in rows]


def _same(column: Any, parent: Any, child: Any) -> ColumnElement[bool]:
    return and_(parent.region_id == child.region_id, parent.id == column)


def _locked(session: Session, region: str, run_id: uuid.UUID) -> Reindexing | None:
    found = session.scalars(
        select(Reindexing)
        .where(Reindexing.region_id == region, Reindexing.id == run_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    return found if found is not None and RunState(found.state) in BUSY else None


def _failed(region: str, run_id: uuid.UUID) -> None:
    """Remember, in a transaction of its own, that a batch could not be done."""
    with db.unit_of_work(region) as session:
        found = _locked(session, region, run_id)
        if found is None:
            return
        found.failures += 1
        if found.failures >= _MOST_FAILURES:
            found.state = RunState.FAILED.value
