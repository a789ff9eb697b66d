"""The statement for the employer: totals, never an amount of one person; and whom it names."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories as accounts
from tests.employers import factories as employers
from tests.placements.social_return import factories
from tests.placements.social_return.factories import TODAY
from tests.placements.world import World
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.documents.commands import SocialReturnStatement
from wsp.documents.content import sentences
from wsp.documents.errors import ReasonNeeded
from wsp.documents.models import Document
from wsp.documents.service import preview
from wsp.employers.models import Contact
from wsp.foundation import clock
from wsp.foundation.errors import NotAllowed, StaleVersion
from wsp.instruments.enums import SocialReturnGroup as Group
from wsp.placements.social_return import queries, service, statement
from wsp.placements.social_return.commands import BookActivity, BookPlacement, ChooseContact, WriteStatement
from wsp.placements.social_return.enums import ActivityKind
from wsp.placements.social_return.errors import SocialReturnNotFound, UnusableSocialReturn
from wsp.placements.social_return.models import SocialReturnObligation, SocialReturnPlacement

pytestmark = pytest.mark.usefixtures("on_a_day", "bbl_settled")
ONE = Decimal(9100)
"""Half of 36.500 a year is 50 a day: 182 days up to and including 1 July."""


@pytest.fixture
def owed(session: Session, world: World) -> SocialReturnObligation:
    return factories.obligation(session, world, contract_sum=None, percentage=None, amount=Decimal(60000))


def work(world: World, row: SocialReturnObligation, people: int, group: Group = Group.BBL) -> None:
    """So many different people, each half a full week in 2026."""
    for _ in range(people):
        placed = world.place(
            candidate_id=world.person().id, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
            hours_per_week=Decimal(18), full_week_hours=Decimal(36),
        )  # fmt: skip
        command = BookPlacement(placement_id=placed.id, target_group=group)
        service.book_placement(world.session, row.id, command, actor=world.account_manager)


def act(world: World, row: SocialReturnObligation, kind: ActivityKind, amount: int) -> None:
    command = BookActivity(kind=kind, done_on=TODAY, amount=Decimal(amount), description="Bloemen", proof="F-12")
    service.book_activity(world.session, row.id, command, actor=world.account_manager)


def told(world: World, row: SocialReturnObligation) -> SocialReturnStatement:
    found = queries.ledger(world.session, world.account_manager, row.id)
    return statement.statement(world.session, world.account_manager, found)


def text_of(letter: SocialReturnStatement) -> str:
    return " ".join(sentences(preview(statement.KIND, letter))).replace("\xa0", " ")


def choose(world: World, row: SocialReturnObligation, contact: Contact | None) -> None:
    command = ChooseContact(contact_id=contact.id if contact else None)
    service.choose_contact(world.session, row.id, command, version=row.version, actor=world.account_manager)


@pytest.mark.rule("G10")
def test_totals_per_kind_and_nothing_of_one_person(world: World, owed: SocialReturnObligation) -> None:
    work(world, owed, 3)
    act(world, owed, ActivityKind.PURCHASE, 400)
    act(world, owed, ActivityKind.PURCHASE, 100)
    act(world, owed, ActivityKind.TRAINING, 250)
    letter = told(world, owed)
    assert letter.kinds == (
        ("Plaatsingen", 3 * ONE),
        ("Inkoop bij een sociale onderneming", Decimal(500)),
        ("Scholing of begeleiding", Decimal(250)),
    )
    assert (letter.filled, letter.left) == (3 * ONE + 750, Decimal(60000) - 3 * ONE - 750)
    text = text_of(letter)
    for part in ("Groen in de wijken", "2026-14", "1 januari 2026", "31 december 2027", "€ 60.000,00", "€ 27.300,00"):
        assert part in text
    assert "€ 9.100,00" not in text
    for line in queries.ledger(world.session, world.account_manager, owed.id).placements:
        assert line.placement is not None
        assert f"P-{line.placement.number}" not in text
        assert line.placement.function_title not in text
    for word in ("bbl", "Bbl", "bijstand", "Wajong", "WW", "groep"):
        assert word not in text


@pytest.mark.rule("G10")
@pytest.mark.parametrize("people", [1, 2])
def test_of_few_people_no_total_is_told(world: World, owed: SocialReturnObligation, people: int) -> None:
    work(world, owed, people)
    act(world, owed, ActivityKind.PURCHASE, 400)
    letter = told(world, owed)
    assert letter.kinds[0] == ("Plaatsingen", None)
    assert (letter.filled, letter.left) == (None, None)
    text = text_of(letter)
    assert "Bij minder dan drie mensen zegt een bedrag te veel over één persoon." in text
    assert "€ 400,00" in text
    assert "€ 60.000,00" in text
    # Nothing else is an amount: what is filled in or left would give it away.
    assert text.count("€") == 2


def test_the_same_person_twice_is_one_person(world: World, owed: SocialReturnObligation) -> None:
    work(world, owed, 2)
    [first, _] = queries.ledger(world.session, world.account_manager, owed.id).placements
    assert first.placement is not None
    again = world.place(
        candidate_id=first.placement.candidate_id, starts_on=date(2026, 2, 1), hours_per_week=Decimal(4)
    )
    command = BookPlacement(placement_id=again.id, target_group=Group.BBL)
    service.book_placement(world.session, owed.id, command, actor=world.account_manager)
    assert told(world, owed).filled is None


def test_nobody_at_work_yet_is_told(world: World, owed: SocialReturnObligation) -> None:
    assert told(world, owed).kinds == (("Plaatsingen", Decimal(0)),)
    assert told(world, owed).left == Decimal(60000)


def test_that_a_group_has_no_amount_is_told_only_among_others(world: World, owed: SocialReturnObligation) -> None:
    work(world, owed, 1, Group.WW)
    assert not told(world, owed).unknown
    assert told(world, owed).filled is None
    work(world, owed, 2)
    assert told(world, owed).unknown
    assert "nog geen bedrag vastgesteld" in text_of(told(world, owed))


@pytest.mark.rule("G10")
def test_a_correction_goes_into_the_total_of_placements(world: World, owed: SocialReturnObligation) -> None:
    work(world, owed, 3)
    act(world, owed, ActivityKind.PURCHASE, 400)
    service.close_obligation(world.session, owed.id, version=owed.version, actor=world.account_manager)
    act(world, owed, ActivityKind.CORRECTION, -100)
    letter = told(world, owed)
    assert letter.kinds == (
        ("Plaatsingen, met correcties na het afsluiten", 3 * ONE - 100),
        ("Inkoop bij een sociale onderneming", Decimal(400)),
    )
    assert letter.filled == 3 * ONE + 300
    assert "€ -100,00" not in text_of(letter)
    assert "afgesloten op 1 juli 2026. Dit is de eindstand." in text_of(letter)


@pytest.mark.rule("G10")
def test_after_an_erasure_the_rest_of_few_is_not_told(world: World, owed: SocialReturnObligation) -> None:
    work(world, owed, 3)
    service.close_obligation(world.session, owed.id, version=owed.version, actor=world.account_manager)
    # Only the role that erases may delete; a line that is not read any more is the same to the statement.
    for line in world.session.scalars(select(SocialReturnPlacement)):
        line.withdrawn_at = clock.now()
    world.session.flush()
    assert told(world, owed).kinds == (("Plaatsingen", None),)


def test_what_is_complete_is_said(world: World) -> None:
    row = factories.obligation(world.session, world, contract_sum=None, percentage=None, amount=Decimal(400))
    act(world, row, ActivityKind.PURCHASE, 500)
    letter = told(world, row)
    assert (letter.complete, letter.left) == (True, Decimal(0))
    assert "U hebt uw verplichting helemaal ingevuld." in text_of(letter)


def test_it_goes_to_the_contact_person_who_was_chosen(world: World, owed: SocialReturnObligation) -> None:
    first = employers.contact(world.session, world.account_manager, world.employer, first_choice=True)
    chosen = employers.contact(world.session, world.account_manager, world.employer)
    assert told(world, owed).receiver.contact == first.name
    choose(world, owed, chosen)
    assert told(world, owed).receiver.contact == chosen.name
    assert f"Contact bij u {chosen.name}" in text_of(told(world, owed))
    chosen.left_on = TODAY - timedelta(days=1)
    world.session.flush()
    assert told(world, owed).receiver.contact == first.name
    assert chosen.name not in text_of(told(world, owed))


def test_only_who_works_at_this_employer_is_chosen(world: World, owed: SocialReturnObligation) -> None:
    other = employers.employer(world.session, world.account_manager)
    stranger = employers.contact(world.session, world.account_manager, other)
    gone = employers.contact(world.session, world.account_manager, world.employer)
    gone.left_on = TODAY - timedelta(days=1)
    world.session.flush()
    for person in (stranger, gone):
        with pytest.raises(UnusableSocialReturn, match="Kies iemand die nu bij deze werkgever werkt"):
            choose(world, owed, person)
        with pytest.raises(UnusableSocialReturn):
            factories.obligation(world.session, world, contact_id=person.id)
    assert owed.contact_id is None


def test_choosing_is_logged_and_a_stale_choice_refused(world: World, owed: SocialReturnObligation) -> None:
    person = employers.contact(world.session, world.account_manager, world.employer)
    seen = owed.version
    choose(world, owed, person)
    with pytest.raises(StaleVersion):
        service.choose_contact(
            world.session, owed.id, ChooseContact(contact_id=None), version=seen, actor=world.account_manager
        )
    choose(world, owed, None)
    asked = select(AuditEvent).where(AuditEvent.action == "social_return.choose_contact").order_by(AuditEvent.id)
    events = world.session.scalars(asked).all()
    assert {str(person.id)} == {
        value for each in events for value in (*(each.before or {}).values(), *(each.after or {}).values()) if value
    }
    assert len(events) == 2


def test_each_version_stays_in_both_forms(world: World, owed: SocialReturnObligation) -> None:
    actor = world.account_manager
    made = statement.write(world.session, owed.id, WriteStatement(), actor=actor)
    assert (made.subject_kind, made.subject_id) == ("werkgever", world.employer.id)
    with pytest.raises(ReasonNeeded):
        statement.write(world.session, owed.id, WriteStatement(), actor=actor)
    statement.write(world.session, owed.id, WriteStatement(reason="Een inkoop erbij"), actor=actor)
    other = factories.obligation(world.session, world, contract="Tweede opdracht")
    assert statement.write(world.session, other.id, WriteStatement(), actor=actor).edition == 1
    pdf, word = statement.newest(world.session, actor, owed)
    assert (pdf.edition, word.edition) == (2, 2)
    assert pdf.filename.endswith("-2.pdf")
    assert word.filename.endswith("-2.docx")
    assert pdf.title == "Overzicht social return: Groen in de wijken"
    assert len(world.session.scalars(select(Document)).all()) == 6
    logged = select(AuditEvent.after).where(AuditEvent.action == "document.made")
    assert [each["kind"] for each in world.session.scalars(logged)] == ["overzicht-social-return"] * 3


@pytest.mark.rule("S6")
def test_who_may_not_see_the_ledger_writes_no_statement(world: World, owed: SocialReturnObligation) -> None:
    with pytest.raises(NotAllowed):
        statement.write(world.session, owed.id, WriteStatement(), actor=world.client_manager)
    with pytest.raises(NotAllowed):
        statement.begin(world.session, owed.id, actor=world.client_manager)
    for role, region in ((Role.JOB_COACH, "AM01"), (Role.ACCOUNT_MANAGER, "AM02")):
        actor = accounts.actor(world.session, role, region=region)
        with pytest.raises(SocialReturnNotFound):
            statement.begin(world.session, owed.id, actor=actor)
        with pytest.raises(SocialReturnNotFound):
            service.choose_contact(world.session, owed.id, ChooseContact(contact_id=None), version=1, actor=actor)
    assert world.session.scalars(select(Document)).all() == []
