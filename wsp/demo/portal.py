"""Which employer of the demo is in the portal, and its share of the vacancies: every state, so that all shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wsp.accounts import demo as accounts
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.demo.employers import DemoEmployer
from wsp.demo.plan import RegionPlan
from wsp.demo.staff import Staff

_STATES: Final[Mapping[str, int]] = {"open": 3, "ter-beoordeling": 1, "concept": 1, "vervuld": 3, "ingetrokken": 1}


@dataclass
class Share:
    """What the employer of the portal still gets."""

    firm: DemoEmployer | None
    left: Counter[str] = field(default_factory=lambda: Counter(_STATES))

    def take(self, state: str) -> DemoEmployer | None:
        """The employer, while it has not had its share of this state."""
        if self.firm is None or not self.left[state]:
            return None
        self.left[state] -= 1
        return self.firm


def share(plan: RegionPlan, staff: Staff, customers: Sequence[DemoEmployer]) -> Share:
    """The share of the employer whose people have an account; nothing in a region without such accounts."""
    if not in_portal(plan):
        return Share(None)
    return Share(firm_of(staff, customers))


def in_portal(plan: RegionPlan) -> list[accounts.DemoAccount]:
    """The demo accounts of people of an employer in this region."""
    return [each for each in accounts.ACCOUNTS if each.region_id == plan.code and each.role in PORTAL_ROLES]


def firm_of(staff: Staff, firms: Sequence[DemoEmployer]) -> DemoEmployer:
    """The first customer of the demo account manager, else the first customer."""
    manager = staff.demo(Role.ACCOUNT_MANAGER)
    return next((each for each in firms if each.owner_id == manager.user_id), firms[0])
