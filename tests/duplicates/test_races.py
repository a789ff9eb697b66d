"""Two people at once, on committed rows: one merges, the other edits or adds."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.accounts import factories as accounts
from tests.duplicates import world
from tests.employers import factories as employers
from wsp.accounts.permissions import Role
from wsp.duplicates import service
from wsp.duplicates.errors import ChangedMeanwhile, PairDecided
from wsp.employers import service as employer_service
from wsp.employers.commands import EditEmployer
from wsp.employers.enums import EmployerStatus
from wsp.employers.errors import EmployerNotFound
from wsp.employers.models import Contact, Employer
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.settings import Settings
from wsp.vacancies.models import Vacancy

REGION = "AM01"


def _pair() -> tuple[Actor, object, Employer, Employer, object]:
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
        one, other = world.employer_pair(session, actor, filled=False)
        pair = world.pair_of(session, actor, one, other)
        return actor, pair.id, one, other, world.merge_of(session, pair, one)


def _together(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Run all at once; what each ended with."""
    ready, ended = threading.Barrier(len(acts)), list[BaseException | None]([None] * len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
        except Exception as error:  # noqa: BLE001 (the test looks at what it was)
            ended[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ended


def test_two_who_merge_at_once_make_one_merge(committed: Settings) -> None:
    del committed
    actor, _, _, _, command = _pair()

    def merge() -> None:
        with db.unit_of_work(REGION) as session:
            service.merge_pair(session, command, actor=actor)  # type: ignore[arg-type]  # made by the factory

    ended = _together(merge, merge, merge)
    assert ended.count(None) == 1
    assert {type(error) for error in ended if error} <= {PairDecided, ChangedMeanwhile}


@pytest.mark.parametrize("_round", range(5))
def test_a_merge_and_an_edit_at_once_lose_nothing(committed: Settings, _round: int) -> None:
    del committed
    actor, _, one, other, command = _pair()

    def merge() -> None:
        with db.unit_of_work(REGION) as session:
            service.merge_pair(session, command, actor=actor)  # type: ignore[arg-type]  # made by the factory

    def edit() -> None:
        with db.unit_of_work(REGION) as session:
            employer_service.edit_employer(
                session,
                EditEmployer(
                    employer_id=other.id,
                    version=other.version,
                    name="Hernoemd",
                    status=EmployerStatus.PROSPECT,
                    kvk_number=None,
                    size_class=None,
                    website=None,
                    phone=None,
                    note=None,
                ),
                actor=actor,
            )

    merged, edited = _together(merge, edit)
    with db.unit_of_work(REGION) as session:
        row = session.get_one(Employer, other.id)
    if merged is None:
        assert isinstance(edited, EmployerNotFound)
        assert row.merged_into_id == one.id
    else:
        assert isinstance(merged, ChangedMeanwhile)
        assert (edited, row.name, row.merged_into_id) == (None, "Hernoemd", None)


@pytest.mark.parametrize("_round", range(5))
def test_whatever_is_added_during_a_merge_hangs_on_the_survivor_or_is_refused(
    committed: Settings,
    _round: int,
) -> None:
    del committed
    actor, _, one, other, command = _pair()

    def merge() -> None:
        with db.unit_of_work(REGION) as session:
            service.merge_pair(session, command, actor=actor)  # type: ignore[arg-type]  # made by the factory

    def add_contact() -> None:
        with db.unit_of_work(REGION) as session:
            employers.contact(session, actor, other)

    def add_vacancy() -> None:
        with db.unit_of_work(REGION) as session:
            session.add(
                Vacancy(
                    region_id=REGION, number=77, employer_id=other.id, state="open", title="Bakker", source="medewerker"
                )
            )

    merged, contacted, offered = _together(merge, add_contact, add_vacancy)
    assert merged is None
    assert contacted is None or isinstance(contacted, EmployerNotFound)
    assert offered is None or (isinstance(offered, OperationalError) and offered.orig.sqlstate == "40001")  # type: ignore[union-attr]  # the driver's error
    with db.unit_of_work(REGION) as session:
        for model, error in ((Contact, contacted), (Vacancy, offered)):
            owners = session.scalars(select(model.employer_id)).all()
            assert set(owners) <= {one.id}
            assert bool(owners) == (error is None)
