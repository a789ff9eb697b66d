"""One obligation of social return in the demo, with placements, a purchase and a statement; all of it made up."""

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Role
from wsp.demo.staff import Staff
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.instruments.enums import SocialReturnGroup
from wsp.placements.models import Placement
from wsp.placements.social_return import queries, service, statement, telling
from wsp.placements.social_return.commands import AddObligation, BookActivity, BookPlacement, WriteStatement
from wsp.placements.social_return.enums import ActivityKind

_CONTRACT: Final = "Voorbeeld: onderhoud van groen"
_GROUPS: Final = (SocialReturnGroup.ASSISTANCE_LONG, SocialReturnGroup.BBL, SocialReturnGroup.ASSISTANCE_SHORT)


def keep_social_return(session: Session, people: Staff) -> None:
    """At the employer with most placements, by its first account manager."""
    managers = people.of(Role.ACCOUNT_MANAGER)
    if not managers:
        return
    actor = people.actor(managers[0])
    most = select(Placement.employer_id).where(Placement.region_id == actor.region_id).group_by(Placement.employer_id)
    employer_id = session.scalar(most.order_by(func.count().desc(), Placement.employer_id).limit(1))
    municipality = next(iter(accounts.municipalities(session, actor.region_id)), None)
    if employer_id is None or municipality is None:
        return
    year = clock.today().year
    people_there = employers.contacts(session, actor, employer_id, present_on=clock.today())
    made = service.add_obligation(
        session,
        AddObligation(
            employer_id=employer_id,
            organisation_id=municipality.id,
            contract=_CONTRACT,
            reference="VB-1",
            contract_sum=Decimal(900000),
            percentage=Decimal(5),
            amount=None,
            starts_on=date(year, 1, 1),
            ends_on=date(year + 1, 12, 31),
            contact_id=people_there[0].id if people_there else None,
        ),
        actor=actor,
    )
    fitting = [
        each
        for each in queries.bookable(session, actor, employer_id)
        if each.starts_on <= made.ends_on and (each.ended_on or each.ends_on or made.ends_on) >= made.starts_on
    ]
    for placement, group in zip(fitting, _GROUPS, strict=False):
        command = BookPlacement(placement_id=placement.id, target_group=group)
        service.book_placement(session, made.id, command, actor=actor)
    service.book_activity(
        session,
        made.id,
        BookActivity(
            kind=ActivityKind.PURCHASE,
            done_on=clock.today(),
            amount=Decimal(1500),
            description="Lunch van een sociale onderneming",
            proof="VB-F-12",
        ),
        actor=actor,
    )
    written = statement.write(session, made.id, WriteStatement(), actor=actor)
    telling.tell(session, made.id, edition=written.edition, actor=actor)
