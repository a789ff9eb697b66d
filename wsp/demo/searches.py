"""Searches that the demo accounts kept some days ago, and what came in since."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.demo.staff import Staff
from wsp.foundation.actor import Actor
from wsp.searches import service
from wsp.searches.commands import NameSearch
from wsp.searches.enums import ListKind

KEPT: Final = (
    (Role.ACCOUNT_MANAGER, ListKind.VACANCIES, {"q": "magazijn", "status": "zoekt"}, "Werk in het magazijn", 2),
    (Role.ACCOUNT_MANAGER, ListKind.VACANCIES, {"garantiebaan": "1", "sluit": "30"}, "Garantiebanen die sluiten", 0),
    (Role.CLIENT_MANAGER, ListKind.VACANCIES, {"q": "schoonmaak", "status": "zoekt"}, "Schoonmaak voor mijn groep", 1),
    (Role.CLIENT_MANAGER, ListKind.CANDIDATES, {"van-mij": "1", "fase": "matchbaar"}, "Wie er klaar is voor werk", 0),
    (Role.JOB_COACH, ListKind.CANDIDATES, {"verouderd": "1", "lopend": "1"}, "Wie ik weer moet spreken", 0),
)  # fmt: skip
"""Whose, of which list, the filters, the name, and how many of what it finds came in since."""

AGO: Final = timedelta(days=4)


def keep_searches(session: Session, people: Staff) -> None:
    """Keep them as their owners did, forget the last ones that came in, and look again as each morning does."""
    for role, kind, filters, name, new in KEPT:
        owner = people.actor(people.demo(role))
        kept = service.keep_search(session, kind, filters, NameSearch(name=name, tells=True), actor=owner)
        kept.seen_ids = kept.seen_ids[new:]
        kept.seen_at -= AGO
    session.flush()
    service.look_again(
        session, people.region, actor=Actor(user_id=None, region_id=people.region, organisation_id=None, kind="seed")
    )
