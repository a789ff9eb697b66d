"""What an employer must do about somebody who works there: in words from a closed list, by the number of the placement.

A duty that is not in the list is not shown. What staff or a rule wrote about it is not either: that may tell of
a benefit or of health.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from wsp.instruments import catalogue, codes
from wsp.law.values import Certainty
from wsp.placements.masking.dispatch import for_employer
from wsp.placements.models import Placement
from wsp.placements.obligations.enums import Cause, DoneWith, DutyKind, ObligationState, Party
from wsp.placements.obligations.models import Obligation
from wsp.placements.obligations.settling import REPORTED
from wsp.placements.rules import placement_number
from wsp.placements.rules.duties import AFTER_TRIAL, CONTRACT, TRIAL_AGREEMENT
from wsp.placements.shown import Ask

_BY_KEY: Final[Mapping[str, tuple[str, str]]] = {
    CONTRACT: ("Stuur ons het getekende contract", "Getekend contract"),
    "contract-stopt": ("Het contract loopt af: laat weten of u verlengt", "Verlengen van het contract"),
}
_BY_TITLE: Final[Mapping[str, tuple[str, str]]] = {
    TRIAL_AGREEMENT: ("Stuur ons de getekende overeenkomst proefplaatsing", "Getekende overeenkomst proefplaatsing"),
    AFTER_TRIAL: ("Beslis of u na de proefplaatsing een contract geeft", "Besluit na de proefplaatsing"),
}
"""The same duties of somebody who works on trial; only our own sentences lead here."""
_BY_KIND: Final[Mapping[tuple[DutyKind, str], tuple[str, str]]] = {
    (DutyKind.APPLY, codes.LKS): ("Vraag de loonkostensubsidie met ons aan", "Aanvraag loonkostensubsidie"),
    (DutyKind.APPLY, codes.LKV): (
        "Vraag het loonkostenvoordeel aan in uw loonaangifte",
        "Aanvraag loonkostenvoordeel",
    ),
    (DutyKind.APPLY, codes.PROEFPLAATSING): ("Vraag de proefplaatsing met ons aan", "Aanvraag proefplaatsing"),
    (DutyKind.APPLY, codes.LEERWERKBAAN): ("Vraag de leerwerkbaan met ons aan", "Aanvraag leerwerkbaan"),
    (DutyKind.HAND_IN, codes.LKV): (
        "Verbeter zo nodig uw loonaangifte voor het loonkostenvoordeel",
        "Loonaangifte voor het loonkostenvoordeel",
    ),
    (DutyKind.EVALUATE, codes.PROEFPLAATSING): (
        "Beslis of u na de proefplaatsing een contract geeft",
        "Besluit na de proefplaatsing",
    ),
    (DutyKind.EVALUATE, codes.BEHOUD): ("Beslis of u een contract geeft", "Besluit over een contract"),
    (DutyKind.EVALUATE, codes.UITSTROOMBAAN): ("Beslis over een gewone baan", "Besluit over een gewone baan"),
    (DutyKind.MEASURE, codes.LKS): ("Maak tijd voor de loonwaardemeting op de werkplek", "Loonwaardemeting"),
}
"""What is asked, and what it is called once it is done."""
_DONE: Final[Mapping[DoneWith, str]] = {
    DoneWith.ACT: "vastgelegd door uw contactpersoon",
    DoneWith.FILE: "ingeleverd in het portaal",
    DoneWith.DECISION: "er is een besluit",
    DoneWith.LETTER: "er is een brief",
    DoneWith.MEASUREMENT: "er is gemeten",
    DoneWith.TASK: "afgerond door uw contactpersoon",
    DoneWith.PORTAL: "doorgegeven door uw organisatie",
}
_CHANGED: Final[Mapping[Cause, str]] = {
    Cause.LONGER: "het contract is verlengd",
    Cause.SHORTER: "het contract is korter",
    Cause.TERMS: "de afspraken zijn gewijzigd",
    Cause.EMPLOYED: "er is een contract met loon",
    Cause.RESUMED: "de plaatsing gaat verder",
}


@for_employer.register
def _obligation(row: Obligation, /, *, placement: Placement, today: date) -> Ask | None:
    """One duty of the employer, or in which it has a part; None: not for an employer to read."""
    words = _words(row)
    if words is None:
        return None
    kind, state = DutyKind(row.kind), ObligationState(row.state)
    open_ = state is ObligationState.OPEN
    late = open_ and row.due_on < today
    return Ask(
        id=row.id,
        placement_id=placement.id,
        text=words[0 if open_ else 1],
        about=f"{placement_number(placement.number)}, {placement.function_title}",
        by=row.due_on,
        late=late,
        late_days=(today - row.due_on).days if late else 0,
        was_by=row.was_on if open_ else None,
        changed=_CHANGED.get(Cause(row.change_reason), "de gegevens zijn gewijzigd") if row.change_reason else "",
        # From the catalogue, as every word here: never what stands in the row.
        article=catalogue.get(row.instrument_code).article if row.instrument_code else "",
        sure=_sure(row.certainty),
        may_report=open_ and kind in REPORTED and row.key != CONTRACT and Party(row.party) is Party.EMPLOYER,
        done_on=row.done_on,
        done=_DONE[DoneWith(row.done_kind)] if row.done_kind else "",
    )


def _words(row: Obligation) -> tuple[str, str] | None:
    if row.title in _BY_TITLE:
        return _BY_TITLE[row.title]
    if row.key in _BY_KEY:
        return _BY_KEY[row.key]
    code = row.instrument_code
    if code is None or not catalogue.employer_sees(code):
        return None
    kind = DutyKind(row.kind)
    if kind is DutyKind.PROLONG:
        title = catalogue.get(code).title
        return f"{title} loopt af: bespreek het vervolg met ons", f"Vervolg van: {title[0].lower()}{title[1:]}"
    return _BY_KIND.get((kind, code))


def _sure(value: str | None) -> str:
    if value is None or Certainty(value) is Certainty.VERIFIED:
        return ""
    return Certainty(value).label
