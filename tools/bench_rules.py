"""`python -m tools.bench_rules [SECONDS]`: assessments a second on one core, for every instrument, in processor time.

Each instrument gets facts with which it has most to work out; the goal is 10,000 a second. Processor time, so that
other work on the machine counts as little as it can.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.instruments import catalogue, codes
from wsp.instruments.enums import Benefit, BeschutAdvice, Destination, LkvKind, Payer, Training
from wsp.instruments.facts import PlacementFacts
from wsp.law import LawBook

DAY: Final = date(2026, 3, 1)
GOAL: Final = 10_000
_EVERY: Final[dict[str, Any]] = {
    "age": 30,
    "starts_on": DAY,
    "hours_per_week": Decimal(32),
    "full_week_hours": Decimal(36),
    "wage_per_month": Decimal(2100),
    "in_doelgroep_lks": True,
    "doelgroepregister": True,
    "loonwaarde": 60,
    "measured_on": DAY,
}
_MORE: Final[dict[str, dict[str, Any]]] = {
    codes.NO_RISK: {"lks_runs": True, "daily_wage": Decimal(100)},
    codes.LKV: {
        "lkv_kinds": (LkvKind.BANENAFSPRAAK,),
        "paid_hours": Decimal(1664),
        "worked_here_before": False,
        "declaration": True,
    },
    codes.PROEFPLAATSING: {"benefit": Benefit.BIJSTAND, "prospect": True, "extended": True},
    codes.BEHOUD: {"benefit": Benefit.BIJSTAND, "prospect": True, "displacement": False, "extended": True},
    codes.PARTICIPATIEPLAATS: {"benefit": Benefit.BIJSTAND, "additional_work": True},
    codes.WERKPLEKAANPASSING: {"payer": Payer.UWV, "cost": Decimal(500), "cost_before": Decimal(100)},
    codes.MEENEEMBAAR: {"payer": Payer.UWV, "cost": Decimal(500), "cost_before": Decimal(100)},
    codes.LOONDISPENSATIE: {"wajong": True, "expected_months": 12, "function_wage": Decimal(2500)},
    codes.BESCHUT: {"beschut_advice": BeschutAdvice.POSITIVE},
    codes.DETACHERING_INDIVIDUEEL: {"lender": True},
    codes.DETACHERING_GROEP: {"lender": True, "group_size": 10},
    codes.BEGELEID_WERKEN: {"wsw_indication": True},
    codes.WERKLEERPLEK: {"benefit": Benefit.BIJSTAND, "displacement": False},
    codes.LEERWERKBAAN: {"bbl": True, "age": 19},
    codes.SCHOLING: {"training": Training.ENTRY, "cost": Decimal(1000)},
    codes.UITSTROOMBAAN: {"prospect": True},
    codes.VERHUIZING: {"moved_on": DAY, "moved_to": Destination.NETHERLANDS},
    codes.SOCIAL_RETURN: {"contract_sum": Decimal(200_000)},
}


def cases(book: LawBook) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield each instrument with a call that assesses it once."""
    for each in catalogue.all():
        facts = PlacementFacts(**(_EVERY | _MORE.get(each.code, {})))
        yield each.code, lambda instrument=each, facts=facts: instrument.assess(facts, book, DAY)


def per_second(call: Callable[[], object], seconds: float) -> float:
    """Return how often the call fits in a second of processor time."""
    call()
    count, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for _ in range(100):
            call()
        count += 100
    return count / spent


def main(seconds: float) -> int:
    """Print a line for each instrument; 1 when one is slower than the goal."""
    slow = 0
    for code, call in cases(LawBook.national()):
        rate = per_second(call, seconds)
        slow += rate < GOAL
        sys.stdout.write(f"{code:34} {rate:10,.0f}\n")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
