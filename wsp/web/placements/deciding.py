"""The next step of an attached instrument: on which day, and why."""

import uuid
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, InvalidInput, NotAllowed, NotFound
from wsp.placements import queries, service
from wsp.placements.commands import MoveInstrument
from wsp.placements.enums import INSTRUMENT_STATES, REASON_NEEDED, InstrumentState
from wsp.placements.queries import Attached, PlacementCard
from wsp.placements.schemas import MoveInstrumentSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.card import who
from wsp.web.placements.words import INSTRUMENT_LOOKS, STEP_LABELS

_CHOOSE: Final = "Kies een stap uit de lijst. Ga terug naar de plaatsing."


@blueprint.route("/plaatsingen/<uuid:placement_id>/regelingen/<code>", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def move_instrument(placement_id: uuid.UUID, code: str) -> Response:
    """The next step of an instrument with who decides on it: day and reason first, then it is recorded."""
    step = (request.form if request.method == "POST" else request.args).get("stap", "")
    if step not in set(InstrumentState):
        raise InvalidInput(_CHOOSE)
    state = InstrumentState(step)
    if request.method == "GET":
        card, line = _found(placement_id, code)
        INSTRUMENT_STATES.check(InstrumentState(line.row.state), state)
        return _page(card, line, state, Form(_schema(placement_id, code, state), values={"happened_on": clock.today()}))
    typed = MultiDict((name, value) for name, value in request.form.items(multi=True) if name != "stap")
    form: Form[MoveInstrument] = Form(_schema(placement_id, code, state), typed=typed)
    status = 400
    if form.valid():
        try:
            service.move_instrument(current_session(), form.command, actor=current_actor())
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            if not error.fields:
                raise
            status = error.status
            form.refuse(error)
        else:
            notify("De regeling is bijgewerkt.")
            back = url_for("placements.show", placement_id=placement_id, _anchor=f"r-{code}")
            return make_response(redirect(back, 303))
    card, line = _found(placement_id, code)
    return _page(card, line, state, form, status)


def _schema(placement_id: uuid.UUID, code: str, state: InstrumentState) -> MoveInstrumentSchema:
    return MoveInstrumentSchema(placement_id=placement_id, code=code, state=state)


def _found(placement_id: uuid.UUID, code: str) -> tuple[PlacementCard, Attached]:
    card = queries.placement_card(current_session(), current_actor(), placement_id)
    line = next((each for each in card.instruments if each.row.code == code), None)
    if line is None:
        raise NotFound("Deze regeling hoort niet bij deze plaatsing. Ga terug naar de plaatsing.")
    return card, line


def _page(card: PlacementCard, line: Attached, state: InstrumentState, form: Form[Any], status: int = 200) -> Response:
    # Whether the step may be taken at all is said before its reason is asked for.
    form.schema.fields["note"].required = state in REASON_NEEDED
    page = render_template(
        "placements/step.html",
        form=form,
        card=card,
        line=line,
        state=state.value,
        look=INSTRUMENT_LOOKS[InstrumentState(line.row.state)],
        who=who(card),
        title=STEP_LABELS[state],
        back=url_for("placements.show", placement_id=card.row.id, _anchor=f"r-{line.row.code}"),
    )
    return make_response(page, status)
