"""The law desk: every value on a day, one value with its series and who uses it, and that somebody checked it."""

from datetime import date
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.accounts.queries import names
from wsp.accounts.service.limits import Limit
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput, NotFound
from wsp.foundation.paging import SIZE, Page, clamp
from wsp.instruments import catalogue
from wsp.instruments.uses import instruments_that_use, values_of
from wsp.law.errors import UnknownParameterError
from wsp.law.local import LOCAL_RULES
from wsp.law.values import Certainty
from wsp.policy import desk, queries, service
from wsp.policy.commands import ConfirmCheck
from wsp.policy.desk import CADENCE_LABELS, LAWS, STANDING_LABELS, Line, Standing, Wanted
from wsp.policy.schemas import UNITS, CheckSchema
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import spreadsheet
from wsp.web.forms import Form
from wsp.web.listing import ListPage, address, page_number, searched
from wsp.web.messages import notify
from wsp.web.policy.blueprint import blueprint
from wsp.web.policy.words import municipalities_here, with_unit, words

LOOKS: Final = {
    Standing.HOLDS: ("ok", "check"),
    Standing.PROVISIONAL: ("warn", "clock"),
    Standing.ANNOUNCED: ("info", "bell"),
    Standing.MISSING: ("late", "warning"),
    Standing.OUTSIDE: ("plain", "pause"),
}


@blueprint.get("/beleid/wet")
@requires(Permission.POLICY_MANAGE)
def law_desk() -> str:
    """Every value on the day that the address names, today when it names none."""
    on = _day()
    found, wanted = _found(on)
    number = clamp(page_number(), len(found))
    return render_template(
        "policy/desk.html",
        on=on,
        page=ListPage(Page(found[(number - 1) * SIZE : number * SIZE], total=len(found), number=number)),
        wanted=wanted,
        municipality=request.args.get("gemeente", ""),
        instrument=request.args.get("regeling", ""),
        municipalities=municipalities_here(),
        instruments={each.code: each.title for each in catalogue.all() if _used_by(each.code)},
        laws=LAWS,
        standings={each.value: text for each, text in STANDING_LABELS.items()},
        certainties={each.value: each.label for each in Certainty},
        looks={each.value: (*LOOKS[each], STANDING_LABELS[each]) for each in Standing},
        cadences=CADENCE_LABELS,
        shown=with_unit,
        filtered=bool(set(request.args) - {"pagina"}),
        clear=url_for("policy.law_desk"),
        export=address(pagina=None).replace(url_for("policy.law_desk"), url_for("policy.export_desk"), 1),
    )


@blueprint.post("/beleid/wet/exporteren")
@requires(Permission.POLICY_MANAGE, limit=Limit.EXPORT)
def export_desk() -> Response:
    """The same values as a spreadsheet."""
    on = _day()
    found, _wanted = _found(on)
    heads = (
        "Waarde", "Code", "Wet", "Artikel", "Getal", "Eenheid", "Vanaf", "Tot en met", "Stand", "Waarom", "Zekerheid",
        "Vernieuwing", "Laatst nagekeken", "Bron", "Eigen invoer",
    )  # fmt: skip
    rows = (
        (
            each.title, each.code, LAWS.get(each.law, each.law), each.article, each.value, UNITS[each.unit], each.since,
            each.until, STANDING_LABELS[each.standing], each.reason, each.certainty.label if each.certainty else None,
            CADENCE_LABELS[each.cadence] if each.cadence else None, each.checked_on, each.source, each.own,
        )
        for each in found
    )  # fmt: skip
    filters = {**dict(request.args.items()), "datum": on.isoformat()}
    return spreadsheet("Wettelijke waarden", heads, rows, action="policy.exported", filters=filters)


@blueprint.get("/beleid/wet/<code>")
@requires(Permission.POLICY_MANAGE)
def law_value(code: str) -> str:
    """One value: what it is today, its whole series, and which instruments look at it."""
    form: Form[ConfirmCheck] = Form(CheckSchema, values={"checked_on": clock.today()})
    return _value_page(_known(code), form)


@blueprint.post("/beleid/wet/<code>/nagekeken")
@requires(Permission.POLICY_MANAGE)
def confirm_checked(code: str) -> Response:
    """Note that somebody looked at the source."""
    _known(code)
    form: Form[ConfirmCheck] = Form(CheckSchema, typed=request.form)
    if form.valid(code=code):
        try:
            service.confirm_checked(current_session(), form.command, actor=current_actor())
        except InvalidInput as error:
            form.refuse(error)
        else:
            notify("De controle is vastgelegd.")
            return make_response(redirect(url_for("policy.law_value", code=code), 303))
    return make_response(_value_page(code, form), 400)


def _value_page(code: str, form: Form[Any]) -> str:
    session, actor = current_session(), current_actor()
    today = clock.today()
    line = desk.line(session, actor.region_id, code, today)
    proposals = [each for each in queries.waiting(session, actor.region_id) if each.code == code]
    return render_template(
        "policy/value.html",
        line=line,
        today=today,
        look=(*LOOKS[line.standing], STANDING_LABELS[line.standing]),
        series=desk.series(session, actor.region_id, code),
        uses=[catalogue.get(each) for each in instruments_that_use(code)],
        law=LAWS.get(line.law, line.law),
        cadences=CADENCE_LABELS,
        shown=with_unit,
        proposals=[(each, words(each)[1]) for each in proposals],
        names=names(session, [each.entered_by_id for each in proposals]),
        form=form,
    )


def _known(code: str) -> str:
    try:
        service.shipped().parameter(code)
    except UnknownParameterError:
        raise NotFound("Deze waarde is er niet. Ga terug naar de wettelijke waarden.") from None
    return code


def _day() -> date:
    try:
        return date.fromisoformat(request.args.get("datum", ""))
    except ValueError:
        return clock.today()


def _found(on: date) -> tuple[list[Line], Wanted]:
    municipality = request.args.get("gemeente", "")
    instrument = request.args.get("regeling", "")
    wanted = Wanted(
        text=searched(),
        law=request.args.get("wet", ""),
        standing=request.args.get("stand", ""),
        certainty=request.args.get("zekerheid", ""),
        codes=_used_by(instrument) if instrument else None,
    )
    lines = desk.lines(
        current_session(),
        current_actor().region_id,
        on,
        municipality=municipality if municipality in municipalities_here() else None,
    )
    return list(desk.only(lines, wanted)), wanted


def _used_by(instrument: str) -> frozenset[str]:
    own = {code for code, rule in LOCAL_RULES.items() if rule.instrument == instrument}
    return values_of(instrument) | own
