"""The list of vacancies: filters, order, pages, and a number of statements that does not grow."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from tests.vacancies import factories
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.vacancies import queries, rules, words
from wsp.vacancies.commands import VacancyContent
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.queries import Sort, VacancyFilter


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.ACCOUNT_MANAGER)


def titles(session: Session, actor: Actor, **wanted: object) -> list[str]:
    page = queries.list_vacancies(session, actor, VacancyFilter(**wanted))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    return [row.title for row in page.rows]


def test_every_filter_filters(session: Session, manager: Actor) -> None:
    bakery = employers.employer(session, manager, "Bakkerij Proef")
    site = employers.establishment(session, manager, bakery, municipality_code="GM1680")
    bread = factories.vacancy(session, manager, employer=bakery, title="Bakker", establishment_id=site.id)
    factories.vacancy(session, manager, title="Kok", state=VacancyState.CONCEPT, garantiebaan=True, tasks=("Snijden",))
    soon = clock.today() + timedelta(days=5)
    factories.vacancy(session, manager, title="Tuinman", closes_on=soon, owner_id=manager.user_id)
    assert titles(session, manager) == ["Tuinman", "Kok", "Bakker"]
    assert titles(session, manager, text="bak") == ["Bakker"]
    assert titles(session, manager, text="BAKKERIJ") == ["Bakker"]
    assert titles(session, manager, text="snijd") == ["Kok"]
    assert titles(session, manager, text=f"V-{bread.number}") == ["Bakker"]
    assert titles(session, manager, text="%") == []
    assert titles(session, manager, state=VacancyState.CONCEPT) == ["Kok"]
    assert titles(session, manager, searching=True) == ["Tuinman", "Bakker"]
    assert titles(session, manager, garantiebaan=True) == ["Kok"]
    assert titles(session, manager, closing_within_days=7) == ["Tuinman"]
    assert titles(session, manager, municipality="GM1680") == ["Bakker"]
    assert titles(session, manager, employer_id=bakery.id) == ["Bakker"]
    assert titles(session, manager, owner_id=manager.user_id) == ["Tuinman"]


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_turns_round(session: Session, manager: Actor, sort: Sort) -> None:
    for number, title in enumerate(["Aa", "Bb", "Cc"]):
        day = clock.today() + timedelta(days=10 + number)
        factories.vacancy(
            session,
            manager,
            title=title,
            employer=employers.employer(session, manager, f"{title} Proef"),
            closes_on=day,
            start_date=day,
            state=[VacancyState.CONCEPT, VacancyState.OPEN, VacancyState.FILLED][number],
        )
    assert titles(session, manager, sort=sort, descending=False) == ["Aa", "Bb", "Cc"]
    assert titles(session, manager, sort=sort, descending=True) == ["Cc", "Bb", "Aa"]


def test_another_region_and_another_role_see_nothing(session: Session, manager: Actor) -> None:
    factories.vacancy(session, manager)
    assert titles(session, accounts.actor(session, Role.JOB_COACH)) == []
    assert titles(session, accounts.actor(session, Role.ACCOUNT_MANAGER, region="AM14")) == []
    counts = queries.state_counts(session, manager)
    assert counts[VacancyState.OPEN] == 1
    assert sum(counts.values()) == 1


def test_free_places_never_go_below_zero() -> None:
    assert [rules.free_places(2, taken) for taken in (0, 1, 2, 3)] == [2, 1, 0, 0]


def test_every_fact_has_words() -> None:
    assert set(VacancyContent.__dataclass_fields__) == set(words.LABELS)
