"""What it yields: the calculator of employers. It is about nobody, and shows no budget and no benefit."""

from urllib.parse import urlencode

import pytest

from tests.documents import reading
from tests.statements import counted
from tests.web.portal.conftest import Portal
from wsp.foundation.db import Database

PAGE = "/portaal/wat-levert-het-op"
WORK = {
    "hours": "36", "full_week_hours": "36", "wage_hour": "14,99", "starts_on": "2026-09-01", "kind": "werk",
    "first_months": "meting", "share": "60",
    "instruments": ["loonkostensubsidie", "no-risk", "loonkostenvoordeel", "jobcoaching"],
}  # fmt: skip


def _text(portal: Portal, **asked: object) -> str:
    found = portal.client.get(f"{PAGE}?{urlencode(WORK | asked, doseq=True)}")
    assert found.status_code == 200
    return found.page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_amounts_by_hand(portal: Portal) -> None:
    """2337,00 x 1,08 x 0,40 x 1,235 is 1246,84 a month; the wage is 156 hours of 14,99."""
    shown = _text(portal)
    assert "€ 1.246,84 voorlopig van de gemeente" in shown
    assert "€ 2.338,44" not in shown, "a month stands with charges: wage, vakantiegeld and lasten together"
    assert "ongeveer € 157,56 per maand" in shown, "156 hours of 1,01"
    assert "Klopt het loon?" not in shown


def test_no_word_of_budgets_or_benefits(portal: Portal) -> None:
    shown = _text(portal, trial="on").lower()
    for word in ("inkomensbudget", "participatiebudget", "bijstand", "functioneel beheerder"):
        assert word not in shown, word


def test_four_side_by_side_in_an_address_that_can_be_kept(portal: Portal) -> None:
    asked = WORK | {"anders": ["uren:24", "zonder:loonkostensubsidie"], "own_hours": "20", "own_share": "45"}
    page = portal.client.get(f"{PAGE}?{urlencode(asked, doseq=True)}").page
    heads = [text for text in page.texts("th", scope="col") if text[:2] in ("A ", "B ", "C ", "D ")]
    assert heads == [
        "A Zoals ingevuld",
        "B 24 uur per week",
        "C Zonder loonkostensubsidie",
        "D 20 uur per week, loonwaarde 45 %",
    ]
    assert "goedkoper" in page.text
    assert "duurder" in page.text


def test_a_link_that_knows_some_of_it_is_filled_in(portal: Portal) -> None:
    page = portal.client.get(f"{PAGE}?hours=20&wage_hour=16").page
    assert page.one("input", name="hours").get("value") == "20"
    assert page.one("input", name="share").get("value") == "60"
    assert len([each for each in page.all("input", name="instruments") if each.get("checked") is not None]) == 4


@pytest.mark.parametrize(
    "wrong", [{"hours": "0"}, {"share": "101"}, {"starts_on": "morgen"}, {"kind": "stage"}, {"anders": "uren:99"}]
)
def test_what_cannot_be_is_refused_and_kept_on_screen(portal: Portal, wrong: dict[str, str]) -> None:
    response = portal.client.get(f"{PAGE}?{urlencode(WORK | wrong, doseq=True)}")
    assert response.status_code == 400
    assert response.page.title.startswith("Fout:")


def test_before_the_rules_of_the_product_it_says_so(portal: Portal) -> None:
    assert "onbekend" in _text(portal, starts_on="2021-01-01")


def test_on_paper(portal: Portal) -> None:
    answer = portal.client.get(f"{PAGE}/pdf?{urlencode(WORK, doseq=True)}")
    text = reading.text(answer.data)
    assert "Wat levert het op?" in text
    assert "met regels die gelden vanaf 1 juli 2026" in text
    assert "Deze berekening is voorlopig." in text
    assert "inkomensbudget" not in text
    assert {"H1", "Table", "TH"} <= reading.roles(answer.data)


@pytest.mark.rule("R14")
def test_it_asks_little_of_the_database(portal: Portal, worker_database: Database) -> None:
    with counted(worker_database) as seen:
        _text(portal, anders=["uren:24", "uren:32", "proef:ja"])
    assert len(seen) <= 12
