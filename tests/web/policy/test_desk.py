"""The law desk on screen: every value on a day, one value, a proposal with what it does, and the runs."""

import io
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.placements.measuring import measured
from tests.placements.world import build
from tests.web.conftest import StrictClient
from wsp.foundation import clock
from wsp.law.lookup import Parameters
from wsp.placements.reindexing import running
from wsp.placements.reindexing.models import Reindexing
from wsp.policy import desk
from wsp.policy.desk import Standing, Wanted
from wsp.policy.models import LawCheck, PolicyProposal

ClientAs = Callable[..., StrictClient]
WAGE = "wml.referentiemaandloon"
NEW = {"code": WAGE, "value": "2400", "valid_from": "2027-01-01", "source": "Staatscourant (proef)", "published": ""}


def sheet(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]  # the test knows the shape


def test_every_value_of_law_stands_on_the_desk_with_what_it_is_worth(session: Session) -> None:
    found = {line.code: line for line in desk.lines(session, "AM01", date(2027, 2, 1))}
    assert set(Parameters.load().codes) <= set(found)
    wage = found[WAGE]
    assert (wage.standing, wage.since) == (Standing.PROVISIONAL, date(2026, 7, 1))
    assert "30 juni" in wage.reason or "31 december" in wage.reason
    assert found["wml.youth_percentage.20"].standing is Standing.ANNOUNCED
    assert found["wml.hour"].source
    assert found["proefplaatsing.maanden"].standing is Standing.MISSING
    early = {line.code: line for line in desk.lines(session, "AM01", date(2016, 1, 1))}
    assert early["wml.hour"].standing is Standing.OUTSIDE
    assert early["wml.hour"].value is None


def test_filters_take_from_the_lines_what_is_asked(session: Session) -> None:
    lines = desk.lines(session, "AM01", date(2026, 11, 22))
    assert {line.law for line in desk.only(lines, Wanted(law="wml"))} == {"wml"}
    assert [line.code for line in desk.only(lines, Wanted(text="referentiemaandloon", law="wml"))] == [WAGE]
    codes = {line.code for line in desk.only(lines, Wanted(codes=frozenset({"wml.youth_percentage"})))}
    assert "wml.youth_percentage.18" in codes
    assert WAGE not in codes


def test_the_desk_filters_by_instrument_and_goes_along_as_a_spreadsheet(client_as: ClientAs) -> None:
    client = client_as("beheerder")
    page = client.get("/beleid/wet?regeling=loonkostensubsidie&datum=2026-11-22&q=werkgeverslasten").page
    assert "nog te controleren" in page.text
    rows = sheet(client.post("/beleid/wet/exporteren?wet=wml&datum=2026-11-22").data)
    assert rows[0][:2] == ["Waarde", "Code"]
    assert {str(row[1]).partition(".")[0] for row in rows[1:]} == {"wml"}
    assert (WAGE, 2337.0) in {(row[1], row[4]) for row in rows[1:]}


def test_one_value_shows_its_series_and_who_uses_it_and_takes_a_check(client_as: ClientAs, session: Session) -> None:
    client = client_as("beheerder")
    page = client.get(f"/beleid/wet/{WAGE}").page
    assert "Loonkostensubsidie" in page.text
    assert "€ 2.294,40 per maand" in page.text
    since = page.fields()["valid_from"]
    today = clock.today()
    wrong = client.post(f"/beleid/wet/{WAGE}/nagekeken", data={"checked_on": "2099-01-01", "valid_from": since})
    assert wrong.status_code == 400
    data = {"checked_on": today.isoformat(), "valid_from": since, "note": "Staatscourant"}
    assert client.post(f"/beleid/wet/{WAGE}/nagekeken", data=data).status_code == 303
    check = session.scalars(select(LawCheck)).one()
    assert (check.code, check.checked_on, check.checked_by_id) == (WAGE, today, client.user.id)
    assert client.get("/beleid/wet/geen.waarde").status_code == 404


@pytest.mark.rule("S6")
def test_only_who_keeps_the_policy_sees_the_desk(client_as: ClientAs) -> None:
    for role in ("accountmanager", "klantmanager", "jobcoach", "privacyfunctionaris"):
        assert client_as(role).get("/beleid/wet").status_code == 403


def test_a_proposal_shows_who_notices_it_before_a_colleague_approves(client_as: ClientAs, session: Session) -> None:
    with clock.frozen(date(2026, 11, 22)):
        world = build(session)
        placement = world.place(starts_on=date(2026, 3, 1), ends_on=None)
        measured(world, placement, 60)
        first, second = client_as("beheerder"), client_as("beleidsmedewerker")
        first.post("/beleid/wet/nieuw", data=NEW)
        proposal = session.scalars(select(PolicyProposal)).one()
        address = f"/beleid/voorstellen/{proposal.id}"
        assert "Bekijk wat er verandert" in second.get(address).page.text
        assert second.post(f"{address}/voorbeeld").location == address
        run = session.scalars(select(Reindexing)).one()
        waiting = second.get(address).page
        assert "0 van 2 klaar" in waiting.text
        assert "0 van 2 klaar" in second.get(address).page.text, "survives a reload"
        running.run("AM01", run.id)
        shown = second.get(address).page.text
        assert "€ 995,90" in shown.replace("\N{NO-BREAK SPACE}", " ")
        assert f"P-{placement.number}" in shown
        done = second.post(f"{address}/goedkeuren")
        [real] = session.scalars(select(Reindexing).where(Reindexing.cause == "waarde")).all()
        assert done.location == f"/beleid/herberekeningen/{real.id}"
        running.run("AM01", real.id)
        page = second.get(done.location).page
        assert "1 gewijzigd bedrag" in page.text
        rows = sheet(second.post(f"{done.location}/exporteren").data)
        assert rows[1][0] == f"P-{placement.number}"
        assert rows[1][4] == pytest.approx(995.90)
        assert "Nieuwe waarde" in second.get("/beleid/herberekeningen").page.text


def test_the_administrator_starts_a_run_and_one_is_enough(client_as: ClientAs, session: Session) -> None:
    client = client_as("beheerder")
    started = client.post("/beleid/herberekeningen")
    assert started.status_code == 303
    assert client.post("/beleid/herberekeningen").status_code == 409
    fragment = client.get(started.location, headers={"HX-Request": "true"})
    assert "0 van 0 klaar" in fragment.text
    run = session.scalars(select(Reindexing)).one()
    running.run("AM01", run.id)
    assert client.get(started.location, headers={"HX-Request": "true"}).headers["HX-Redirect"] == started.location
    assert "Er is geen bedrag veranderd." in client.get(started.location).page.text
    assert client.get(f"/beleid/herberekeningen/{uuid.uuid4()}").status_code == 404
