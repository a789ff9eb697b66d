"""The list of employers: filters, sorting, pages, and the same number of statements for 1 and for 100 rows."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories
from tests.statements import counted
from wsp.accounts.permissions import Role
from wsp.employers import queries, service
from wsp.employers.commands import SetSector
from wsp.employers.enums import ContactKind, EmployerStatus, Sector
from wsp.employers.queries import EmployerFilter, Sort
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.db import Database

TODAY = date(2026, 11, 24)


@pytest.fixture
def actor(session: Session) -> Actor:
    return accounts.actor(session)


def _names(session: Session, actor: Actor, **wanted: object) -> list[str]:
    page = queries.list_employers(session, actor, EmployerFilter(**wanted))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    assert page.total == len(page.rows)
    return [row.name for row in page.rows]


def test_names_sort_as_a_reader_expects(session: Session, actor: Actor) -> None:
    for name in ("Zorg Proef", "élan", "De Eik", "Ærø", "bakker"):
        factories.employer(session, actor, name)
    assert _names(session, actor) == ["Ærø", "bakker", "De Eik", "élan", "Zorg Proef"]
    assert _names(session, actor, descending=True)[0] == "Zorg Proef"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("veld", ["Veldkamp"]),
        ("VÉLD", ["Veldkamp"]),
        ("rolde", ["Veldkamp"]),
        ("jansen", ["Veldkamp"]),
        ("00000017", ["Veldkamp"]),
        ("0000", ["Veldkamp"]),
        ("W-2", ["Harms"]),
        ("2", ["Harms"]),
        ("النور", ["شركة النور"]),
        ("100%", []),
        ("_", []),
        ("'; drop table employers; --", []),
        ("99999999999999999999", []),
        ("\u0301", []),
    ],
)
def test_text_finds_names_places_people_and_numbers(
    session: Session, actor: Actor, text: str, found: list[str]
) -> None:
    veldkamp = factories.employer(session, actor, "Veldkamp", kvk_number="00000017", place="Rolde")
    factories.contact(session, actor, veldkamp, name="Proef Jansen")
    factories.employer(session, actor, "Harms")
    factories.employer(session, actor, "شركة النور")
    assert _names(session, actor, text=text) == found


def test_filters_narrow_the_list(session: Session, actor: Actor) -> None:
    other = accounts.actor(session)
    one = factories.employer(session, actor, "Een", client=True, owner_id=actor.user_id, municipality_code="GM0106")
    two = factories.employer(session, actor, "Twee", government=True, owner_id=other.user_id)
    factories.establishment(session, actor, two, municipality_code="GM1680")
    factories.employer(session, actor, "Drie")
    assert _names(session, actor, status=EmployerStatus.CLIENT) == ["Een"]
    assert _names(session, actor, sector=Sector.GOVERNMENT) == ["Twee"]
    assert _names(session, actor, owner_id=actor.user_id) == ["Een"]
    assert _names(session, actor, without_owner=True) == ["Drie"]
    assert _names(session, actor, municipality="GM0106") == ["Een"]
    assert _names(session, actor, municipality="GM1680") == ["Twee"]
    assert queries.municipality_codes(session, actor) == ["GM0106", "GM1680"]
    site = queries.establishments(session, actor, one.id)[0]
    with clock.frozen(TODAY):
        service.close_establishment(session, one.id, site.id, last_day=date(2026, 11, 1), actor=actor)
        assert _names(session, actor, municipality="GM0106") == []


def test_the_sector_is_the_one_of_today(session: Session, actor: Actor) -> None:
    made = factories.employer(session, actor, "Een")
    with clock.frozen(TODAY):
        service.set_sector(
            session,
            SetSector(employer_id=made.id, sector=Sector.GOVERNMENT, sbi_code="84", valid_from=date(2027, 1, 1)),
            actor=actor,
        )
        assert _names(session, actor, sector=Sector.MARKET) == ["Een"]
    with clock.frozen(date(2027, 1, 1)):
        (row,) = queries.list_employers(session, actor, EmployerFilter(sector=Sector.GOVERNMENT)).rows
    assert (row.sector, row.sbi_code) == (Sector.GOVERNMENT, "84")


def test_who_nobody_spoke_with(session: Session, actor: Actor) -> None:
    with clock.frozen(TODAY):
        never, long_ago, lately, noted = (
            factories.employer(session, actor, name) for name in ("Nooit", "Lang", "Pas", "Genoteerd")
        )
        factories.moment(session, actor, long_ago, days_ago=100)
        factories.moment(session, actor, lately, days_ago=5)
        factories.moment(session, actor, noted, days_ago=5, kind=ContactKind.NOTE)
        assert _names(session, actor, quiet_days=90) == ["Genoteerd", "Lang", "Nooit"]
        by_contact = {"sort": Sort.LAST_CONTACT}
        assert _names(session, actor, **by_contact) == ["Genoteerd", "Nooit", "Lang", "Pas"]
        assert _names(session, actor, **by_contact, descending=True)[0] == "Pas"
    assert never.number == 1


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_sort_shows_everything(session: Session, actor: Actor, sort: Sort, *, descending: bool) -> None:
    for place in ("Assen", "Gieten"):
        factories.employer(session, actor, place=place)
    assert len(_names(session, actor, sort=sort, descending=descending)) == 2


def test_pages_do_not_overlap_and_an_old_bookmark_shows_the_last(session: Session, actor: Actor) -> None:
    for _ in range(5):
        factories.employer(session, actor, "Zelfde naam")
    pages = [queries.list_employers(session, actor, EmployerFilter(), page=n, size=2) for n in (1, 2, 3, 99)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 1]
    assert len({row.id for page in pages for row in page.rows}) == 5
    assert (pages[3].number, pages[3].pages, pages[3].first, pages[3].last) == (3, 3, 5, 5)
    assert len(queries.all_employers(session, actor, EmployerFilter())) == 5


def test_an_empty_list_is_one_empty_page(session: Session, actor: Actor) -> None:
    page = queries.list_employers(session, actor, EmployerFilter(), page=4)
    assert (page.number, page.pages, page.first, page.last, page.total) == (1, 1, 0, 0, 0)


@pytest.mark.rule("S6")
def test_who_may_not_read_employers_sees_none(session: Session, actor: Actor) -> None:
    factories.employer(session, actor)
    blind = accounts.actor(session, Role.JOB_COACH)
    assert _names(session, blind) == []
    assert sum(queries.status_counts(session, blind).values()) == 0
    assert queries.status_counts(session, actor)[EmployerStatus.PROSPECT] == 1


@pytest.mark.rule("R14")
def test_the_number_of_statements_does_not_grow(session: Session, database: Database, actor: Actor) -> None:
    def statements() -> int:
        session.flush()
        with counted(database) as seen:
            queries.list_employers(session, actor, EmployerFilter(), size=100)
        return len(seen)

    factories.employer(session, actor, owner_id=actor.user_id)
    for_one = statements()
    for _ in range(40):
        made = factories.employer(session, actor, owner_id=actor.user_id)
        factories.contact(session, actor, made)
        factories.moment(session, actor, made)
    assert statements() == for_one == 2
