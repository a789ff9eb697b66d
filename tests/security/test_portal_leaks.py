"""Product 3: whatever an employer can open shows no name that did not agree, and nothing of anybody else.

A world with candidates in every state of an introduction, for two employers, gets a marker in every text column of
the schema: whoever adds a column that an employer may read must say so here, with the reason. Then somebody of the
first employer opens everything there is to open, and sends every form.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Table, Text, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, undefer
from werkzeug.test import TestResponse

from tests.architecture import routes
from tests.employers import factories as employers
from tests.foundation.files import samples
from tests.placements import world as worlds
from tests.placements.world import World
from tests.vacancies import factories as vacancies
from tests.web.conftest import StrictClient
from tests.web.page import Page
from wsp.accounts.models import Organisation
from wsp.accounts.permissions import GRANTS, PORTAL_ROLES, Role
from wsp.candidates import masking
from wsp.candidates.masking import Viewer
from wsp.candidates.models import Candidate, Experience
from wsp.documents import service as documents
from wsp.documents.enums import Origin
from wsp.employers import service as employer_verbs
from wsp.employers.commands import AnswerQuestion, AskQuestion
from wsp.employers.models import EmployerMessage
from wsp.foundation import clock
from wsp.foundation.db import Base
from wsp.foundation.mailer import Mail
from wsp.placements import letters
from wsp.placements.enums import CLOSED, ClosingReason, IntroductionState
from wsp.placements.models import Introduction, Placement
from wsp.vacancies import service as vacancy_verbs
from wsp.vacancies.commands import SendBack
from wsp.vacancies.enums import VacancySource, VacancyState
from wsp.web.access import describe
from wsp.worklist.enums import SubjectKind

S: Final = IntroductionState
PAGES: Final = 30
MARK: Final = re.compile(r"zz[a-z]+\d{3}", re.IGNORECASE)
"""Every marker looks like this, so that a page can be searched for all of them at once."""

OWN: Final[Mapping[str, str]] = {
    "vacancies.title": "employer_id",
    "vacancies.description": "employer_id",
    "vacancies.working_times": "employer_id",
    "vacancies.closed_reason": "employer_id",
    "vacancies.review_note": "employer_id",
    "vacancy_tasks.name": "vacancy_id",
    "establishments.name": "employer_id",
    "establishments.place": "employer_id",
    "employers.name": "id",
    "employers.phone": "id",
    "employers.website": "id",
    "employer_messages.body": "employer_id",
    "employer_messages.answer": "employer_id",
    "uploads.name": "organisation_id",
    "placements.function_title": "employer_id",
    "introductions.appointment_place": "vacancy_id",
    "organisations.name": "organisation",
    "users.name": "user",
    "users.email": "user",
    "users.phone": "user",
    "memberships.role": "user",
}
"""Columns that an employer reads of its own records (by the column that says whose it is): marked in all other rows."""

BY_DESIGN: Final[Mapping[str, str]] = {
    "candidates.profile_text": "wat iemand kan; namen, adressen en omstandigheden gaan eruit: zie PROFILE",
    "candidates.development_wish": "als profile_text",
    "candidate_wishes.title": "als profile_text",
    "candidate_experiences.title": "als profile_text",
}
"""Shown to an employer on purpose, after cleaning; these hold the person's own markers inside a sentence."""

CODES: Final = re.compile(
    r"(_|^)(region_id|state|kind|code|role|status|sector|source|stage|purpose|evidence|reason|template|result|action|"
    r"verdict|guidance|sex|key|hash|token|lookup|version|unit|size_class|municipality_code|occupation_code|sbi_code|"
    r"guidance_on_site|end_reason|closed_reason|from_state|to_state|home_region_id|actor_kind|request_id|subject_kind|"
    r"about_kind|outcome|profile|encoding|method|category|decision|answer_kind|field|criterion|engine|fingerprint|"
    r"edition|origin|space|scope|erased_month|weights|name_key|sort_key|match_key|name_sound|phonetic)$"
)
"""Codes, states and keys: no words that somebody typed."""

