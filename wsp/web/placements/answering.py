"""A form about one placement: shown, counted out before anything is saved, saved, or refused at its fields."""

import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.placements import queries, rules, service
from wsp.placements.enums import PlacementState
from wsp.placements.queries import PlacementCard
from wsp.placements.schemas import PlacementSchema
from wsp.placements.service.settling import Command, Preview
from wsp.web.access import current_actor, current_session
from wsp.web.forms import Form
from wsp.web.i18n import money
from wsp.web.messages import notify
from wsp.web.placements.card import who

COUNT_OUT: Final = "uitrekenen"
"""The button that shows what a change would bring, and saves nothing."""


def changeable(placement_id: uuid.UUID) -> PlacementCard:
    """The placement; one that is over goes no further than a sentence that says so."""
    card = queries.placement_card(current_session(), current_actor(), placement_id)
    rules.check_not_over(PlacementState(card.row.state), card.row.ended_on)
    return card


def answer(
    card: PlacementCard,
    schema: PlacementSchema[Any],
    *,
    title: str,
    button: str,
    saved: str,
    save: Callable[[Any], object],
    values: Mapping[str, Any] | None = None,
    template: str = "placements/change.html",
    counts: bool = False,
    back: str | None = None,
    **shown: Any,
) -> Response:
    """Show a form about the placement, or save what was typed and go back to it.

    With `counts` the form has a second button, which shows what the change would do to the subsidy.
    """
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed, values=values, version=card.row.version)
    back = back or url_for("placements.show", placement_id=card.row.id)
    status = 200
    preview: Preview | None = None
    if typed is not None:
        status = 400
        if form.valid():
            try:
                if counts:
                    preview = _preview(form.command)
                if counts and typed.get("doe") == COUNT_OUT:
                    status = 200
                else:
                    save(form.command)
                    notify(" ".join(part for part in (saved, _difference(preview)) if part))
                    return make_response(redirect(back, 303))
            except (NotFound, NotAllowed, StaleVersion):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
    page = render_template(
        template,
        form=form,
        card=card,
        who=who(card),
        title=title,
        button_text=button,
        back=back,
        preview=preview if status == 200 else None,  # noqa: PLR2004 - the status of an answer (said by the line itself)
        counts=counts,
        # With its query: it may say which measurement is corrected.
        target=request.full_path.rstrip("?"),
        **shown,
    )
    return make_response(page, status)


def _preview(command: Command) -> Preview:
    return service.preview_change(current_session(), command, actor=current_actor())


def _difference(preview: Preview | None) -> str:
    """A sentence about the months that have passed; empty when nothing of them changes."""
    if preview is None or not preview.change.settled:
        return ""
    total: Decimal | None = preview.change.total
    if total is None:
        return "Niet elke maand is al bekend. Kijk bij de regelingen wat er mist."
    if not total:
        return ""
    return f"Over de maanden tot nu toe is het {money(abs(total))} {'meer' if total > 0 else 'minder'} subsidie."
