"""Adding and editing employers: twins, versions, sectors, owners."""

import threading
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories
from wsp.audit.models import AuditEvent
from wsp.employers import queries, service
from wsp.employers.commands import AddEmployer, ChangeOwner, EditEmployer, SetSector
from wsp.employers.enums import EmployerStatus, Sector
from wsp.employers.errors import BadField, EmployerNotFound, LooksLikeAnother
from wsp.employers.models import Business, Employer, EmployerSector
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, StaleVersion
from wsp.foundation.versions import known
from wsp.settings import Settings
from wsp.worklist import service as worklist
from wsp.worklist.enums import SubjectKind, TaskKind

OTHER_REGION = "AM14"
PROCESS = Actor(user_id=None, region_id="AM01", organisation_id=None, kind="proef")


def _add(**given: object) -> AddEmployer:
    return AddEmployer(**{"name": "Bakkerij Proef", "place": "Assen", "sector": Sector.MARKET, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def _edit(employer: Employer, **given: object) -> EditEmployer:
    values = {
        "employer_id": employer.id,
        "version": employer.version,
        "name": employer.name,
        "kvk_number": None,
        "status": EmployerStatus(employer.status),
        "size_class": None,
        "website": employer.website,
        "phone": employer.phone,
        "note": employer.note,
    }
    return EditEmployer(**{**values, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def test_adding_writes_employer_establishment_sector_and_log(session: Session) -> None:
    actor = accounts.actor(session)
    made = service.add_employer(
        session,
        _add(kvk_number="00000017", sbi_code="5210", postcode="9401 AB", house_number="1", owner_id=actor.user_id),
        actor=actor,
    )
    card = queries.card(session, actor, made.id)
    assert (card.employer.number, card.employer.match_key) == (1, "bakkerij proef")
    assert card.employer.business is not None
    assert card.employer.business.kvk_number == "00000017"
    assert [site.place for site in card.employer.establishments] == ["Assen"]
    assert card.sector is not None
    assert (card.sector.sector, card.sector.valid_from) == ("markt", None)
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == made.id)).one()
    assert (event.action, event.user_id) == ("employer.added", actor.user_id)


def test_a_new_employer_cannot_have_stopped(session: Session) -> None:
    with pytest.raises(BadField):
        service.add_employer(session, _add(status=EmployerStatus.STOPPED), actor=accounts.actor(session))


def test_an_owner_works_in_the_region(session: Session) -> None:
    actor = accounts.actor(session)
    elsewhere = accounts.member(session, region=OTHER_REGION)
    with pytest.raises(BadField) as refused:
        service.add_employer(session, _add(owner_id=elsewhere.id), actor=actor)
    assert list(refused.value.fields) == ["owner_id"]


@pytest.mark.parametrize(
    ("there", "new", "reason"),
    [
        ({"name": "Veldkamp B.V."}, {"name": "VELDKAMP"}, "dezelfde naam en plaats"),
        ({"name": "شركة النور"}, {"name": "شركة النور"}, "dezelfde naam en plaats"),
        ({"name": "株式会社ひかり"}, {"name": "株式会社ひかり"}, "dezelfde naam en plaats"),
        ({"name": "Ромашка"}, {"name": "РОМАШКА"}, "dezelfde naam en plaats"),
        ({"name": "Een", "phone": "+31592123456"}, {"name": "Twee", "phone": "+31592123456"},
         "hetzelfde telefoonnummer"),
        ({"name": "Veldkamp Logistiek", "postcode": "9401 AB", "house_number": "1"},
         {"name": "Veldkamp Logistics", "postcode": "9401 AB", "house_number": "1"},
         "bijna dezelfde naam op hetzelfde adres"),
    ],
)  # fmt: skip
def test_a_likely_twin_is_shown_and_can_be_overruled(
    session: Session, there: dict[str, str], new: dict[str, str], reason: str
) -> None:
    actor = accounts.actor(session)
    first = service.add_employer(session, _add(**there), actor=actor)
    with pytest.raises(LooksLikeAnother) as refused:
        service.add_employer(session, _add(**new), actor=actor)
    (twin,) = refused.value.twins
    assert (twin.id, twin.reasons, twin.certain) == (first.id, (reason,), False)
    second = service.add_employer(session, _add(**new, another=True), actor=actor)
    assert second.id != first.id


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ({"name": "De Brug", "place": "Assen"}, {"name": "De Brug", "place": "Gieten"}),
        ({"name": "!!!"}, {"name": "???"}),
        ({"name": "شركة النور"}, {"name": "شركة القمر"}),
        ({"name": "Kapper Mooi", "postcode": "9401 AB", "house_number": "1"},
         {"name": "Garage Snel", "postcode": "9401 AB", "house_number": "1"}),
        ({"name": "Een"}, {"name": "Twee"}),
    ],
)  # fmt: skip
def test_what_is_not_alike_is_added(session: Session, there: dict[str, str], new: dict[str, str]) -> None:
    actor = accounts.actor(session)
    service.add_employer(session, _add(**there), actor=actor)
    service.add_employer(session, _add(**new), actor=actor)
    assert session.scalar(select(func.count()).select_from(Employer)) == 2


