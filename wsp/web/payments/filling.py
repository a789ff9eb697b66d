"""What the administrator fills in: creditor numbers, and what a municipality's beschikkingen say of itself."""

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.payments import service
from wsp.payments.commands import SetCreditor, SetPaymentSettings
from wsp.payments.errors import OrderNotFound
from wsp.payments.letters import missing_settings
from wsp.payments.queries import settings
from wsp.payments.schemas import SetCreditorSchema, SetPaymentSettingsSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form, seen_version
from wsp.web.messages import notify
from wsp.web.payments.blueprint import blueprint
from wsp.web.payments.words import payers


@blueprint.get("/betalingen/crediteuren")
@requires(Permission.PAYMENT_MANAGE)
def list_creditors() -> str:
    """Employers that are paid, those without a number first."""
    rows = settings.creditors(current_session(), current_actor())
    return render_template(
        "payments/creditors.html", rows=rows, missing=sum(row.number is None for row in rows), payers=payers()
    )


@blueprint.route("/betalingen/crediteuren/<uuid:organisation_id>/<uuid:employer_id>", methods=["GET", "POST"])
@requires(Permission.PAYMENT_MANAGE)
def set_creditor(organisation_id: uuid.UUID, employer_id: uuid.UUID) -> Response:
    """The number of one employer at one municipality."""
    session, actor = current_session(), current_actor()
    row = next(
        (
            each
            for each in settings.creditors(session, actor)
            if (each.organisation_id, each.employer_id) == (organisation_id, employer_id)
        ),
        None,
    )
    if row is None:
        raise OrderNotFound
    typed = request.form if request.method == "POST" else None
    form: Form[SetCreditor] = Form(
        SetCreditorSchema(organisation_id=organisation_id, employer_id=employer_id),
        typed=typed,
        values={"number": row.number},
    )
    if typed is not None and form.valid():
        service.set_creditor(session, form.command, actor=actor)
        notify(f"Het crediteurnummer van {row.employer} is opgeslagen.")
        return make_response(redirect(url_for("payments.list_creditors"), 303))
    return _page(
        form,
        title="Crediteurnummer invullen",
        meta=f"{row.employer}, betaald door {payers().get(organisation_id, '')}",
        back=("Crediteuren", url_for("payments.list_creditors")),
        button="Nummer opslaan",
    )


@blueprint.get("/betalingen/gemeenten")
@requires(Permission.PAYMENT_MANAGE)
def list_settings() -> str:
    """Municipalities of the region, and what their beschikkingen still miss."""
    session, actor = current_session(), current_actor()
    found = settings.settings(session, actor)
    return render_template(
        "payments/municipalities.html",
        rows=[
            (each, found.get(each.id), missing_settings(found.get(each.id)))
            for each in settings.municipalities(session, actor)
        ],
    )


@blueprint.route("/betalingen/gemeenten/<uuid:organisation_id>", methods=["GET", "POST"])
@requires(Permission.PAYMENT_MANAGE)
def set_settings(organisation_id: uuid.UUID) -> Response:
    """Who decides, who signs, and where an objection goes."""
    session, actor = current_session(), current_actor()
    name = payers().get(organisation_id)
    if name is None:
        raise OrderNotFound
    stored = settings.settings(session, actor).get(organisation_id)
    version = None if stored is None else stored.version
    typed = request.form if request.method == "POST" else None
    form: Form[SetPaymentSettings] = Form(
        SetPaymentSettingsSchema(
            organisation_id=organisation_id, version=None if version is None else seen_version(version)
        ),
        typed=typed,
        values=stored,
        version=version,
    )
    status = 200 if typed is None else 400
    if typed is not None and form.valid():
        try:
            service.set_settings(session, form.command, actor=actor)
        except (NotFound, NotAllowed, StaleVersion):
            raise
        except DomainError as error:
            status = error.status
            form.refuse(error)
        else:
            notify(f"De gegevens van {name} zijn opgeslagen.")
            return make_response(redirect(url_for("payments.list_settings"), 303))
    return _page(
        form,
        title="Beschikkingen van de gemeente",
        meta=name,
        back=("Gemeenten", url_for("payments.list_settings")),
        button="Gegevens opslaan",
        status=status,
    )


def _page(form: Form[Any], *, back: tuple[str, str], status: int | None = None, **shown: str) -> Response:
    page = render_template("payments/form.html", form=form, back=back, **shown)
    return make_response(page, status or (400 if form.refused else 200))
