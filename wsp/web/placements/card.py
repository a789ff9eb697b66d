"""One placement: what was agreed, what must happen now, every instrument explained, and what it costs."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from flask import render_template, url_for

from wsp.accounts.permissions import Permission
from wsp.audit import queries as audit
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.payments.queries import decisions as payments
from wsp.placements import budget, queries, rules
from wsp.placements.enums import KIND_LABELS, EndReason, InstrumentState, PlacementKind, PlacementState
from wsp.placements.obligations.enums import DutyKind, ObligationState
from wsp.placements.obligations.keeping import task_key
from wsp.placements.queries import PlacementCard
from wsp.placements.rules import placement_number
from wsp.placements.service.loading import PLACEMENT
from wsp.web.access import current_actor, current_session, requires
from wsp.web.documents.panel import panel
from wsp.web.i18n import day, plural
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.history import happenings
from wsp.web.placements.lines import Line, attached_lines
from wsp.web.placements.lived import lived_lines
from wsp.web.placements.obligations import duty_lines, of_duty
from wsp.web.placements.timeline import timeline
from wsp.web.placements.words import LOOKS
from wsp.web.worklist.rows import rows
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.models import Task

MONTHS: Final = 12
"""Months of costs that the page shows."""
_WEEKS_IN_MONTH: Final = Decimal(52) / 12


@dataclass(frozen=True)
class Now:
    """What must happen now, and the way to do it; `step` is posted at once."""

    title: str
    text: str
    icon: str
    label: str
    address: str
    step: str | None = None


@blueprint.get("/plaatsingen/<uuid:placement_id>")
@requires(Permission.PLACEMENT_READ)
def show(placement_id: uuid.UUID) -> str:
    """One placement with everything around it."""
    session, actor = current_session(), current_actor()
    today = clock.today()
    card = queries.placement_card(session, actor, placement_id)
    state = PlacementState(card.row.state)
    on = card.history.inside(today)
    terms = card.history.terms_on(on)
    first, last = _stretch(card, on)
    may_edit = actor.may(Permission.PLACEMENT_EDIT)
    money: frozenset[uuid.UUID] = frozenset()
    if actor.may(Permission.PAYMENT_READ):
        money = payments.decided_on(session, actor, [each.row.id for each in card.instruments])
    lines = attached_lines(card.instruments, on, may_move=may_edit, to_decide=_to_decide(card), with_money=money)
    todo = [task for task in card.tasks if task.done_at is None]
    return render_template(
        "placements/card.html",
        card=card,
        row=card.row,
        who=who(card),
        number=placement_number(card.row.number),
        look=LOOKS[state],
        over=state is PlacementState.ENDED,
        may_edit=may_edit and state is not PlacementState.ENDED,
        terms=terms,
        stretch=(first, last),
        before=first > card.row.starts_on,
        after=next((each for each in card.history.terms if last is not None and each.start > last), None),
        ending=card.row.ended_on is not None and card.row.ended_on > today,
        on_trial=terms is not None and terms.kind is PlacementKind.TRIAL,
        kinds=KIND_LABELS,
        per_hour=terms.wage / (terms.hours * _WEEKS_IN_MONTH) if terms and terms.wage else None,
        measured=card.measurements[0] if card.measurements else None,
        lines=lines,
        questions=_asked(lines),
        by_hand={each.code for each in rules.may_attach()},
        chart=timeline(card, today),
        budget=budget.money_per_month(session, card, today=today, count=MONTHS),
        now=_now(card, lines, actor) if state is not PlacementState.ENDED else None,
        duties=duty_lines(card, today),
        tasks=[
            (row, card.names.get(task.assigned_to_id) if task.assigned_to_id else None)
            for row, task in zip(rows(todo, today, at_home=True), todo, strict=True)
            if not of_duty(card, task)
        ],
        documents=panel(
            (SubjectKind.PLACEMENT, placement_id), named=card.person is not None and card.person.name is not None
        ),
        done=sum(1 for task in card.tasks if task.done_at is not None and not of_duty(card, task)),
        events=happenings(audit.history(session, actor, (PLACEMENT, placement_id), limit=30), card.names),
        lived=lived_lines(queries.steps(session, placement_id)),
        jobs=[(each, each.hours_on(on)) for each in card.jobs],
        all_hours=sum((each.hours_on(on) for each in card.jobs), terms.hours if terms else Decimal(0)),
        may_employ=may_edit and rules.first_day_after_trial(card.history, today) is not None,
        may_resume=may_edit and may_resume(card),
    )


def _stretch(card: PlacementCard, on: date) -> tuple[date, date | None]:
    """First and last day of the trial, or of the work with a wage, that holds on a day."""
    held = rules.stretch(card.history, on)
    return (held[0].start, held[-1].last) if held else (card.row.starts_on, card.history.ends_on)


def _to_decide(card: PlacementCard) -> frozenset[str]:
    """Instruments on which somebody must still decide."""
    return frozenset(
        row.instrument_code
        for row in card.obligations
        if row.instrument_code and row.kind == DutyKind.DECIDE and row.state == ObligationState.OPEN
    )


def may_resume(card: PlacementCard) -> bool:
    """The placement has ended, and somebody did work there."""
    row = card.row
    return row.state == PlacementState.ENDED.value and row.end_reason != EndReason.NEVER_STARTED.value


def who(card: PlacementCard) -> str:
    """The candidate as this visitor may know them."""
    return card.person.label if card.person else placement_number(card.row.number)


def _now(card: PlacementCard, lines: list[Line], actor: Actor) -> Now | None:
    """The first open task, or the first question; only for who keeps the placement."""
    if not actor.may(Permission.PLACEMENT_EDIT):
        return None
    task = next((each for each in card.tasks if each.done_at is None), None)
    asked = _asked(lines)
    if task is None or (asked and task.due_on > clock.today()):
        return _question(card, asked) if asked else None if task is None else _task(card, task)
    return _task(card, task)


def _asked(lines: list[Line]) -> list[str]:
    """Questions that the page with answers about the placement can take.

    What an instrument attached by hand asks has a page of its own; a measurement, or a rule that the administrator
    enters, is not an answer that somebody types there.
    """
    by_hand = {each.code for each in rules.may_attach()}
    return [
        text
        for line in lines
        if line.possible and line.code not in by_hand
        for text in line.questions
        if not text.startswith(("Meet ", "De functioneel beheerder "))
    ]


def _question(card: PlacementCard, asked: list[str]) -> Now:
    return Now(
        "Beantwoord de vragen over regelingen",
        f"{asked[0]} Daarna rekenen we de regelingen opnieuw uit.",
        "question",
        "Vragen beantwoorden",
        url_for("placements.set_facts", placement_id=card.row.id),
    )


def _urgency(card: PlacementCard, task: Task) -> str:
    """By when, as the obligations beside it say: a task may begin before the last day of its obligation."""
    today = clock.today()
    by = next((row.due_on for row in card.obligations if task.key == task_key(row.placement_id, row.key)), task.due_on)
    if by < today:
        return f"Dit moest uiterlijk {day(by)}: {plural((today - by).days, 'dag', 'dagen')} te laat."
    if by == today:
        return "Dit moet vandaag gebeuren."
    return f"Begin nu. Uiterlijk {day(by)}." if task.due_on <= today else f"Uiterlijk {day(by)}."


def _task(card: PlacementCard, task: Task) -> Now:
    [row] = rows([task], clock.today(), at_home=True)
    text = _urgency(card, task)
    match TaskKind(task.kind):
        case TaskKind.PLAN_MEASUREMENT if card.row.starts_on <= clock.today():
            address = url_for("placements.record_loonwaarde", placement_id=card.row.id)
            return Now(task.title, f"{text} Leg daarna de uitkomst vast.", "gauge", "Loonwaarde vastleggen", address)
        case TaskKind.APPLY_INSTRUMENT:
            code = (task.key or "").rpartition(":")[2].removeprefix("aanvraag-")
            known = next((each for each in card.instruments if each.row.code == code), None)
            if known is not None and known.row.state == InstrumentState.TO_ASSESS.value:
                address = url_for("placements.move_instrument", placement_id=card.row.id, code=code)
                return Now(task.title, text, "euro", "Aanvraag is gedaan", address, InstrumentState.APPLIED.value)
        case TaskKind.CONTRACT_ENDS if rules.first_day_after_trial(card.history, clock.today()) is not None:
            address = url_for("placements.employ", placement_id=card.row.id)
            title = "Proefplaatsing loopt af: omzetten naar dienstverband"
            return Now(title, text, "handshake", "Omzetten naar dienstverband", address)
        case TaskKind.CONTRACT_ENDS:
            return Now(
                task.title,
                text,
                "calendar",
                "Contract verlengen",
                url_for("placements.extend", placement_id=card.row.id),
            )
        case _:
            pass
    return Now(task.title, text, row.icon, "Taak openen", url_for("worklist.show", task_id=task.id))
