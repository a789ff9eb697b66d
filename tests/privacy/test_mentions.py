"""A name in texts about others: found in many spellings, decided one by one, replaced when the person is erased."""

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.employers import factories as employers
from tests.privacy.conftest import Work, job
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.candidates.models import Candidate
from wsp.employers.models import ContactMoment
from wsp.foundation import clock
from wsp.privacy import mentions
from wsp.privacy import service as privacy
from wsp.privacy.commands import DecideMention
from wsp.privacy.enums import MentionDecision
from wsp.privacy.errors import InvalidDecision, MentionNotFound
from wsp.privacy.models import DataRequest, NameMention
from wsp.privacy.naming import Name, hits, without

WHO = Name("Şeyma", "van der", "Proefstra")


@pytest.mark.rule("G5")
@pytest.mark.parametrize(
    ("written", "found", "exact"),
    [
        ("Vandaag sprak ik Şeyma van der Proefstra even.", "Şeyma van der Proefstra", True),
        ("seyma VAN DER proefstra belde", "seyma VAN DER proefstra", True),
        ("Mail van S. van der Proefstra.", "S. van der Proefstra", True),
        ("Mevrouw Proefstra belde terug", "Proefstra", True),
        ("Van der Proefstra komt morgen", "Van der Proefstra", True),
        ("Proefstra's contract", "Proefstra", True),
        ("Gesprek met Seyma Proefstraa gehad", "Seyma Proefstraa", False),
        ("Mw. Porefstra was er niet", "Porefstra", False),
        ("Seyma was te laat", "Seyma", False),
    ],
)
def test_a_name_is_found_however_it_is_written(written: str, found: str, exact: bool) -> None:  # noqa: FBT001 (a case)
    [hit] = hits(written, WHO)
    assert written[hit.start : hit.end] == found
    assert hit.exact is exact
    assert found not in without(written, WHO)
    assert "deze persoon" in without(written, WHO)


@pytest.mark.parametrize(
    "written", ["", "Een proefstraat in Assen", "van der Meer belde", "seymabeleid", "De proef ging goed", "S. Jansen"]
)
def test_what_is_no_name_stays(written: str) -> None:
    assert without(written, WHO) == written


def test_a_short_name_is_not_found_in_every_word() -> None:
    assert hits("De kok is ziek en Jo ook", Name("Jo", None, "Kok"))[0].exact
    assert without("De man belde", Name("Jo", None, "Mann")) == "De man belde"


def moment(session: Session, report: str) -> uuid.UUID:
    """A talk with an employer in which somebody wrote this."""
    manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
    return employers.moment(session, manager, employers.employer(session, manager), report=report).id


def found(session: Session, person: Candidate) -> dict[uuid.UUID, NameMention]:
    rows = session.scalars(select(NameMention).where(NameMention.candidate_id == person.id)).all()
    return {row.row_id: row for row in rows}


@pytest.mark.rule("G5")
def test_texts_about_others_are_found_once_and_nobody_elses(session: Session) -> None:
    person = candidates.candidate(session, name=("Şeyma", "van der", "Proefstra"))
    exact, alike = moment(session, "Gebeld over Şeyma van der Proefstra."), moment(session, "Mw. Porefstra kwam niet.")
    moment(session, "Over iemand anders, Jan Verzonnen.")
    other = candidates.candidate(session, profile_text="Werkte samen met Şeyma van der Proefstra.")
    person.profile_text = "Şeyma van der Proefstra werkt graag buiten."
    officer = accounts.actor(session, Role.PRIVACY_OFFICER)
    session.flush()
    assert mentions.find_mentions(session, person.id, actor=officer) == 3
    rows = found(session, person)
    assert {row_id: row.exact for row_id, row in rows.items()} == {exact: True, alike: False, other.id: True}
    assert mentions.find_mentions(session, person.id, actor=officer) == 0
    for shown in mentions.listed(session, person.id, limit=10):
        assert any(name for _, name in shown.parts)
        assert "Proefstra" not in f"{shown.row.table_name} {shown.row.column_name} {shown.row.reason}"


def test_a_decision_needs_a_reason_to_keep_and_may_change(session: Session) -> None:
    person = candidates.candidate(session, name=("Şeyma", "van der", "Proefstra"))
    place = moment(session, "Proefstra belde.")
    officer = accounts.actor(session, Role.PRIVACY_OFFICER)
    mentions.find_mentions(session, person.id, actor=officer)
    row = found(session, person)[place]
    with pytest.raises(InvalidDecision):
        mentions.decide(session, person.id, DecideMention(row.id, MentionDecision.KEEP, "  "), actor=officer)
    stranger = candidates.candidate(session)
    with pytest.raises(MentionNotFound):
        mentions.decide(session, stranger.id, DecideMention(row.id, MentionDecision.REPLACE), actor=officer)
    mentions.decide(session, person.id, DecideMention(row.id, MentionDecision.KEEP, "Andere Proefstra"), actor=officer)
    assert mentions.undecided(session, person.id) == 0
    mentions.decide(session, person.id, DecideMention(row.id, MentionDecision.REPLACE), actor=officer)
    assert (row.decision, row.reason) == ("vervangen", None)
    for event in session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("privacy.mention"))):
        assert "roefstra" not in repr(event.after)


@pytest.mark.rule("G5")
def test_the_erasure_replaces_what_was_decided_and_nothing_else(erasing: object, work: Work) -> None:
    del erasing
    with work() as session:
        person = candidates.candidate(session, name=("Şeyma", "van der", "Proefstra"))
        replaced = moment(session, "Şeyma van der Proefstra begint maandag. Seyma heeft er zin in.")
        kept = moment(session, "Proefstra BV is een andere klant.")
        officer = accounts.actor(session, Role.PRIVACY_OFFICER)
        row = DataRequest(
            id=uuid.uuid4(), region_id=REGION, number=1, kind="wissing", subject_id=person.id, state="toegewezen",
            received_on=clock.today(), due_on=clock.today(), identity_checked=True,
        )  # fmt: skip
        session.add(row)
        session.flush()
        mentions.find_mentions(session, person.id, actor=officer)
        rows = found(session, person)
        replace = DecideMention(rows[replaced].id, MentionDecision.REPLACE)
        mentions.decide(session, person.id, replace, actor=officer)
        keep = DecideMention(rows[kept].id, MentionDecision.KEEP, "Naam van een bedrijf")
        mentions.decide(session, person.id, keep, actor=officer)
        request_id = row.id
    for _ in range(2):
        privacy.erase_for_request(REGION, request_id, actor=job())
    with work() as session:
        texts = {each.id: each.report for each in session.scalars(select(ContactMoment))}
        assert texts[replaced] == "deze persoon begint maandag. deze persoon heeft er zin in."
        assert texts[kept] == "Proefstra BV is een andere klant."
        assert session.scalars(select(NameMention)).all() == []
        [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.mentions_replaced"))
        assert event.after == {"rijen": {"contact_moments": 1}}
