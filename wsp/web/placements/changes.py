"""Change a placement: terms, last day, answers, an instrument by hand, the end."""

import uuid
from typing import Any

from flask import Response, render_template, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation import clock
from wsp.instruments import catalogue
from wsp.instruments.catalogue import Instrument
from wsp.instruments.combinations import excluded_by
from wsp.instruments.reading import read
from wsp.law.lookup import LawBook
from wsp.placements import rules, service
from wsp.placements.enums import InstrumentState
from wsp.placements.schemas import (
    ChangeTermsSchema,
    EndPlacementSchema,
    ExtendContractSchema,
    SetInstrumentFactsSchema,
    attach_schema,
)
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import seen_version
from wsp.web.placements.answering import answer, changeable
from wsp.web.placements.blueprint import blueprint
from wsp.web.placements.card import who
from wsp.web.placements.words import INSTRUMENT_LOOKS

FACTS = ("in_doelgroep_lks", "forfaitair", "supported_or_school", "needs_guidance")


@blueprint.route("/plaatsingen/<uuid:placement_id>/afspraken", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def change_terms(placement_id: uuid.UUID) -> Response:
    """Other hours, wage or kind from a day on."""
    card = changeable(placement_id)
    today = clock.today()
    terms = card.history.terms_on(card.history.inside(today))
    values: dict[str, Any] = {"valid_from": card.history.inside(today)}
    if terms is not None:
        values |= {
            "kind": terms.kind,
            "hours_per_week": terms.hours,
            "full_week_hours": terms.full_week,
            "wage_month": None if terms.wage_hour else terms.wage,
            "wage_hour": terms.wage_hour,
        }
    return answer(
        card,
        ChangeTermsSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Afspraken wijzigen",
        button="Afspraken wijzigen",
        saved="De afspraken zijn gewijzigd. De regelingen zijn opnieuw uitgerekend.",
        save=lambda command: service.change_terms(current_session(), command, actor=current_actor()),
        values=values,
        template="placements/terms.html",
        counts=True,
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/contract", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def extend(placement_id: uuid.UUID) -> Response:
    """Another last day of the contract, or none."""
    card = changeable(placement_id)
    return answer(
        card,
        ExtendContractSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Contract verlengen",
        button="Laatste dag wijzigen",
        saved="De laatste dag is gewijzigd. De regelingen zijn opnieuw uitgerekend.",
        save=lambda command: service.extend_contract(current_session(), command, actor=current_actor()),
        values={"ends_on": card.row.ends_on},
        counts=True,
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/vragen", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def set_facts(placement_id: uuid.UUID) -> Response:
    """Answers to what the instruments asked."""
    card = changeable(placement_id)
    return answer(
        card,
        SetInstrumentFactsSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Vragen over regelingen",
        button="Antwoorden opslaan",
        saved="De antwoorden zijn opgeslagen. De regelingen zijn opnieuw uitgerekend.",
        save=lambda command: service.set_instrument_facts(current_session(), command, actor=current_actor()),
        values={name: getattr(card.row, name) for name in FACTS},
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/beeindigen", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def end(placement_id: uuid.UUID) -> Response:
    """The last day somebody works there, and why."""
    card = changeable(placement_id)
    return answer(
        card,
        EndPlacementSchema(placement_id=placement_id, version=seen_version(card.row.version)),
        title="Plaatsing beëindigen",
        button="Plaatsing beëindigen",
        saved="De plaatsing is beëindigd.",
        save=lambda command: service.end_placement(current_session(), command, actor=current_actor()),
        values={"ended_on": card.history.inside(clock.today()), "reopen_vacancy": card.vacancy is not None},
        template="placements/end.html",
    )


@blueprint.get("/plaatsingen/<uuid:placement_id>/regelingen/toevoegen")
@requires(Permission.PLACEMENT_EDIT)
def choose_instrument(placement_id: uuid.UUID) -> str:
    """Which instrument of the catalogue to add: what each is, and which are there already."""
    card = changeable(placement_id)
    groups: dict[str, list[Instrument]] = {}
    for each in rules.may_attach():
        groups.setdefault(each.group.value, []).append(each)
    return render_template(
        "placements/attach.html",
        card=card,
        who=who(card),
        groups=groups,
        attached={each.row.code: INSTRUMENT_LOOKS[InstrumentState(each.row.state)] for each in card.instruments},
        back=url_for("placements.show", placement_id=placement_id),
    )


@blueprint.route("/plaatsingen/<uuid:placement_id>/regelingen/toevoegen/<code>", methods=["GET", "POST"])
@requires(Permission.PLACEMENT_EDIT)
def attach_instrument(placement_id: uuid.UUID, code: str) -> Response:
    """The questions of one instrument; it is assessed as soon as they are saved."""
    card = changeable(placement_id)
    instrument = catalogue.get(code)
    kept = next((each.row.facts for each in card.instruments if each.row.code == code), {})
    book, today = LawBook.national(), clock.today()
    questions = rules.questions_for(code)
    return answer(
        card,
        attach_schema(questions, placement_id=placement_id, code=code, version=seen_version(card.row.version)),
        title=instrument.title,
        button="Antwoorden opslaan" if kept else "Regeling toevoegen",
        saved=f"{instrument.title} is toegevoegd en uitgerekend. Kijk bij de regelingen wat de uitkomst is.",
        save=lambda command: service.attach_instrument(current_session(), command, actor=current_actor()),
        values={each.fact: read(each, kept[each.fact], book, today) for each in questions if each.fact in kept},
        template="placements/attach_one.html",
        instrument=instrument,
        excluded=[catalogue.get(other).title for other in excluded_by(code)],
    )
