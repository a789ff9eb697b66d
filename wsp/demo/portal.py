"""The employer of the demo that uses the portal: its people, and what they see there."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import demo as accounts
from wsp.accounts.models import User
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.accounts.service import hashing
from wsp.demo.employers import DemoEmployer
from wsp.demo.placements import DemoPlacement
from wsp.demo.plan import RegionPlan
from wsp.demo.staff import Staff
from wsp.employers import service as employers
from wsp.employers.commands import InviteContact
from wsp.foundation import clock


def open_portal(
    session: Session,
    plan: RegionPlan,
    staff: Staff,
    firms: Sequence[DemoEmployer],
    placements: Sequence[DemoPlacement],
) -> None:
    """Let one employer in: one of the demo account manager's with the most people at work."""
    wanted = [
        account for account in accounts.ACCOUNTS if account.region_id == plan.code and account.role in PORTAL_ROLES
    ]
    if not wanted:
        return
    manager = staff.demo(Role.ACCOUNT_MANAGER)
    at_work = Counter(placement.employer.id for placement in placements)
    firm = max(firms, key=lambda each: (each.owner_id == manager.user_id, at_work[each.id]))
    password = hashing.make(accounts.PASSWORD)
    for account in wanted:
        invite = InviteContact(firm.id, account.name, account.email, account.role)
        employers.invite_contact(session, invite, actor=staff.actor(manager))
        user = session.scalars(select(User).where(User.email == account.email)).one()
        user.password_hash, user.password_changed_at, user.password_temporary_until = password, clock.now(), None
    session.flush()
