"""What the description of a vacancy says beside its fields: proposed, compared, and only taken over by a person."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from tests.employers import factories as employers
from tests.vacancies import factories
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.reference import lists
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy, VacancyDraft
from wsp.vacancies.schemas import PORTAL_STEPS, STEPS
from wsp.web.forms import Form
from wsp.web.proposals import ALL, taken
from wsp.web.vacancies.described import described

ClientAs = Callable[..., StrictClient]
TEXT = (
    "Een baan van 24 tot 32 uur per week, overdag. Rijbewijs B is nodig en VCA is verplicht. "
    "Je tilt dozen van 20 kilo. Alleen voor mensen uit het doelgroepregister."
)
NOTHING = "Gezellig team, goede koffie."
HEADING = "Dit staat in de omschrijving"
QUESTION = "Staat dit goed?"


@pytest.fixture
def manager(client_as: ClientAs) -> StrictClient:
    return client_as(Role.ACCOUNT_MANAGER)


def begun(session: Session, manager: StrictClient, text: str = TEXT) -> None:
    """The first step of the intake, with a text."""
    employer = employers.employer(session, manager.actor, "Proefbedrijf Zuid")
    work = {"employer": f"W-{employer.number}", "title": "Orderpicker", "description": text, "doe": "verder"}
    assert manager.post(step("werk"), data=work).location.endswith(step("uren"))


def step(name: str) -> str:
    return f"/vacatures/nieuw/{name}"


def draft(session: Session) -> dict[str, Any]:
    session.expire_all()
    return session.scalars(select(VacancyDraft)).one().data


def buttons(page: Any) -> list[str]:
    """What can be taken over, in the order of the page."""
    sent = [button.get("value") or "" for button in page.all("button", name="doe")]
    return [value for value in sent if value.startswith("neem-")]


def test_a_step_proposes_what_the_text_says_and_fills_in_nothing(session: Session, manager: StrictClient) -> None:
    begun(session, manager)
    page = manager.get(step("uren")).page
    assert HEADING in page.text
    assert "Uren per week: 24 tot 32 uur" in page.text
    assert buttons(page) == ["neem-uren", "neem-shifts", "neem-alles"]
    assert page.one("input", name="hours_max").get("value") in (None, "")
    assert {"hours_min", "hours_max", "shifts"}.isdisjoint(draft(session))


def test_taking_over_one_fills_that_one_and_keeps_what_was_typed(session: Session, manager: StrictClient) -> None:
    begun(session, manager)
    sent = {"working_times": "in overleg", "full_week_hours": "veel", "doe": "neem-uren"}
    assert manager.post(step("uren"), data=sent).location.endswith(step("uren"))
    kept = draft(session)
    assert (kept["hours_min"], kept["hours_max"]) == (["24"], ["32"])
    assert (kept["working_times"], kept["full_week_hours"]) == (["in overleg"], ["veel"])
    assert "shifts" not in kept
    page = manager.get(step("uren")).page
    assert "Kijk of het klopt" in page.text
    assert buttons(page) == ["neem-shifts"]


def test_all_at_once_adds_to_lists_and_leaves_the_rest(session: Session, manager: StrictClient) -> None:
    begun(session, manager)
    manager.post(step("uren"), data={"hours_max": "32", "shifts": "dag", "doe": "verder"})
    sent = {
        "diplomas": "BHV",
        "work_conditions": ["staan_lang"],
        "skills_required": "netjes werken",
        "doe": "neem-alles",
    }
    manager.post(step("eisen"), data=sent)
    kept = draft(session)
    assert kept["diplomas"] == ["BHV\nVCA"]
    assert set(kept["work_conditions"]) == {"staan_lang", "tillen_zwaar"}
    assert (kept["driving_licences"], kept["skills_required"]) == (["B"], ["netjes werken"])
    assert HEADING not in manager.get(step("eisen")).page.text


def test_enter_in_a_field_does_not_take_over(session: Session, manager: StrictClient) -> None:
    """A browser presses the first submit button of a form: that is the form's own."""
    begun(session, manager)
    form = manager.get(step("uren")).page.one("form", class_="wsp-form")
    first = next(each for each in form.iter("button") if each.get("type") == "submit")
    assert (first.get("name"), first.get("value"), first.get("tabindex")) == ("doe", "verder", "-1")


def test_a_text_that_states_nothing_gives_no_proposals(session: Session, manager: StrictClient) -> None:
    begun(session, manager, NOTHING)
    page = manager.get(step("uren")).page
    assert HEADING not in page.text
    assert buttons(page) == []
    assert manager.post(step("uren"), data={"doe": "neem-uren"}).status_code == 303
    assert "hours_max" not in draft(session)


