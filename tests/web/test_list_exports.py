"""Every list that pages can be taken along as a spreadsheet, and the spreadsheet tells no more than the screen."""

import ast
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture import routes
from tests.candidates import factories as candidates
from tests.placements import world as placements
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import AuditEvent
from wsp.candidates.enums import SharingPurpose, Stage
from wsp.candidates.models import CandidatePersonal
from wsp.foundation import clock
from wsp.settings import PROJECT_ROOT
from wsp.web.access import describe
from wsp.worklist.enums import SubjectKind, TaskKind
from wsp.worklist.service import plan

ClientAs = Callable[..., StrictClient]
WITHOUT = {
    "imports.list_imports": "Een lijst van bestanden; het verslag van een import is zelf een bestand.",
    "imports.twins": "Werk van één import, per rij te beslissen; het verslag van die import is een bestand.",
    "cohorts.list_cohorts": "Groepen met aantallen; wie in een groep zit, gaat mee vanaf de groep zelf.",
    "lists.list_own_lists": "Namen van eigen lijsten; wie op een lijst staat, gaat mee vanaf de lijst zelf.",
    "mails.list_mails": "Mail die nog weg moet: leeg zodra het klopt.",
    "portal_vacancies.list_vacancies": "De eigen vacatures van één werkgever: hooguit een handvol.",
    "oversight.never_shown": "Om bij iemand te kijken wat in de weg staat; de cijfers zelf gaan mee met Toezicht.",
    "policy.proposal": "Een voorbeeld bij een voorstel; na het besluit gaat de lijst van de herberekening mee.",
    "shortlists.plan": "Een voorstel, paar voor paar te beslissen; wat genomen is, staat bij de voordrachten.",
    "privacy.list_emergencies": "Te beoordelen in het portaal; wie bij wie keek, gaat met het logboek mee.",
    "privacy.list_requests": "Verzoeken van betrokkenen blijven in het dossier zelf.",
}
"""Endpoints of lists that page but are not taken along, with the reason."""


def _listing_views() -> Iterator[tuple[Path, str]]:
    """Every view that makes a `ListPage`."""
    for path in sorted((PROJECT_ROOT / "wsp" / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "ListPage"
                for call in ast.walk(node)
            ):
                yield path, node.name


def _endpoints(application: Flask) -> set[str]:
    names = {name for _, name in _listing_views()}
    return {endpoint for endpoint in application.view_functions if endpoint.rpartition(".")[2] in names}


def test_every_list_with_pages_has_an_export(application: Flask) -> None:
    rules = {(rule.rule, method) for rule in routes.rules(application) for method in routes.methods(rule)}
    listed = _endpoints(application)
    assert len(listed) >= 8
    assert set(WITHOUT) <= listed, "a reason for a list that is not there"
    missing = {
        rule.endpoint
        for rule in routes.rules(application)
        if rule.endpoint in listed
        and "GET" in routes.methods(rule)
        and rule.endpoint not in WITHOUT
        and (f"{rule.rule}/exporteren", "POST") not in rules
    }
    assert missing == set(), "add a POST <address>/exporteren with wsp.web.export.spreadsheet"


MARKERS = {
    "name": "Zebravinkenzaad",
    "email": "zebravinkenzaad@post.example",
    "phone": "+31600777777",
    "postcode": "9401 ZZ",
    "born": "1987-06-05",
}


@pytest.mark.rule("S7")
@pytest.mark.parametrize("role", [role for role in Role if "candidate.read" in GRANTS[role]])
@pytest.mark.parametrize("named", [False, True])
def test_a_spreadsheet_tells_no_more_of_a_person_than_the_screen(
    client_as: ClientAs, application: Flask, session: Session, role: Role, *, named: bool
) -> None:
    everything = placements.build(session)
    client = client_as(role, organisation=everything.organisation)
    person = candidates.matchable(
        session, of=everything.organisation, name=("Zoef", None, MARKERS["name"]), email=MARKERS["email"],
        phone=MARKERS["phone"], postcode=MARKERS["postcode"], job_coach_id=client.user.id,
    )  # fmt: skip
    assert person.stage == Stage.MATCHABLE
    candidates.agreement(session, person, SharingPurpose.ANONYMOUS)
    if named:
        candidates.agreement(session, person, SharingPurpose.NAMED, employer_id=everything.employer.id)
    session.add(
        CandidatePersonal(
            region_id="AM01", candidate_id=person.id, birth_date=clock.today().replace(year=1987, month=6, day=5)
        )
    )
    everything.introduce(person)
    plan(
        session, client.actor, kind=TaskKind.CALL_BACK, subject=(SubjectKind.CANDIDATE, person.id),
        due_on=clock.today() + timedelta(days=1), title="Bellen over K", assigned_to_id=client.user.id,
    )  # fmt: skip
    rules = describe(application)
    looked_at = 0
    for rule in routes.rules(application):
        if not rule.rule.endswith("/exporteren") or rules[rule.endpoint].permission not in GRANTS[role]:
            continue
        address = rule.rule.replace("<name>", "deze-week")
        screen = client.get(address.removesuffix("/exporteren"))
        if "<" in address or screen.status_code != 200:
            continue
        looked_at += 1
        answer = client.post(address)
        assert answer.status_code == 200, address
        told = _markers(_cells(answer.data))
        assert told <= _markers(screen.get_data(as_text=True)), address
        logged = session.scalars(select(AuditEvent).order_by(AuditEvent.created_at.desc()).limit(5)).all()
        assert any(event.after and set(event.after) == {"rows", "filters"} for event in logged), address
    assert looked_at >= (1 if role is Role.JOB_COACH else 3)


def _markers(text: str) -> set[str]:
    # A telephone number is written with spaces on a screen.
    joined = text.replace("\u00a0", " ")
    shown = {"phone": ("06 00 77 77 77", "+31600777777", "0600777777", "06-00777777", "06 00777777")}
    return {name for name, value in MARKERS.items() if any(each in joined for each in (value, *shown.get(name, ())))}


def _cells(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
