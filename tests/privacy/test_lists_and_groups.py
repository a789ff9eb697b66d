"""Lists and groups go after their own terms, with who was on them; a person who is erased leaves both."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.cohorts import factories as cohorts
from tests.conftest import REGION
from tests.lists import factories as lists
from tests.privacy.conftest import Work, job
from wsp.cohorts.models import Cohort, CohortMember
from wsp.foundation import clock, db
from wsp.foundation.workdays import add_months
from wsp.lists.models import ListMember, OwnList
from wsp.policy.retention import TABLES
from wsp.privacy import erasure, retention


@pytest.mark.rule("G12")
def test_who_stood_on_a_list_or_in_a_group_goes_with_it(erasing: object, work: Work) -> None:
    del erasing
    today = clock.today()
    list_edge = add_months(today, -(TABLES["own_lists"].months or 0))
    group_edge = add_months(today, -(TABLES["cohorts"].months or 0))
    begin = group_edge - timedelta(days=40)
    with work() as session:
        owner, person = accounts.actor(session), candidates.matchable(session)
        _old, used = (
            lists.own_list(session, owner, person, updated_at=clock.day_began(list_edge) + timedelta(hours=hours))
            for hours in (-1, 1)
        )
        _past, kept = (
            cohorts.cohort(session, owner, person, starts_on=begin, ends_on=group_edge + timedelta(days=days))
            for days in (-1, 0)
        )
    retention.run(REGION, actor=job())
    with work() as session:
        assert session.scalars(select(OwnList.id)).all() == [used.id]
        assert session.scalars(select(ListMember.list_id)).all() == [used.id]
        assert session.scalars(select(Cohort.id)).all() == [kept.id]
        assert session.scalars(select(CohortMember.cohort_id)).all() == [kept.id]


@pytest.mark.rule("G5")
def test_who_is_erased_leaves_lists_and_groups_that_stay(erasing: object, work: Work) -> None:
    del erasing
    with work() as session:
        owner = accounts.actor(session)
        person, other = candidates.matchable(session), candidates.matchable(session)
        lists.own_list(session, owner, person, other, note="Bellen")
        cohorts.cohort(session, owner, person, other)
    with db.retention_work(REGION) as session:
        counts = erasure.erase_person(session, person.id, actor=job(), reason="Verzoek")
        assert (counts["own_list_members"], counts["cohort_members"]) == (1, 1)
    with work() as session:
        assert session.scalars(select(ListMember.candidate_id)).all() == [other.id]
        assert session.scalars(select(CohortMember.candidate_id)).all() == [other.id]
