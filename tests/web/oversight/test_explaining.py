"""Somebody hears why they stood where on a list: from what was kept with it, whatever changed since (rule I14)."""

import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.types import SOFT_CRITERIA
from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import ReadEvent
from wsp.candidates.models import Candidate
from wsp.foundation.actor import Actor
from wsp.shortlists import queries, service
from wsp.shortlists.weighing import service as weighing
from wsp.shortlists.weighing.commands import ProposeWeights

ClientAs = Callable[..., StrictClient]
OTHER = ("Zoetermarkering", None, "Geheimstra")


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


class Listed:
    """One person on the list of a vacancy, with others around."""

    def __init__(self, session: Session, manager: StrictClient) -> None:
        self.session, self.manager = session, manager
        for _ in range(3):
            candidates.matchable(session, name=OTHER)
        self.person = candidates.matchable(session, motivation=None, language_nl=None)
        self.late = candidates.matchable(session, hours_min=Decimal(4), hours_max=Decimal(8))
        self.vacancy = vacancies.vacancy(session, manager.actor, language_nl_min=2)
        self.run_id = queries.rank_for_vacancy(session, manager.actor, self.vacancy.id).run_id

    def letter(self, person: Candidate) -> str:
        """What the letter for somebody says."""
        return str(self.manager.get(f"/kandidaten/{person.id}/matchlijsten/{self.run_id}").page.text)


@pytest.fixture
def listed(session: Session, manager: StrictClient) -> Listed:
    return Listed(session, manager)


@pytest.mark.rule("I14")
def test_the_letter_tells_what_computer_and_people_did(listed: Listed) -> None:
    text = listed.letter(listed.person)
    assert "zocht een medewerker mensen voor de vacature Orderpicker" in text
    assert "U stond op plek" in text
    assert "De computer beslist niets." in text
    assert "Dit paste goed" in text
    assert "Soort werk" in text
    assert "Dit wisten wij nog niet" in text
    assert "Nederlands" in text
    assert "Een medewerker droeg u niet voor bij deze vacature." in text
    assert "Geheimstra" not in text
    fell_out = listed.letter(listed.late)
    assert "Aan deze eisen voldeed u niet" in fell_out
    assert "Uren per week" in fell_out


@pytest.mark.rule("I14")
def test_the_letter_stays_the_same_after_weights_and_profile_changed(listed: Listed, session: Session) -> None:
    before = listed.letter(listed.person)
    officer, other = (_somebody(session, role) for role in (Role.POLICY_OFFICER, Role.ADMINISTRATOR))
    values = {code: Decimal(code == "reistijd") for code in SOFT_CRITERIA}
    made = weighing.propose(session, ProposeWeights(values=values, reason="Alleen de reis telt."), actor=officer)
    weighing.approve(session, made.id, actor=other)
    listed.person.language_nl, listed.person.hours_max = 4, Decimal(32)
    listed.vacancy.hours_max = Decimal(40)
    session.flush()
    assert queries.rank_for_vacancy(session, listed.manager.actor, listed.vacancy.id).run_id != listed.run_id
    assert listed.letter(listed.person) == before


def test_what_a_member_of_staff_decided_stands_in_it(listed: Listed, session: Session) -> None:
    command = service.SetAside(listed.vacancy.id, listed.person.id, "te ver reizen", note="Belt nooit terug.")
    service.set_aside(session, command, actor=listed.manager.actor)
    text = listed.letter(listed.person)
    assert "besloot een medewerker om u niet voor te dragen. De reden: te ver reizen." in text
    assert "Belt nooit terug" not in text, "a note is for colleagues"


def test_the_lists_of_somebody_are_named_and_the_look_is_logged(listed: Listed, session: Session) -> None:
    page = listed.manager.get(f"/kandidaten/{listed.person.id}/matchlijsten").page
    links = [link.get("href") for link in page.all("a")]
    assert f"/kandidaten/{listed.person.id}/matchlijsten/{listed.run_id}" in links
    looked = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.subject_kind == "candidate")).all()
    assert listed.person.id in looked
    new = candidates.matchable(session)
    assert "Nog op geen lijst" in listed.manager.get(f"/kandidaten/{new.id}/matchlijsten").page.text


def test_a_list_without_the_person_and_a_dossier_out_of_sight_do_not_exist(listed: Listed, session: Session) -> None:
    absent = candidates.matchable(session)
    hidden = candidates.candidate(session)
    for address in (
        f"{absent.id}/matchlijsten/{listed.run_id}",
        f"{listed.person.id}/matchlijsten/{uuid.uuid4()}",
        f"{hidden.id}/matchlijsten",
        f"{hidden.id}/matchlijsten/{listed.run_id}",
    ):
        assert listed.manager.get(f"/kandidaten/{address}").status_code == 404, address


def _somebody(session: Session, role: Role) -> Actor:
    return Actor(
        user_id=accounts.member(session, role).id, region_id="AM01", organisation_id=None, roles=frozenset({role}),
        permissions=frozenset(GRANTS[role]),
    )  # fmt: skip
