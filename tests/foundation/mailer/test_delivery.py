"""The outbox against a real SMTP server: up, down, slow, refusing, with and without a safe connection."""

import io
import uuid
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, undefer

from tests.foundation.mailer.server import certificate, smtp_server
from wsp.foundation import clock, logging, mailer
from wsp.foundation.mailer import Mail, MailSettings, MailState, SmtpServer, configure, transport
from wsp.foundation.mailer.delivery import LOST, PAUSES, deliver, deliver_due
from wsp.foundation.mailer.settings import current

REGION = "AM01"
TO = "fatma@bakkerij.example"


Use = Callable[[SmtpServer | None], None]


class Refusals:
    """Remembers which mails ended as not delivered."""

    def __init__(self) -> None:
        self.mails: list[uuid.UUID] = []

    def __call__(self, _session: Session, mail: Mail) -> None:
        self.mails.append(mail.id)


@pytest.fixture
def use(mail_settings: MailSettings) -> Use:
    """Mail through this server from now on."""

    def choose(server: SmtpServer | None) -> None:
        configure(replace(mail_settings, server=server))

    return choose


@pytest.fixture
def refusals() -> Refusals:
    return Refusals()


def write(session: Session, *, to: str = TO, name: str = "Fatma Yılmaz", **more: str) -> uuid.UUID:
    mail_id = mailer.send(
        session, region=REGION, to=to, to_name=name, template="probe/tasks", name=name, count=3, **more
    )
    session.commit()
    assert mail_id is not None
    return mail_id


def row(session: Session, mail_id: uuid.UUID) -> Mail:
    session.expire_all()
    return session.get_one(Mail, mail_id, options=[undefer(Mail.text), undefer(Mail.html)])


def dead_server() -> SmtpServer:
    """A port on which nobody listens any more."""
    with smtp_server() as box:
        return box.server


def test_a_mail_arrives_with_both_parts_and_its_text_leaves_the_outbox(
    session: Session, use: Use, refusals: Refusals
) -> None:
    mail_id = write(session)
    with smtp_server() as box:
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT
    mail = box.received[0]
    assert str(mail["To"]) == f"Fatma Yılmaz <{TO}>"
    assert mail["Subject"] == "Er staan 3 taken klaar"
    assert mail["Message-ID"] == f"<{mail_id}@wsp.demo.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    for part in (plain, html):
        assert "Fatma Yılmaz" in part.get_content()
        assert "https://wsp.demo.example/mijn-dag" in part.get_content()
    kept = row(session, mail_id)
    assert (kept.state, kept.text, kept.html, kept.attempts) == ("verzonden", None, None, 1)
    assert refusals.mails == []


def test_a_mail_that_was_sent_is_not_sent_again(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session)
    with smtp_server() as box:
        use(box.server)
        deliver(REGION, mail_id, undelivered=refusals)
        assert deliver(REGION, mail_id, undelivered=refusals) is None
    assert len(box.received) == 1


def test_nothing_is_lost_while_the_server_is_away_for_days(session: Session, use: Use, refusals: Refusals) -> None:
    with clock.frozen(clock.now()) as time:
        use(dead_server())
        mails = [write(session, to=f"n{number}@demo.example") for number in range(3)]
        for _ in range(40):
            deliver_due(REGION, undelivered=refusals)
            time.tick(timedelta(hours=6))
        waiting = [row(session, mail_id) for mail_id in mails]
        assert {mail.state for mail in waiting} == {"wacht"}
        assert {mail.attempts for mail in waiting} == {0}
        assert waiting[0].last_error == "verbinding"
        with smtp_server() as box:
            use(box.server)
            assert deliver_due(REGION, undelivered=refusals) == 3
    assert sorted(box.recipients) == [f"n{number}@demo.example" for number in range(3)]
    assert refusals.mails == []


