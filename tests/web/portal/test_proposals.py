"""What the description says is proposed to the employer too, and laid beside the fields before it is sent."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.portal.conftest import Portal
from wsp.vacancies.enums import VacancySource
from wsp.vacancies.models import Vacancy

TEXT = (
    "Een baan van 24 tot 32 uur per week, overdag. Rijbewijs B is nodig. Alleen voor mensen uit het doelgroepregister."
)


def buttons(page: Any) -> list[str]:
    """What can be taken over, in the order of the page."""
    return [value for each in page.all("button", name="doe") if (value := each.get("value") or "").startswith("neem-")]


def test_an_employer_takes_over_and_sees_what_differs(portal: Portal, session: Session) -> None:
    new = "/portaal/vacatures/nieuw"
    portal.client.post(f"{new}/werk", data={"title": "Inpakker", "description": TEXT, "doe": "verder"})
    page = portal.client.get(f"{new}/eisen").page
    assert "neem-uren" in buttons(page)
    assert portal.client.post(f"{new}/eisen", data={"doe": "neem-alles"}).location.endswith("/eisen")
    filled = portal.client.get(f"{new}/eisen").page
    typed = filled.fields(filled.one("form", class_="wsp-form"))
    assert (typed["hours_min"], typed["hours_max"]) == ("24", "32")
    portal.client.post(f"{new}/eisen", data=typed | {"hours_max": "36", "doe": "verder"})
    portal.client.post(f"{new}/loon", data={"places": "1", "closes_on": "2026-10-01", "doe": "verder"})
    check = portal.client.get(f"{new}/controleren").page
    assert "In de omschrijving staat: 24 tot 32 uur. Ingevuld is: 24 tot 36 uur." in check.text
    assert "In de omschrijving staat: ja. Niet ingevuld." in check.text
    key = check.one("input", name="sleutel").get("value")
    assert portal.client.post(f"{new}/controleren", data={"sleutel": key}).status_code == 303
    made = session.scalars(select(Vacancy).where(Vacancy.source == VacancySource.PORTAL.value)).one()
    assert (made.hours_max, made.driving_licences) == (36, ["B"])
