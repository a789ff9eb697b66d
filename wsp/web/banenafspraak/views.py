"""The banenafspraak report of the region, its spreadsheet, and the form in which targets are entered."""

from datetime import date, datetime, time
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.banenafspraak import queries, rules, service
from wsp.banenafspraak.commands import SetTarget
from wsp.banenafspraak.enums import TARGET_LABELS
from wsp.banenafspraak.errors import UnusableDay
from wsp.banenafspraak.figures import HEADS, figures
from wsp.banenafspraak.report import INDICATIVE, PAID_HOURS_MISSING, Report
from wsp.banenafspraak.schemas import SetTargetSchema
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput, NotAllowed
from wsp.reference import queries as reference
from wsp.web.access import current_actor, current_session, requires
from wsp.web.banenafspraak import charts
from wsp.web.export import spreadsheet
from wsp.web.forms import Form
from wsp.web.i18n import day as in_words
from wsp.web.messages import notify

blueprint = Blueprint("banenafspraak", __name__)
OFFERED: Final = 12
"""Quarter ends in the list of reference dates: three years."""


@blueprint.get("/banenafspraak")
@requires(Permission.BANENAFSPRAAK_READ)
def show() -> str:
    """The report on a reference date; address and page hold all that was chosen."""
    report, known_on = _asked()
    return render_template(
        "banenafspraak/report.html",
        report=report,
        known_on=known_on,
        days=_offered(report.on),
        columns=charts.jobs_and_target(report),
        bridge=charts.flow_bridge(report),
        durability=charts.durability(report),
        target_labels=TARGET_LABELS,
        indicative=INDICATIVE,
        paid_hours_missing=PAID_HOURS_MISSING,
        smallest=rules.SMALLEST_SHOWN,
        is_year_end=rules.is_year_measurement(report.on),
        export=f"{url_for('banenafspraak.export')}?{urlencode(_chosen(report, known_on))}",
    )


@blueprint.post("/banenafspraak/exporteren")
@requires(Permission.BANENAFSPRAAK_READ, limit=Limit.EXPORT)
def export() -> Response:
    """Every figure of the report that the address asks for, one a row."""
    if not current_actor().may(Permission.EXPORT):
        raise NotAllowed("Jouw rol mag niet exporteren. Vraag je functioneel beheerder om hulp.")
    report, known_on = _asked()
    return spreadsheet(
        "Banenafspraak",
        HEADS,
        (figure.row() for figure in figures(report)),
        action="banenafspraak.exported",
        filters=_chosen(report, known_on),
    )


@blueprint.route("/banenafspraak/doelen", methods=["GET", "POST"])
@requires(Permission.BANENAFSPRAAK_TARGET)
def targets() -> Response:
    """The targets that were entered, and the form for one more or for a correction."""
    session, actor = current_session(), current_actor()
    names = {each.code: each.name for each in reference.municipalities(session, actor.region_id)}
    typed = request.form if request.method == "POST" else None
    form: Form[SetTarget] = Form(SetTargetSchema(names), typed=typed, values={"year": clock.today().year})
    if typed is not None and form.valid():
        try:
            target = service.set_target(session, form.command, actor=actor)
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify(f"Het doel voor {form.command.year} is opgeslagen: {_jobs(target.jobs)} banen.")
            return make_response(redirect(url_for("banenafspraak.targets"), 303))
    page = render_template(
        "banenafspraak/targets.html",
        form=form,
        targets=list(queries.targets(session, actor.region_id).values()),
        names=names,
        labels=TARGET_LABELS,
    )
    return make_response(page, 400 if form.refused else 200)


def _asked() -> tuple[Report, date | None]:
    """Make the report that the address asks for: `peildatum`, and `bekend` (as known at the end of that day)."""
    on = _day("peildatum") or rules.quarter_end(clock.today())
    known_on = _day("bekend")
    as_known_at = None
    if known_on is not None and known_on < clock.today():
        as_known_at = datetime.combine(known_on, time.max, tzinfo=clock.AMSTERDAM)
    report = queries.report(current_session(), current_actor().region_id, on=on, as_known_at=as_known_at)
    return report, known_on if as_known_at else None


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableDay(f"Kies bij '{name}' een datum, zoals 2026-09-30.") from None


def _chosen(report: Report, known_on: date | None) -> dict[str, str]:
    """What was chosen, as the address says it."""
    known = {} if known_on is None else {"bekend": known_on.isoformat()}
    return {"peildatum": report.on.isoformat()} | known


def _offered(on: date) -> list[tuple[str, str]]:
    """The reference dates to choose from, newest first; the one that is shown is always among them."""
    today = clock.today()
    first = date(today.year - OFFERED // 4 - 1, 1, 1)
    days = {*rules.quarter_ends(today, OFFERED, since=first), today, on}
    return [(each.isoformat(), _named(each, today)) for each in sorted(days, reverse=True)]


def _named(day: date, today: date) -> str:
    if day == today:
        return f"vandaag, {in_words(day)}"
    return f"{in_words(day)} (jaarmeting)" if rules.is_year_measurement(day) else in_words(day)


def _jobs(value: object) -> str:
    return f"{value}".removesuffix(".0").replace(".", ",")
