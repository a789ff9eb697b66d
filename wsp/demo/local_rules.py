"""Made-up figures of the demo's municipalities, so that the planner has something to reckon budgets with."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.demo.staff import Staff
from wsp.law.local import LOCAL_RULES
from wsp.policy import service as policy
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind

_SINCE: Final = date(2026, 1, 1)
_FIGURES: Final = (
    ("uitkering.bijstand_maand", "1560", "Demo, verzonnen begroting"),
    ("jobcoaching.uurtarief", "92.50", "Demo, verzonnen verordening"),
    ("social_return.percentage", "5", "Demo, verzonnen voorbeeld"),
    ("social_return.waarde_jaar", "10000", "Demo, verzonnen voorbeeld"),
    ("social_return.waarde_jaar_bijstand_vanaf_2_jaar", "40000", "Demo, verzonnen voorbeeld"),
    ("social_return.waarde_jaar_bijstand_tot_2_jaar", "30000", "Demo, verzonnen voorbeeld"),
    ("social_return.waarde_jaar_bbl", "20000", "Demo, verzonnen voorbeeld"),
)


def enter_local_rules(session: Session, people: Staff) -> None:
    """Enter them as the administrator; the policy officer approves, as for any value.

    The region without these two (a neighbour that only shows the wall) has no figures, and its planner asks for them.
    """
    both = [people.of(role)[:1] for role in (Role.ADMINISTRATOR, Role.POLICY_OFFICER)]
    if not all(both):
        return
    enters, approves = (people.actor(found[0]) for found in both)
    for code, value, source in _FIGURES:
        proposal = policy.propose(
            session,
            ProposeValue(ValueKind.LOCAL, code, value, _SINCE, source, unit=LOCAL_RULES[code].unit),
            actor=enters,
        )
        policy.approve(session, proposal.id, actor=approves)