def test_the_same_kvk_number_is_the_same_employer(session: Session) -> None:
    actor = accounts.actor(session)
    first = service.add_employer(session, _add(kvk_number="00000017"), actor=actor)
    with pytest.raises(LooksLikeAnother) as refused:
        service.add_employer(
            session, _add(name="Heel anders", place="Gieten", kvk_number="00000017", another=True), actor=actor
        )
    assert refused.value.certain
    assert [twin.id for twin in refused.value.twins] == [first.id]


@pytest.mark.rule("S6")
def test_regions_share_the_business_and_nothing_else(committed: Settings) -> None:
    actors = {
        region: Actor(user_id=None, region_id=region, organisation_id=None, kind="import")
        for region in ("AM01", OTHER_REGION)
    }
    for region, actor in actors.items():
        with db.unit_of_work(region) as session:
            made = service.add_employer(session, _add(kvk_number="00000017"), actor=actor)
            assert made.number == 1
    with db.unit_of_work("AM01") as session:
        assert session.scalar(select(func.count()).select_from(Business)) == 1
        assert session.scalar(select(func.count()).select_from(Employer)) == 1


def _at_once(*attempts: Callable[[], object]) -> list[str]:
    """Run attempts in threads of their own that start together; what became of each, sorted."""
    start = threading.Barrier(len(attempts))
    outcomes: list[str] = []

    def run(attempt: Callable[[], object]) -> None:
        start.wait()
        try:
            attempt()
            outcomes.append("gelukt")
        except LooksLikeAnother as refused:
            outcomes.append("zeker" if refused.certain else "lijkt")

    threads = [threading.Thread(target=run, args=[attempt]) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.parametrize(("kvk_number", "refused"), [(None, "lijkt"), ("00000017", "zeker")])
def test_two_people_add_the_same_employer_at_once(committed: Settings, kvk_number: str | None, refused: str) -> None:
    def add() -> None:
        with db.unit_of_work("AM01") as session:
            service.add_employer(session, _add(kvk_number=kvk_number), actor=PROCESS)

    assert _at_once(add, add) == ["gelukt", refused]
    with db.unit_of_work("AM01") as session:
        assert session.scalars(select(Employer.number)).all() == [1]


def test_two_people_give_two_employers_one_kvk_number_at_once(committed: Settings) -> None:
    with db.unit_of_work("AM01") as session:
        edits = [_edit(factories.employer(session, PROCESS), kvk_number="00000017") for _ in range(2)]

    def edit(command: EditEmployer) -> None:
        with db.unit_of_work("AM01") as session:
            service.edit_employer(session, command, actor=PROCESS)

    assert _at_once(*(lambda command=command: edit(command) for command in edits)) == ["gelukt", "zeker"]


def test_editing_changes_what_was_changed_and_logs_it(session: Session) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor)
    edited = service.edit_employer(
        session, _edit(made, name="Nieuwe Naam B.V.", status=EmployerStatus.CLIENT, note="Let op"), actor=actor
    )
    assert (edited.name, edited.sort_key, edited.match_key) == ("Nieuwe Naam B.V.", "nieuwe naam b.v.", "nieuwe naam")
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == "employer.edited", AuditEvent.subject_id == made.id)
    ).one()
    assert event.after is not None
    assert event.after["status"] == "klant"
    assert "phone" not in event.after


def test_saving_without_a_change_writes_nothing(session: Session) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor)
    version = made.version
    service.edit_employer(session, _edit(made), actor=actor)
    assert made.version == version


@pytest.mark.rule("R4")
def test_a_stale_save_is_refused_with_both_versions(session: Session) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor, name="Oud")
    mine = _edit(made, name="Van mij", phone="+31592123456")
    service.edit_employer(session, _edit(made, name="Van een ander"), actor=actor)
    with pytest.raises(StaleVersion) as refused:
        service.edit_employer(session, mine, actor=actor)
    assert refused.value.mine == {"Naam": "Van mij", "Telefoon": "+31592123456"}
    assert refused.value.theirs == {"Naam": "Van een ander", "Telefoon": "(leeg)"}
    assert refused.value.version == made.version
    assert made.name == "Van een ander"


