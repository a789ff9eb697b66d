"""The law desk: every value of law and every local rule as it stands on a day, and the whole series of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.law.errors import NotSupportedError, NoValueError
from wsp.law.local import LOCAL_RULES, LocalRule
from wsp.law.lookup import LawBook
from wsp.law.values import Cadence, Certainty, Parameter, ParameterValue, Unit
from wsp.policy import service
from wsp.policy.models import LawCheck

_DAY: Final = timedelta(days=1)
LOCAL: Final = "lokaal"
"""Stands where a law stands, for what a municipality settles itself."""


class Standing(StrEnum):
    """What a value is worth on a day."""

    HOLDS = "geldt"
    PROVISIONAL = "voorlopig"
    ANNOUNCED = "aangekondigd"
    MISSING = "ontbreekt"
    OUTSIDE = "niet-ondersteund"


STANDING_LABELS: Final = {
    Standing.HOLDS: "Geldt",
    Standing.PROVISIONAL: "Voorlopig",
    Standing.ANNOUNCED: "Aangekondigd",
    Standing.MISSING: "Ontbreekt",
    Standing.OUTSIDE: "Geldt dan niet",
}
CADENCE_LABELS: Final = {
    Cadence.HALF_YEAR: "elk half jaar",
    Cadence.YEAR: "elk jaar",
    Cadence.UNTIL_REPLACED: "tot er een nieuwe is",
    Cadence.MEASUREMENT: "één meting",
}
LAWS: Final = {
    "arbeidstijdenwet": "Arbeidstijdenwet",
    "awb": "Algemene wet bestuursrecht",
    "participatiewet": "Participatiewet",
    "programma": "Keuze van het portaal",
    "uwv": "Regels van UWV",
    "wfsv": "Wet financiering sociale verzekeringen",
    "wml": "Wet minimumloon",
    "wtl": "Wet tegemoetkomingen loondomein",
    "ziektewet": "Ziektewet",
    LOCAL: "Lokale regels",
}
"""First word of a code -> the law as people call it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One value on a day. `since` and `until` say over which days it holds; None: no end is known."""

    code: str
    title: str
    article: str
    law: str
    unit: Unit
    value: Decimal | None
    since: date | None
    until: date | None
    certainty: Certainty | None
    cadence: Cadence | None
    checked_on: date | None
    source: str
    standing: Standing
    reason: str
    """Why it is not simply valid; empty when it is."""
    own: bool
    """Entered and approved in this region."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """One row of a series."""

    since: date
    until: date | None
    value: Decimal | None
    certainty: Certainty
    sources: tuple[str, ...]
    published: date | None
    checked_on: date
    note: str
    own: bool
    announced: bool


def lines(session: Session, region: str, on: date, *, municipality: str | None = None) -> Sequence[Line]:
    """Every value of law, and every local rule as it is for the region or for one municipality, on a day."""
    book = service.law_book(session, region=region, municipality=municipality)
    shipped = service.shipped()
    checked = checks(session, region)
    national = [
        _line(book, book.parameters.parameter(code), shipped.parameter(code), on, checked)
        for code in book.parameters.codes
    ]
    return [*national, *(_local(book, rule, on) for rule in LOCAL_RULES.values())]


def line(session: Session, region: str, code: str, on: date) -> Line:
    """One value of law on a day.

    Raises:
        UnknownParameterError: there is none with this code.

    """
    book = service.law_book(session, region=region)
    parameter = book.parameters.parameter(code)
    return _line(book, parameter, service.shipped().parameter(code), on, checks(session, region))


def series(session: Session, region: str, code: str) -> Sequence[Version]:
    """Every row of one value, newest first."""
    parameter = service.law_book(session, region=region).parameters.parameter(code)
    shipped = {row.valid_from: row for row in service.shipped().parameter(code).values}
    checked = checks(session, region)
    rows = parameter.values
    found = []
    for place, row in enumerate(rows):
        following = rows[place + 1].valid_from - _DAY if place + 1 < len(rows) else parameter.until
        found.append(
            Version(
                since=row.valid_from,
                until=following,
                value=row.value,
                certainty=row.certainty,
                sources=row.sources,
                published=row.published,
                checked_on=_checked(row, checked.get((code, row.valid_from))),
                note=row.note,
                own=shipped.get(row.valid_from) != row,
                announced=row.announced,
            )
        )
    return found[::-1]


def checks(session: Session, region: str) -> Mapping[tuple[str, date], date]:
    """Code and first day of a row -> the last day on which somebody found it right."""
    rows = session.execute(
        select(LawCheck.code, LawCheck.valid_from, LawCheck.checked_on)
        .where(LawCheck.region_id == region)
        .order_by(LawCheck.checked_on, LawCheck.created_at)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _checked(row: ParameterValue, own: date | None) -> date:
    return row.last_checked if own is None else max(own, row.last_checked)


def _line(
    book: LawBook, parameter: Parameter, shipped: Parameter, on: date, checked: Mapping[tuple[str, date], date]
) -> Line:
    rows = parameter.values
    starts = [place for place, row in enumerate(rows) if row.valid_from <= on]
    newest = rows[starts[-1]] if starts else None
    row, standing, reason = newest, Standing.HOLDS, ""
    try:
        dated = book.on(parameter.code, on)
    except NoValueError as error:
        standing, reason = Standing.MISSING, error.message
    except NotSupportedError as error:
        standing, reason = Standing.OUTSIDE, error.message
    else:
        row = next(each for each in rows if each.valid_from == dated.valid_from)
        if newest is not None and newest.announced:
            standing, reason = Standing.ANNOUNCED, dated.reason
        elif dated.provisional:
            standing, reason = Standing.PROVISIONAL, dated.reason
    following = (
        None if row is None else next((each.valid_from for each in rows if each.valid_from > row.valid_from), None)
    )
    return Line(
        code=parameter.code,
        title=parameter.title,
        article=parameter.article,
        law=parameter.code.partition(".")[0],
        unit=parameter.unit,
        value=None if row is None or standing is Standing.OUTSIDE else row.value,
        since=None if row is None else row.valid_from,
        until=parameter.until if following is None else following - _DAY,
        certainty=None if row is None else row.certainty,
        cadence=parameter.cadence,
        checked_on=None if row is None else _checked(row, checked.get((parameter.code, row.valid_from))),
        source="" if row is None else "; ".join(row.sources),
        standing=standing,
        reason=reason,
        own=row is not None and row not in shipped.values,
    )


def _local(book: LawBook, rule: LocalRule, on: date) -> Line:
    choice = book.choice(rule.code, on)
    value = choice.value if choice is not None and isinstance(choice.value, Decimal) else None
    return Line(
        code=rule.code,
        title=rule.title,
        article=rule.article,
        law=LOCAL,
        unit=rule.unit,
        value=value,
        since=None if choice is None else choice.valid_from,
        until=None if choice is None else choice.valid_until,
        certainty=None,
        cadence=None,
        checked_on=None,
        source="" if choice is None else choice.source,
        standing=Standing.MISSING if value is None else Standing.HOLDS,
        reason="Deze gemeente voerde geen eigen regel in." if value is None else "",
        own=value is not None,
    )


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty: everything."""

    text: str = ""
    law: str = ""
    standing: str = ""
    certainty: str = ""
    codes: frozenset[str] | None = None
    """Only these values (and tables of values); None: all."""


def only(found: Sequence[Line], wanted: Wanted) -> Iterator[Line]:
    """The lines that somebody looks for, in their order."""
    text = wanted.text.casefold()
    for each in found:
        if text and text not in f"{each.title} {each.article} {each.code} {each.source}".casefold():
            continue
        if (wanted.law and each.law != wanted.law) or (wanted.standing and each.standing != wanted.standing):
            continue
        if wanted.certainty and (each.certainty is None or each.certainty.value != wanted.certainty):
            continue
        if wanted.codes is not None and not _among(each.code, wanted.codes):
            continue
        yield each


def _among(code: str, codes: frozenset[str]) -> bool:
    return code in codes or code.rpartition(".")[0] in codes
