"""Berichten: the administrator sees what went where, never what was said, and may try again."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.foundation import mailer
from wsp.foundation.db import Database
from wsp.foundation.mailer import Mail, MailSettings, MailState

ClientAs = Callable[..., StrictClient]
MOST_STATEMENTS = 12


def write(session: Session, to: str = "fatma@bakkerij.example", **given: object) -> uuid.UUID:
    made = mailer.send(session, region="AM01", to=to, template="probe/tasks", name="Geheime Naam", count=1)
    assert made is not None
    if given:
        session.execute(update(Mail).where(Mail.id == made).values(**given))
        session.expire_all()
    return made


def test_the_list_shows_state_and_address_and_filters(
    client_as: ClientAs, session: Session, mail_settings: MailSettings
) -> None:
    admin = client_as("beheerder")
    write(session)
    write(session, "weg@demo.example", state=MailState.REFUSED.value, last_error="ontvanger 550")
    page = admin.get("/berichten").page
    for shown in ("fatma@bakkerij.example", "weg@demo.example"):
        assert shown in page.text
    assert "1 bericht is niet bezorgd" in page.text
    only = admin.get("/berichten?stand=niet-bezorgd").page
    assert "fatma@" not in only.text
    assert "weg@demo.example" in only.text
    assert "weg@" not in admin.get("/berichten?q=bakkerij").page.text
    assert admin.get("/berichten?stand=x&pagina=abc").status_code == 200


@pytest.mark.rule("G13")
def test_the_words_of_a_mail_are_not_for_the_administrator(
    client_as: ClientAs, session: Session, mail_settings: MailSettings
) -> None:
    mail_id = write(session)
    page = client_as("beheerder").get(f"/berichten/{mail_id}").page
    assert "Geheime Naam" not in page.source
    assert "alleen voor de ontvanger" in page.text


def test_a_mail_that_was_not_delivered_is_tried_again(
    client_as: ClientAs, session: Session, mail_settings: MailSettings
) -> None:
    admin = client_as("beheerder")
    mail_id = write(session, state=MailState.REFUSED.value, last_error="ontvanger 550", attempts=12)
    assert "kent dit adres niet" in admin.get(f"/berichten/{mail_id}").page.text
    assert admin.post(f"/berichten/{mail_id}/opnieuw").location == f"/berichten/{mail_id}"
    session.expire_all()
    again = session.get_one(Mail, mail_id)
    assert (again.state, again.attempts) == ("wacht", 0)
    sent = write(session, state=MailState.SENT.value)
    assert admin.post(f"/berichten/{sent}/opnieuw").status_code == 409


@pytest.mark.rule("S6")
def test_another_region_and_another_role_see_no_mail(
    client_as: ClientAs, session: Session, mail_settings: MailSettings
) -> None:
    mail_id = write(session)
    elsewhere = client_as("beheerder", region="AM14")
    assert elsewhere.get(f"/berichten/{mail_id}").status_code == 404
    assert elsewhere.post(f"/berichten/{mail_id}/opnieuw").status_code == 404
    assert "fatma@" not in elsewhere.get("/berichten").page.text
    assert client_as("accountmanager").get("/berichten").status_code == 403


@pytest.mark.rule("R14")
def test_a_long_list_asks_no_more(
    client_as: ClientAs, session: Session, database: Database, mail_settings: MailSettings
) -> None:
    admin = client_as("beheerder")
    for number in range(30):
        write(session, f"n{number}@demo.example")
    with counted(database) as statements:
        page = admin.get("/berichten").page
    assert "30 berichten" in page.text
    assert len(statements) <= MOST_STATEMENTS
