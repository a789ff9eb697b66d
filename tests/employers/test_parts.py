"""Establishments, contact persons and contact moments."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories
from wsp.employers import queries, service
from wsp.employers.commands import EditContact, EditEstablishment
from wsp.employers.enums import ContactKind
from wsp.employers.errors import BadField, ContactLeft, EstablishmentClosed, PartNotFound
from wsp.employers.models import Contact, Establishment
from wsp.foundation import clock
from wsp.foundation.errors import StaleVersion
from wsp.worklist import queries as tasks
from wsp.worklist import service as worklist
from wsp.worklist.enums import Group, SubjectKind, TaskKind
from wsp.worklist.errors import TaskClosed, TaskNotFound

TODAY = date(2026, 11, 24)


def _site_edit(site: Establishment, **given: object) -> EditEstablishment:
    values = {
        "employer_id": site.employer_id,
        "establishment_id": site.id,
        "version": site.version,
        "name": site.name,
        "place": site.place,
    }
    return EditEstablishment(**{**values, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def _contact_edit(person: Contact, **given: object) -> EditContact:
    values = {
        "employer_id": person.employer_id,
        "contact_id": person.id,
        "version": person.version,
        "name": person.name,
        "first_choice": person.first_choice,
    }
    return EditContact(**{**values, **given})  # type: ignore[arg-type]  # built from keyword arguments; the dataclass checks them


def test_a_closed_establishment_is_kept_but_no_longer_offered(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    site = factories.establishment(session, actor, employer)
    with clock.frozen(TODAY):
        service.close_establishment(session, employer.id, site.id, last_day=TODAY, actor=actor)
        offered = queries.establishments(session, actor, employer.id, open_on=TODAY + timedelta(days=1))
    assert site not in offered
    assert site in queries.establishments(session, actor, employer.id)
    with clock.frozen(TODAY + timedelta(days=1)), pytest.raises(EstablishmentClosed):
        factories.contact(session, actor, employer, establishment_id=site.id)


def test_an_establishment_opens_again(session: Session) -> None:
    actor = accounts.actor(session)
    site = factories.establishment(session, actor, factories.employer(session, actor))
    with clock.frozen(TODAY):
        service.edit_establishment(session, _site_edit(site, closed_on=TODAY), actor=actor)
        service.edit_establishment(session, _site_edit(site, closed_on=None), actor=actor)
    assert site.closed_on is None


def test_an_establishment_of_another_employer_is_not_there(session: Session) -> None:
    actor = accounts.actor(session)
    one, two = factories.employer(session, actor), factories.employer(session, actor)
    site = factories.establishment(session, actor, one)
    with pytest.raises(PartNotFound):
        service.edit_establishment(session, _site_edit(site, employer_id=two.id), actor=actor)
    with pytest.raises(PartNotFound):
        factories.contact(session, actor, two, establishment_id=site.id)
    with pytest.raises(PartNotFound):
        queries.establishment(session, actor, two.id, site.id)


def test_stale_parts_are_refused_with_both_versions(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    site, person = factories.establishment(session, actor, employer), factories.contact(session, actor, employer)
    old_site = _site_edit(site, place="Rolde")
    old_person = _contact_edit(person, role="Bedrijfsleider")
    service.edit_establishment(session, _site_edit(site, place="Zuidlaren"), actor=actor)
    service.edit_contact(session, _contact_edit(person, role="HR"), actor=actor)
    with pytest.raises(StaleVersion) as refused:
        service.edit_establishment(session, old_site, actor=actor)
    assert (refused.value.mine, refused.value.theirs) == ({"Plaats": "Rolde"}, {"Plaats": "Zuidlaren"})
    with pytest.raises(StaleVersion) as refused:
        service.edit_contact(session, old_person, actor=actor)
    assert refused.value.theirs == {"Functie": "HR"}


def test_one_contact_person_comes_first(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    one = factories.contact(session, actor, employer, name="Aa", first_choice=True)
    two = factories.contact(session, actor, employer, name="Bb", first_choice=True)
    assert [one.first_choice, two.first_choice] == [False, True]
    service.edit_contact(session, _contact_edit(one, first_choice=True), actor=actor)
    session.refresh(two)
    assert [one.first_choice, two.first_choice] == [True, False]
    assert [p.name for p in queries.contacts(session, actor, employer.id)] == ["Aa", "Bb"]


def test_who_left_is_kept_but_no_longer_offered_or_spoken_with(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    person = factories.contact(session, actor, employer, first_choice=True)
    with clock.frozen(TODAY):
        service.edit_contact(
            session, _contact_edit(person, left_on=TODAY - timedelta(days=1), first_choice=True), actor=actor
        )
        assert person.first_choice is False
        assert queries.contacts(session, actor, employer.id, present_on=TODAY) == []
        factories.moment(session, actor, employer, days_ago=3, contact_id=person.id)
        with pytest.raises(ContactLeft):
            factories.moment(session, actor, employer, contact_id=person.id)


def test_a_report_becomes_a_task_on_its_day(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor, name="Bakkerij Proef")
    with clock.frozen(TODAY):
        factories.moment(
            session, actor, employer, next_action="Bellen over de oven", next_action_on=TODAY + timedelta(days=2)
        )
    day = tasks.my_day(session, actor, TODAY)
    (task,) = day.tasks(Group.THIS_WEEK)
    assert (task.title, task.kind) == ("Bellen over de oven: Bakkerij Proef", "contactmoment")
    assert (task.subject_kind, task.subject_id) == ("werkgever", employer.id)


def test_a_report_settles_the_task_it_came_from(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    task = worklist.plan(
        session, actor, kind=TaskKind.CALL_BACK, subject=(SubjectKind.EMPLOYER, employer.id), due_on=TODAY,
        assigned_to_id=actor.user_id,
    )  # fmt: skip
    factories.moment(session, actor, employer, kind=ContactKind.TELEPHONE, finishes_task_id=task.id)
    assert task.outcome == "Telefoon"
    with pytest.raises(TaskClosed):
        factories.moment(session, actor, employer, finishes_task_id=task.id)
    with pytest.raises(TaskNotFound):
        factories.moment(session, actor, employer, finishes_task_id=uuid.uuid4())


def test_a_report_about_the_future_or_half_a_next_step_is_refused(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    with clock.frozen(TODAY):
        for given in (
            {"occurred_at": clock.now() + timedelta(days=1)},
            {"next_action": "Bellen"},
            {"next_action": "Bellen", "next_action_on": TODAY - timedelta(days=1)},
        ):
            with pytest.raises(BadField):
                factories.moment(session, actor, employer, **given)
    assert queries.card(session, actor, employer.id).moments == 0


def test_a_report_is_never_changed(session: Session) -> None:
    actor = accounts.actor(session)
    factories.moment(session, actor, factories.employer(session, actor))
    with pytest.raises(ProgrammingError, match="permission denied"), session.begin_nested():
        session.execute(text("UPDATE contact_moments SET report = 'anders'"))


def test_the_card_says_who_called_also_of_a_partner(session: Session) -> None:
    mine = accounts.actor(session)
    partner = accounts.actor(session, of=accounts.organisation(session, "UWV Proef"))
    employer = factories.employer(session, mine)
    person = factories.contact(session, mine, employer, name="Proef Contact")
    with clock.frozen(TODAY):
        factories.moment(session, mine, employer, days_ago=30, subject="Lang geleden")
        factories.moment(session, partner, employer, days_ago=2, subject="Wajong", contact_id=person.id)
        factories.moment(session, mine, employer, days_ago=5, subject="Vacature")
        card = queries.card(session, mine, employer.id)
    assert [moment.subject for moment in card.recent] == ["Wajong", "Vacature"]
    assert card.last is not None
    assert (card.last.organisation, card.last.contact) == ("UWV Proef", "Proef Contact")
    assert card.moments == 3
    only = queries.moments(session, mine, employer.id, of_partners=True)
    assert [moment.subject for moment in only] == ["Wajong"]
    by_phone = queries.moments(session, mine, employer.id, kinds=[ContactKind.TELEPHONE], limit=1, offset=2)
    assert [moment.subject for moment in by_phone] == ["Lang geleden"]


def test_the_last_contact_of_long_ago_is_found_when_the_week_was_quiet(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    assert queries.card(session, actor, employer.id).last is None
    with clock.frozen(TODAY):
        factories.moment(session, actor, employer, occurred_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
        card = queries.card(session, actor, employer.id)
    assert card.recent == []
    assert card.last is not None


def test_parts_are_not_there_for_who_may_not_read_employers(session: Session) -> None:
    actor = accounts.actor(session)
    employer = factories.employer(session, actor)
    factories.contact(session, actor, employer)
    factories.moment(session, actor, employer)
    blind = accounts.actor(session, accounts.Role.JOB_COACH)
    assert queries.contacts(session, blind, employer.id) == []
    assert queries.establishments(session, blind, employer.id) == []
    assert queries.moments(session, blind, employer.id) == []
    assert session.scalars(select(Contact)).all() != []