def test_pauses_grow_while_the_server_is_away(session: Session, use: Use, refusals: Refusals) -> None:
    with clock.frozen(clock.now()) as time:
        use(dead_server())
        mail_id = write(session)
        pauses = []
        for _ in range(12):
            deliver(REGION, mail_id, undelivered=refusals)
            pauses.append(row(session, mail_id).next_at - clock.now())
            time.tick(pauses[-1])
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1] <= timedelta(hours=1)) == (timedelta(minutes=1), True)


def test_an_unknown_address_ends_as_not_delivered_and_the_others_go_on(
    session: Session, use: Use, refusals: Refusals
) -> None:
    wrong, right = write(session, to="weg@demo.example"), write(session)
    with smtp_server() as box:
        box.replies["weg@demo.example"] = "550 no such user weg@demo.example"
        use(box.server)
        assert deliver_due(REGION, undelivered=refusals) == 1
    assert box.recipients == [TO]
    assert row(session, right).state == "verzonden"
    refused = row(session, wrong)
    assert (refused.state, refused.last_error) == ("niet-bezorgd", "ontvanger 550")
    assert refusals.mails == [wrong]


def test_a_server_that_says_later_is_asked_again_with_growing_pauses_for_five_days(
    session: Session, use: Use, refusals: Refusals
) -> None:
    with clock.frozen(clock.now()) as time, smtp_server() as box:
        box.replies[TO] = "451 greylisted"
        use(box.server)
        mail_id = write(session)
        states = []
        while not states or states[-1] == "wacht":
            deliver(REGION, mail_id, undelivered=refusals)
            now = row(session, mail_id)
            states.append(now.state)
            if now.state == "wacht":
                assert deliver(REGION, mail_id, undelivered=refusals) is None, "not before its time"
                time.move_to(now.next_at)
    assert states == ["wacht"] * len(PAUSES) + ["niet-bezorgd"]
    assert sum(PAUSES, timedelta()) >= timedelta(days=4, hours=21)
    assert refusals.mails == [mail_id]


def test_a_content_that_is_refused_is_not_tried_again(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session)
    with smtp_server() as box:
        box.content_reply = "554 looks like spam"
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.REFUSED
    assert row(session, mail_id).last_error == "inhoud 554"


def test_a_server_that_hangs_is_given_up_on_and_tried_later(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session)
    with smtp_server(slow=0.6) as box:
        use(replace(box.server, timeout=0.2))
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.WAITING
    assert row(session, mail_id).last_error == "verbinding"


def test_starttls_with_a_log_in(session: Session, use: Use, refusals: Refusals, tmp_path: Path) -> None:
    mail_id = write(session)
    with smtp_server(tls=certificate(tmp_path), log_in=True) as box:
        use(replace(box.server, password="fout"))
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.WAITING
        assert row(session, mail_id).last_error == "inloggen"
        use(box.server)
        with clock.frozen(clock.now() + timedelta(hours=1)):
            assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT


def test_tls_from_the_first_byte(session: Session, use: Use, refusals: Refusals, tmp_path: Path) -> None:
    mail_id = write(session)
    with smtp_server(tls=certificate(tmp_path), implicit=True) as box:
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT


def test_an_unknown_certificate_is_not_trusted(session: Session, use: Use, refusals: Refusals, tmp_path: Path) -> None:
    mail_id = write(session)
    with smtp_server(tls=certificate(tmp_path)) as box:
        use(replace(box.server, ca_file=None))
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.WAITING
    assert row(session, mail_id).last_error == "beveiliging"
    assert box.received == []


def test_a_server_without_starttls_gets_nothing(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session)
    with smtp_server() as box:
        use(replace(box.server, security="starttls"))
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.WAITING
    assert (row(session, mail_id).last_error, box.received) == ("beveiliging", [])


