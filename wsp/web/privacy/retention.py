"""Terms of retention: what goes soon, what was done, and what stays for a reason."""

import uuid
from typing import Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.foundation import clock, queue
from wsp.foundation.errors import DomainError, NotFound
from wsp.policy.queries import dossier_terms
from wsp.policy.retention import LONGEST_DOSSIER, TABLES
from wsp.privacy import queries, register, service
from wsp.privacy.commands import PlaceHold
from wsp.privacy.enums import RUN_LABELS, RunState
from wsp.privacy.models import RetentionRun
from wsp.privacy.retention import GRACE_DAYS, WARN_DAYS, plan
from wsp.privacy.retention.dossiers import holds
from wsp.privacy.retention.run import last_runs
from wsp.privacy.schemas import HoldSchema, NumberedHold
from wsp.reference import queries as reference
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.messages import notify
from wsp.web.privacy.blueprint import blueprint

JOB: Final = "privacy.retention"


@blueprint.get("/privacy/bewaartermijnen")
@requires(Permission.PRIVACY_MANAGE)
def show_retention() -> str:
    """The plan for today, what was done lately, and holds."""
    session = current_session()
    found = plan(session)
    current = holds(session)
    return render_template(
        "privacy/retention.html",
        plan=found,
        runs=last_runs(session),
        run_labels={state.value: label for state, label in RUN_LABELS.items()},
        holds=current,
        numbers=queries.numbers(session, [hold.candidate_id for hold in current]),
        organisations=accounts.organisation_names(session, [due.organisation_id for due in found.due]),
        titles={name: facts.title or name for name, facts in register.tables().items()},
        terms=[(register.tables()[name].title or name, rule) for name, rule in TABLES.items() if rule.months],
        warn_days=WARN_DAYS,
        grace_days=GRACE_DAYS,
        dossier_terms=_dossier_terms(),
        longest=LONGEST_DOSSIER,
    )


@blueprint.post("/privacy/bewaartermijnen/uitvoeren")
@requires(Permission.PRIVACY_MANAGE)
def run_retention() -> Response:
    """Have the worker do tonight's run now."""
    region = current_actor().region_id
    queue.defer(current_session(), JOB, region=region, lock=f"retention-{region}")
    notify("De uitvoering staat klaar. Ververs de pagina over een minuut.")
    return _back()


@blueprint.get("/privacy/bewaartermijnen/<uuid:run_id>")
@requires(Permission.PRIVACY_MANAGE)
def show_run(run_id: uuid.UUID) -> str:
    """What one run did, and what it could not."""
    run = current_session().get(RetentionRun, run_id)
    if run is None:
        raise NotFound("Deze uitvoering is er niet (meer). Ga terug naar de bewaartermijnen.")
    titles = {name: facts.title or name for name, facts in register.tables().items()}
    return render_template(
        "privacy/run.html",
        run=run,
        label=RUN_LABELS[RunState(run.state)],
        titles=titles,
        numbers=queries.numbers(current_session(), [id_of(each["id"]) for each in run.failures]),
        as_id=id_of,
    )


@blueprint.route("/privacy/bewaren/nieuw", methods=["GET", "POST"])
@requires(Permission.PRIVACY_MANAGE)
def place_hold() -> Response:
    """Keep a dossier longer; the address may name which one."""
    typed = request.form if request.method == "POST" else None
    form: Form[NumberedHold] = Form(HoldSchema(), typed=typed, values={"number": request.args.get("van")})
    if typed is not None and form.valid():
        session, actor = current_session(), current_actor()
        try:
            given = form.command
            person = queries.by_number(session, actor, given.number)
            command = PlaceHold(candidate_id=person.id, reason=given.reason, until=given.until)
            service.place_hold(session, command, actor=actor)
        except DomainError as error:
            form.refuse(error)
        else:
            notify(f"Het dossier blijft tot en met {clock.day_in_words(given.until)}.")
            return _back()
    page = render_template("privacy/hold_new.html", form=form)
    return make_response(page, 400 if form.refused else 200)


@blueprint.post("/privacy/bewaren/<uuid:hold_id>/opheffen")
@requires(Permission.PRIVACY_MANAGE)
def end_hold(hold_id: uuid.UUID) -> Response:
    """The reason is gone."""
    service.end_hold(current_session(), hold_id, actor=current_actor())
    notify("Het dossier volgt weer zijn gewone termijn.")
    return _back()


def _dossier_terms() -> list[tuple[str, int]]:
    """For whom, and how many months: every municipality that decided for itself, then all others."""
    session, region = current_session(), current_actor().region_id
    terms = dossier_terms(session, region, on=clock.today())
    names = {each.code: each.name for each in reference.municipalities(session, region)} if terms.own else {}
    own = sorted((names.get(code, code), months) for code, months in terms.own.items())
    return [*own, ("Alle andere organisaties" if own else "Alle organisaties", terms.others)]


def _back() -> Response:
    return make_response(redirect(url_for("privacy.show_retention"), 303))
