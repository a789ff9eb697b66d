"""Erasing: no trace of the person is left, what reports count with is, and an old file brings nobody back."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select, text

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.placements import world
from tests.privacy.conftest import Work, job
from tests.privacy.people import everything, plant
from wsp.banenafspraak import queries as banenafspraak
from wsp.candidates import service, tombstones
from wsp.candidates.commands import RegisterCandidate
from wsp.candidates.enums import Source, Stage
from wsp.candidates.errors import PersonErased
from wsp.candidates.models import Candidate, CandidatePersonal
from wsp.foundation import clock, crypto, db
from wsp.foundation.db import Base
from wsp.foundation.numbers import sample_bsn
from wsp.placements.models import Placement, PlacementTerms
from wsp.privacy.anonymous import LEFT
from wsp.privacy.erasure import erase_person

ON = date(2026, 11, 22)


@pytest.mark.rule("G5")
def test_no_marker_of_the_person_is_left_anywhere(owner: Engine) -> None:
    with owner.begin() as connection:
        candidate_id, markers = plant(connection, REGION)
        before = everything(connection)
    planted = {marker for columns in markers.values() for marker in columns.values()}
    assert len(planted) > 80
    with db.retention_work(REGION) as session:
        counts = erase_person(session, candidate_id, actor=job(), reason="Proef")
    assert set(counts) >= set(markers)
    with owner.connect() as connection:
        after = everything(connection)
    assert any(next(iter(planted)) in rows for rows in before.values())
    found = {
        (table, marker)
        for table, columns in markers.items()
        for column, marker in columns.items()
        for rows in after.values()
        # What stays in the log says who did something and when, not to whom; see the register.
        if marker in rows and column not in KEPT.get(table, set())
    }
    assert found == set()
    assert str(candidate_id) not in "".join(rows for name, rows in after.items() if name != "index_changes")


KEPT = {
    "audit_events": {"actor_kind", "action", "result", "subject_kind", "request_id"},
    "read_events": {"subject_kind", "purpose", "request_id"},
    "data_requests": {"kind", "state"},
    "introductions": {"state", "closed_reason"},
    "placements": {"state", "end_reason"},
    "placement_terms": {"kind"},
    "placement_instruments": {"code", "state"},
    "placement_loonwaardes": {"kind", "basis"},
    "instrument_decisions": {"verdict"},
    "beschikkingen": {"kind", "state"},
    "payment_orders": {"kind", "state"},
    "payment_months": {"block"},
    "loonwaarde_indications": {"kind"},
    "candidate_residences": {"municipality_code"},
}
"""Codes of what happened, without the person: written values of an enumeration, not text that somebody typed."""


@pytest.mark.rule("G5", "G12")
def test_rows_that_stay_share_no_moment_and_no_key_with_what_was(owner: Engine) -> None:
    with owner.begin() as connection:
        candidate_id, _ = plant(connection, REGION)
        before = {
            name: {row.id for row in connection.execute(select(Base.metadata.tables[name].c.id))} for name in LEFT
        }
    with db.retention_work(REGION) as session:
        erase_person(session, candidate_id, actor=job(), reason="Proef")
    with owner.connect() as connection:
        for name in LEFT:
            table = Base.metadata.tables[name]
            for row in connection.execute(select(table)).mappings():
                assert row["id"] not in before[name]
                moments = [value for value in row.values() if isinstance(value, datetime)]
                assert all(at.astimezone(UTC).replace(tzinfo=None).time() == datetime.min.time() for at in moments)
                assert all(at.astimezone(UTC).day == 1 for at in moments)
                assert all(
                    value.day == 1
                    for value in row.values()
                    if isinstance(value, date) and not isinstance(value, datetime)
                )


@pytest.mark.rule("G5")
def test_an_erased_person_does_not_come_back_from_a_file(erasing: object, work: Work) -> None:
    del erasing
    bsn = sample_bsn(901)
    with work() as session:
        of = accounts.organisation(session)
        person = candidates.candidate(session, of=of, name=("Proef", "van", "Wisdam"), postcode="9401 AB")
        session.add(
            CandidatePersonal(
                region_id=REGION, candidate_id=person.id, birth_date=date(1990, 4, 5), bsn=bsn,
                bsn_lookup=crypto.keyring().lookup(bsn, purpose="bsn"),
            )
        )  # fmt: skip
    with db.retention_work(REGION) as session:
        erase_person(session, person.id, actor=job(), reason="Verzoek")
    command = RegisterCandidate(
        first_name="Proef", name_prefix="van", last_name="Wisdam", municipality_code="GM0106", postcode="9401 AB",
        organisation_id=of.id, source=Source.IMPORT.value,
    )  # fmt: skip
    importing = job(permissions=frozenset())
    with work() as session, pytest.raises(PersonErased):
        service.register_candidate(session, command, actor=importing)
    with work() as session:
        assert tombstones.was_erased(session, REGION, bsn_lookup=crypto.keyring().lookup(bsn, purpose="bsn"))
        assert tombstones.was_erased(session, REGION, names=("wisdam", "Van", "PROEF"), birth_date=date(1990, 4, 5))
        assert not tombstones.was_erased(session, REGION, names=("Wisdam", None, "Proef"), birth_date=date(1990, 4, 6))
        # Who asks at the desk may have a dossier again.
        manager = accounts.actor(session, accounts.Role.CLIENT_MANAGER, of=of)
        again = RegisterCandidate(
            first_name="Proef", name_prefix="van", last_name="Wisdam", municipality_code="GM0106", postcode="9401 AB"
        )
        assert service.register_candidate(session, again, actor=manager).erased_month is None


@pytest.mark.rule("G5")
def test_erasing_twice_is_erasing_once(erasing: object, work: Work) -> None:
    del erasing
    with work() as session:
        person = candidates.candidate(session, full=True, stage=Stage.CLOSED)
    with db.retention_work(REGION) as session:
        assert erase_person(session, person.id, actor=job(), reason="Proef")["candidates"] == 1
    with db.retention_work(REGION) as session:
        assert not erase_person(session, person.id, actor=job(), reason="Proef")
    with work() as session:
        left = session.scalars(select(Candidate)).one()
        assert (left.first_name, left.last_name, left.number < 0) == ("", "Gewist", True)
        assert left.erased_month == f"{clock.today():%Y-%m}"


@pytest.mark.rule("G12")
def test_reports_on_the_last_day_of_a_month_stay_the_same(erasing: object, work: Work) -> None:
    del erasing
    days = [date(2026, 9, 30), date(2026, 10, 31), date(2026, 6, 30)]
    with clock.frozen(date(2026, 3, 12)), work() as session:
        made = world.build(session)
        kept = world.build(session)
        placements = [made.place(starts_on=date(2026, 3, 17)).id, kept.place(starts_on=date(2026, 5, 6)).id]
    with clock.frozen(ON):
        with work() as session:
            before = [banenafspraak.report(session, REGION, on=day) for day in days]
            assert before[0].headlines[1].value == 2
        with db.retention_work(REGION) as session:
            erase_person(session, made.candidate.id, actor=job(), reason="Proef")
        with work() as session:
            after = [banenafspraak.report(session, REGION, on=day) for day in days]
            for then, now in zip(before, after, strict=True):
                assert now.headlines == then.headlines
                assert now.sectors == then.sectors
                assert now.series == then.series
                assert now.municipalities == then.municipalities
            assert session.get(Placement, placements[0]) is None
            assert session.get(Placement, placements[1]) is not None
            terms = session.scalars(select(PlacementTerms).order_by(PlacementTerms.valid)).all()
            assert terms[0].valid.lower == date(2026, 3, 1)


def test_the_program_itself_cannot_erase(erasing: object, work: Work) -> None:
    del erasing
    with work() as session:
        person = candidates.candidate(session)
    with pytest.raises(Exception, match="permission denied"), work() as session:
        session.execute(text("delete from candidates where id = :id"), {"id": person.id})