@pytest.mark.parametrize("now", list(EmployerStatus))
@pytest.mark.parametrize("new", list(EmployerStatus))
def test_the_status_follows_its_table(session: Session, now: EmployerStatus, new: EmployerStatus) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor)
    made.status = now.value
    session.flush()
    allowed = {
        ("prospect", "klant"), ("prospect", "slapend"), ("prospect", "gestopt"), ("klant", "slapend"),
        ("klant", "gestopt"), ("slapend", "prospect"), ("slapend", "klant"), ("slapend", "gestopt"),
        ("gestopt", "prospect"),
    }  # fmt: skip
    if now == new or (now.value, new.value) in allowed:
        assert service.edit_employer(session, _edit(made, status=new), actor=actor).status == new.value
    else:
        with pytest.raises(Conflict):
            service.edit_employer(session, _edit(made, status=new), actor=actor)


def test_a_kvk_number_is_added_later_and_only_once(session: Session) -> None:
    actor = accounts.actor(session)
    one, two = factories.employer(session, actor), factories.employer(session, actor)
    service.edit_employer(session, _edit(one, kvk_number="00000017"), actor=actor)
    with pytest.raises(LooksLikeAnother):
        service.edit_employer(session, _edit(two, kvk_number="00000017"), actor=actor)
    service.edit_employer(session, _edit(one, kvk_number="00000025"), actor=actor)
    service.edit_employer(session, _edit(two, kvk_number="00000017"), actor=actor)
    assert two.business_id != one.business_id


def test_an_employer_of_another_region_does_not_exist(session: Session) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor)
    stranger = accounts.actor(session, region=OTHER_REGION)
    for attempt in (
        lambda: service.edit_employer(session, _edit(made), actor=stranger),
        lambda: queries.card(session, stranger, made.id),
        lambda: queries.employer(session, stranger, made.id),
        lambda: queries.card(session, actor, uuid.uuid4()),
    ):
        with pytest.raises(EmployerNotFound):
            attempt()


def test_a_sector_changes_from_a_day_on(session: Session) -> None:
    actor = accounts.actor(session)
    made = factories.employer(session, actor)
    with clock.frozen(date(2026, 11, 25)):
        service.set_sector(
            session,
            SetSector(employer_id=made.id, sector=Sector.GOVERNMENT, sbi_code="84", valid_from=date(2026, 7, 1)),
            actor=actor,
        )

    def on(day: date) -> str:
        return session.scalars(
            select(EmployerSector.sector).where(EmployerSector.employer_id == made.id, known(EmployerSector, on=day))
        ).one()

    assert (on(date(2026, 6, 30)), on(date(2026, 7, 1))) == ("markt", "overheid")
    with clock.frozen(date(2026, 11, 25)), pytest.raises(BadField):
        service.set_sector(
            session,
            SetSector(employer_id=made.id, sector=Sector.MARKET, sbi_code=None, valid_from=date(2014, 1, 1)),
            actor=actor,
        )


def test_a_new_owner_takes_the_open_tasks_when_asked(session: Session) -> None:
    old, new = accounts.actor(session), accounts.actor(session)
    made = factories.employer(session, old, owner_id=old.user_id)
    task = worklist.plan(
        session, old, kind=TaskKind.CONTACT, subject=(SubjectKind.EMPLOYER, made.id),
        due_on=date(2026, 11, 24), assigned_to_id=old.user_id,
    )  # fmt: skip
    service.change_owner(
        session,
        ChangeOwner(employer_id=made.id, version=made.version, owner_id=new.user_id, hand_over=False),
        actor=old,
    )
    assert (made.owner_id, task.assigned_to_id) == (new.user_id, old.user_id)
    service.change_owner(
        session, ChangeOwner(employer_id=made.id, version=made.version, owner_id=old.user_id), actor=old
    )
    service.change_owner(
        session, ChangeOwner(employer_id=made.id, version=made.version, owner_id=new.user_id), actor=old
    )
    assert task.assigned_to_id == new.user_id


def test_two_new_owners_at_once_are_laid_side_by_side(session: Session) -> None:
    first, second = accounts.actor(session), accounts.actor(session)
    made = factories.employer(session, first)
    seen = made.version
    service.change_owner(session, ChangeOwner(employer_id=made.id, version=seen, owner_id=first.user_id), actor=first)
    with pytest.raises(StaleVersion) as refused:
        service.change_owner(
            session, ChangeOwner(employer_id=made.id, version=seen, owner_id=second.user_id), actor=second
        )
    assert list(refused.value.mine) == ["Vast contact"]
    assert refused.value.mine["Vast contact"].startswith("Proefpersoon")
