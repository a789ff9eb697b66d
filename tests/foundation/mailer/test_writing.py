"""Writing a mail: in the caller's transaction, in one region, from a template, with nothing personal in its subject."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from wsp.foundation import mailer
from wsp.foundation.db import Database
from wsp.foundation.mailer import InvalidAddress, Mail, MailSettings
from wsp.foundation.mailer.composition import compose
from wsp.foundation.mailer.outbox import address
from wsp.foundation.numbers import sample_bsn

REGION = "AM01"


def count(session: Session) -> tuple[int, int]:
    mails = session.scalar(select(func.count()).select_from(Mail)) or 0
    jobs = session.scalar(text("select count(*) from procrastinate_jobs where task_name = 'mail.deliver'")) or 0
    return mails, jobs


def test_mail_and_job_are_rows_of_the_same_transaction(database: Database, mail_settings: MailSettings) -> None:
    with database.unit_of_work(REGION) as session:
        before = count(session)
        mailer.send(session, region=REGION, to="a@demo.example", template="probe/tasks", name="x", count=1)
        assert count(session) == (before[0] + 1, before[1] + 1)
        session.rollback()
    with database.unit_of_work(REGION) as session:
        assert count(session) == before


def test_the_same_occasion_is_mailed_once(session: Session, mail_settings: MailSettings) -> None:
    for expected in (True, False):
        made = mailer.send(
            session, region=REGION, to="a@demo.example", template="probe/tasks", key="overzicht:1", name="x", count=1
        )
        assert (made is not None) is expected


def test_before_log_in_a_mail_goes_into_the_region_it_names(database: Database, mail_settings: MailSettings) -> None:
    with database.unit_of_work(None) as session:
        made = mailer.send(session, region="AM14", to="a@demo.example", template="probe/tasks", name="x", count=1)
        assert session.get(Mail, made) is None, "outside again: the wall hides it"
        assert session.info["region"] == ""
    with database.unit_of_work("AM14") as session:
        assert session.get(Mail, made) is not None


def test_a_mail_never_crosses_into_another_region(session: Session, mail_settings: MailSettings) -> None:
    with pytest.raises(ValueError, match="belongs to the region"):
        mailer.send(session, region="AM14", to="a@demo.example", template="probe/tasks", name="x", count=1)


@pytest.mark.rule("G13")
def test_a_subject_knows_numbers_and_dates_only(mail_settings: MailSettings) -> None:
    assert compose("probe/tasks", {"name": "Eva", "count": 12}).subject == "Er staan 12 taken klaar"
    with pytest.raises(UndefinedError):
        compose("probe/leak", {"name": "Eva"})


@pytest.mark.rule("G14")
def test_a_bsn_that_slipped_into_the_text_stays_inside(mail_settings: MailSettings) -> None:
    bsn = sample_bsn(3)
    made = compose("probe/tasks", {"name": f"Eva, bsn {bsn}, tel 0201234567", "count": 1})
    assert bsn not in made.text + made.html
    assert "[nummer weggelaten]" in made.text
    assert "0201234567" in made.text


@pytest.mark.rule("S16")
def test_what_people_typed_is_text_in_the_html_too(mail_settings: MailSettings) -> None:
    made = compose("probe/tasks", {"name": "<script>alert(1)</script>", "count": 1})
    assert "<script>" not in made.html
    assert "&lt;script&gt;" in made.html
    assert "<li>eerste punt</li>" in made.html
    assert "<script>" in made.text


@pytest.mark.parametrize("path", ["https://elders.example/", "//elders.example", "mijn-dag", ""])
def test_a_link_leads_to_our_own_site_only(mail_settings: MailSettings, path: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        mail_settings.link(path)


@pytest.mark.parametrize("name", ["../layout/mail", "probe", "probe/tasks.txt", "/probe/tasks", ""])
def test_a_template_is_named_room_and_name(mail_settings: MailSettings, name: str) -> None:
    with pytest.raises(ValueError, match="room/name"):
        compose(name, {})


@pytest.mark.parametrize(
    "typed",
    ["", "a", "a@", "@b.example", "a b@c.example", "a@b@c.example", "a@b.example\nBcc: x@y.example", "<a@b.example>",
     "a@b.example, c@d.example", "a" * 260 + "@b.example", "a@-", "a@b..example", ".a@b.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_dutch(typed: str) -> None:
    with pytest.raises(InvalidAddress, match="Dit e-mailadres klopt niet"):
        address(typed)


@given(st.text(max_size=60))
def test_any_text_is_one_address_or_refused(typed: str) -> None:
    try:
        found = address(typed)
    except InvalidAddress:
        return
    assert found.count("@") == 1
    assert not set(found) & set("\r\n ,;<>")
