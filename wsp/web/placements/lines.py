"""An instrument as a page shows it: verdict, amount, period, what is missing, and how it was reached."""

import uuid
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from wsp.foundation import clock
from wsp.foundation.money import euro
from wsp.instruments import catalogue
from wsp.law.values import Certainty
from wsp.placements.enums import INSTRUMENT_STATES, InstrumentState
from wsp.placements.models import PlacementInstrument
from wsp.placements.queries import Attached
from wsp.placements.rules import somebody_decides
from wsp.placements.service.instruments import Part
from wsp.web.placements.words import INSTRUMENT_LOOKS, STEP_LABELS, VERDICTS, Look

_ORDER = tuple(InstrumentState)


@dataclass(frozen=True)
class Step:
    """One step of the calculation."""

    sentence: str
    number: Decimal | None
    formula: str
    article: str


@dataclass(frozen=True)
class Source:
    """A value of law that was used."""

    title: str
    value: Decimal
    unit: str
    valid_from: date
    certainty: str
    source: str
    provisional: bool


@dataclass(frozen=True)
class Deadline:
    """What somebody must do by a day."""

    code: str
    what: str
    who: str
    by: date
    article: str


@dataclass(frozen=True)
class Stretch:
    """What the instrument brings over one period."""

    start: date | None
    last: date | None
    amount: Decimal | None
    verdict: Look


@dataclass(frozen=True)
class Term:
    """A day of an application; `late` when it has passed and nothing was decided."""

    label: str
    on: date
    late: bool = False
    decided_late: bool = False
    """The label says itself that it was late."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One instrument of a placement, or of a placement that somebody is about to make."""

    code: str
    title: str
    summary: str
    article: str
    verdict: Look
    possible: bool
    reason: str
    amount: Decimal | None
    provisional: tuple[str, ...]
    questions: tuple[str, ...]
    term: str
    where: str
    apply_before: date | None
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    on: date
    stretches: tuple[Stretch, ...]
    state: Look | None = None
    moves: tuple[tuple[str, str], ...] = ()
    """Steps that may follow: value, words."""
    terms: tuple[Term, ...] = ()
    """Where the application stands: asked, decided, by when."""
    why: str | None = None
    """Why it was refused, suspended or ended."""
    money: uuid.UUID | None = None
    """Id of the instrument, where its beschikkingen and payments can be looked at."""
    over: bool = False
    """It was ended."""
    decided_here: bool = False
    """The municipality decides on it with a beschikking."""


def attached_lines(
    attached: Sequence[Attached],
    day: date,
    *,
    may_move: bool,
    to_decide: Container[str] = (),
    with_money: Container[uuid.UUID] = (),
) -> list[Line]:
    """The instruments of a placement as decided, seen on `day`.

    `to_decide` are codes of those that wait for a decision, `with_money` ids of those whose payments may be shown.
    """
    found = []
    for each in attached:
        decision = each.decision_on(day)
        if decision is None:
            continue
        state = InstrumentState(each.row.state)
        stretches = tuple(
            Stretch(row.valid_from, row.valid_until, row.amount_month, VERDICTS[row.verdict]) for row in each.decisions
        )
        moves = tuple(
            (step.value, STEP_LABELS[step])
            for step in _ORDER
            if may_move and step in STEP_LABELS and INSTRUMENT_STATES.allowed(state, step)
        )
        line = _line(each.row.code, decision.assessment, stretches, INSTRUMENT_LOOKS[state], moves)
        if state is InstrumentState.ENDED:
            line = _over(line)
        found.append(
            replace(
                line,
                deadlines=tuple(_ahead(line, each.row, to_decide)),
                terms=tuple(_terms(each.row)),
                why=each.row.state_reason,
                money=each.row.id if each.row.id in with_money else None,
                decided_here=somebody_decides(each.row.code),
            )
        )
    return found


def _over(line: Line) -> Line:
    """What the rules say of today no longer matters: what it was, does."""
    was = "" if line.amount is None else f" Het laatste bedrag was {euro(line.amount)} per maand."
    return replace(
        line,
        over=True,
        reason=f"Deze regeling is gestopt.{was}",
        amount=None,
        provisional=(),
        questions=(),
        term="",
        deadlines=(),
    )


def _ahead(line: Line, row: PlacementInstrument, to_decide: Container[str]) -> Iterator[Deadline]:
    """What must still be done, earliest first: not to ask for what was asked for, nor to decide what was decided."""
    asked, decided = row.asked_on is not None, row.decided_on is not None and row.code not in to_decide
    for each in sorted(line.deadlines, key=lambda each: each.by):
        if not (asked and each.code == "apply") and not (decided and each.code == "decide"):
            yield each


def _terms(row: PlacementInstrument) -> Iterator[Term]:
    state = InstrumentState(row.state)
    if row.asked_on is not None:
        late = row.apply_before is not None and row.asked_on > row.apply_before
        yield Term(
            "Te laat aangevraagd" if late else "Aangevraagd", row.asked_on, late and row.decided_on is None, late
        )
    if row.decided_on is not None:
        yield Term("Besloten", row.decided_on)
    elif row.decide_by is not None and state is InstrumentState.APPLIED:
        yield Term("Besluit uiterlijk", row.decide_by, clock.today() > row.decide_by)
    if row.state_since is not None and state in (InstrumentState.SUSPENDED, InstrumentState.ENDED):
        yield Term(INSTRUMENT_STATES.labels[state], row.state_since)


def previewed_lines(parts: Sequence[Part]) -> list[Line]:
    """The instruments as the rules would decide now, before anything is stored."""
    found = []
    for code in dict.fromkeys(part.code for part in parts):
        own = [part for part in parts if part.code == code]
        stretches = tuple(
            Stretch(part.start, part.last, part.assessment.amount_per_month, VERDICTS[part.assessment.status.value])
            for part in own
        )
        found.append(_line(code, own[0].assessment.as_record(), stretches))
    return found


def _line(
    code: str,
    record: Mapping[str, Any],
    stretches: tuple[Stretch, ...],
    state: Look | None = None,
    moves: tuple[tuple[str, str], ...] = (),
) -> Line:
    instrument = catalogue.get(code)
    return Line(
        code=code,
        title=instrument.title,
        summary=instrument.summary,
        article=instrument.article,
        verdict=VERDICTS[record["status"]],
        possible=record["status"] != "not_eligible",
        reason=record["reason"],
        amount=_decimal(record["amount_per_month"]),
        provisional=tuple(record["provisional_reasons"]),
        questions=tuple(gap["question"] for gap in record["missing"]),
        term=record["term"]["text"] if record["term"] else "",
        where=" ".join(part for part in (record["apply_who"], record["apply_where"]) if part),
        apply_before=_day(record["apply_before"]),
        deadlines=tuple(
            Deadline(each["code"], each["what"], each["who"], date.fromisoformat(each["by"]), each["article"])
            for each in record["deadlines"]
        ),
        steps=tuple(
            Step(each["sentence"], _decimal(each["number"]), each["formula"], each["article"])
            for each in record["steps"]
        ),
        sources=tuple(
            Source(
                title=each["title"],
                value=Decimal(each["value"]),
                unit=each["unit"],
                valid_from=date.fromisoformat(each["valid_from"]),
                certainty=Certainty(each["certainty"]).label,
                source=each["source"],
                provisional=each["provisional"],
            )
            for each in record["sources"]
        ),
        on=date.fromisoformat(record["on"]),
        stretches=stretches,
        state=state,
        moves=moves,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