SKIPPED_TABLES: Final = frozenset(
    {
        "alembic_version", "regions", "municipalities", "postcodes", "occupations", "occupation_labels",
        "occupation_skills", "isco_groups", "skill_groups", "skills", "reference_loads", "policy_values",
        "policy_proposals", "number_series", "text_space_editions", "index_changes", "index_versions", "businesses",
        "user_sessions", "login_attempts", "audit_events", "read_events", "audit_seals",
    }
)  # fmt: skip
"""Reference data, counters, and logs to which nothing can be changed: no page of the portal reads them."""


REFUSED: Final = frozenset(
    {
        "contact_moments.report", "contact_moments.subject", "documents.filename", "documents.media_type",
        "documents.sha256", "documents.title", "editions.name", "introduction_steps.note", "kept_forms.path",
        "uploads.sha256",
    }
)  # fmt: skip
"""Columns that take no marker afterwards: rows that are only added to get theirs when they are made."""


@dataclass
class Planted:
    """What stands where, and what may be seen."""

    client: StrictClient
    world: World
    other: World
    columns: dict[str, str] = field(default_factory=dict)
    """Marker to the column it was put in."""
    names: dict[uuid.UUID, tuple[str, str]] = field(default_factory=dict)
    """Candidate to the markers in first and last name."""
    agreed: set[str] = field(default_factory=set)
    """Markers in names that this employer may know."""
    refused: set[str] = field(default_factory=set)
    """Columns that took no marker."""
    strange: list[uuid.UUID] = field(default_factory=list)
    """Ids of somebody else's records."""

    def found_in(self, body: str) -> set[str]:
        """Markers on a page that should not be there, with where they come from."""
        seen = {each.lower() for each in MARK.findall(body)} - {each.lower() for each in self.agreed}
        return {f"{mark} ({self.columns.get(mark, 'naam van een kandidaat')})" for mark in seen}


def _story(world: World, *, until: IntroductionState) -> Candidate:
    """A candidate who was introduced as far as `until`."""
    person = world.person()
    if until is S.LONGLIST:
        world.introduce(person, ask_now=False)
        return person
    introduction = world.introduce(person, motivation="zzmotivatie904")
    path = [S.ANONYMOUS, S.INTEREST, S.CANDIDATE_ASKED, S.NAMED, S.INVITED, S.INTERVIEW]
    if until is S.CLIENT_MANAGER_ASKED:
        return person
    world.agree(introduction)
    if until in CLOSED:
        world.move(introduction, S.ANONYMOUS, S.INTEREST)
        if until is not S.EXPIRED:
            world.move(introduction, until, reason=ClosingReason.HOURS, note="zznotitie903")
        else:
            world.move(introduction, S.EXPIRED)
        return person
    if until is S.HIRED:
        world.move(introduction, *path[:4])
        world.place(introduction)
        return person
    for state in path[: path.index(until) + 1]:
        more = {"appointment_at": clock.now() + timedelta(days=3)} if state is S.INVITED else {}
        world.move(introduction, state, **more)
    return person


def _texts(table: Table) -> Iterator[str]:
    for column in table.c:
        if isinstance(column.type, Text) and not column.foreign_keys and not CODES.search(column.name):
            yield column.name


def _own_ids(planted: Planted, session: Session) -> dict[str, set[uuid.UUID]]:
    own = set(
        session.scalars(select(vacancies.Vacancy.id).where(vacancies.Vacancy.employer_id == planted.world.employer.id))
    )
    return {
        "employer_id": {planted.world.employer.id},
        "id": {planted.world.employer.id},
        "vacancy_id": own,
        "organisation": {planted.client.organisation.id},
        "organisation_id": {planted.client.organisation.id},
        "user": {planted.client.user.id, planted.world.employer.owner_id or uuid.uuid4()},
    }


