"""A municipality keeps its own dossiers shorter than the product does: from a day on, and never longer."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.privacy.conftest import Work, job
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import Role
from wsp.candidates.enums import Stage
from wsp.candidates.models import Candidate
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.law.values import Unit
from wsp.policy import service
from wsp.policy.commands import ProposeValue
from wsp.policy.enums import ValueKind
from wsp.policy.errors import UnusableValue
from wsp.policy.models import WHOLE_REGION
from wsp.policy.queries import dossier_terms
from wsp.policy.retention import DOSSIER, LONGEST_DOSSIER, SHORTEST_DOSSIER
from wsp.privacy import retention

ON = date(2026, 7, 1)
ASSEN = "GM0106"


def decide(session: Session, months: int | str, valid_from: date, municipality: str = ASSEN) -> None:
    """Two administrators decide on a term."""
    command = ProposeValue(
        kind=ValueKind.RETENTION, code=DOSSIER, value=str(months), valid_from=valid_from, unit=Unit.MONTHS,
        municipality_code=municipality, source="Besluit van het college, verzonnen",
    )  # fmt: skip
    one, other = (accounts.actor(session, Role.ADMINISTRATOR) for _ in range(2))
    service.approve(session, service.propose(session, command, actor=one).id, actor=other)


def closed(session: Session, of: Organisation, on: date) -> Candidate:
    return candidates.candidate(session, of=of, stage=Stage.CLOSED, closed_on=on)


@pytest.fixture
def two(session: Session) -> tuple[Organisation, Organisation]:
    """A municipality that decides for itself, and one that does not."""
    return (
        accounts.organisation(session, "Gemeente Assen", municipality_code=ASSEN),
        accounts.organisation(session, "Gemeente Ander", municipality_code="GM0109"),
    )


def due(session: Session, on: date) -> set[uuid.UUID]:
    """Whose term is over on a day."""
    session.flush()
    return {each.candidate_id for each in retention.due_dossiers(session, until=on, on=on) if each.term_ends_on <= on}


@pytest.mark.rule("G12")
def test_the_term_is_that_of_who_keeps_the_dossier(session: Session, two: tuple[Organisation, Organisation]) -> None:
    decide(session, 24, date(2020, 1, 1))
    edge = add_months(ON, -24)
    own = {days: closed(session, two[0], edge + timedelta(days=days)).id for days in (-1, 0, 1)}
    closed(session, two[1], edge - timedelta(days=1))
    elsewhere = closed(session, two[1], add_months(ON, -LONGEST_DOSSIER) - timedelta(days=1)).id
    assert due(session, ON) == {own[-1], elsewhere}
    assert due(session, ON + timedelta(days=1)) == {own[-1], own[0], elsewhere}


@pytest.mark.rule("G12")
def test_a_decision_counts_from_its_day_and_a_later_one_replaces_it(
    session: Session, two: tuple[Organisation, Organisation]
) -> None:
    decide(session, 24, ON)
    decide(session, 60, ON + timedelta(days=100))
    person = closed(session, two[0], add_months(ON, -36))
    assert due(session, ON - timedelta(days=1)) == set()
    assert due(session, ON) == {person.id}
    assert due(session, ON + timedelta(days=99)) == {person.id}
    assert due(session, ON + timedelta(days=100)) == set()


def test_a_term_of_the_region_holds_for_who_decided_nothing(
    session: Session, two: tuple[Organisation, Organisation]
) -> None:
    decide(session, 48, date(2020, 1, 1), WHOLE_REGION)
    decide(session, 24, date(2020, 1, 1))
    terms = dossier_terms(session, REGION, on=ON)
    assert (terms.of(ASSEN), terms.of("GM0109"), terms.of(None), terms.shortest) == (24, 48, 48, 24)
    nothing = dossier_terms(session, REGION, on=date(2019, 1, 1))
    assert (nothing.of(ASSEN), nothing.shortest) == (LONGEST_DOSSIER, LONGEST_DOSSIER)
    book = service.law_book(session, region=REGION, municipality=ASSEN)
    assert DOSSIER not in book.choices, "a term of retention is nothing that a rule calculates with"


@pytest.mark.parametrize("months", [SHORTEST_DOSSIER - 1, LONGEST_DOSSIER + 1, "24.5", 0, "-1", "veel"])
def test_nobody_keeps_longer_than_the_longest_or_too_short_to_count(session: Session, months: int | str) -> None:
    with pytest.raises(UnusableValue) as refused:
        decide(session, months, ON)
    assert "value" in refused.value.fields


@pytest.mark.parametrize("months", [SHORTEST_DOSSIER, LONGEST_DOSSIER])
def test_the_edges_themselves_are_allowed(session: Session, months: int) -> None:
    decide(session, months, ON)
    assert dossier_terms(session, REGION, on=ON).of(ASSEN) == months


@pytest.mark.rule("G12")
def test_a_shorter_term_still_warns_and_waits(erasing: object, work: Work) -> None:
    """What was safe yesterday is not gone today: the run warns first, and erases after the days of grace."""
    del erasing
    with clock.frozen(ON), work() as session:
        assen = accounts.organisation(session, "Gemeente Assen", municipality_code=ASSEN)
        person_id = closed(session, assen, add_months(ON, -60)).id
        decide(session, 24, ON)
    days = ((0, False), (retention.GRACE_DAYS - 1, False), (retention.GRACE_DAYS, True))
    for after, gone in days:
        with clock.frozen(ON + timedelta(days=after)):
            retention.run(REGION, actor=job())
        with work() as session:
            # What stays of somebody who was erased has another key.
            assert (session.get(Candidate, person_id) is None) is gone, after
