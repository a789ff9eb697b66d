"""The list of candidates: filters, what a search may find, order without leaks, pages, statements."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.candidates import factories
from wsp.accounts.permissions import Role
from wsp.audit.models import ReadEvent
from wsp.candidates import queries, service
from wsp.candidates.commands import OpenEmergency
from wsp.candidates.enums import Band, SharingPurpose, Stage
from wsp.candidates.queries import CandidateFilter
from wsp.foundation import clock
from wsp.foundation.actor import Actor


@pytest.fixture
def manager(session: Session) -> Actor:
    return accounts.actor(session, Role.CLIENT_MANAGER)


def labels(session: Session, actor: Actor, **wanted: object) -> list[str]:
    page = queries.list_candidates(session, actor, CandidateFilter(**wanted))  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them
    return [row.shown.short for row in page.rows]


def test_every_filter_filters(session: Session, manager: Actor) -> None:
    today = clock.today()
    one = factories.candidate(
        session,
        name=("Aaf", None, "Een"),
        stage=Stage.INTAKE,
        available_from=date(2026, 1, 5),
        profile_checked_on=today,
        client_manager_id=manager.user_id,
    )
    two = factories.matchable(
        session, name=("Bo", "de", "Twee"), municipality="GM1680", profile_checked_on=today - timedelta(days=91)
    )
    factories.loonwaarde(session, one, 30)
    factories.loonwaarde(session, two, 29)
    assert labels(session, manager) == ["Aaf Een", "Bo de Twee"]
    assert labels(session, manager, text="twee") == ["Bo de Twee"]
    assert labels(session, manager, text="BO") == ["Bo de Twee"]
    assert labels(session, manager, text=f"k-{one.number}") == ["Aaf Een"]
    assert labels(session, manager, text="_") == []
    assert labels(session, manager, stage=Stage.INTAKE) == ["Aaf Een"]
    assert labels(session, manager, municipality="GM1680") == ["Bo de Twee"]
    assert labels(session, manager, band=Band.TO_50) == ["Aaf Een"]
    assert labels(session, manager, band=Band.TO_30) == ["Bo de Twee"]
    assert labels(session, manager, available_by=date(2026, 1, 4)) == []
    assert labels(session, manager, stale=True) == ["Bo de Twee"]
    assert labels(session, manager, consent_missing=True) == ["Aaf Een"]
    assert labels(session, manager, mine=True) == ["Aaf Een"]
    assert labels(session, manager, sort="nummer", descending=True) == ["Bo de Twee", "Aaf Een"]
    assert queries.stage_counts(session, manager) == {Stage.INTAKE: 1, Stage.MATCHABLE: 1}


def test_a_caseload_counts_what_the_list_shows(session: Session, manager: Actor) -> None:
    """Mijn dag leads to the list, so both must say the same; somebody of a colleague or closed counts for neither."""
    mine = {"client_manager_id": manager.user_id}
    factories.candidate(session, stage=Stage.INTAKE, profile_checked_on=clock.today(), **mine)
    factories.matchable(session, profile_checked_on=clock.today() - timedelta(days=91), **mine)
    factories.matchable(session, profile_checked_on=clock.today(), **mine)
    factories.candidate(session, stage=Stage.CLOSED, **mine)
    factories.matchable(session)
    found = queries.caseload(session, manager)
    assert (found.total, found.matchable, found.stale, found.unshared) == (3, 2, 1, 1)
    own = {"mine": True, "running": True}
    assert found.total == len(labels(session, manager, **own))
    assert found.matchable == len(labels(session, manager, stage=Stage.MATCHABLE, **own))
    assert found.stale == len(labels(session, manager, stale=True, **own))
    assert found.unshared == len(labels(session, manager, consent_missing=True, **own))


@pytest.mark.rule("S6")
def test_neither_search_nor_order_tells_an_account_manager_a_name(session: Session) -> None:
    factories.matchable(session, name=("Zora", None, "Zomer"))
    second = factories.matchable(session, name=("Aad", None, "Aarts"))
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    assert labels(session, actor) == ["Z. Z.", "A. A."]  # by number, whatever is asked
    assert labels(session, actor, sort="naam", descending=True) == ["A. A.", "Z. Z."]
    assert labels(session, actor, text="zomer") == []
    assert labels(session, actor, text=f"K-{second.number}") == ["A. A."]
    factories.agreement(session, second, SharingPurpose.NAMED)
    assert labels(session, actor, text="aarts") == ["Aad Aarts"]


def test_pages_count_and_the_export_is_masked_and_logged(session: Session) -> None:
    for _ in range(27):
        factories.matchable(session)
    actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
    first = queries.list_candidates(session, actor, CandidateFilter())
    last = queries.list_candidates(session, actor, CandidateFilter(), page=99)
    assert (first.total, len(first.rows), last.number, len(last.rows)) == (27, 25, 2, 2)
    rows = queries.all_candidates(session, actor, CandidateFilter(), limit=1000)
    assert len(rows) == 27
    assert {row.shown.name for row in rows} == {None}
    purposes = session.scalars(select(ReadEvent.purpose)).all()
    assert purposes.count("export") == 27


@pytest.mark.rule("S6")
@pytest.mark.parametrize("role", [Role.CLIENT_MANAGER, Role.ACCOUNT_MANAGER, Role.JOB_COACH])
def test_a_line_shows_what_the_dossier_shows_and_is_logged_like_it(session: Session, role: Role) -> None:
    actor = accounts.actor(session, role)
    people = [
        factories.matchable(session, job_coach_id=actor.user_id, name=("Bo", "de", "Bakker")),
        factories.matchable(session, job_coach_id=actor.user_id),
        factories.candidate(session, stage=Stage.MATCHABLE, job_coach_id=actor.user_id),
    ]
    factories.agreement(session, people[0], SharingPurpose.NAMED)
    factories.agreement(session, people[2])
    factories.loonwaarde(session, people[1], 40)
    ids = [each.id for each in people]
    whole = queries.seen_many(session, actor, ids, purpose=None)
    page = queries.list_candidates(session, actor, CandidateFilter())
    assert {row.shown.id for row in page.rows} == set(whole)
    for row in page.rows:
        dossier = whole[row.shown.id]
        told = ("number", "viewer", "name", "initials", "place", "capacity", "label", "short")
        assert [getattr(row.shown, name) for name in told] == [getattr(dossier.shown, name) for name in told]
        assert row.shown.profile == {name: dossier.shown.profile[name] for name in row.shown.profile}
        assert row.loonwaarde == (dossier.loonwaarde.percentage if dossier.loonwaarde else None)
        assert row.municipality_code == (dossier.residence.municipality_code if dossier.residence else None)
    assert {row.shown.id for row in page.rows if row.shared} == set(
        queries.agreed_ids(session, list(whole), SharingPurpose.WSP)
    )
    called = queries.called(session, actor, ids, purpose="lijst")
    assert {key: shown.label for key, shown in called.items()} == {key: each.shown.label for key, each in whole.items()}
    logged = session.scalars(select(ReadEvent.subject_id).where(ReadEvent.user_id == actor.user_id)).all()
    assert sorted(logged) == sorted([*whole, *whole])


def test_a_broken_glass_puts_somebody_in_the_list_for_as_long_as_it_lasts(session: Session, manager: Actor) -> None:
    elsewhere = factories.candidate(session, of=accounts.organisation(session, "Gemeente Twee"))
    with clock.frozen(date(2026, 11, 24)) as now:
        assert queries.stage_counts(session, manager) == {}
        command = OpenEmergency(number=elsewhere.number, reason="Iemand belt voor deze kandidaat en is alleen.")
        service.open_emergency(session, command, actor=manager)
        assert len(labels(session, manager)) == 1
        now.tick(timedelta(minutes=31))
        assert labels(session, manager) == []
