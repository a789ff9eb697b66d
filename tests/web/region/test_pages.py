"""The administrator asks for an export of the region, and fetches it once."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.statements import counted
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.exchange.region import service
from wsp.exchange.region.models import RegionExport
from wsp.foundation import clock
from wsp.foundation.db import Database

ClientAs = Callable[..., StrictClient]
PASSPHRASE = "vier woorden om te bewaren"


def test_asking_for_an_export(client_as: ClientAs, session: Session, database: Database) -> None:
    client = client_as(Role.ADMINISTRATOR)
    with counted(database) as statements:
        page = client.get("/regio-export").page  # type: ignore[attr-defined]  # the strict client's page
    assert len(statements) <= 12
    form = page.fields()
    for wrong in (
        {"reason": ""},
        {"reason": "Overstap", "passphrase": "kort", "repeated": "kort"},
        {"reason": "Overstap", "passphrase": PASSPHRASE, "repeated": PASSPHRASE + "x"},
    ):
        answer = client.post("/regio-export", data=form | wrong)
        assert answer.status_code == 400
        assert PASSPHRASE not in answer.get_data(as_text=True)
    sent = form | {"reason": "Overstap", "passphrase": PASSPHRASE, "repeated": PASSPHRASE}
    assert client.post("/regio-export", data=sent).status_code == 303
    row = session.scalars(select(RegionExport)).one()
    assert row.with_bsn
    assert PASSPHRASE not in repr(session.scalars(select(AuditEvent)).all())
    shown = client.get("/regio-export").page  # type: ignore[attr-defined]  # the strict client's page
    assert "De export begint zo." in shown.text
    assert client.post("/regio-export", data=sent).status_code == 409
    row.tables_done, row.tables_total, row.state = 3, 60, "loopt"
    session.flush()
    assert "3 van 60 klaar" in client.get("/regio-export").page.text  # type: ignore[attr-defined]  # the strict client's page


@pytest.mark.rule("S6")
def test_fetching_it_once(client_as: ClientAs, session: Session, application: Flask) -> None:
    client = client_as(Role.ADMINISTRATOR)
    row = RegionExport(
        region_id="AM01", state="klaar", user_id=client.user.id, reason="Overstap", with_bsn=False, rows=3,
        expires_at=clock.now() + service.KEPT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    folder = application.config["WSP"].data_dir / service.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = service.file_of(folder, row.id)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", "{}")
    try:
        address = f"/regio-export/{row.id}/ophalen"
        assert address in client.get("/regio-export").get_data(as_text=True)
        assert client_as(Role.ACCOUNT_MANAGER).post(address).status_code == 403
        assert client_as(Role.ADMINISTRATOR, region="AM14").post(address).status_code == 404
        answer = client.post(address)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=wsp-AM01-")
        assert answer.headers["Cache-Control"] == "no-store"
        with zipfile.ZipFile(io.BytesIO(answer.get_data())) as archive:
            assert archive.namelist() == ["manifest.json"]
        answer.close()
        assert client.post(address).status_code == 409
    finally:
        path.unlink()
