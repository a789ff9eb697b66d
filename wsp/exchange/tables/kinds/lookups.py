"""What rows refer to by name: municipalities, places, colleagues; looked up once per import."""

import uuid
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from wsp.accounts.models import Membership, User
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.exchange.tables.columns import folded
from wsp.exchange.tables.kinds.base import Work
from wsp.foundation import numbers
from wsp.reference import queries as reference


def municipalities(work: Work) -> dict[str, str]:
    """Code -> name of the municipalities of the region."""
    if "municipalities" not in work.memory:
        found = reference.municipalities(work.session, work.actor.region_id)
        work.memory["municipalities"] = {each.code: each.name for each in found}
    names: dict[str, str] = work.memory["municipalities"]
    return names


def place_of(work: Work, text: str) -> str | None:
    """The place to which a postcode belongs; None for what is no postcode, or an unknown one."""
    try:
        pc4 = numbers.pc4(text)
    except numbers.NumberError:
        return None
    places: dict[str, str | None] = work.memory.setdefault("places", {})
    if pc4 not in places:
        found = reference.postcode(work.session, pc4)
        places[pc4] = found.place if found else None
    return places[pc4]


def client_managers(work: Work) -> dict[str, uuid.UUID]:
    """Name or e-mail address, folded -> client manager of the organisation that keeps the dossiers."""
    return _colleagues(work, Role.CLIENT_MANAGER, work.organisation_id)


def account_managers(work: Work) -> dict[str, uuid.UUID]:
    """Name or e-mail address, folded -> account manager of the region."""
    return _colleagues(work, Role.ACCOUNT_MANAGER, None)


def _colleagues(work: Work, role: Role, organisation_id: uuid.UUID | None) -> dict[str, uuid.UUID]:
    if role not in work.memory:
        statement = (
            select(User.id, User.name, User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.region_id == work.actor.region_id,
                Membership.role == role.value,
                Membership.ended_at.is_(None),
                User.active.is_(True),
            )
            .distinct()
        )
        if organisation_id is not None:
            statement = statement.where(Membership.organisation_id == organisation_id)
        rows = work.session.execute(statement).all()
        # Two colleagues of one name: only their e-mail address says who is meant.
        count = Counter(folded(name) for _, name, _ in rows)
        found = {folded(name): user_id for user_id, name, _ in rows if count[folded(name)] == 1}
        work.memory[role] = found | {folded(email): user_id for user_id, _, email in rows}
    known: dict[str, uuid.UUID] = work.memory[role]
    return known


def candidates(work: Work, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Candidate]:
    """These dossiers of the own organisation, to be shown beside a row that looks like one."""
    statement = select(Candidate).where(Candidate.id.in_(ids), Candidate.organisation_id == work.organisation_id)
    return {each.id: each for each in work.session.scalars(statement)}