def plant(session: Session, client_as: Callable[..., StrictClient]) -> Planted:
    """Two employers with the same stories, a marker in every text column, and somebody of the first one."""
    world = worlds.build(session, places=20, title="Orderpicker")
    world.employer.owner_id = world.account_manager.user_id
    link = employer_verbs.open_portal(session, world.employer, actor=world.account_manager)
    client = client_as(Role.EMPLOYER_ADMIN, organisation=session.get_one(Organisation, link.organisation_id))
    firm = employers.employer(session, world.account_manager, "Andere firma")
    other = replace(
        world, employer=firm, vacancy=vacancies.vacancy(session, world.account_manager, employer=firm, places=20)
    )
    employer_verbs.open_portal(session, firm, actor=world.account_manager)
    planted = Planted(client, world, other)
    named: list[Candidate] = []
    for state in S:
        person = _story(world, until=state)
        if state in {S.NAMED, S.INVITED, S.INTERVIEW, S.HIRED}:
            named.append(person)
        planted.strange.append(_story(other, until=state).id)
    for of in (world, other):
        employers.contact(session, world.account_manager, of.employer, email="x@demo.example", phone="+31592000001")
        employers.moment(session, world.account_manager, of.employer, report="zzverslag901", subject="zzonderwerp902")
        for title, state in (("Inpakker", VacancyState.REVIEW), ("Schoonmaker", VacancyState.CONCEPT)):
            vacancies.vacancy(session, world.account_manager, employer=of.employer, title=title, state=state)
    for title in ("Tuinman", "Koerier", "Bakker", "Lasser", "Chauffeur", "Receptionist"):
        vacancies.vacancy(session, world.account_manager, employer=world.employer, title=title)
    for _ in range(2):
        person = world.person()
        named.append(person)
        placed = world.place(None, candidate_id=person.id, starts_on=clock.today() - timedelta(days=1))
        for actor, name in ((client.actor, "getekend.pdf"), (world.account_manager, "intern.pdf")):
            documents.store(
                session, actor, subject=(SubjectKind.PLACEMENT, placed.id), filename=name, origin=Origin.PORTAL,
                content=samples.pdf(text=placed.id.hex.encode() + name.encode()),
            )  # fmt: skip
    employer_verbs.ask_question(session, AskQuestion(world.employer.id, "Hoe laat?"), actor=client.actor)
    session.flush()
    _mark_people(session, planted, named)
    _mark_columns(session, planted)
    session.expire_all()
    return planted


def _mark_people(session: Session, planted: Planted, named: list[Candidate]) -> None:
    """Every candidate gets a name of markers, and tells it in every free text of the profile."""
    for place, person in enumerate(session.scalars(select(Candidate).order_by(Candidate.number))):
        first, last = f"Zzvoor{place:03d}", f"Zzachter{place:03d}"
        planted.names[person.id] = (first, last)
        if person.id in {each.id for each in named}:
            planted.agreed |= {first, last}
        person.first_name, person.last_name, person.name_prefix = first, last, None
        person.profile_text = (
            f"{first} {last} pakt graag orders. Bel 06 12345678 of mail {first}@demo.example.\\n"
            f"Zzwajong{place:03d} heeft een Wajong-uitkering. De loonwaarde is 47 procent."
        ).replace("\\n", "\n")
        person.development_wish = f"{first} wil leren lassen."
        person.skills = ["Orders pakken", f"Kent {first} {last}", f"Zzuwv{place:03d} van het UWV"]
        person.diplomas = [f"Vca op naam van {last}"]
        session.add(
            Experience(
                region_id=person.region_id, candidate_id=person.id, title=f"Inpakker, zegt {first} {last}", years=2
            )
        )
    session.flush()


def _mark_columns(session: Session, planted: Planted) -> None:
    own = _own_ids(planted, session)
    number = 0
    for table in Base.metadata.sorted_tables:
        if table.name in SKIPPED_TABLES:
            continue
        for name in _texts(table):
            column = f"{table.name}.{name}"
            if column in BY_DESIGN or (
                table.name == "candidates" and name in {"first_name", "last_name", "name_prefix"}
            ):
                continue
            number += 1
            mark = f"zz{re.sub('[^a-z]', '', table.name + name)}{number:03d}"
            statement = update(table)
            if column in OWN:
                whose = {"organisation": "id", "user": "id"}.get(OWN[column], OWN[column])
                statement = statement.where(table.c[whose].not_in(own[OWN[column]]))
            try_ = session.begin_nested()
            try:
                unique = text("'" + mark + "' || left(id::text, 0)") if "id" in table.c else mark
                session.execute(statement.values({name: unique}).execution_options(synchronize_session=False))
                try_.commit()
            except DBAPIError:
                # A unique or shaped column, or a table that only grows: what stands in `REFUSED` cannot hold a marker.
                try_.rollback()
                planted.refused.add(column)
                continue
            planted.columns[mark] = column


