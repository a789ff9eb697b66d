"""What an employer reports about somebody who works there: the hours, and the signed contract."""

import io
import uuid
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.foundation.files import samples
from tests.statements import counted
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import TODAY, ClientAs, Portal
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.documents.enums import Origin, UploadKind, UploadState
from wsp.documents.models import Upload
from wsp.employers.models import EmployerMessage
from wsp.foundation import clock
from wsp.foundation.db import Database
from wsp.placements import queries, service
from wsp.placements.commands import ChangeTerms, HandInContract
from wsp.placements.errors import NothingToHandIn, PlacementNotFound
from wsp.placements.models import Placement, PlacementTerms
from wsp.placements.service import reporting
from wsp.worklist.enums import TaskKind
from wsp.worklist.models import Task

ASK = "Stuur ons het getekende contract"


@pytest.fixture
def placement(portal: Portal) -> Placement:
    """Somebody who works at the employer since yesterday, 28 hours a week."""
    return portal.world.place(portal.world.named(), starts_on=TODAY - timedelta(days=1))


def card(placement: Placement) -> str:
    return f"/portaal/medewerkers/{placement.id}"


def happened(session: Session, placement: Placement, action: str) -> Sequence[AuditEvent]:
    return session.scalars(
        select(AuditEvent).where(AuditEvent.subject_id == placement.id, AuditEvent.action == action)
    ).all()


def send(client: StrictClient, where: str, content: bytes, name: str = "contract.pdf") -> int:
    """Hand a file in; the status of the answer."""
    data = {"file": (io.BytesIO(content), name)}
    return client.post(f"{where}/contract", data=data, content_type="multipart/form-data").status_code


class TestHours:
    def test_a_confirmation_is_kept_and_logged_and_changes_nothing(
        self, portal: Portal, placement: Placement, session: Session, client_as: ClientAs
    ) -> None:
        where, version = card(placement), placement.version
        assert "In ons dossier staat 28 uur per week." in portal.client.get(where).page.text
        assert portal.client.post(f"{where}/uren-kloppen", data={"seen": "28"}).status_code == 303
        shown = portal.client.get(where).page.text
        assert "U bevestigde dit op 3 augustus 2026." in shown
        assert "Ja, dit klopt" not in shown
        session.refresh(placement)
        assert (placement.version, placement.hours_confirmed_at) == (version, clock.now())
        (event,) = happened(session, placement, "placement.hours_confirmed")
        assert (event.user_id, event.after) == (portal.client.user.id, {"uren": "28.0"})
        history = client_as(Role.ACCOUNT_MANAGER).get(f"/plaatsingen/{placement.id}").page.text
        assert "Werkgever bevestigt: 28 uur per week klopt" in history

    def test_hours_that_changed_in_the_meantime_are_not_confirmed(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        refused = portal.client.post(f"{card(placement)}/uren-kloppen", data={"seen": "24"})
        assert refused.status_code == 409
        assert "Het aantal uren is net gewijzigd." in refused.page.text
        assert happened(session, placement, "placement.hours_confirmed") == []

    def test_other_terms_ask_for_a_new_confirmation(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        portal.client.post(f"{card(placement)}/uren-kloppen", data={"seen": "28"})
        command = portal.world.command()
        service.change_terms(
            session,
            ChangeTerms(
                placement_id=placement.id, valid_from=TODAY, kind=command.kind, hours_per_week=Decimal(30),
                full_week_hours=command.full_week_hours, wage_month=Decimal(2100),
            ),
            actor=portal.world.account_manager,
        )  # fmt: skip
        shown = portal.client.get(card(placement)).page.text
        assert "In ons dossier staat 30 uur per week." in shown
        assert "Ja, dit klopt" in shown

    def test_a_confirmation_grows_old(self, portal: Portal, placement: Placement) -> None:
        portal.client.post(f"{card(placement)}/uren-kloppen", data={"seen": "28"})
        with clock.frozen(TODAY + timedelta(days=89)):
            assert queries.employee(portal.world.session, portal.actor, placement.id).hours_confirmed_on == TODAY
        with clock.frozen(TODAY + timedelta(days=90)):
            assert queries.employee(portal.world.session, portal.actor, placement.id).hours_confirmed_on is None

    def test_other_hours_become_a_question_and_never_new_terms(
        self, portal: Portal, placement: Placement, session: Session, client_as: ClientAs
    ) -> None:
        where = f"{card(placement)}/andere-uren"
        for _ in range(2):
            sent = portal.client.post(where, data={"hours_per_week": "32,5", "valid_from": "2026-09-01"})
            assert sent.status_code == 303
        shown = portal.client.get(card(placement)).page.text
        assert "U gaf andere uren door." in shown
        assert "Ja, dit klopt" not in shown
        message = session.scalars(select(EmployerMessage)).one()
        assert "Het is 32,5 uur per week vanaf 1 september 2026." in message.body
        task = session.scalars(select(Task).where(Task.key == f"bericht:{message.id}")).one()
        assert (task.kind, task.assigned_to_id) == (TaskKind.QUESTION, placement.owner_id)
        assert (
            len(session.scalars(select(PlacementTerms).where(PlacementTerms.placement_id == placement.id)).all()) == 1
        )
        (event,) = happened(session, placement, "placement.hours_reported")
        assert (event.before, event.after) == ({"uren": "28.0"}, {"uren": "32.5", "vanaf": "2026-09-01"})
        manager = client_as(Role.ACCOUNT_MANAGER)
        box = manager.get(f"/werkgevers/{portal.world.employer.id}/berichten").page
        assert f"/plaatsingen/{placement.id}" in {link.get("href") for link in box.all("a")}
        assert "28 werd 32,5, vanaf 1 september 2026" in manager.get(f"/plaatsingen/{placement.id}").page.text

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"hours_per_week": "28", "valid_from": "2026-09-01"}, "Dit aantal kennen wij al."),
            ({"hours_per_week": "32", "valid_from": "2020-01-01"}, "Kies die dag of later."),
            ({"hours_per_week": "veel", "valid_from": "2026-09-01"}, "Er gaat 1 ding nog niet goed"),
            ({}, "Er gaan 2 dingen nog niet goed"),
        ],
    )
    def test_what_cannot_be_is_refused_with_what_was_typed(
        self, portal: Portal, placement: Placement, session: Session, typed: dict[str, str], said: str
    ) -> None:
        refused = portal.client.post(f"{card(placement)}/andere-uren", data=typed)
        assert refused.status_code in (400, 422)
        assert said in refused.page.text
        assert refused.page.one("input", name="hours_per_week").get("value") == typed.get("hours_per_week", "")
        assert session.scalars(select(EmployerMessage)).all() == []

    def test_who_does_not_work_yet_has_no_hours_to_confirm(self, portal: Portal) -> None:
        later = portal.world.place(portal.world.named(), starts_on=TODAY + timedelta(days=30))
        assert "Klopt het aantal uren nog?" not in portal.client.get(card(later)).page.text
        for path, data in (
            ("uren-kloppen", {"seen": "28"}),
            ("andere-uren", {"hours_per_week": "30", "valid_from": "2026-09-10"}),
        ):
            assert portal.client.post(f"{card(later)}/{path}", data=data).status_code == 409


