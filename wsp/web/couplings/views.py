"""Koppelingen: which other systems come in, with what right and until when; and how a system comes in."""

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.audit.queries import history
from wsp.couplings import queries, rules, service, telling
from wsp.couplings.commands import AddWebhook, MakeCoupling
from wsp.couplings.enums import (
    DELIVERY_LABELS,
    EVENT_LABELS,
    READS,
    SCOPE_LABELS,
    STATE_LABELS,
    CouplingState,
    DeliveryState,
    Event,
    Scope,
)
from wsp.couplings.models import Coupling
from wsp.couplings.schemas import AddWebhookSchema, MakeCouplingSchema, half_a_year
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.settings import Settings
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify

blueprint = Blueprint("couplings", __name__)

LOOKS: Final = {
    CouplingState.ACTIVE: "ok",
    CouplingState.ENDING: "warn",
    CouplingState.ENDED: "no",
    CouplingState.WITHDRAWN: "plain",
}
DELIVERY_LOOKS: Final = {
    DeliveryState.WAITING: "info",
    DeliveryState.DELIVERED: "ok",
    DeliveryState.GIVEN_UP: "late",
}
_SHOWN: Final = 20


@blueprint.get("/koppelingen")
@requires(Permission.COUPLING_MANAGE)
def list_couplings() -> str:
    """All couplings of the region."""
    session, actor = current_session(), current_actor()
    rows = queries.couplings(session, actor)
    return render_template(
        "couplings/list.html",
        rows=[(row, standing(row)) for row in rows],
        organisations=accounts.organisation_names(session, (row.organisation_id for row in rows)),
        labels=STATE_LABELS,
        looks=LOOKS,
    )


@blueprint.route("/koppelingen/nieuw", methods=["GET", "POST"])
@requires(Permission.COUPLING_MANAGE, step_up=True)
def add() -> Response:
    """The form; its answer shows the token, here and never again."""
    session, actor = current_session(), current_actor()
    organisations = {str(each.id): each.name for each in accounts.organisations(session, actor.region_id)}
    typed = request.form if request.method == "POST" else None
    form: Form[MakeCoupling] = Form(MakeCouplingSchema(organisations), typed=typed, values=half_a_year())
    if typed is not None and form.valid():
        try:
            made = service.make_coupling(session, form.command, actor=actor)
        except InvalidInput as error:
            form.refuse(error)
        else:
            page = render_template("couplings/token.html", coupling=made.coupling, token=made.token)
            return make_response(page)
    return make_response(render_template("couplings/new.html", form=form), 400 if form.refused else 200)


@blueprint.get("/koppelingen/uitleg")
@requires(Permission.COUPLING_MANAGE)
def explain() -> str:
    """How another system uses the API, with an example."""
    settings: Settings = current_app.config["WSP"]
    server = settings.mail.base_url.rstrip("/")
    return render_template("couplings/explained.html", server=server, scopes=SCOPE_LABELS, most=rules.MOST_CALLS)


@blueprint.get("/koppelingen/<uuid:coupling_id>")
@requires(Permission.COUPLING_MANAGE)
def show(coupling_id: UUID) -> str:
    """One coupling: what it may do, when it was used, and what was done with it."""
    session, actor = current_session(), current_actor()
    row = queries.coupling(session, actor, coupling_id)
    events = history(session, actor, (service.SUBJECT, coupling_id), limit=_SHOWN)
    calls = [event for event in events if event.action == "couplings.call"]
    return render_template(
        "couplings/show.html",
        row=row,
        standing=standing(row),
        works=rules.works(standing(row)),
        organisation=accounts.organisation_names(session, [row.organisation_id]).get(row.organisation_id, ""),
        scopes=[SCOPE_LABELS[scope] for scope in Scope if scope in rules.known(row.scopes)],
        labels=STATE_LABELS,
        looks=LOOKS,
        calls=calls,
        webhooks=telling.webhooks(session, actor, coupling_id),
        deliveries=telling.deliveries(session, actor, coupling_id, limit=_SHOWN),
        event_labels={event.value: text for event, text in EVENT_LABELS.items()},
        delivery_labels={state.value: text for state, text in DELIVERY_LABELS.items()},
        delivery_looks={state.value: look for state, look in DELIVERY_LOOKS.items()},
        names=accounts.names(session, [row.created_by_id, row.withdrawn_by_id]),
    )


@blueprint.route("/koppelingen/<uuid:coupling_id>/meldadressen/nieuw", methods=["GET", "POST"])
@requires(Permission.COUPLING_MANAGE, step_up=True)
def add_webhook(coupling_id: UUID) -> Response:
    """The form for an address; its answer shows the secret, here and never again."""
    session, actor = current_session(), current_actor()
    row = queries.coupling(session, actor, coupling_id)
    schema = AddWebhookSchema(coupling_id, rules.known(row.scopes))
    typed = request.form if request.method == "POST" else None
    form: Form[AddWebhook] = Form(schema, typed=typed)
    if typed is not None and form.valid():
        try:
            added = telling.add_webhook(session, form.command, actor=actor)
        except InvalidInput as error:
            form.refuse(error)
        else:
            page = render_template("couplings/secret.html", row=row, webhook=added.webhook, secret=added.secret)
            return make_response(page)
    none = not any(READS[event] in rules.known(row.scopes) for event in Event)
    page = render_template("couplings/webhook.html", form=form, row=row, none=none)
    return make_response(page, 400 if form.refused else 200)


@blueprint.post("/koppelingen/<uuid:coupling_id>/meldadressen/<uuid:webhook_id>/stoppen")
@requires(Permission.COUPLING_MANAGE)
def stop_webhook(coupling_id: UUID, webhook_id: UUID) -> Response:
    """Tell this address no more."""
    telling.stop_webhook(current_session(), coupling_id, webhook_id, actor=current_actor())
    notify("Dit adres krijgt geen meldingen meer.")
    return make_response(redirect(url_for("couplings.show", coupling_id=coupling_id), 303))


@blueprint.post("/koppelingen/<uuid:coupling_id>/meldingen/<uuid:delivery_id>/opnieuw")
@requires(Permission.COUPLING_MANAGE)
def send_again(coupling_id: UUID, delivery_id: UUID) -> Response:
    """Try a message once more."""
    telling.send_again(current_session(), coupling_id, delivery_id, actor=current_actor())
    notify("De melding wordt opnieuw verstuurd.")
    return make_response(redirect(url_for("couplings.show", coupling_id=coupling_id), 303))


@blueprint.post("/koppelingen/<uuid:coupling_id>/intrekken")
@requires(Permission.COUPLING_MANAGE)
def withdraw(coupling_id: UUID) -> Response:
    """Shut the system out at once."""
    service.withdraw_coupling(current_session(), coupling_id, actor=current_actor())
    notify("De koppeling is ingetrokken. Het systeem komt er niet meer in.")
    return make_response(redirect(url_for("couplings.show", coupling_id=coupling_id), 303))


def standing(row: Coupling) -> CouplingState:
    """How a coupling stands today."""
    return rules.state(ends_on=row.ends_on, withdrawn_at=row.withdrawn_at, on=clock.today())