@dataclass
class Crawl:
    """Everything that was opened."""

    planted: Planted
    app: Flask
    opened: dict[str, str] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)

    def look(self, where: str, answer: TestResponse) -> None:
        """Search one answer, whatever its kind."""
        body = answer.get_data().decode("utf-8", "replace") + str(answer.headers)
        self.leaks += [f"{where}: {leak}" for leak in sorted(self.planted.found_in(body))]
        if answer.status_code == 200 and answer.mimetype == "text/html":
            self.opened[where] = body
        answer.close()

    def walk(self) -> None:
        """Open every address that can be reached, search everywhere, send every form, and try strange ids."""
        forms = self.pages()
        for word in ("zz", "Zzvoor", "47"):
            for path in ("/portaal", "/portaal/vacatures", "/portaal/kandidaten", "/portaal/medewerkers", "/zoeken"):
                asked = {"q": word, "pagina": "2", "sorteer": word}
                self.look(f"{path}?q={word}", self.planted.client.get(path, query_string=asked))
        for action, fields in forms:
            for data in ({}, {name: "" for name in fields if name != "csrf_token"}):
                self.look(f"POST {action}", self.planted.client.post(action, data=data))
        self._strange_ids()

    def pages(self) -> list[tuple[str, dict[str, str]]]:
        """Follow every link from every address without an id; the forms that were seen on the way."""
        waiting = [
            route.rule
            for route in routes.rules(self.app)
            if not route.arguments and "GET" in routes.methods(route) and route.rule != "/metrics"
        ]
        seen: set[str] = set()
        forms: list[tuple[str, dict[str, str]]] = []
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            answer = self.planted.client.get(path)
            self.look(path, answer)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page: Page = answer.page  # type: ignore[attr-defined]  # the strict client put it there
            waiting += [own for link in page.all("a") if (own := _own_address(link.get("href") or ""))]
            forms += [
                (form.get("action") or "", page.fields(form))
                for form in page.all("form")
                if form.get("method") == "post" and (form.get("action") or "").startswith("/portaal")
            ]
        return forms

    def _strange_ids(self) -> None:
        """What belongs to somebody else does not exist."""
        rules = describe(self.app)
        for route in routes.rules(self.app):
            granted = rules[route.endpoint].permission in GRANTS[Role.EMPLOYER_ADMIN]
            values = {name: self.planted.strange[0] for name in route.arguments if name.endswith("_id")}
            if not granted or not values or set(values) != set(route.arguments) or "GET" not in routes.methods(route):
                continue
            address = self.app.url_map.bind("localhost").build(route.endpoint, values, method="GET")
            answer = self.planted.client.get(address)
            assert answer.status_code == 404, address
            self.look(address, answer)


def _own_address(href: str) -> str:
    """The path and query of a link to this site; empty for every other one."""
    address = urlsplit(href)
    if address.netloc or address.scheme or not address.path.startswith("/"):
        return ""
    return address.path + (f"?{address.query}" if address.query else "")


@pytest.fixture
def planted(session: Session, client_as: Callable[..., StrictClient]) -> Planted:
    """The marked world."""
    return plant(session, client_as)


@pytest.mark.rule("S6", "S7")
def test_nothing_that_an_employer_opens_shows_a_marker(app: Flask, planted: Planted, session: Session) -> None:
    crawl = Crawl(planted, app)
    crawl.walk()
    assert crawl.leaks == []
    of_portal = {path for path in crawl.opened if path.startswith("/portaal")}
    assert len({body for path, body in crawl.opened.items() if len(body) > 1000}) >= PAGES
    assert len(of_portal) >= PAGES
    everything = "".join(crawl.opened.values())
    assert planted.agreed, "nobody agreed, so nothing was proved about names"
    for name in planted.agreed:
        assert name in everything, f"{name} agreed and is nowhere"
    assert "orders" in everything
    profiles = "".join(body for path, body in crawl.opened.items() if path.startswith("/portaal/kandidaten"))
    for word in ("Wajong", "47 procent", "UWV"):
        assert word not in profiles, word
    assert "getekend.pdf" in everything
    for part in ("Klopt het aantal uren nog?", "Kies wat u daarnaast per mail krijgt"):
        assert part in everything, part


