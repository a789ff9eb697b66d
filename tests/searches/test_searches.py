"""Saved searches: what is kept, what counts as new, who is told, and who is not told any more."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from wsp.accounts.models import Membership
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.searches import lists, queries, service
from wsp.searches.commands import NameSearch
from wsp.searches.enums import ListKind
from wsp.searches.errors import NameTaken, NothingAsked, SearchNotFound, TooMany, TooWide
from wsp.searches.models import SavedSearch
from wsp.vacancies.enums import VacancyState
from wsp.worklist.models import Task

REGION = "AM01"
ORDER = {"q": "orderpicker"}


@pytest.fixture
def owner(session: Session) -> Actor:
    return accounts.actor(session)


@pytest.fixture
def worker() -> Actor:
    return Actor(user_id=None, region_id=REGION, organisation_id=None, kind="taak")


def keep(
    session: Session,
    owner: Actor,
    filters: dict[str, str] = ORDER,
    *,
    name: str = "Magazijn",
    kind: ListKind = ListKind.VACANCIES,
    tells: bool = True,
) -> SavedSearch:
    return service.keep_search(session, kind, filters, NameSearch(name=name, tells=tells), actor=owner)


def tasks_about(session: Session, search: SavedSearch) -> list[Task]:
    asked = select(Task).where(Task.subject_id == search.id, Task.done_at.is_(None))
    return list(session.scalars(asked.execution_options(populate_existing=True)))


def test_what_is_found_when_it_is_kept_is_no_news(session: Session, owner: Actor, worker: Actor) -> None:
    known = vacancies.vacancy(session, owner)
    search = keep(session, owner)
    assert search.seen_ids == [known.id]
    assert service.look_again(session, REGION, actor=worker).tasks == 0
    assert tasks_about(session, search) == []


def test_what_comes_in_later_is_told_once_to_the_owner(session: Session, owner: Actor, worker: Actor) -> None:
    search = keep(session, owner)
    new = vacancies.vacancy(session, owner)
    vacancies.vacancy(session, owner, title="Kok")
    assert service.look_again(session, REGION, actor=worker).tasks == 1
    assert search.new_ids == [new.id]
    (task,) = tasks_about(session, search)
    assert task.title == "1 nieuwe vacature: Magazijn"
    assert task.assigned_to_id == owner.user_id
    # The same morning again, and the next one, with nothing more: no second word of the same thing.
    assert service.look_again(session, REGION, actor=worker).tasks == 0
    vacancies.vacancy(session, owner)
    assert service.look_again(session, REGION, actor=worker).tasks == 1
    (task,) = tasks_about(session, search)
    assert task.title == "2 nieuwe vacatures: Magazijn"


def test_a_record_that_changes_may_come_in_without_being_new(session: Session, owner: Actor, worker: Actor) -> None:
    other = vacancies.vacancy(session, owner, title="Kok", tasks=())
    search = keep(session, owner)
    other.title = "Orderpicker in de koeling"
    session.flush()
    service.look_again(session, REGION, actor=worker)
    assert search.new_ids == [other.id]


def test_seen_ends_the_news_and_the_task(session: Session, owner: Actor, worker: Actor) -> None:
    search = keep(session, owner)
    vacancies.vacancy(session, owner)
    service.look_again(session, REGION, actor=worker)
    service.mark_seen(session, search.id, actor=owner)
    assert search.new_ids == []
    assert tasks_about(session, search) == []
    assert service.look_again(session, REGION, actor=worker).tasks == 0


def test_news_that_left_the_list_is_no_news(session: Session, owner: Actor, worker: Actor) -> None:
    search = keep(session, owner, {"q": "orderpicker", "status": "open"})
    gone = vacancies.vacancy(session, owner)
    service.look_again(session, REGION, actor=worker)
    gone.state = VacancyState.WITHDRAWN.value
    session.flush()
    service.look_again(session, REGION, actor=worker)
    assert search.new_ids == []
    assert tasks_about(session, search) == []


def test_who_left_or_lost_the_right_gets_no_word(session: Session, owner: Actor, worker: Actor) -> None:
    coach = accounts.actor(session, Role.JOB_COACH)
    mine, theirs = keep(session, owner), keep(session, owner, name="Anders")
    # As if an administrator took the role away that allowed the list.
    theirs.user_id, theirs.organisation_id = coach.user_id, coach.organisation_id  # type: ignore[assignment]  # a coach has both
    membership = session.scalars(select(Membership).where(Membership.user_id == owner.user_id)).one()
    membership.ended_at = clock.now()
    session.flush()
    vacancies.vacancy(session, owner)
    look = service.look_again(session, REGION, actor=worker)
    assert look.tasks == 0
    assert mine.new_ids == []


def test_a_search_without_word_is_not_looked_at(session: Session, owner: Actor, worker: Actor) -> None:
    search = keep(session, owner, tells=False)
    vacancies.vacancy(session, owner)
    assert service.look_again(session, REGION, actor=worker).searches == 0
    service.change_search(session, search.id, NameSearch(name="Magazijn", tells=True), actor=owner)
    assert len(search.seen_ids) == 1
    vacancies.vacancy(session, owner)
    service.look_again(session, REGION, actor=worker)
    assert len(search.new_ids) == 1
    service.change_search(session, search.id, NameSearch(name="Magazijn", tells=False), actor=owner)
    assert (search.seen_ids, search.new_ids, tasks_about(session, search)) == ([], [], [])


@pytest.mark.rule("G10")
def test_the_text_that_candidates_were_searched_by_is_not_kept(session: Session, owner: Actor) -> None:
    search = keep(session, owner, {"q": "Jansen", "fase": "matchbaar"}, kind=ListKind.CANDIDATES)
    assert search.filters == {"fase": "matchbaar"}
    with pytest.raises(NothingAsked):
        keep(session, owner, {"q": "Jansen"}, kind=ListKind.CANDIDATES, name="Nog een")


def test_candidates_count_only_as_far_as_the_owner_sees_them(session: Session, worker: Actor) -> None:
    manager = accounts.actor(session, Role.CLIENT_MANAGER)
    search = keep(session, manager, {"van-mij": "1"}, kind=ListKind.CANDIDATES, name="Van mij")
    mine = candidates.candidate(
        session, of=accounts.organisation_for(session, Role.CLIENT_MANAGER), client_manager_id=manager.user_id
    )
    candidates.candidate(session)
    service.look_again(session, REGION, actor=worker)
    assert search.new_ids == [mine.id]


def test_nobody_else_reaches_a_search(session: Session, owner: Actor) -> None:
    search = keep(session, owner)
    for stranger in (accounts.actor(session), replace(owner, organisation_id=uuid.uuid4())):
        assert queries.mine(session, stranger) == []
        for verb in (service.mark_seen, service.remove_search):
            with pytest.raises(SearchNotFound):
                verb(session, search.id, actor=stranger)


def test_limits(session: Session, owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingAsked):
        keep(session, owner, {"sorteer": "titel", "status": "bestaat-niet", "gemeente": "GM0363'--"})
    keep(session, owner)
    with pytest.raises(NameTaken):
        keep(session, owner, name="magazijn")
    monkeypatch.setattr(service, "WIDEST", 1)
    for _ in range(2):
        vacancies.vacancy(session, owner)
    with pytest.raises(TooWide):
        keep(session, owner, name="Ruim")
    assert keep(session, owner, name="Ruim", tells=False).seen_ids == []
    monkeypatch.setattr(service, "MOST", 2)
    with pytest.raises(TooMany):
        keep(session, owner, name="Derde")


@given(
    given=st.dictionaries(
        st.sampled_from(["q", "status", "van", "sluit", "garantiebaan", "x", "gemeente"]), st.text(max_size=200)
    ),
    kind=st.sampled_from(list(ListKind)),
)
def test_whatever_stands_in_an_address_what_is_kept_stays_the_same(given: dict[str, str], kind: ListKind) -> None:
    kept = lists.kept(kind, given)
    assert lists.kept(kind, kept) == kept
    assert "x" not in kept
    assert all(0 < len(value) <= 100 for value in kept.values())


def test_removed_is_gone_with_its_task(session: Session, owner: Actor, worker: Actor) -> None:
    search = keep(session, owner)
    vacancies.vacancy(session, owner, closes_on=clock.today() + timedelta(days=3))
    service.look_again(session, REGION, actor=worker)
    service.remove_search(session, search.id, actor=owner)
    assert session.get(SavedSearch, search.id) is None
    assert tasks_about(session, search) == []
