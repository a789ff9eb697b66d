"""What an employer must hand in: with the day, late or done with what; its own report; and the mail before it."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.foundation.files import samples
from tests.web.conftest import StrictClient
from tests.web.portal.conftest import TODAY, Portal
from wsp.employers import service as employers
from wsp.employers.commands import ChoosePortalNotices
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.mailer import Mail
from wsp.placements import service
from wsp.placements.commands import HandInContract
from wsp.placements.models import Placement
from wsp.placements.obligations import reminding
from wsp.placements.obligations.models import Obligation
from wsp.worklist.enums import Frequency
from wsp.worklist.models import Task

WHERE = "/portaal/inleveren"


@pytest.fixture
def placement(portal: Portal) -> Placement:
    return portal.world.place(portal.world.named(), starts_on=TODAY + timedelta(days=7))


def row(session: Session, placement: Placement, key: str) -> Obligation:
    session.expire_all()
    return session.scalars(
        select(Obligation).where(Obligation.placement_id == placement.id, Obligation.key == key)
    ).one()


def worker(portal: Portal) -> Actor:
    region = portal.world.account_manager.region_id
    return Actor(user_id=None, region_id=region, organisation_id=None, permissions=frozenset(), kind="taak")


def mails(session: Session) -> list[Mail]:
    return list(
        session.scalars(
            select(Mail)
            .where(Mail.template == reminding.TEMPLATE)
            .options(undefer(Mail.text), undefer(Mail.html))
            .order_by(Mail.created_at)
        )
    )


class TestPage:
    def test_it_says_what_by_when_and_for_which_placement(self, portal: Portal, placement: Placement) -> None:
        shown = portal.client.get(WHERE).page.text
        assert "Stuur ons het getekende contract" in shown
        assert "Vraag de loonkostensubsidie met ons aan" in shown
        assert f"P-{placement.number}, Orderpicker. Uiterlijk 10 augustus 2026." in shown
        assert "Proef Plaatsing" not in shown, "by number: a name stands on the page of the employee"
        assert "Bel werkgever" not in shown, "the work of colleagues is theirs"
        assert "Wat moet u inleveren?" in portal.client.get("/portaal").page.text

    def test_late_ones_stay_with_how_many_days(self, portal: Portal) -> None:
        with clock.frozen(TODAY - timedelta(days=3)):
            portal.world.place(portal.world.named(), starts_on=clock.today())
        shown = portal.client.get(WHERE).page.text
        assert "3 dagen te laat" in shown
        assert "Dit moest op 31 juli 2026." in shown

    def test_what_was_handed_in_says_with_what(self, portal: Portal, placement: Placement) -> None:
        command = HandInContract(placement.id, "contract.pdf", samples.pdf())
        service.hand_in_contract(portal.world.session, command, actor=portal.actor)
        shown = portal.client.get(WHERE).page.text
        assert "Stuur ons het getekende contract" not in shown
        assert "Op 3 augustus 2026: ingeleverd in het portaal." in shown

    def test_the_employer_says_that_it_is_done_and_staff_check_it(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        apply = row(session, placement, "aanvraag-loonkostensubsidie")
        assert portal.client.post(f"{WHERE}/{apply.id}/gedaan").status_code == 303
        done = row(session, placement, "aanvraag-loonkostensubsidie")
        assert (done.state, done.done_kind, done.closed_by_id) == ("klaar", "portaal", portal.client.user.id)
        check = session.scalars(select(Task).where(Task.key == f"gemeld:{apply.id}")).one()
        assert check.assigned_to_id == placement.owner_id
        again = portal.client.post(f"{WHERE}/{apply.id}/gedaan")
        assert again.status_code == 409
        assert "Dit was al klaar" in again.page.text

    @pytest.mark.rule("S6")
    def test_what_is_not_the_employers_does_not_exist(
        self, portal: Portal, placement: Placement, stranger: StrictClient, session: Session
    ) -> None:
        own = row(session, placement, "aanvraag-loonkostensubsidie").id
        colleagues = row(session, placement, "nazorg-1").id
        contract = row(session, placement, "contract").id
        for client, found in ((stranger, own), (portal.client, colleagues), (portal.client, contract)):
            assert client.post(f"{WHERE}/{found}/gedaan").status_code == 404
        assert portal.client.post(f"{WHERE}/{uuid.uuid4()}/gedaan").status_code == 404
        assert "P-" not in stranger.get(WHERE).page.text


class TestMail:
    def test_one_mail_before_the_day_and_one_when_it_is_past(
        self, portal: Portal, placement: Placement, session: Session
    ) -> None:
        del placement
        for _ in range(2):
            reminding.remind_employers(session, actor=worker(portal))
        [first] = mails(session)
        assert first.recipient == portal.client.user.email
        assert "Stuur ons het getekende contract (P-" in first.text
        assert "uiterlijk 10 augustus 2026" in first.text
        with clock.frozen(TODAY + timedelta(days=10)):
            for _ in range(2):
                reminding.remind_employers(session, actor=worker(portal))
            assert [mail.subject for mail in mails(session)][1:] == ["Er staat iets open dat te laat is"]
        for mail in mails(session):
            body = f"{mail.subject} {mail.text} {mail.html}"
            assert "Proef" not in body
            assert "K-" not in body

    def test_who_wants_none_gets_none(self, portal: Portal, placement: Placement, session: Session) -> None:
        del placement
        wanted = dict.fromkeys(("offer", "vacancy", "answer", "placement"), Frequency.AT_ONCE)
        choice = ChoosePortalNotices(**wanted, obligation=Frequency.NEVER)
        employers.choose_notices(session, choice, actor=portal.actor)
        assert reminding.remind_employers(session, actor=worker(portal)) == 0
        assert mails(session) == []

    def test_nothing_is_mailed_long_before_the_day(self, portal: Portal, session: Session) -> None:
        portal.world.place(portal.world.named(), starts_on=date(2026, 12, 1), ends_on=None)
        assert reminding.remind_employers(session, actor=worker(portal)) == 0
