"""Who must do what by when: over all placements, as a list and a spreadsheet, and one of them to finish."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, NotFound, StaleVersion
from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue
from wsp.law.values import Certainty
from wsp.placements.obligations import queries, settling
from wsp.placements.obligations.commands import SettleObligation
from wsp.placements.obligations.enums import (
    CAUSE_LABELS,
    DONE_LABELS,
    DUTY_LABELS,
    PARTY_LABELS,
    Cause,
    DoneWith,
    DutyKind,
    ObligationState,
    Party,
)
from wsp.placements.obligations.keeping import task_key
from wsp.placements.obligations.models import Obligation
from wsp.placements.obligations.queries import ObligationFilter, ObligationRow, Sort, Standing
from wsp.placements.obligations.schemas import SettleObligationSchema
from wsp.placements.queries import PlacementCard
from wsp.placements.rules import placement_number
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.forms import Form, seen_version
from wsp.web.i18n import day, plural
from wsp.web.ids import id_of
from wsp.web.listing import DESCENDING, PAGE, SORT, ListPage, Sorting, address, page_number, searched, sorting
from wsp.web.messages import notify
from wsp.web.placements.blueprint import blueprint
from wsp.worklist.models import Task

HEADS: Final = (
    "Uiterlijk", "Wat", "Wie", "Soort", "Regeling", "Plaatsing", "Functie", "Werkgever", "Stand", "Dagen te laat",
    "Gedaan op", "Waarmee", "Was eerder", "Waarom gewijzigd", "Artikel", "Zekerheid",
)  # fmt: skip
STANDINGS: Final = {
    Standing.OPEN: "Open",
    Standing.LATE: "Te laat",
    Standing.DONE: "Klaar",
    Standing.DROPPED: "Vervallen",
}
_SORTS: Final = tuple(sort.value for sort in Sort)
_MONTHS_BACK, _MONTHS_AHEAD = 6, 12
_SOON: Final = 7
_OWN_WORK: Final = frozenset({Party.WSP, Party.CLIENT_MANAGER, Party.JOB_COACH})
"""Who does it is who watches over it."""


@dataclass(frozen=True)
class Line:
    """An obligation in words."""

    id: uuid.UUID
    title: str
    party: str
    kind: str
    instrument: str
    due_on: date
    open: bool
    late: bool
    look: tuple[str, str, str | None]
    """Chip: how it stands."""
    moved: str
    """From which day, and why; empty when its day never changed."""
    done: str
    """With what it was done, or why it is no longer needed."""
    article: str
    certainty: str
    sure: bool
    """The term was read in the law itself, or is an agreement of our own."""


def line(row: Obligation, today: date) -> Line:
    """One obligation as people read it."""
    state = ObligationState(row.state)
    code = row.instrument_code
    certainty = Certainty(row.certainty) if row.certainty else None
    return Line(
        id=row.id,
        title=row.title.removesuffix("."),
        party=PARTY_LABELS[Party(row.party)],
        kind=DUTY_LABELS[DutyKind(row.kind)],
        instrument=catalogue.get(code).title if code else "",
        due_on=row.due_on,
        open=state is ObligationState.OPEN,
        late=state is ObligationState.OPEN and row.due_on < today,
        look=_look(row, state, today),
        moved=_moved(row),
        done=_done(row, state),
        article=row.article,
        certainty=certainty.label if certainty else "eigen afspraak, geen termijn in de wet",
        sure=certainty in (None, Certainty.VERIFIED),
    )


@dataclass(frozen=True)
class CardLine:
    """An obligation on the page of its placement: with who works on it, or who did it."""

    line: Line
    who: str
    task: uuid.UUID | None
    """The open task of the colleague who watches over it."""


def duty_lines(card: PlacementCard, today: date) -> tuple[list[CardLine], list[CardLine]]:
    """The obligations of a placement: those that stand open by their day, and those that are over, newest first."""
    tasks = {task.key: task for task in card.tasks if task.done_at is None}
    open_: list[CardLine] = []
    over: list[CardLine] = []
    for row in card.obligations:
        shown = line(row, today)
        task = tasks.get(task_key(row.placement_id, row.key))
        name = card.names.get(task.assigned_to_id) if task is not None and task.assigned_to_id else None
        if not shown.open:
            name = card.names.get(row.closed_by_id) if row.closed_by_id else None
        own = Party(row.party) in _OWN_WORK
        who = f"{shown.party}, via {name}" if name and shown.open and not own else name or shown.party
        (open_ if shown.open else over).append(CardLine(shown, who, task.id if task is not None else None))
    return open_, over


def of_duty(card: PlacementCard, task: Task) -> bool:
    """The task belongs to an obligation of this placement, which stands on the page itself."""
    return any(task.key == task_key(row.placement_id, row.key) for row in card.obligations)


def _look(row: Obligation, state: ObligationState, today: date) -> tuple[str, str, str | None]:
    if state is ObligationState.DONE:
        return ("ok", "klaar", "check")
    if state is ObligationState.DROPPED:
        return ("plain", "vervallen", None)
    days = (row.due_on - today).days
    if days < 0:
        return ("late", f"{plural(-days, 'dag', 'dagen')} te laat", "clock")
    if days == 0:
        return ("warn", "vandaag", "clock")
    return ("warn" if days <= _SOON else "plain", day(row.due_on, short=True), "clock" if days <= _SOON else None)


def _moved(row: Obligation) -> str:
    if row.was_on is None or row.change_reason is None:
        return ""
    return f"Was {day(row.was_on)}, nu {day(row.due_on)}: {CAUSE_LABELS[Cause(row.change_reason)]}."


def _done(row: Obligation, state: ObligationState) -> str:
    if state is ObligationState.OPEN:
        return ""
    if state is ObligationState.DROPPED:
        return row.outcome or ""
    words = row.outcome or (DONE_LABELS[DoneWith(row.done_kind)] if row.done_kind else "")
    return f"{words}, {day(row.done_on)}" if row.done_on else words


@blueprint.get("/verplichtingen")
@requires(Permission.PLACEMENT_READ, limit=Limit.SEARCH)
def list_obligations() -> str:
    """One page of what must be done about the placements that the visitor may see."""
    session, actor = current_session(), current_actor()
    today = clock.today()
    order = _order()
    wanted = _wanted(order)
    found = queries.list_obligations(session, actor, wanted, page=page_number())
    return render_template(
        "placements/obligations.html",
        page=ListPage(found),
        lines={each.row.id: line(each.row, today) for each in found.rows},
        wanted=wanted,
        sorting=order,
        filtered=bool(_filters()),
        counts=queries.counts(session, actor, today=today),
        standings=STANDINGS,
        parties=PARTY_LABELS,
        kinds=DUTY_LABELS,
        months={month.strftime("%Y-%m"): day(month).split(" ", 1)[1] for month in _months(today)},
        instruments={each.code: each.title for each in catalogue.all()},
        number=placement_number,
        export=address().replace(request.path, url_for("placements.export_obligations"), 1),
        clear=url_for("placements.list_obligations"),
    )


@blueprint.post("/verplichtingen/exporteren")
@requires(Permission.EXPORT, step_up=True, limit=Limit.EXPORT)
def export_obligations() -> Response:
    """The whole list as a spreadsheet; it names no candidate."""
    today = clock.today()
    rows = queries.all_obligations(current_session(), current_actor(), _wanted(_order()))
    return spreadsheet(
        "Verplichtingen",
        HEADS,
        [_exported(each, today) for each in rows],
        action="obligations.exported",
        filters={name: "ingevuld" if name == "q" else value for name, value in _filters().items()},
    )


def _exported(each: ObligationRow, today: date) -> tuple[Any, ...]:
    row, shown = each.row, line(each.row, today)
    return (
        row.due_on, row.title, shown.party, shown.kind, shown.instrument, placement_number(each.number),
        each.function_title, each.employer, STANDINGS[Standing(row.state)],
        (today - row.due_on).days if shown.late else None, row.done_on, row.outcome, row.was_on,
        CAUSE_LABELS[Cause(row.change_reason)] if row.change_reason else None, row.article, shown.certainty,
    )  # fmt: skip


@blueprint.route("/verplichtingen/<uuid:obligation_id>", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_READ)
def show_obligation(obligation_id: uuid.UUID) -> Response:
    """One obligation: where it stands and why, and for who may change the placement: with what it was done."""
    session, actor = current_session(), current_actor()
    found = queries.obligation(session, actor, obligation_id)
    schema = SettleObligationSchema(obligation_id=obligation_id, version=seen_version(found.row.version))
    form: Form[SettleObligation]
    status = 200
    if request.method == "POST":
        form = Form(schema, typed=request.form)
        if form.valid():
            try:
                settling.settle(session, form.command, actor=actor)
            except (NotFound, StaleVersion):
                raise
            except DomainError as error:
                form.refuse(error)
                status = error.status
            else:
                notify("De verplichting is klaar.")
                return make_response(redirect(url_for("placements.show", placement_id=found.placement_id), 303))
        else:
            status = 400
    else:
        form = Form(schema, values={"done_with": DoneWith.ACT, "done_on": clock.today()}, version=found.row.version)
    return make_response(
        render_template(
            "placements/obligation.html",
            found=found,
            line=line(found.row, clock.today()),
            number=placement_number(found.number),
            by=accounts.names(session, [found.row.closed_by_id]).get(found.row.closed_by_id)
            if found.row.closed_by_id
            else None,
            form=form,
            may_settle=found.row.state == ObligationState.OPEN.value and actor.may(Permission.PLACEMENT_EDIT),
        ),
        status,
    )


def _months(today: date) -> list[date]:
    first = today.replace(day=1)
    return [add_months(first, count) for count in range(-_MONTHS_BACK, _MONTHS_AHEAD + 1)]


def _order() -> Sorting:
    """What is due first stands first; of what is over the last."""
    over = request.args.get("stand", "") in (Standing.DONE, Standing.DROPPED)
    if SORT not in request.args:
        return Sorting(Sort.DUE.value, descending=over)
    return sorting(Sort.DUE.value, _SORTS)


def _wanted(order: Sorting) -> ObligationFilter:
    given = request.args
    standing, party, kind = given.get("stand", ""), given.get("wie", ""), given.get("soort", "")
    instrument = given.get("regeling", "")
    return ObligationFilter(
        text=searched() or None,
        standing=Standing(standing) if standing in set(Standing) else Standing.OPEN,
        party=Party(party) if party in set(Party) else None,
        kind=DutyKind(kind) if kind in set(DutyKind) else None,
        instrument=instrument if instrument in {each.code for each in catalogue.all()} else None,
        month=_month(given.get("maand", "")),
        employer_id=id_of(given.get("werkgever", "")),
        placement_id=id_of(given.get("plaatsing", "")),
        owner_id=current_actor().user_id if given.get("van-mij") == "1" else None,
        sort=Sort(order.by),
        descending=order.descending,
    )


def _filters() -> dict[str, str]:
    return {
        name: value for name, value in request.args.items() if value.strip() and name not in {PAGE, SORT, DESCENDING}
    }


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None
