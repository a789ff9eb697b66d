"""Agreements never widen; employers with two KVK numbers are two; small blocks miss nobody."""

import time
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.candidates.test_twins import likenesses
from tests.examples import examples
from wsp.candidates.likeness import Likeness, same_person
from wsp.duplicates.blocks import LARGEST, candidate_pairs
from wsp.duplicates.rules import Agreement, EmployerFacts, narrow, same_employer
from wsp.duplicates.service.finding import Firm, Person, firm_keys, firm_pairs, person_keys, person_pairs

TODAY = date(2026, 11, 22)
FIRMS = [uuid.UUID(int=n) for n in range(1, 4)]
days = st.sampled_from([None, *(TODAY + timedelta(days=n) for n in (-400, -30, 0, 30, 400))])


@st.composite
def agreement(draw: st.DrawFn) -> Agreement:
    """A version about all employers or one of three; its period is not empty."""
    start, end = draw(days), draw(days)
    if start is not None and end is not None and start >= end:
        start, end = end, start
    if start is not None and start == end:
        end = None
    return Agreement(
        id=draw(st.uuids()),
        purpose=draw(st.sampled_from(["delen", "met-naam"])),
        about=draw(st.sampled_from([None, *FIRMS])),
        given=draw(st.booleans()),
        start=start,
        end=end,
    )


def shared(versions: list[Agreement], purpose: str, firm: uuid.UUID, on: date) -> bool:
    """As `candidates.queries.agreed_ids`: what was said about one weighs more; a refusal beside a permission wins."""
    said = [each for each in versions if each.purpose == purpose and each.holds(on)]
    particular = [each.given for each in said if each.about == firm]
    return all(particular) if particular else bool(said_of_all(said)) and all(said_of_all(said))


def said_of_all(said: list[Agreement]) -> list[bool]:
    return [each.given for each in said if each.about is None]


def refused(versions: list[Agreement], purpose: str, firm: uuid.UUID, on: date) -> bool:
    """Somebody said no, to this employer or to all, and nothing else about it."""
    said = [each for each in versions if each.purpose == purpose and each.holds(on) and each.about in (None, firm)]
    return any(not each.given for each in said)


@examples(400)
@given(
    st.lists(agreement(), max_size=6),
    st.lists(agreement(), max_size=6),
    st.sampled_from(["delen", "met-naam"]),
    st.sampled_from(FIRMS),
    st.sampled_from([TODAY, TODAY + timedelta(days=31), TODAY + timedelta(days=500)]),
)
def test_agreements_never_widen(
    survivor: list[Agreement], absorbed: list[Agreement], purpose: str, firm: uuid.UUID, on: date
) -> None:
    narrowed = narrow(survivor, absorbed, on=TODAY)
    after = [each for each in survivor if each.id not in narrowed.leaves]
    after += [each for each in absorbed if each.id in narrowed.takes]
    if shared(after, purpose, firm, on):
        assert shared(survivor, purpose, firm, on) or refused(survivor, purpose, firm, on)
        assert not refused(absorbed, purpose, firm, on)


@given(st.lists(agreement(), max_size=6))
def test_nothing_happens_to_agreements_when_the_other_has_none(own: list[Agreement]) -> None:
    narrowed = narrow(own, [], on=TODAY)
    assert (narrowed.takes, narrowed.leaves, narrowed.lost) == ((), (), ())


facts = st.builds(
    EmployerFacts,
    st.sampled_from(["bakkerij proefkorst", "bakkerij proef korst", "bakkerij proefkorts", "slagerij anders", ""]),
    st.sampled_from([None, "00000001", "00000002"]),
    st.sampled_from([None, "+31592000001", "+31592000002"]),
    st.sampled_from([None, "https://www.proefkorst.example", "https://proefkorst.example/contact", "geen adres"]),
    st.frozensets(st.sampled_from(["assen", "gieten"])),
    st.frozensets(st.sampled_from([("9401 AB", "1"), ("9402 CD", "2a")])),
)


@given(facts, facts)
def test_two_kvk_numbers_are_two_employers(one: EmployerFacts, other: EmployerFacts) -> None:
    assert same_employer(replace(one, kvk_number="00000001"), replace(other, kvk_number="00000002")) == ()
    assert same_employer(one, other) == same_employer(other, one)


@given(facts, facts)
def test_employers_that_are_alike_meet_in_a_block(one: EmployerFacts, other: EmployerFacts) -> None:
    firms = [Firm(uuid.UUID(int=1), one), Firm(uuid.UUID(int=2), other)]
    met = [reasons for _, _, _, reasons in firm_pairs(firms)]
    assert met == ([same_employer(one, other)] if set(firm_keys(firms[0])) & set(firm_keys(firms[1])) else [])
    if same_employer(one, other):
        assert met


@examples(400)
@given(likenesses, likenesses)
def test_people_who_are_alike_meet_in_a_block(one: Likeness, other: Likeness) -> None:
    """But for the same BSN: the database lets no two dossiers have it."""
    keeper = uuid.UUID(int=9)
    one, other = replace(one, bsn_lookup=None), replace(other, bsn_lookup=None)
    people = [Person(uuid.UUID(int=1), keeper, one), Person(uuid.UUID(int=2), keeper, other)]
    if same_person(one, other):
        assert [reasons for _, _, _, reasons in person_pairs(people)] == [same_person(one, other)]


@given(likenesses)
def test_dossiers_of_two_controllers_are_never_compared(likeness: Likeness) -> None:
    people = [Person(uuid.UUID(int=n), uuid.UUID(int=100 + n), likeness) for n in (1, 2)]
    assert list(person_pairs(people)) == []
    assert not set(person_keys(people[0])) & set(person_keys(people[1]))


def test_a_pair_comes_once_and_a_crowd_says_nothing() -> None:
    assert list(candidate_pairs(["ab", "abc", "x"], list)) == [("ab", "abc")]
    assert list(candidate_pairs(["x"] * (LARGEST + 1), lambda word: [word])) == []


@pytest.mark.slow
def test_fifty_thousand_dossiers_are_looked_through_in_seconds() -> None:
    """The blocks make it a walk: 50,000 dossiers, 1.25 milliard pairs, of which some hundred thousand are compared."""
    first = ["Sanne", "Bram", "Yusuf", "Fatima", "Łukasz", "Olena", "Kees", "Aaltje", "Mohammed", "Noor"]
    last = [f"{one}{two}" for one in ("Proef", "Test", "Voorbeeld", "Dummy") for two in ("stra", "man", "sen", "dijk")]
    keeper = uuid.UUID(int=7)
    people = [
        Person(
            uuid.UUID(int=n + 1),
            keeper,
            Likeness(
                first[n * 7 % len(first)],
                last[n * 13 % len(last)],
                None,
                date(1960, 1, 1) + timedelta(days=n * 37 % 16000),
                f"{9000 + n * 11 % 900} {chr(65 + n % 24)}{chr(65 + n * 5 % 24)}",
                None,
                f"+316{n:08d}",
            ),
        )
        for n in range(50_000)
    ]
    started = time.process_time()
    compared = sum(1 for _ in person_pairs(people))
    took = time.process_time() - started
    assert compared < 1_500_000
    assert took < 60, f"{took:.1f} s of processor time for {compared} comparisons"