class TestContract:
    def test_it_is_kept_in_quarantine_and_staff_get_a_task(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        for _ in range(2):
            assert send(portal.client, card(placement), samples.pdf()) == 303
        upload = session.scalars(select(Upload)).one()
        assert (upload.subject_id, upload.kind, upload.origin, upload.state) == (
            placement.id, UploadKind.CONTRACT, Origin.PORTAL, UploadState.QUARANTINE,
        )  # fmt: skip
        task = session.scalars(select(Task).where(Task.key == f"contract-ontvangen:{upload.id}")).one()
        assert (task.assigned_to_id, task.subject_id, task.done_at) == (placement.owner_id, placement.id, None)
        shown = portal.client.get(card(placement)).page.text
        assert "contract.pdf" in shown
        assert "Wij controleren het bestand op virussen" in shown

    def test_who_handed_it_in_is_not_asked_any_more(self, portal: Portal, session: Session) -> None:
        soon = portal.world.place(portal.world.named(), starts_on=TODAY + timedelta(days=7))
        assert ASK in portal.client.get(card(soon)).page.text
        assert send(portal.client, card(soon), samples.pdf()) == 303
        assert ASK not in portal.client.get(card(soon)).page.text
        asked = session.scalars(select(Task).where(Task.key == f"plaatsing:{soon.id}:contract")).one()
        assert asked.outcome == "Het contract kwam binnen via het portaal."

    def test_files_of_staff_are_not_shown_to_the_employer(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        from wsp.documents import service as documents

        documents.store(
            session, portal.world.account_manager, subject=("plaatsing", placement.id), filename="intern.pdf",
            content=samples.pdf(text=b"intern"),
        )  # fmt: skip
        assert "intern.pdf" not in portal.client.get(card(placement)).page.text

    @pytest.mark.rule("S12")
    def test_another_kind_of_file_is_refused(self, portal: Portal, placement: Placement, session: Session) -> None:
        assert send(portal.client, card(placement), b"MZ\x90\x00 een programma", "contract.pdf") == 400
        nothing = portal.client.post(f"{card(placement)}/contract", data={}, content_type="multipart/form-data")
        assert nothing.status_code == 400
        assert "Kies eerst een bestand." in nothing.page.text
        assert session.scalars(select(Upload)).all() == []

    def test_there_is_an_end_to_the_number_of_files(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        for number in range(reporting.MOST_FILES):
            command = HandInContract(placement.id, "contract.pdf", samples.pdf(text=str(number).encode()))
            service.hand_in_contract(session, command, actor=portal.actor)
        one_more = HandInContract(placement.id, "contract.pdf", samples.pdf(text=b"meer"))
        with pytest.raises(NothingToHandIn):
            service.hand_in_contract(session, one_more, actor=portal.actor)


@pytest.mark.rule("S6")
def test_a_placement_at_another_employer_does_not_exist(
    portal: Portal, placement: Placement, stranger: StrictClient, session: Session
) -> None:
    for known in (placement.id, uuid.uuid4()):
        where = f"/portaal/medewerkers/{known}"
        assert stranger.post(f"{where}/uren-kloppen", data={"seen": "28"}).status_code == 404
        other = {"hours_per_week": "32", "valid_from": "2026-09-01"}
        assert stranger.post(f"{where}/andere-uren", data=other).status_code == 404
        assert send(stranger, where, samples.pdf()) == 404
    with pytest.raises(PlacementNotFound):
        service.hand_in_contract(
            session, HandInContract(placement.id, "x.pdf", samples.pdf()), actor=portal.world.account_manager
        )
    assert session.scalars(select(Upload)).all() == []


@pytest.mark.rule("R14")
def test_the_card_asks_little_of_the_database(portal: Portal, placement: Placement, worker_database: Database) -> None:
    send(portal.client, card(placement), samples.pdf())
    portal.client.post(f"{card(placement)}/uren-kloppen", data={"seen": "28"})
    with counted(worker_database) as seen:
        assert portal.client.get(card(placement)).status_code == 200
    assert len(seen) <= 12, "\n".join(line[:110] for line in seen)
