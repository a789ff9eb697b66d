"""On what an amount rests: what a beschikking fixes, beside the law, which moves by itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.money import number
from wsp.instruments import codes
from wsp.placements.rules import History, facts_on

FORFAIT: Final = "forfait"


@dataclass(frozen=True, slots=True)
class Basis:
    """`key` is compared; `text` is read by people, an employer too: it holds no percentage of anybody."""

    key: str
    text: str


def basis_of(code: str, history: History, day: date, exact: Decimal | None) -> Basis:
    """Return the basis of an amount that begins on `day`.

    For loonkostensubsidie these are the hours and the loonwaarde or the forfait; minimum wage, age and charges follow
    the law. Of another instrument nothing moves by itself: its basis is the amount.
    """
    if code != codes.LKS:
        return Basis("" if exact is None else f"bedrag={exact.normalize():f}", "vast bedrag")
    facts = facts_on(history, day)
    measured = facts.loonwaarde
    if facts.measured_on is not None and facts.measured_on > day:
        measured = None
    hours = Decimal(0) if facts.hours_per_week is None else facts.hours_per_week
    week = hours if facts.full_week_hours is None else facts.full_week_hours
    share = FORFAIT if measured is None else f"{measured}"
    how = "vast percentage zolang er niet is gemeten" if measured is None else "gemeten loonwaarde"
    return Basis(
        f"uren={hours.normalize():f};week={week.normalize():f};loonwaarde={share}", f"{number(hours)} uur, {how}"
    )
