"""What `wsp rule` takes for granted because it was not typed; each assumption stands as a step in the answer.

The rules themselves assume nothing: for a real placement the same gap is a question and a task.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.money import number
from wsp.foundation.workdays import add_months
from wsp.instruments import codes
from wsp.instruments.answers import ONE_DAY
from wsp.instruments.enums import Ground, LkvKind, Payer
from wsp.law.lookup import LawBook

_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value for a fact that was not given, and the Dutch sentence that says so."""

    fact: str
    value: Any
    sentence: str


def assumptions(code: str, given: dict[str, Any], lawbook: LawBook, on: date) -> tuple[Assumption, ...]:
    """Return what is assumed for this instrument beside what was given."""
    make = _MAKERS.get(code)
    if make is None:
        return ()
    return tuple(each for each in make(given, lawbook, on) if each.fact not in given)


def _lks(given: dict[str, Any], lawbook: LawBook, on: date) -> Iterator[Assumption]:
    if not given.get("beschut"):
        yield Assumption("in_doelgroep_lks", True, "de werknemer hoort tot de doelgroep loonkostensubsidie")
    if "born_on" not in given:
        age = int(lawbook.on("wml.adult_age", on).value)
        yield Assumption("age", age, f"de werknemer is {age} jaar of ouder")
    full = _legal_week(lawbook)
    if given.get("hours_per_week", full) <= full:
        yield Assumption("full_week_hours", full, f"een volle werkweek is {number(full)} uur")


def _legal_week(lawbook: LawBook) -> Decimal:
    """Return the full week of the law as it began: the command's assumption, also for days before it."""
    code = "participatiewet.loonkostensubsidie.full_week"
    first = lawbook.parameters.parameter(code).values[0]
    return lawbook.on(code, first.valid_from).value


def _no_risk(given: dict[str, Any], _lawbook: LawBook, on: date) -> Iterator[Assumption]:
    yield Assumption("lks_runs", False, "er loopt geen loonkostensubsidie")
    ground = given.get("no_risk_ground")
    start = given.get("starts_on", on)
    if ground in (Ground.WIA, Ground.WIA_UNDER_35, Ground.SCHOOLING):
        yield Assumption("starts_on", start, "het dienstverband begint op de peildatum")
    if ground is Ground.WIA_UNDER_35:
        yield Assumption("new_employer", True, "de werkgever is nieuw")
        yield Assumption("waiting_ended_on", start, "de wachttijd eindigde kort voor het dienstverband")
    if ground is Ground.SCHOOLING:
        yield Assumption("left_school_on", start, "de school was kort voor het dienstverband klaar")
        yield Assumption("uwv_declaration", True, "UWV gaf een verklaring over de scholing")
    if ground is Ground.WIA_OWN_EMPLOYER:
        yield Assumption("wia_right_on", on, "het recht op WIA begon op de peildatum")


def _lkv(given: dict[str, Any], lawbook: LawBook, on: date) -> Iterator[Assumption]:
    kinds = given.get("lkv_kinds", ())
    if kinds:
        new_year = date(on.year, 1, 1)
        closed = lawbook.parameters.parameter("wtl.lkv.oudere.closed").values[0].valid_from
        if LkvKind.OLDER in kinds and on >= closed:
            yield Assumption("starts_on", closed - ONE_DAY, f"het dienstverband begon voor 1 januari {closed.year}")
        elif LkvKind.SCHOOLING not in kinds or lawbook.holds("wtl.lkv.scholingsbelemmerd.new", on):
            yield Assumption("starts_on", new_year, f"het dienstverband begon op 1 januari {on.year}")
        if LkvKind.RESUMED in kinds:
            yield Assumption("resumed_on", new_year, f"de werknemer ging op 1 januari {on.year} weer werken")
        if LkvKind.OLDER in kinds and "age" not in given:
            least = int(lawbook.parameters.parameter("wtl.lkv.oudere.age").values[0].value or 0)
            start = given.get("starts_on") or (closed - ONE_DAY if on >= closed else new_year)
            born = add_months(start, -least * _MONTHS_IN_YEAR)
            yield Assumption("born_on", born, f"de werknemer was bij de start {least} jaar of ouder")
        yield Assumption("worked_here_before", False, "de werknemer was hiervoor niet in dienst bij deze werkgever")
        if "declaration_asked_on" not in given:
            yield Assumption("declaration", True, "een nodige doelgroepverklaring is op tijd aangevraagd")
        yield Assumption("requested", True, "de werkgever vraagt het voordeel aan in de loonaangifte")


def _uwv(given: dict[str, Any], _lawbook: LawBook, _on: date) -> Iterator[Assumption]:
    if not given.get("in_doelgroep_lks"):
        yield Assumption("payer", Payer.UWV, "UWV beslist")


def _loondispensatie(given: dict[str, Any], lawbook: LawBook, on: date) -> Iterator[Assumption]:
    if "loonwaarde" in given:
        yield Assumption("wajong", True, "de werknemer heeft Wajong")
        least = lawbook.on("uwv.loondispensatie.shortest_months", on).value
        yield Assumption("expected_months", int(least), f"de lagere prestatie duurt ten minste {least} maanden")


_MAKERS: Final[dict[str, Callable[[dict[str, Any], LawBook, date], Iterator[Assumption]]]] = {
    codes.LKS: _lks,
    codes.NO_RISK: _no_risk,
    codes.LKV: _lkv,
    codes.LOONDISPENSATIE: _loondispensatie,
    codes.WERKPLEKAANPASSING: _uwv,
    codes.MEENEEMBAAR: _uwv,
}
