"""People in the API: only the number, only of the own organisation, every one of them in the log."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.api.conftest import System
from tests.placements import world as worlds
from wsp.api.v1.banenafspraak import safe
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.banenafspraak.figures import Figure
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.couplings.enums import Scope
from wsp.foundation import clock

Couple = Callable[..., System]


@pytest.mark.rule("L2", "S7")
def test_a_placement_names_nobody_and_everybody_read_is_logged(system: Couple, session: Session) -> None:
    made = worlds.build(session)
    made.place()
    made.place(candidate_id=made.person().id)
    mine = system(of=made.organisation)
    session.commit()
    told = mine.get("/plaatsingen")
    assert told.json["totaal"] == 2
    seen = session.scalars(select(ReadEvent).where(ReadEvent.purpose == "koppeling")).all()
    assert len({row.subject_id for row in seen}) == 2
    assert {row.user_id for row in seen} == {None}
    call = session.scalars(select(AuditEvent).where(AuditEvent.action == "couplings.call")).one()
    assert mine.coupling is not None
    assert call.subject_id == mine.coupling.id
    assert {row.request_id for row in seen} == {call.request_id}, "the log leads from a read to the coupling"


@pytest.mark.rule("S7", "G10")
def test_no_word_about_a_person_is_in_any_answer(system: Couple, session: Session) -> None:
    made = worlds.build(session)
    placement = made.place()
    marks = {
        "first_name": "Markeernaam", "last_name": "Achtermerk", "email": "merk@demo.example", "phone": "+31612345678",
        "profile_text": "Geheimprofiel",
    }  # fmt: skip
    candidate = session.get_one(Candidate, made.candidate.id)
    for name, value in marks.items():
        setattr(candidate, name, value)
    session.flush()
    mine = system(of=made.organisation)
    session.commit()
    everything = [
        mine.get(path)
        for path in (
            "/plaatsingen", f"/plaatsingen/{placement.id}", "/vacatures", f"/vacatures/{made.vacancy.id}",
            "/werkgevers", f"/werkgevers/{made.employer.id}", "/banenafspraak/kwartalen",
        )
    ]  # fmt: skip
    assert {answer.status_code for answer in everything} == {200}
    told = " ".join(answer.get_data(as_text=True) + str(answer.headers) for answer in everything)
    for word in marks.values():
        assert word not in told
    born = session.scalars(select(CandidatePersonal.birth_date).where(CandidatePersonal.candidate_id == candidate.id))
    assert all(str(day) not in told for day in born)
    assert str(candidate.id) not in told
    assert everything[1].json["kandidaatNummer"] == f"K-{candidate.number}"


@pytest.mark.rule("S6")
def test_a_system_gets_no_placements_of_another_organisation(system: Couple, session: Session) -> None:
    made = worlds.build(session)
    placement = made.place()
    theirs = system(Scope.PLACEMENTS_READ, of=accounts.organisation(session, "Gemeente Ander"))
    session.commit()
    assert theirs.get("/plaatsingen").json == {"items": [], "pagina": 1, "aantal": 25, "totaal": 0}
    assert theirs.get(f"/plaatsingen/{placement.id}").status_code == 404
    refusal = session.scalars(select(AuditEvent).where(AuditEvent.result == "geweigerd")).one()
    assert (refusal.action, refusal.actor_kind) == ("couplings.call", "koppeling")
    assert session.scalars(select(ReadEvent).where(ReadEvent.purpose == "koppeling")).all() == []


def test_a_person_whose_data_are_only_kept_is_not_given(system: Couple, session: Session) -> None:
    made = worlds.build(session)
    made.place()
    session.get_one(Candidate, made.candidate.id).restricted_since = clock.today()
    mine = system(Scope.PLACEMENTS_READ, of=made.organisation)
    session.commit()
    assert mine.get("/plaatsingen").json["totaal"] == 0


def _figure(line: str, value: int, unit: str = "personen", block: str = "D Banen per sector") -> Figure:
    return Figure(block, line, clock.today(), "mensen" if unit == "personen" else "banen", value, unit)


def test_small_groups_are_left_out_with_one_more_and_all_that_stands_on_their_line() -> None:
    shown = safe(
        [
            _figure("Markt", 80), _figure("Markt", 70, "banen"),
            _figure("Overheid", 3), _figure("Overheid", 2, "banen"),
            _figure("Onbekend", 20), _figure("Samen", 103),
        ]
    )  # fmt: skip
    values = {(each["regel"], each["eenheid"]): each["waarde"] for each in shown}
    assert values["Overheid", "personen"] is values["Overheid", "banen"] is None
    assert values["Onbekend", "personen"] is None, "else 103 - 80 - 20 gives the small one"
    assert (values["Markt", "personen"], values["Samen", "personen"]) == (80, 103)
    assert json.dumps(shown).count('"teKlein": true') == 3


def test_of_very_few_people_in_all_nothing_is_told() -> None:
    shown = safe([_figure("Samen", 4), _figure("Banen", 3, "banen", block="A In het kort")])
    assert {each["waarde"] for each in shown} == {None}
