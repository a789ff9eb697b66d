"""A letter goes to who may read its dossier, as a file, and every reading is logged."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.documents import reading
from tests.placements.conftest import TODAY
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates.models import Candidate, CandidatePersonal, SharingAgreement
from wsp.documents.models import Document
from wsp.employers.commands import AddContact
from wsp.employers.service import add_contact
from wsp.foundation import crypto
from wsp.foundation.numbers import sample_bsn
from wsp.placements import letters
from wsp.placements.commands import EndPlacement, MoveInstrument
from wsp.placements.enums import EndReason, InstrumentState
from wsp.placements.models import Placement
from wsp.placements.service import end_placement, move_instrument

AsRole = Callable[..., StrictClient]
BSN = sample_bsn(51)


def letter(world: World, placement: Placement) -> Document:
    return letters.write_confirmation(world.session, placement.id, actor=world.account_manager)


def test_the_letter_comes_as_a_file(session: Session, world: World, client: StrictClient) -> None:
    made = letter(world, world.place())
    response = client.get(f"/documenten/{made.id}")
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{made.filename}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.data.startswith(b"%PDF-")


@pytest.mark.rule("L1")
def test_reading_a_letter_is_logged_with_the_person(session: Session, world: World, client: StrictClient) -> None:
    made = letter(world, world.place())
    client.get(f"/documenten/{made.id}")
    logged = session.scalars(select(ReadEvent).where(ReadEvent.purpose == "brief")).one()
    assert (logged.subject_id, logged.user_id) == (world.candidate.id, client.user.id)


@pytest.mark.rule("S6")
def test_somebody_elses_letter_is_not_there(session: Session, world: World, as_role: AsRole) -> None:
    made = letter(world, world.place())
    address = f"/documenten/{made.id}"
    stranger = as_role(Role.CLIENT_MANAGER, organisation=accounts.organisation(session, "Gemeente Ginder"))
    assert stranger.get(address).status_code == 404
    assert as_role(Role.JOB_COACH).get(address).status_code == 404
    assert as_role(Role.ACCOUNT_MANAGER, region="AM14").get(address).status_code == 404
    assert as_role(Role.CLIENT_MANAGER).get(address).status_code == 200
    for role in (Role.POLICY_OFFICER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR):
        assert as_role(role).get(address).status_code == 403
    assert as_role(Role.CLIENT_MANAGER).get(f"/documenten/{uuid4()}").status_code == 404


@pytest.mark.rule("G10")
def test_who_may_not_know_the_name_any_more_does_not_learn_it_from_a_file(
    session: Session, world: World, client: StrictClient
) -> None:
    placement = world.place(starts_on=TODAY - timedelta(days=60))
    made = letter(world, placement)
    command = EndPlacement(placement.id, TODAY - timedelta(days=1), EndReason.EMPLOYER_STOPS)
    end_placement(session, command, actor=world.account_manager)
    session.execute(update(SharingAgreement).values(given=False))
    session.flush()
    assert client.get(f"/documenten/{made.id}").status_code == 404
    page = client.get(f"/plaatsingen/{placement.id}").page
    assert "Bevestiging van de plaatsing" in page.text
    assert not [link for link in page.all("a") if (link.get("href") or "").startswith("/documenten/")]


@pytest.mark.rule("G10", "G14", "S7")
def test_a_letter_never_holds_what_an_employer_may_not_know(session: Session, world: World) -> None:
    person = world.person(name=("Proef", "van", "Geheim"))
    personal = session.scalars(select(CandidatePersonal).where(CandidatePersonal.candidate_id == person.id)).one()
    personal.sex = "vrouw"
    personal.bsn_encrypted = crypto.keyring().encrypt(BSN)
    planted = {
        "profile_text": "GEHEIM-PROFIEL", "motivation": None, "email": "geheim@demo.example", "phone": "+31699999999",
    }  # fmt: skip
    row = session.get_one(Candidate, person.id)
    for name, value in planted.items():
        if hasattr(row, name) and value:
            setattr(row, name, value)
    candidates.loonwaarde(session, row, 37)
    session.flush()
    made = letter(world, world.place(candidate_id=person.id, note="GEHEIME-NOTITIE"))
    text = reading.text(made.content)
    assert "Proef van Geheim" in text
    assert f"K-{person.number}" in text
    for secret in (
        BSN, "14 maart 1990", "1990", " vrouw", "GEHEIM-PROFIEL", "geheim@", "99999999", "GEHEIME-NOTITIE", "37 %",
        "37%",
        "register", "doelgroep", "Wajong", "uitkering", "ziekte", "beperking", "loonwaarde", "9401 AB",
    ):  # fmt: skip
        assert secret.lower() not in text.lower(), secret


def test_the_letter_says_amount_rules_and_what_to_send(session: Session, world: World) -> None:
    add_contact(
        session,
        AddContact(employer_id=world.employer.id, name="Karin Proef", first_choice=True),
        actor=world.account_manager,
    )
    placement = world.place()
    text = reading.text(letter(world, placement).content).replace("\xa0", " ")
    for said in (
        "Beste Karin Proef,", f"P-{placement.number}", "28", "8 augustus 2026", "7 augustus 2027", "Loonkostensubsidie",
        "De gemeente betaalt een deel van het loon.", "per maand", "Wij rekenden met de regels van 8 augustus 2026.",
        "Stuur ons een kopie van het getekende contract.", "Vraag de loonkostensubsidie aan bij de gemeente.",
        "Werkgeversservicepunt Groningen",
    ):  # fmt: skip
        assert said in text, said


def test_only_what_was_granted_is_promised(session: Session, world: World) -> None:
    placement = world.place()
    assert "Naar verwachting krijgt u" in reading.text(letter(world, placement).content)
    for state in (InstrumentState.APPLIED, InstrumentState.GRANTED):
        command = MoveInstrument(placement.id, "loonkostensubsidie", state)
        move_instrument(session, command, actor=world.account_manager)
    text = reading.text(letter(world, placement).content)
    assert "U krijgt" in text
    assert "Vraag de loonkostensubsidie aan" not in text


def test_a_refused_instrument_is_not_promised(session: Session, world: World) -> None:
    placement = world.place()
    command = MoveInstrument(placement.id, "loonkostensubsidie", InstrumentState.REFUSED, "Stukken ontbreken.")
    move_instrument(session, command, actor=world.account_manager)
    text = reading.text(letter(world, placement).content)
    assert "Loonkostensubsidie" not in text
    assert "No-riskpolis" in text


def test_the_job_writes_one_letter_and_the_button_the_next(session: Session, world: World) -> None:
    placement = world.place()
    first = letters.send_confirmation(session, placement.id, actor=world.account_manager)
    assert first is not None
    assert letters.send_confirmation(session, placement.id, actor=world.account_manager) is None
    assert letter(world, placement).edition == 2
