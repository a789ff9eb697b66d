"""Lists that the demo accounts keep by hand: alone, for colleagues to read, and together."""

from datetime import timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates import queries as candidates
from wsp.candidates.enums import Stage
from wsp.candidates.queries import CandidateFilter
from wsp.demo.staff import Staff
from wsp.foundation import clock
from wsp.lists import service
from wsp.lists.commands import DescribeList, PutOnList
from wsp.lists.enums import Sharing
from wsp.lists.models import ListMember

_MATCHABLE: Final = CandidateFilter(stage=Stage.MATCHABLE, sort="nummer")
_MINE: Final = CandidateFilter(mine=True, running=True, sort="nummer")
KEPT: Final = (
    (Role.ACCOUNT_MANAGER, "Logistiek voorjaar", Sharing.TOGETHER, _MATCHABLE, 0, 6, None),
    (Role.ACCOUNT_MANAGER, "Bellen deze week", Sharing.NOBODY, _MATCHABLE, 6, 3, "Belt het liefst na vier uur."),
    (Role.ACCOUNT_MANAGER, "Banenmarkt vorig jaar", Sharing.NOBODY, _MATCHABLE, 9, 2, None),
    (Role.CLIENT_MANAGER, "Bijna klaar voor werk", Sharing.READ, _MINE, 0, 4, "Eerst samen het cv afmaken."),
    (Role.JOB_COACH, "Volgende maand langsgaan", Sharing.NOBODY, _MINE, 0, 2, None),
)  # fmt: skip
"""Whose, its name, who else uses it, from which filter, from where and how many, and a note."""
PUT_AWAY: Final = "Banenmarkt vorig jaar"
_APART: Final = timedelta(days=2)


def keep_lists(session: Session, people: Staff) -> None:
    """Make them, with people who were put there one after the other."""
    for role, name, sharing, wanted, first, many, note in KEPT:
        owner = people.actor(people.demo(role))
        ids = candidates.found_ids(session, owner, wanted, limit=first + many)[first:]
        made = service.make_list(session, DescribeList(name=name, sharing=sharing), actor=owner)
        for at, candidate_id in enumerate(ids):
            command = PutOnList(candidate_ids=(candidate_id,), list_id=made.id, note=note if at == 0 else None)
            service.put_on_list(session, command, actor=owner)
            member = (ListMember.list_id == made.id, ListMember.candidate_id == candidate_id)
            added = clock.now() - _APART * (len(ids) - at)
            session.execute(update(ListMember).where(*member).values(created_at=added))
        if name == PUT_AWAY:
            service.archive_list(session, made.id, actor=owner)
