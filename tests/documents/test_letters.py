"""Letters: accessible PDF, plain words, kept with the dossier, nothing from anywhere else."""

import hashlib
import io
import sys
import uuid
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jinja2 import UndefinedError
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.documents import reading
from tests.documents.letters import CONFIRMATION, confirmation
from wsp.audit.models import AuditEvent
from wsp.documents import pdf, queries, service
from wsp.documents.commands import PlacementConfirmation, Sender
from wsp.documents.enums import LETTER_TITLES, LetterKind
from wsp.documents.errors import DocumentNotFound, LettersUnavailable
from wsp.documents.models import Document
from wsp.foundation.actor import Actor

KIND = LetterKind.PLACEMENT_CONFIRMATION


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return pdf.render(service.write(KIND, CONFIRMATION))


@pytest.fixture
def actor(session: Session) -> Actor:
    return accounts.actor(session)


def make(
    session: Session, actor: Actor, subject: uuid.UUID, context: PlacementConfirmation = CONFIRMATION, **more: Any
) -> Document:
    return service.make_letter(session, actor, kind=KIND, subject=("plaatsing", subject), context=context, **more)


@pytest.mark.rule("A19")
def test_the_pdf_is_tagged_and_says_its_title_and_language(drawn: bytes) -> None:
    reader = PdfReader(io.BytesIO(drawn))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Bevestiging van de plaatsing"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert {"H1", "H2", "H3", "P", "Table", "TR", "TH", "TD"} <= reading.roles(drawn)


def test_the_letter_says_what_was_agreed(drawn: bytes) -> None:
    text = reading.text(drawn)
    for said in (
        "Proef & Zonen", "t.a.v. Karin Proef", "9401 AB Assen", "P-88", "24 november 2026", "Şükran de Proef (K-2041)",
        "gaat bij u werken", "Orderpicker", "Uren per week 28", "1 december 2026", "30 november 2027",
        "€ 1.803,20", "Naar verwachting krijgt u € 1.212,20 per maand.",
        "Dit is voorlopig. De bedragen voor 2027 zijn nog niet bekend.",
        "Wij zoeken nog uit of deze regeling geldt.", "Stuur ons het getekende contract.", "06 12 34 56 78",
    ):  # fmt: skip
        assert said in text.replace("\N{NO-BREAK SPACE}", " "), said


def test_somebody_who_started_works_there_and_no_wage_or_end_is_no_empty_line() -> None:
    html = service.write(KIND, confirmation(dated=CONFIRMATION.starts_on, wage=None, ends_on=None, arrangements=()))
    assert "Şükran de Proef werkt bij u." in html
    assert "geen einddatum" in html
    assert "loon per maand" not in html
    assert "Regelingen voor u" not in html


def test_an_amount_of_nothing_is_still_an_amount() -> None:
    line = CONFIRMATION.arrangements[0]
    html = service.write(KIND, confirmation(arrangements=(type(line)(title="X", text="Y", amount=Decimal(0)),)))
    assert "€\N{NO-BREAK SPACE}0,00 per maand" in html


def test_the_stylesheet_asks_nothing_that_the_printer_does_not_know(caplog: pytest.LogCaptureFixture) -> None:
    pdf.render(service.write(KIND, CONFIRMATION))
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.rule("S3")
def test_what_somebody_typed_stays_text() -> None:
    html = service.write(KIND, confirmation(function='<img src="http://x.invalid/">{{ 7*7 }}'))
    assert "&lt;img" in html
    assert "{{ 7*7 }}" in html
    assert "<img" not in html
    assert "x.invalid" in reading.text(pdf.render(html))


@pytest.mark.parametrize(
    "address",
    ["http://x.invalid/a.png", "https://x.invalid/a.png", "file:///etc/passwd", "../../wsp/app.py", "data:image/png,x"],
)
def test_a_letter_asks_nothing_of_a_network_or_another_folder(address: str) -> None:
    with pytest.raises(pdf.ForeignAddress):
        pdf.render(f'<!DOCTYPE html><html lang="nl"><title>x</title><img alt="x" src="{address}">')


