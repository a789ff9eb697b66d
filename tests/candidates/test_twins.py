"""Who may be the same person: at entry, inside the walls, and never two people with two BSNs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from tests.statements import counted
from wsp.accounts.permissions import Role
from wsp.candidates.likeness import ALMOST_SAME_BIRTH, SAME_BSN, SAME_NAME_AND_BIRTH, Likeness, same_person, swapped
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.duplicates.queries import candidate_twins
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database

BORN = date(1990, 3, 14)
SANNE = Likeness("Sanne", "Jansen", None, BORN, "9401 AB", "sanne@post.example", "+31600000001", None)

names = st.sampled_from(["Sanne", "Sanna", "Jan", "J.", "Yusuf", "Joesoef", "Łukasz", "Олена", "Mohammed", "Ali", ""])
likenesses = st.builds(
    Likeness,
    names,
    st.sampled_from(["Jansen", "Janssen", "Jansen-de Vries", "Berg", "Vandenberg", "Öztürk", "Yılmaz", "-"]),
    st.sampled_from([None, "van den", "de"]),
    st.none() | st.dates(date(1960, 1, 1), date(2005, 12, 31)),
    st.sampled_from([None, "9401 AB", "9402 CD"]),
    st.sampled_from([None, "a@post.example", "b@post.example"]),
    st.sampled_from([None, "+31600000001", "+31600000002"]),
    st.sampled_from([None, "hash-1", "hash-2"]),
)


@given(likenesses, likenesses)
def test_two_bsns_are_two_people_whatever_else_is_the_same(one: Likeness, other: Likeness) -> None:
    assert same_person(replace(one, bsn_lookup="hash-1"), replace(other, bsn_lookup="hash-2")) == ()
    assert same_person(replace(one, bsn_lookup="hash-1"), replace(one, bsn_lookup="hash-2")) == ()
    assert same_person(replace(one, bsn_lookup="hash-1"), replace(other, bsn_lookup="hash-1")) == (SAME_BSN,)


@given(likenesses, likenesses)
def test_it_does_not_matter_which_dossier_was_first(one: Likeness, other: Likeness) -> None:
    assert same_person(one, other) == same_person(other, one)


@given(likenesses, likenesses)
def test_a_name_alone_is_never_enough(one: Likeness, other: Likeness) -> None:
    bare = {"birth_date": None, "postcode": None, "email": None, "phone": None, "bsn_lookup": None}
    assert same_person(replace(one, **bare), replace(other, **bare)) == ()  # type: ignore[arg-type]  # fields of Likeness by name


ALIKE = [
    {"last_name": "Janssen"},
    {"first_name": "S."},
    {"last_name": "Jansen-Bakker"},
    {"last_name": "JANSEN", "postcode": None, "email": None, "phone": None},
    {"birth_date": None},
    {"birth_date": date(1990, 3, 15)},
    {"last_name": "Bakker", "email": None, "phone": None},
]
"""What may differ between two dossiers of Sanne Jansen."""

OTHER_PEOPLE = [
    {"first_name": "Bram"},
    {"birth_date": date(1961, 7, 2)},
    {"last_name": "Bakker", "postcode": None, "email": None, "phone": None},
    {"birth_date": None, "postcode": "9999 ZZ", "email": None, "phone": None},
]
"""A twin brother, a mother of the same name, somebody of the same age, a namesake elsewhere."""


@pytest.mark.parametrize("changes", ALIKE)
def test_spellings_and_slips_are_found(changes: dict[str, object]) -> None:
    assert same_person(SANNE, replace(SANNE, **changes))  # type: ignore[arg-type]  # fields of Likeness by name


@pytest.mark.parametrize("changes", OTHER_PEOPLE)
def test_other_people_are_left_alone(changes: dict[str, object]) -> None:
    assert same_person(SANNE, replace(SANNE, **changes)) == ()  # type: ignore[arg-type]  # fields of Likeness by name


def test_day_and_month_the_other_way_round_is_a_slip_of_the_pen() -> None:
    one, other = replace(SANNE, birth_date=date(1990, 3, 4)), replace(SANNE, birth_date=date(1990, 4, 3))
    assert ALMOST_SAME_BIRTH in same_person(one, other)
    assert swapped(date(1990, 3, 14)) == swapped(date(1990, 5, 5)) == ()


def _person(session: Session, made: Candidate, born: date | None = BORN, lookup: str | None = None) -> Candidate:
    session.add(CandidatePersonal(region_id=made.region_id, candidate_id=made.id, birth_date=born, bsn_lookup=lookup))
    session.flush()
    return made


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.CLIENT_MANAGER, of=accounts.organisation(session, "Gemeente Eerst"))


def test_a_dossier_is_found_by_sound_and_birth_date_in_one_statement(
    session: Session, database: Database, manager: Actor
) -> None:
    of = accounts.organisation(session, "Gemeente Eerst")
    found = _person(session, factories.candidate(session, of=of, name=("Joesoef", "van", "Dijk"), postcode="9404 XY"))
    _person(session, factories.candidate(session, of=of, name=("Bram", None, "Anders")), BORN + timedelta(9000))
    with counted(database) as statements:
        twins = candidate_twins(session, manager, Likeness("Yusuf", "Dyk", "van", BORN))
    assert [(twin.id, twin.certain, twin.reasons) for twin in twins] == [(found.id, False, (SAME_NAME_AND_BIRTH,))]
    assert len(statements) == 1
    assert list(candidate_twins(session, manager, Likeness("Yusuf", "Dyk", "van", BORN), other_than=found.id)) == []
    assert list(candidate_twins(session, manager, Likeness("Yusuf", "Dyk"))) == []


def test_the_same_bsn_is_certain_and_comes_first(session: Session, manager: Actor) -> None:
    of = accounts.organisation(session, "Gemeente Eerst")
    likely = _person(session, factories.candidate(session, of=of, name=("Sanne", None, "Jansen")))
    certain = _person(session, factories.candidate(session, of=of, name=("Anders", None, "Heet")), None, "hash")
    twins = candidate_twins(session, manager, replace(SANNE, bsn_lookup="hash"))
    assert [(twin.id, twin.certain) for twin in twins] == [(certain.id, True), (likely.id, False)]


@pytest.mark.rule("S6")
def test_a_dossier_out_of_sight_is_no_twin(session: Session, manager: Actor) -> None:
    elsewhere = accounts.organisation(session, "Gemeente Ginder")
    _person(session, factories.candidate(session, of=elsewhere, name=("Sanne", None, "Jansen")), BORN, "hash")
    assert list(candidate_twins(session, manager, replace(SANNE, bsn_lookup="hash"))) == []
    account_manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    assert list(candidate_twins(session, account_manager, SANNE)) == []
    nameless = _person(session, factories.matchable(session, of=elsewhere, name=("Sanne", None, "Jansen")))
    assert nameless.id not in {twin.id for twin in candidate_twins(session, account_manager, SANNE)}
