"""Enter, check and see the values that rules calculate with."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.queries import names
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.law.values import Unit
from wsp.placements.reindexing import service as reindexing
from wsp.policy import queries, service
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.retention import DOSSIER
from wsp.policy.schemas import KIND_LABELS, ChoiceSchema, LawSchema, LocalSchema, RetentionSchema, opened
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.policy import desk, runs
from wsp.web.policy.blueprint import blueprint
from wsp.web.policy.words import municipalities_here, still_announced, with_unit, words

__all__ = ["blueprint", "desk", "runs"]

_REASON_LENGTH = 300
RETENTION: Final = "Bewaartermijn invoeren"


@blueprint.get("/beleid")
@requires(Permission.POLICY_MANAGE)
def show() -> str:
    """What waits for a second person, what was approved, and the nineteen choices today."""
    session, actor = current_session(), current_actor()
    proposals = queries.waiting(session, actor.region_id)
    values = queries.current(session, actor.region_id)
    today = clock.today()
    return render_template(
        "policy/show.html",
        proposals=[(each, *words(each)) for each in proposals],
        values=[(each, *words(each)) for each in values if each.kind != ValueKind.CHOICE],
        choices=queries.choices(session, region=actor.region_id, on=today),
        announced=still_announced(today, [*proposals, *values]),
        names=names(session, [*(each.entered_by_id for each in proposals), *(each.entered_by_id for each in values)]),
        kinds={kind.value: text for kind, text in KIND_LABELS.items()},
        shown=with_unit,
        opened=opened,
        me=actor.user_id,
    )


@blueprint.get("/beleid/wet/nieuw")
@requires(Permission.POLICY_MANAGE)
def new_law() -> str:
    """The form for a value of law; the address may name which one, and what was announced."""
    given = {name: request.args.get(name) for name in ("code", "value", "valid_from") if request.args.get(name)}
    form: Form[ProposeValue] = Form(LawSchema, values=_readable(given))
    return _form_page(form, "Wettelijke waarde invoeren", url_for("policy.add_law"))


@blueprint.post("/beleid/wet/nieuw")
@requires(Permission.POLICY_MANAGE)
def add_law() -> Response:
    """Enter it; a second person approves."""
    form: Form[ProposeValue] = Form(LawSchema, typed=request.form)
    return _propose(form, "Wettelijke waarde invoeren", url_for("policy.add_law"), kind=ValueKind.LAW)


@blueprint.get("/beleid/lokaal/nieuw")
@requires(Permission.POLICY_MANAGE)
def new_local() -> str:
    """The form for an amount or term of a by-law."""
    return _form_page(Form(LocalSchema(municipalities_here())), "Lokale waarde invoeren", url_for("policy.add_local"))


@blueprint.post("/beleid/lokaal/nieuw")
@requires(Permission.POLICY_MANAGE)
def add_local() -> Response:
    """Enter it; a second person approves."""
    form: Form[ProposeValue] = Form(LocalSchema(municipalities_here()), typed=request.form)
    return _propose(form, "Lokale waarde invoeren", url_for("policy.add_local"), kind=ValueKind.LOCAL)


@blueprint.get("/beleid/bewaartermijn/nieuw")
@requires(Permission.POLICY_MANAGE)
def new_retention() -> str:
    """The form for how long a municipality keeps its dossiers."""
    return _form_page(Form(RetentionSchema(municipalities_here())), RETENTION, url_for("policy.add_retention"))


@blueprint.post("/beleid/bewaartermijn/nieuw")
@requires(Permission.POLICY_MANAGE)
def add_retention() -> Response:
    """Enter it; a second person approves."""
    form: Form[ProposeValue] = Form(RetentionSchema(municipalities_here()), typed=request.form)
    fixed = {"kind": ValueKind.RETENTION, "code": DOSSIER, "unit": Unit.MONTHS}
    return _propose(form, RETENTION, url_for("policy.add_retention"), **fixed)


@blueprint.get("/beleid/keuzes/<code>")
@requires(Permission.POLICY_MANAGE)
def new_choice(code: str) -> str:
    """The form for an answer to one of the nineteen choices."""
    choice = _choice(code)
    form: Form[ProposeValue] = Form(ChoiceSchema(choice, municipalities_here()))
    return _form_page(form, CHOICES[choice].question, url_for("policy.add_choice", code=code))


@blueprint.post("/beleid/keuzes/<code>")
@requires(Permission.POLICY_MANAGE)
def add_choice(code: str) -> Response:
    """Enter it; a second person approves."""
    choice = _choice(code)
    form: Form[ProposeValue] = Form(ChoiceSchema(choice, municipalities_here()), typed=request.form)
    address = url_for("policy.add_choice", code=code)
    return _propose(form, CHOICES[choice].question, address, kind=ValueKind.CHOICE, code=choice.value)


@blueprint.post("/beleid/voorstellen/<uuid:proposal_id>/goedkeuren")
@requires(Permission.POLICY_MANAGE)
def approve(proposal_id: UUID) -> Response:
    """Approve as the second person: from its date on it is used."""
    _value, run = reindexing.approve(current_session(), proposal_id, actor=current_actor())
    if run is None:
        notify("De waarde is goedgekeurd en wordt gebruikt.")
        return _back()
    notify("De waarde is goedgekeurd. Alle plaatsingen worden opnieuw uitgerekend.")
    return make_response(redirect(url_for("policy.reindexing", reindexing_id=run.id), 303))


@blueprint.post("/beleid/voorstellen/<uuid:proposal_id>/afwijzen")
@requires(Permission.POLICY_MANAGE)
def reject(proposal_id: UUID) -> Response:
    """Reject, or withdraw one's own."""
    reason = request.form.get("reden", "").strip()[:_REASON_LENGTH] or "Zonder reden"
    service.reject(current_session(), proposal_id, reason, actor=current_actor())
    notify("Het voorstel is afgewezen.")
    return _back()


def _propose(form: Form[ProposeValue], title: str, address: str, **fixed: Any) -> Response:
    if form.valid(**fixed):
        try:
            service.propose(current_session(), form.command, actor=current_actor())
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify("Je voorstel staat klaar. Vraag een collega om het na te kijken.")
            return _back()
    return make_response(_form_page(form, title, address), 400)


def _form_page(form: Form[ProposeValue], title: str, address: str) -> str:
    shown = [name for name in form.schema.fields if form[name].widget != "hidden"]
    return render_template("policy/form.html", form=form, title=title, address=address, shown=shown)


def _readable(given: dict[str, str | None]) -> dict[str, str | None]:
    return {name: value.replace(".", ",") if name == "value" and value else value for name, value in given.items()}


def _choice(code: str) -> Choice:
    if code not in set(Choice):
        abort(404)
    return Choice(code)


def _back() -> Response:
    return make_response(redirect(url_for("policy.show"), 303))
