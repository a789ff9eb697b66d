"""An employer takes its own files and letters out again: as a file, out of quarantine, logged, and nobody else's."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import reading
from tests.foundation.files import samples
from tests.foundation.files.clamd import clamd
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.page import text_of
from tests.web.portal.conftest import TODAY, ClientAs, Portal
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.documents import service as documents
from wsp.documents.enums import LETTER_TITLES, TO_EMPLOYER, LetterKind, Origin
from wsp.documents.errors import DocumentNotFound
from wsp.documents.models import Upload
from wsp.documents.service.scanning import scan_waiting
from wsp.employers import service as employers
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.foundation.files import settings as files
from wsp.placements import letters, queries, service
from wsp.placements.commands import EndPlacement, HandInContract
from wsp.placements.enums import EndReason
from wsp.placements.models import Placement
from wsp.placements.queries.own import LOOK_BACK


@pytest.fixture(autouse=True)
def how() -> Iterator[None]:
    """A process that opens what was not scanned, put back afterwards."""
    before = files.current()
    files.configure(files.FileSettings(unscanned="allow", timeout=2))
    yield
    files.configure(before)


@pytest.fixture
def placement(portal: Portal) -> Placement:
    """Somebody who works at the employer since yesterday."""
    return portal.world.place(portal.world.named(), starts_on=TODAY - timedelta(days=1))


def handed_in(portal: Portal, placement: Placement, content: bytes = samples.pdf()) -> Upload:
    """The contract, in quarantine."""
    name = "contract Sanne.png" if content.startswith(b"\x89PNG") else "contract Sanne.pdf"
    command = HandInContract(placement.id, name, content)
    return service.hand_in_contract(portal.world.session, command, actor=portal.actor)


def reads(session: Session, purpose: str) -> list[ReadEvent]:
    return list(session.scalars(select(ReadEvent).where(ReadEvent.purpose == purpose)))


@pytest.mark.rule("S9", "L1")
def test_the_own_contract_comes_back_as_a_file_and_is_logged(
    portal: Portal, placement: Placement, session: Session
) -> None:
    upload = handed_in(portal, placement)
    address, card = f"/portaal/bestanden/{upload.id}", f"/portaal/medewerkers/{placement.id}"
    assert portal.client.get(address).status_code == 409, "still in quarantine"
    assert not portal.client.get(card).page.all("a", href=address)
    assert reads(session, "document") == []
    scan_waiting("AM01")
    assert portal.client.get(card).page.all("a", href=address)
    answer = portal.client.get(address)
    assert answer.data == samples.pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = reads(session, "document")
    assert (event.subject_id, event.user_id) == (placement.candidate_id, portal.client.user.id)


@pytest.mark.rule("S9")
@pytest.mark.parametrize("trouble", ["virus", "geen-scanner"])
def test_what_is_not_clean_stays_shut(portal: Portal, placement: Placement, session: Session, trouble: str) -> None:
    content = samples.png_with_text(samples.EICAR) if trouble == "virus" else samples.pdf()
    upload = handed_in(portal, placement, content)
    if trouble == "virus":
        with clamd() as server:
            files.configure(files.FileSettings(scanner=server.address, unscanned="allow", timeout=2))
            scan_waiting("AM01")
    else:
        files.configure(files.FileSettings(unscanned="block", timeout=2))
        scan_waiting("AM01")
    refused = portal.client.get(f"/portaal/bestanden/{upload.id}")
    assert refused.status_code == 409
    assert content not in refused.data
    assert reads(session, "document") == []


@pytest.mark.rule("S6")
def test_the_files_of_staff_and_of_others_do_not_exist(
    portal: Portal, placement: Placement, session: Session, stranger: StrictClient, client_as: ClientAs
) -> None:
    own = handed_in(portal, placement)
    world = portal.world
    theirs = [
        documents.store(
            session, actor, subject=subject, filename="intern.pdf", content=samples.pdf(text=name), origin=origin
        ).id
        for name, actor, subject, origin in (
            (b"a", world.account_manager, ("plaatsing", placement.id), Origin.STAFF),
            (b"b", world.account_manager, ("plaatsing", placement.id), Origin.PORTAL),
            (b"c", portal.actor, ("kandidaat", placement.candidate_id), Origin.PORTAL),
        )
    ]
    scan_waiting("AM01")
    for upload_id in (*theirs, uuid.uuid4()):
        assert portal.client.get(f"/portaal/bestanden/{upload_id}").status_code == 404
    assert stranger.get(f"/portaal/bestanden/{own.id}").status_code == 404
    assert client_as(Role.ACCOUNT_MANAGER).get(f"/portaal/bestanden/{own.id}").status_code == 403
    colleague = client_as(Role.EMPLOYER_STAFF, organisation=portal.organisation)
    assert colleague.get(f"/portaal/bestanden/{own.id}").status_code == 200


@pytest.mark.rule("G10")
def test_a_letter_to_the_employer_is_read_in_the_portal(
    portal: Portal, placement: Placement, session: Session, stranger: StrictClient
) -> None:
    letter = letters.write_confirmation(session, placement.id, actor=portal.world.account_manager)
    card = portal.client.get(f"/portaal/medewerkers/{placement.id}").page
    address = f"/portaal/brieven/{letter.id}"
    assert text_of(card.one("a", href=address)) == LETTER_TITLES[LetterKind.PLACEMENT_CONFIRMATION]
    answer = portal.client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    text = reading.text(answer.data)
    assert placement.function_title in text
    for hidden in ("loonwaarde", "doelgroepregister", "Wajong"):
        assert hidden not in text
    (event,) = reads(session, "brief")
    assert (event.subject_id, event.user_id) == (placement.candidate_id, portal.client.user.id)
    assert stranger.get(address).status_code == 404
    assert portal.client.get(f"/portaal/brieven/{uuid.uuid4()}").status_code == 404


def test_whoever_left_long_ago_takes_the_files_along(portal: Portal, placement: Placement, session: Session) -> None:
    upload = handed_in(portal, placement)
    letter = letters.write_confirmation(session, placement.id, actor=portal.world.account_manager)
    scan_waiting("AM01")
    session.expire_all()
    ended = EndPlacement(placement.id, TODAY, EndReason.EMPLOYEE_STOPS)
    service.end_placement(session, ended, actor=portal.world.account_manager)
    with clock.frozen(TODAY + LOOK_BACK - timedelta(days=1)):
        assert queries.own_file(session, portal.actor, upload.id).content == samples.pdf()
        assert queries.own_letter(session, portal.actor, letter.id).name.startswith("plaatsingsbevestiging")
    with clock.frozen(TODAY + LOOK_BACK):
        with pytest.raises(DocumentNotFound):
            queries.own_file(session, portal.actor, upload.id)
        with pytest.raises(DocumentNotFound):
            queries.own_letter(session, portal.actor, letter.id)


def test_every_kind_of_letter_says_whether_the_employer_reads_it() -> None:
    """A new kind is one of staff until somebody says here that the employer receives it."""
    assert set(LetterKind) - set(TO_EMPLOYER) == {LetterKind.COACH_EVALUATION}
    assert set(TO_EMPLOYER) == {
        LetterKind.PLACEMENT_CONFIRMATION, LetterKind.PLACEMENT_AGREEMENT, LetterKind.TRIAL_AGREEMENT,
        LetterKind.SUBSIDY_REQUEST, LetterKind.GRANT, LetterKind.PLACEMENT_END, LetterKind.DECISION,
        LetterKind.SOCIAL_RETURN,
    }  # fmt: skip
    assert set(LetterKind) >= set(TO_EMPLOYER)


@pytest.mark.rule("S6")
def test_a_company_that_left_the_portal_takes_its_files_out_of_reach(
    portal: Portal, placement: Placement, session: Session
) -> None:
    upload = handed_in(portal, placement)
    scan_waiting("AM01")
    employers.close_portal(session, portal.world.employer.id, actor=portal.world.account_manager)
    with pytest.raises(DocumentNotFound):
        queries.own_file(session, portal.actor, upload.id)


@pytest.mark.rule("R14")
def test_a_file_asks_little_of_the_database(portal: Portal, placement: Placement, worker_database: Database) -> None:
    upload = handed_in(portal, placement)
    scan_waiting("AM01")
    with counted(worker_database) as seen:
        assert portal.client.get(f"/portaal/bestanden/{upload.id}").status_code == 200
    assert len(seen) <= 12, "\n".join(line[:110] for line in seen)