def test_the_check_page_lays_text_and_fields_side_by_side_and_lets_go_on(
    session: Session, manager: StrictClient
) -> None:
    begun(session, manager)
    manager.post(step("uren"), data={"hours_max": "40", "shifts": "dag", "doe": "verder"})
    manager.post(step("eisen"), data={"driving_licences": "B", "diplomas": "vca", "doe": "verder"})
    manager.post(step("loon"), data={"places": "1", "closes_on": "2027-10-01", "garantiebaan": "on", "doe": "verder"})
    page = manager.get(step("controleren")).page
    assert QUESTION in page.text
    assert "In de omschrijving staat: 24 tot 32 uur. Ingevuld is: tot 40 uur." in page.text
    assert "In de omschrijving staat: zwaar tillen. Niet ingevuld." in page.text
    asked = [link.get("href") for link in page.all("a") if (link.text or "").startswith("Aanpassen")]
    assert asked == [step("uren"), step("eisen")]
    assert manager.post(step("controleren"), data={"doe": "concept"}).status_code == 303
    assert session.scalars(select(Vacancy)).one().hours_max == 40


def test_changing_a_vacancy_takes_over_on_the_page_and_saves_when_asked(
    session: Session, manager: StrictClient
) -> None:
    vacancy = factories.vacancy(session, manager.actor, description=TEXT, diplomas=[])
    address = f"/vacatures/{vacancy.id}/wijzigen"
    page = manager.get(address).page
    typed = page.fields(page.one("form", class_="wsp-form"))
    answer = manager.post(address, data=typed | {"title": "Inpakker", "doe": "neem-diplomas"})
    assert answer.status_code == 200
    page = answer.page
    assert page.one("textarea", name="diplomas").text.strip() == "VCA"
    assert page.one("input", name="title").get("value") == "Inpakker"
    session.expire_all()
    assert session.get_one(Vacancy, vacancy.id).diplomas == []
    typed = page.fields(page.one("form", class_="wsp-form"))
    assert manager.post(address, data=typed | {"doe": "bewaren"}).status_code in (200, 303)


@pytest.mark.parametrize(
    ("state", "asked"), [(VacancyState.REVIEW, True), (VacancyState.CONCEPT, True), (VacancyState.OPEN, False)]
)
def test_the_card_asks_before_a_vacancy_opens(
    session: Session, manager: StrictClient, state: VacancyState, *, asked: bool
) -> None:
    vacancy = factories.vacancy(session, manager.actor, description=TEXT, diplomas=[], state=state)
    page = manager.get(f"/vacatures/{vacancy.id}").page
    assert (QUESTION in page.text) is asked
    assert ("In de omschrijving staat: VCA. Niet ingevuld." in page.text) is asked


def test_who_may_not_change_it_is_not_asked(session: Session, manager: StrictClient, client_as: ClientAs) -> None:
    vacancy = factories.vacancy(session, manager.actor, description=TEXT, state=VacancyState.CONCEPT)
    page = client_as(Role.CLIENT_MANAGER).get(f"/vacatures/{vacancy.id}").page
    assert QUESTION not in page.text


def _part(name: str) -> type[Any]:
    return (dict(STEPS) | {f"portaal-{key}": part for key, part in PORTAL_STEPS.items()})[name]


TYPED = st.fixed_dictionaries(
    {},
    optional={
        "hours_min": st.sampled_from(["8", "24", "36", "veel", ""]),
        "hours_max": st.sampled_from(["16", "32,0", "40", "x"]),
        "shifts": st.lists(st.sampled_from(list(lists.labels("shifts"))), unique=True),
        "driving_licences": st.lists(st.sampled_from(["B", "C", "T", "onzin"]), unique=True),
        "diplomas": st.sampled_from(["", "VCA basisveiligheid", "BHV\nHACCP", "vca"]),
        "work_conditions": st.lists(st.sampled_from(list(lists.labels("work_conditions"))), unique=True),
        "garantiebaan": st.sampled_from(["on", "nee"]),
        "language_nl_min": st.sampled_from(["", "1", "4", "99"]),
    },
)
SENTENCES = st.lists(
    st.sampled_from(
        [*TEXT.split(". "), "Minimaal 20 uur.", "Maximaal 36 uur.", "Je werkt 's nachts", "Vloeiend Nederlands nodig."]
    ),
    max_size=5,
)


@given(
    typed=TYPED, sentences=SENTENCES, name=st.sampled_from(["uren", "eisen", "loon", "portaal-eisen", "portaal-loon"])
)
def test_who_takes_over_everything_is_asked_nothing_more_and_loses_nothing(
    typed: dict[str, Any], sentences: list[str], name: str
) -> None:
    text = ". ".join(sentences)
    schema = _part(name)(options={})
    given_ = {key: [value] if isinstance(value, str) else value for key, value in typed.items()}

    def form(values: dict[str, list[str]]) -> Form[Any]:
        pairs = [(key, value) for key in schema.fields for value in values.get(key, [])]
        return Form(schema, typed=MultiDict(pairs))

    found = described(form(given_), description=text)
    after = given_ | taken(found, ALL)
    assert described(form(after), description=text) == []
    for key in ("shifts", "work_conditions"):
        assert set(given_.get(key, [])) <= set(after.get(key, []))
    for line in "".join(given_.get("diplomas", [])).splitlines():
        assert line in "".join(after["diplomas"]).splitlines()