def test_a_worker_that_died_after_the_servers_yes_repeats_once_under_the_same_message_id(
    session: Session, use: Use, refusals: Refusals, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As sudden as kill -9: nothing after it runs."""

    taken = transport.hand_over

    def take_and_die(*given: object) -> None:
        taken(*given)  # type: ignore[arg-type]  # passed on as they came
        raise Killed

    with clock.frozen(clock.now()) as time, smtp_server() as box:
        use(box.server)
        mail_id = write(session)
        with monkeypatch.context() as patch:
            patch.setattr(transport, "hand_over", take_and_die)
            with pytest.raises(Killed):
                deliver(REGION, mail_id, undelivered=refusals)
        assert row(session, mail_id).state == "bezig"
        assert deliver_due(REGION, undelivered=refusals) == 0, "another worker may still be busy with it"
        time.tick(LOST + timedelta(seconds=1))
        assert deliver_due(REGION, undelivered=refusals) == 1
        time.tick(LOST + timedelta(seconds=1))
        assert deliver_due(REGION, undelivered=refusals) == 0
    assert [str(mail["Message-ID"]) for mail in box.received] == [f"<{mail_id}@wsp.demo.example>"] * 2


def test_foreign_names_and_a_very_long_text_arrive_whole(session: Session, use: Use, refusals: Refusals) -> None:
    name = "Ünal-Đặng 李雷"
    mail_id = mailer.send(
        session, region=REGION, to="post@münchen.example", to_name=name, template="probe/tasks",
        name="lang " * 40_000, count=1,
    )  # fmt: skip
    session.commit()
    assert mail_id is not None
    with smtp_server() as box:
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT
    assert box.recipients == ["post@xn--mnchen-3ya.example"]
    plain = box.received[0].get_body(("plain",))
    assert plain is not None
    assert plain.get_content().count("lang ") == 40_000
    assert box.received[0]["To"].addresses[0].display_name == name


def test_a_very_long_name_is_cut_and_the_mail_goes(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session, name="Werkgever " * 400)
    with smtp_server() as box:
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT
    assert len(box.received[0]["To"].addresses[0].display_name) <= 100


@pytest.mark.rule("S16")
def test_no_header_can_be_added_through_a_name(session: Session, use: Use, refusals: Refusals) -> None:
    mail_id = write(session, name="Eva\r\nBcc: dief@demo.example\r\n\r\nTekst")
    with smtp_server() as box:
        use(box.server)
        assert deliver(REGION, mail_id, undelivered=refusals) is MailState.SENT
    assert box.received[0]["Bcc"] is None
    assert box.recipients == [TO]
    assert len(box.received[0]["To"].addresses) == 1


def test_without_a_server_a_mail_waits(session: Session, use: Use, refusals: Refusals) -> None:
    use(None)
    mail_id = write(session)
    assert deliver(REGION, mail_id, undelivered=refusals) is MailState.WAITING
    assert row(session, mail_id).state == "wacht"


def test_in_the_demo_a_mail_can_be_read_and_goes_nowhere(session: Session, use: Use, refusals: Refusals) -> None:
    use(None)
    configure(replace(current(), keep_content=True))
    mail_id = write(session)
    assert deliver(REGION, mail_id, undelivered=refusals) is MailState.KEPT
    assert "Fatma" in (row(session, mail_id).text or "")


@pytest.mark.rule("G13")
def test_no_log_line_holds_an_address_a_name_or_a_servers_words(session: Session, use: Use, refusals: Refusals) -> None:
    lines = io.StringIO()
    with redirect_stderr(lines), smtp_server() as box:
        logging.configure("DEBUG")
        box.replies[TO] = f"550 {TO} is unknown here"
        use(box.server)
        write(session)
        use(replace(box.server, port=dead_server().port))
        write(session, to="tweede@demo.example")
        deliver_due(REGION, undelivered=refusals)
        use(box.server)
        deliver_due(REGION, undelivered=refusals)
    logging.configure("WARNING")
    told = lines.getvalue()
    assert "mail.tried" in told
    for secret in ("fatma", "Fatma", "demo.example", "bakkerij", "unknown here"):
        assert secret not in told
