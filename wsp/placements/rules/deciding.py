"""The steps of an attached instrument with who decides on it: what may follow, by when, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.workdays import end_of_term
from wsp.instruments import codes
from wsp.instruments.assessment import Status
from wsp.law.lookup import LawBook
from wsp.law.steps import Working
from wsp.placements.commands import MoveInstrument
from wsp.placements.enums import REASON_NEEDED, InstrumentState
from wsp.placements.errors import InvalidPlacement, NotByTheRules

_LOCAL: Final = "besluit.weken"
_GENERAL: Final = "awb.decision_weeks"
_LKS: Final = "participatiewet.loonkostensubsidie.decision_weeks"
_LKS_ARTICLE: Final = "Participatiewet art. 10d lid 12"
_NOBODY_DECIDES: Final = frozenset(
    {
        codes.NO_RISK,  # UWV looks at it when somebody falls ill
        codes.LKV,  # asked for in the wage declaration
        codes.DETACHERING_INDIVIDUEEL,  # a contract
        codes.DETACHERING_GROEP,
        codes.SOCIAL_RETURN,
        codes.VERHUIZING,
    }
)


def somebody_decides(code: str) -> bool:
    """Tell whether anybody decides on an application for this instrument, so that a beschikking can be written."""
    return code not in _NOBODY_DECIDES


@dataclass(frozen=True, slots=True)
class DecisionTerm:
    """By when somebody decides on an application.

    Attributes:
        by: last day; None when no term runs (yet).
        article: where the term stands; empty without one.
        why: Dutch sentence.

    """

    by: date | None
    article: str
    why: str


def decision_term(code: str, asked_on: date, *, measured_on: date | None, forfait: bool, book: LawBook) -> DecisionTerm:
    """By when is decided on an application of `asked_on`.

    For loonkostensubsidie the weeks begin when the loonwaarde is established, or with the choice to skip that
    (`forfait`): Participatiewet art. 10d lid 12. For others the municipality's own term counts, else the general one
    (Awb art. 4:13 lid 2). The Algemene termijnenwet moves a last day in a weekend or on a holiday.
    """
    if code in _NOBODY_DECIDES:
        return DecisionTerm(None, "", "Op deze regeling neemt niemand een besluit.")
    working = Working(book, asked_on)
    if code == codes.LKS and book.holds(_LKS, asked_on):
        if measured_on is None and not forfait:
            return DecisionTerm(None, _LKS_ARTICLE, "De termijn begint als de loonwaarde is vastgesteld.")
        begins = asked_on if measured_on is None else max(asked_on, measured_on)
        by = end_of_term(begins + timedelta(weeks=int(working.take(_LKS, begins))))
        return DecisionTerm(by, _LKS_ARTICLE, f"De termijn loopt vanaf {day_in_words(begins)}.")
    weeks = working.local(_LOCAL)
    article = "Verordening van de gemeente" if weeks is not None else "Awb art. 4:13 lid 2"
    weeks = weeks if weeks is not None else working.take(_GENERAL)
    by = end_of_term(asked_on + timedelta(weeks=int(weeks)))
    return DecisionTerm(by, article, f"De termijn loopt vanaf {day_in_words(asked_on)}.")


def check_step_day(command: MoveInstrument, *, since: date | None, today: date) -> None:
    """Refuse a step on a day to come, or before the step that it follows.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    day = command.happened_on or today
    if day > today:
        raise InvalidPlacement("happened_on", "Deze dag moet nog komen. Leg de stap vast als hij gezet is.")
    if since is not None and day < since:
        raise InvalidPlacement("happened_on", f"De vorige stap was op {day_in_words(since)}. Kies die dag of later.")


def check_step_reason(command: MoveInstrument) -> None:
    """Refuse to refuse, suspend or end without saying why.

    Raises:
        InvalidPlacement: at the field to fill in.

    """
    if command.state in REASON_NEEDED and not (command.note or "").strip():
        raise InvalidPlacement("note", "Vul de reden in. De werkgever en de werknemer vragen ernaar.")


def check_granting(
    command: MoveInstrument, answer: Mapping[str, Any] | None, *, asked_on: date | None, apply_before: date | None
) -> None:
    """Refuse to grant what the rules do not give, or what was asked for too late without saying why.

    `answer` is the assessment as it was kept. Without an application the municipality may decide by itself
    (Participatiewet art. 10d lid 1).

    Raises:
        NotByTheRules: says what the rules say.
        InvalidPlacement: the reason is missing.

    """
    if command.state not in (InstrumentState.GRANTED, InstrumentState.RUNNING):
        return
    status = answer["status"] if answer else None
    if answer and status == Status.NOT_ELIGIBLE.value:
        raise NotByTheRules(f"Dit kan niet volgens de regels. {answer['reason']}")
    if answer and status == Status.UNKNOWN.value and command.code == codes.LKS:
        questions = " ".join(gap["question"] for gap in answer["missing"])
        raise NotByTheRules(f"We weten nog niet genoeg voor een bedrag. {questions}")
    late = asked_on is not None and apply_before is not None and asked_on > apply_before
    if command.state is InstrumentState.GRANTED and late and not (command.note or "").strip():
        assert apply_before is not None  # noqa: S101 (for mypy: `late` says so)
        raise InvalidPlacement(
            "note",
            f"De aanvraag moest er op {day_in_words(apply_before)} zijn. Vul in waarom de regeling toch kan.",
        )
