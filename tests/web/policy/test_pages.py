"""Entering a value, and checking it as a second person, on screen."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.web.conftest import StrictClient
from tests.web.page import text_of
from wsp.foundation import clock
from wsp.policy import queries, service
from wsp.policy.enums import Choice
from wsp.reference.service import load_starter

ClientAs = Callable[..., StrictClient]
CAP = "participatiewet.loonkostensubsidie.cap"
LAW = {"code": CAP, "value": "71,5", "valid_from": "2027-01-01", "source": "Staatscourant (proef)", "published": ""}


def test_a_value_of_law_is_used_after_a_colleague_checked_it(client_as: ClientAs, session: Session) -> None:
    first, second = client_as("beheerder"), client_as("beleidsmedewerker")
    assert first.post("/beleid/wet/nieuw", data=LAW).location == "/beleid"
    own = first.get("/beleid").page
    assert "Trek in" in own.text
    assert not [form for form in own.all("form") if "goedkeuren" in (form.get("action") or "")]
    approve = next(
        form.get("action") or ""
        for form in second.get("/beleid").page.all("form")
        if "goedkeuren" in (form.get("action") or "")
    )
    assert first.post(approve).status_code == 409, "not by who entered it"
    assert (second.post(approve).location or "").startswith("/beleid/herberekeningen/")
    assert str(service.law_book(session, region="AM01").on(CAP, date(2027, 1, 1)).value) == "71.5"
    assert "71,5" in second.get("/beleid").page.text


def test_a_slip_keeps_what_was_typed(client_as: ClientAs) -> None:
    answer = client_as("beheerder").post("/beleid/wet/nieuw", data=LAW | {"value": "veel", "source": ""})
    assert answer.status_code == 400
    assert answer.page.fields()["value"] == "veel"
    assert answer.page.fields()["code"] == CAP
    assert "Vul 'Bron' in." in answer.page.text


def test_what_the_law_announced_is_filled_in_beforehand(client_as: ClientAs) -> None:
    # Before the announced values of 2027 hold.
    with clock.frozen(date(2026, 11, 2)):
        client = client_as("beheerder")
        link = next(
            a.get("href") or ""
            for a in client.get("/beleid").page.all("a")
            if "/beleid/wet/nieuw?" in (a.get("href") or "")
        )
        fields = client.get(link).page.fields()
    assert fields["code"].startswith("wml.youth_percentage")
    assert fields["value"]
    assert fields["valid_from"] == "2027-01-01"


@pytest.mark.parametrize(("municipality", "place"), [("", ", hele regio"), ("GM0106", ", Assen")])
def test_a_choice_is_made_for_the_region_or_one_municipality(
    client_as: ClientAs, session: Session, municipality: str, place: str
) -> None:
    first, second = client_as("beheerder"), client_as("beheerder")
    data = {
        "value": "smal",
        "valid_from": "2026-01-01",
        "source": "Raadsbesluit (proef)",
        "municipality_code": municipality,
    }
    assert first.post(f"/beleid/keuzes/{Choice.LKS_SCOPE.value}", data=data).location == "/beleid"
    page = second.get("/beleid").page
    assert place in page.text
    approve = next(f.get("action") or "" for f in page.all("form") if "goedkeuren" in (f.get("action") or ""))
    second.post(approve)
    chosen = queries.choices(session, region="AM01", on=date(2026, 6, 1), municipality=municipality or None)
    assert chosen[Choice.LKS_SCOPE].option == "smal"


def test_a_local_value_has_the_unit_of_its_rule(client_as: ClientAs) -> None:
    client = client_as("beheerder")
    data = {"code": "jobcoaching.uurtarief", "value": "75,50", "valid_from": "2026-01-01", "source": "Verordening",
            "municipality_code": "GM0106", "published": ""}  # fmt: skip
    assert client.post("/beleid/lokaal/nieuw", data=data | {"code": "jobcoaching.onbekend"}).status_code == 400
    assert client.post("/beleid/lokaal/nieuw", data=data).location == "/beleid"
    assert "€ 75,50 per uur" in client.get("/beleid").page.text


def test_a_proposal_can_be_rejected_and_another_region_never_sees_it(client_as: ClientAs) -> None:
    first, elsewhere = client_as("beheerder"), client_as("beheerder", region="AM14")
    first.post("/beleid/wet/nieuw", data=LAW)
    page = first.get("/beleid").page
    reject = next(f.get("action") or "" for f in page.all("form") if "afwijzen" in (f.get("action") or ""))
    assert "71,5" not in elsewhere.get("/beleid").page.text
    assert elsewhere.post(reject).status_code == 404
    assert first.post(reject).location == "/beleid"
    assert "Er wacht niets op controle." in first.get("/beleid").page.text
    assert first.post(reject).status_code == 409


def test_a_choice_that_does_not_exist_is_not_found(client_as: ClientAs) -> None:
    assert client_as("beheerder").get("/beleid/keuzes/20-nieuw").status_code == 404


@pytest.mark.rule("G12")
def test_a_municipality_decides_how_long_it_keeps_a_dossier(client_as: ClientAs, session: Session) -> None:
    load_starter(session)
    session.flush()
    first, second = client_as("beheerder"), client_as("beleidsmedewerker")
    form = first.get("/beleid/bewaartermijn/nieuw").page.fields()
    given = form | {"municipality_code": "GM0106", "value": "60", "valid_from": "2020-01-01", "source": "Besluit"}
    for wrong in ("121", "11", "24,5", ""):
        refused = first.post("/beleid/bewaartermijn/nieuw", data=given | {"value": wrong})
        assert refused.status_code == 400, wrong
        assert refused.page.fields()["value"] == wrong
    assert first.post("/beleid/bewaartermijn/nieuw", data=given).location == "/beleid"
    page = second.get("/beleid").page
    assert "60 maanden, Assen" in page.text
    approve = next(form.get("action") for form in page.all("form") if "goedkeuren" in (form.get("action") or ""))
    assert second.post(approve or "").location == "/beleid"
    shown = client_as("privacyfunctionaris").get("/privacy/bewaartermijnen").page
    rows = [[text_of(cell) for cell in row] for row in shown.all("tr")]
    assert ["Assen", "60"] in rows
    assert ["Alle andere organisaties", "120"] in rows
    assert client_as("privacyfunctionaris").get("/beleid/bewaartermijn/nieuw").status_code == 403
