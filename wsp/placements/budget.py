"""What a placement costs the employer month by month: wage and charges, the subsidy, and what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from wsp.instruments.loonkostensubsidie import CODE as LKS
from wsp.instruments.proration import parts_of_month
from wsp.law.errors import LawError
from wsp.law.lookup import LawBook
from wsp.placements import rules
from wsp.placements.queries import PlacementCard
from wsp.placements.rules import MonthAmount, TermsVersion
from wsp.placements.rules.money import EmployerCosts
from wsp.placements.service.instruments import law_book


@dataclass(frozen=True)
class Month:
    """One calendar month: cents, or None when part of it is not known."""

    month: date
    gross: Decimal
    subsidy: Decimal | None
    left: Decimal | None
    provisional: bool


@dataclass(frozen=True)
class Budget:
    """A whole month on one day, and the months after it. `costs` None: unpaid work, or no law for that day."""

    on: date
    costs: EmployerCosts | None
    wage_signal: str | None
    months: tuple[Month, ...]


def money_per_month(session: Session, card: PlacementCard, *, today: date, count: int) -> Budget:
    """The costs of the employer on the day of the placement nearest to `today`, and for `count` months from there."""
    history = card.history
    on = history.inside(today)
    book = law_book(session, card.organisation_id, card.row.region_id)
    terms = history.terms_on(on)
    subsidy = next((each for each in card.instruments if each.row.code == LKS), None)
    decision = subsidy.decision_on(on) if subsidy else None
    costs = _costs(terms, decision.amount_month if decision else Decimal(0), book, on) if terms else None
    parts = parts_of_month(book, history.starts_on)
    paid = {each.month: each for each in subsidy.months(on, count, parts_of_month=parts)} if subsidy else {}
    return Budget(
        on=on,
        costs=costs,
        wage_signal=_signal(terms, history.born_on, book, on) if terms else None,
        months=tuple(_month(gross, paid.get(gross.month)) for gross in _gross(history.terms, book, on, count)),
    )


def _gross(versions: tuple[TermsVersion, ...], book: LawBook, on: date, count: int) -> tuple[MonthAmount, ...]:
    found = [(version, _costs(version, None, book, max(on, version.start))) for version in versions]
    return rules.months(
        ((version.start, version.last, costs.gross, costs.provisional) for version, costs in found if costs), on, count
    )


def _month(gross: MonthAmount, subsidy: MonthAmount | None) -> Month:
    assert gross.amount is not None, "a wage is always known"  # noqa: S101 (tells mypy what `_gross` made sure of)
    received = Decimal(0) if subsidy is None else subsidy.amount
    return Month(
        month=gross.month,
        gross=gross.amount,
        subsidy=received,
        left=None if received is None else gross.amount - received,
        provisional=gross.provisional or bool(subsidy and subsidy.provisional),
    )


def _costs(terms: TermsVersion, subsidy: Decimal | None, book: LawBook, on: date) -> EmployerCosts | None:
    try:
        return rules.employer_costs(terms, subsidy, book, on, subsidy_provisional=False)
    except LawError:
        return None


def _signal(terms: TermsVersion, born_on: date | None, book: LawBook, on: date) -> str | None:
    try:
        return rules.wage_signal(terms, born_on, book, on)
    except LawError:
        return None