def test_a_template_with_an_unknown_fact_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / f"{KIND.value}.html").write_text("{{ letter.register }}", encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    with pytest.raises(UndefinedError):
        service.write(KIND, CONFIRMATION)


def test_every_kind_has_a_title_and_a_template() -> None:
    assert set(LETTER_TITLES) == set(LetterKind)
    for kind in LetterKind:
        assert (pdf.TEMPLATES / "letters" / f"{kind.value}.html").is_file()


@pytest.mark.rule("G10")
def test_a_letter_has_no_place_for_what_an_employer_may_not_know() -> None:
    names = {name.lower() for name in _field_names(PlacementConfirmation)}
    assert len(names) > 20
    for secret in ("bsn", "birth", "sex", "register", "ground", "benefit", "health", "loonwaarde", "doelgroep"):
        assert not {name for name in names if secret in name}


def test_one_clear_sentence_when_pango_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")", encoding="utf-8")
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LettersUnavailable) as refused:
        pdf.render(service.write(KIND, CONFIRMATION))
    assert "Pango" in refused.value.message
    assert refused.value.status == 503


def test_a_letter_is_kept_with_its_hash_and_every_new_one_is_an_edition(session: Session, actor: Actor) -> None:
    subject = uuid.uuid4()
    first, second = make(session, actor, subject), make(session, actor, subject, reason="De uren klopten niet.")
    other = make(session, actor, uuid.uuid4())
    assert (first.edition, second.edition, other.edition) == (1, 2, 1)
    assert second.filename == "plaatsingsbevestiging-p-88-2.pdf"
    assert (second.media_type, second.made_by_id) == ("application/pdf", actor.user_id)
    session.expire_all()
    stored = queries.document(session, actor, first.id, content=True)
    assert stored.content.startswith(b"%PDF-")
    assert hashlib.sha256(stored.content).hexdigest() == stored.sha256
    assert [each.edition for each in queries.entries(session, actor, [("plaatsing", subject)])] == [2, 1]


@pytest.mark.rule("G13", "N4")
def test_the_log_says_that_a_letter_was_made_and_nothing_of_its_words(session: Session, actor: Actor) -> None:
    made = make(session, actor, uuid.uuid4())
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "document.made")).one()
    assert (event.subject_kind, event.subject_id, event.user_id) == ("document", made.id, actor.user_id)
    assert "Proef" not in str(event.after)
    assert "proef" not in made.filename


def test_no_letter_without_the_change_around_it(session: Session, actor: Actor) -> None:
    subject = ("plaatsing", uuid.uuid4())
    around = session.begin_nested()
    make(session, actor, subject[1])
    around.rollback()
    assert not queries.has_letter(session, actor, subject, KIND)
    assert session.scalars(select(AuditEvent).where(AuditEvent.action == "document.made")).all() == []


@pytest.mark.rule("S6")
def test_another_regions_letter_is_not_there(session: Session, actor: Actor) -> None:
    made = make(session, actor, uuid.uuid4())
    stranger = accounts.actor(session, region="AM14")
    with pytest.raises(DocumentNotFound):
        queries.document(session, stranger, made.id)
    assert queries.entries(session, stranger, [(made.subject_kind, made.subject_id)]) == []


def test_a_sender_without_a_telephone_still_has_an_answer() -> None:
    html = service.write(KIND, confirmation(sender=Sender(region="Proefregio")))
    assert "Neem contact op met het werkgeversservicepunt." in html


def _field_names(kind: type[Any]) -> set[str]:
    hints = get_type_hints(kind)
    found = set()
    for field in fields(kind):
        found.add(field.name)
        hint = hints[field.name]
        for part in (hint, *get_args(hint)):
            if is_dataclass(part):
                found |= _field_names(part)  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    return found