@pytest.mark.rule("S6", "S7")
def test_no_mail_to_an_employer_holds_a_marker(planted: Planted, session: Session) -> None:
    """Everything that an employer is mailed about, made from rows that are full of markers."""
    world = planted.world
    introduction = next(
        each
        for each in session.scalars(select(Introduction).where(Introduction.vacancy_id == world.vacancy.id))
        if each.state == S.INTEREST
    )
    world.move(introduction, S.CANDIDATE_ASKED, S.NAMED)
    world.move(world.agree(world.introduce(world.person(name=("Zzvoor998", None, "Zzachter998")))), S.ANONYMOUS)
    asked = session.scalars(select(EmployerMessage).where(EmployerMessage.employer_id == world.employer.id)).first()
    assert asked is not None
    employer_verbs.answer_question(
        session, AnswerQuestion(asked.id, "Zzvoor001 komt om tien."), actor=world.account_manager
    )
    posted = [vacancies.vacancy(session, world.account_manager, employer=world.employer) for _ in range(2)]
    for each in posted:
        each.state, each.source = VacancyState.REVIEW.value, VacancySource.PORTAL.value
    session.flush()
    vacancy_verbs.open_vacancy(session, posted[0].id, actor=world.account_manager)
    vacancy_verbs.send_back(session, SendBack(posted[1].id, "Welke tijden?"), actor=world.account_manager)
    placement = session.scalars(select(Placement).where(Placement.employer_id == world.employer.id)).first()
    assert placement is not None
    letters.send_confirmation(session, placement.id, actor=world.account_manager)
    sent = session.scalars(
        select(Mail)
        .where(Mail.recipient == planted.client.user.email, ~Mail.template.startswith("zz"))
        .options(undefer(Mail.text), undefer(Mail.html))
    ).all()
    kinds = {mail.template for mail in sent}
    assert kinds >= {"placements/offered", "placements/confirmed", "vacancies/judged", "employers/answered"}
    for mail in sent:
        body = f"{mail.subject} {mail.text} {mail.html}"
        # Not even a name that this employer may know: a colleague reads over the shoulder.
        assert MARK.findall(body) == [], mail.template
        assert "K-" not in body


def test_the_markers_stand_everywhere(planted: Planted) -> None:
    tables = {column.partition(".")[0] for column in planted.columns.values()}
    for needed in ("candidates", "candidate_residences", "contacts", "introductions", "placements", "users", "tasks"):
        assert needed in tables, needed
    assert planted.refused - REFUSED == set(), "say in REFUSED, OWN or BY_DESIGN what becomes of these"
    assert len(planted.columns) >= 60


@pytest.mark.rule("S6")
def test_no_page_of_staff_opens_for_somebody_of_an_employer(app: Flask, planted: Planted) -> None:
    for route in routes.rules(app):
        needs = describe(app)[route.endpoint].permission
        if needs is None or needs in GRANTS[Role.EMPLOYER_ADMIN]:
            continue
        values = {name: "x" if not name.endswith("_id") else planted.strange[0] for name in route.arguments}
        with app.test_request_context():
            try:
                address = app.url_map.bind("localhost").build(route.endpoint, values, method=min(routes.methods(route)))
            except Exception:  # noqa: BLE001, S112 (a number or a closed list in the address: the matrix test opens those)
                continue
        assert planted.client.open(address, method=min(routes.methods(route))).status_code == 403, route.rule
    assert PORTAL_ROLES


@pytest.mark.parametrize("broken", ["naam-in-tekst", "naam-zonder-akkoord", "omstandigheden"])
def test_a_mask_that_breaks_is_found(
    app: Flask, planted: Planted, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    sight = masking.SIGHTS[Viewer.EMPLOYER_ANONYMOUS]
    if broken == "naam-in-tekst":
        changed = {Viewer.EMPLOYER_ANONYMOUS: replace(sight, name=True)}
        monkeypatch.setattr(masking, "SIGHTS", dict(masking.SIGHTS) | changed)
    elif broken == "naam-zonder-akkoord":
        monkeypatch.setattr("wsp.placements.masking.NAMED_STATES", frozenset(S))
        changed = {Viewer.EMPLOYER_ANONYMOUS: masking.SIGHTS[Viewer.EMPLOYER_NAMED]}
        monkeypatch.setattr(masking, "SIGHTS", dict(masking.SIGHTS) | changed)
    else:
        monkeypatch.setattr(masking, "_without_circumstances", dict)
    crawl = Crawl(planted, app)
    crawl.pages()
    assert crawl.leaks != []
