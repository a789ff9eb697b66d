"""Files handed in for a dossier: kept once, in quarantine until scanned, wiped when infected, never just gone."""

import io
import uuid
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.accounts import factories
from tests.foundation.files import samples
from tests.foundation.files.clamd import clamd
from wsp.audit.models import AuditEvent
from wsp.documents import queries, rules, service
from wsp.documents.enums import UploadState
from wsp.documents.errors import DocumentNotFound, NotOpenYet
from wsp.documents.models import Upload
from wsp.documents.service.scanning import scan, scan_waiting
from wsp.foundation import logging
from wsp.foundation.actor import Actor
from wsp.foundation.files import settings as files
from wsp.foundation.files.errors import FileRefused
from wsp.worklist.enums import SubjectKind

REGION = "AM01"
ABOUT = uuid.uuid4()


@pytest.fixture
def how() -> Iterator[files.FileSettings]:
    """No scanner, and what is not scanned stays shut; put back afterwards."""
    before = files.current()
    chosen = files.FileSettings(timeout=2)
    files.configure(chosen)
    yield chosen
    files.configure(before)


@pytest.fixture
def actor(session: Session) -> Actor:
    return factories.actor(session)


def store(session: Session, actor: Actor, content: bytes | None = None, name: str = "../../contract.pdf") -> Upload:
    upload = service.store(
        session, actor, subject=(SubjectKind.EMPLOYER, ABOUT), filename=name, content=content or samples.pdf()
    )
    session.commit()
    return upload


def row(session: Session, upload_id: uuid.UUID) -> Upload:
    session.expire_all()
    return session.get_one(Upload, upload_id, options=[undefer(Upload.content)])


@pytest.mark.rule("S9")
def test_a_file_is_kept_in_quarantine_under_a_random_name(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    made = store(session, actor)
    kept = row(session, made.id)
    assert (kept.name, kept.media_type, kept.state) == ("contract.pdf", "application/pdf", "quarantaine")
    assert kept.content == samples.pdf()
    assert kept.id.version == 4
    with pytest.raises(NotOpenYet, match="nog op virussen gecontroleerd"):
        rules.check_may_open(UploadState(kept.state), unscanned_allowed=True)


def test_the_same_file_twice_is_kept_once_until_it_is_removed(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    first = store(session, actor)
    assert store(session, actor, name="andere naam.pdf").id == first.id
    service.remove(session, first.id, actor=actor)
    assert store(session, actor).id != first.id


@pytest.mark.rule("S9")
def test_the_scanner_lets_a_clean_file_out_and_wipes_an_infected_one(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    clean = store(session, actor)
    virus = store(session, actor, samples.png_with_text(samples.EICAR), "foto.png")
    with clamd() as server:
        files.configure(replace(how, scanner=server.address))
        assert scan_waiting(REGION) == 2
        assert scan(REGION, clean.id) is None, "once is enough"
    assert row(session, clean.id).state == "schoon"
    assert row(session, clean.id).scanned_at is not None
    wiped = row(session, virus.id)
    assert (wiped.state, wiped.content, wiped.virus) == ("besmet", None, "Eicar-Test-Signature")
    with pytest.raises(NotOpenYet, match="Het is gewist"):
        rules.check_may_open(UploadState.INFECTED, unscanned_allowed=True)


@pytest.mark.rule("S9")
def test_while_the_scanner_is_away_a_file_stays_in_quarantine(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    made, other = store(session, actor), store(session, actor, samples.png(), "foto.png")
    files.configure(replace(how, scanner="tcp://127.0.0.1:1"))
    lines = io.StringIO()
    with redirect_stderr(lines):
        logging.configure("DEBUG")
        assert scan(REGION, made.id) is UploadState.QUARANTINE
        assert scan_waiting(REGION) == 0
    logging.configure("WARNING")
    assert (row(session, made.id).state, row(session, other.id).state) == ("quarantaine", "quarantaine")
    assert queries.oldest_in_quarantine(session, REGION) is not None
    assert "scanner.away" in lines.getvalue()
    assert "contract" not in lines.getvalue()
    with clamd() as server:
        files.configure(replace(how, scanner=server.address))
        assert scan_waiting(REGION) == 2
    assert queries.oldest_in_quarantine(session, REGION) is None


@pytest.mark.parametrize(("setting", "opens"), [("allow", True), ("block", False)])
def test_without_a_scanner_the_setting_decides(
    session: Session,
    actor: Actor,
    how: files.FileSettings,
    setting: files.Unscanned,
    opens: bool,  # noqa: FBT001 (a trait)
) -> None:
    files.configure(replace(how, unscanned=setting))
    made = store(session, actor)
    assert scan(REGION, made.id) is UploadState.UNSCANNED
    state = UploadState(row(session, made.id).state)
    if opens:
        rules.check_may_open(state, unscanned_allowed=files.current().unscanned == "allow")
    else:
        with pytest.raises(NotOpenYet, match="virusscanner"):
            rules.check_may_open(state, unscanned_allowed=files.current().unscanned == "allow")


def test_removing_hides_a_file_and_keeps_it_for_retention(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    made = store(session, actor)
    service.remove(session, made.id, actor=actor)
    assert queries.entries(session, actor, [(SubjectKind.EMPLOYER, ABOUT)]) == []
    with pytest.raises(DocumentNotFound):
        queries.upload(session, actor, made.id)
    with pytest.raises(DocumentNotFound):
        service.remove(session, made.id, actor=actor)
    assert row(session, made.id).content is not None


@pytest.mark.rule("N4")
def test_the_log_knows_that_a_file_came_but_not_its_name(
    session: Session, actor: Actor, how: files.FileSettings
) -> None:
    made = store(session, actor, name="Sanne de Vries.pdf")
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == made.id)).all()
    assert [event.action for event in events] == ["document.uploaded"]
    assert "Sanne" not in str(events[0].after)


def test_a_refused_file_leaves_nothing(session: Session, actor: Actor, how: files.FileSettings) -> None:
    with pytest.raises(FileRefused):
        store(session, actor, b"<svg/>", "plaatje.png")
    assert session.scalars(select(Upload)).all() == []


@pytest.mark.rule("S6")
def test_a_file_of_another_region_is_not_there(session: Session, actor: Actor, how: files.FileSettings) -> None:
    made = store(session, actor)
    stranger = replace(actor, region_id="AM14")
    with pytest.raises(DocumentNotFound):
        queries.upload(session, stranger, made.id)
    assert queries.entries(session, stranger, [(SubjectKind.EMPLOYER, ABOUT)]) == []
    assert scan("AM14", made.id) is None
