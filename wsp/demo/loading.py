"""Loads the demo region: one transaction per region, refused when there is data already."""

from collections.abc import Callable, Collection, Sequence
from decimal import ROUND_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts import demo
from wsp.banenafspraak.commands import SetTarget
from wsp.banenafspraak.enums import TargetSector
from wsp.banenafspraak.service import set_target
from wsp.candidates.models import (
    Candidate,
    CandidatePersonal,
    Experience,
    LoonwaardeIndication,
    RegisterCheck,
    Residence,
    SharingAgreement,
    Wish,
)
from wsp.demo import staff as colleagues
from wsp.demo.candidates import make_candidates
from wsp.demo.chance import Chance
from wsp.demo.coaching import keep_files
from wsp.demo.cohorts import make_cohorts
from wsp.demo.contacts import make_contact_moments
from wsp.demo.couplings import couple
from wsp.demo.duplicates import look_for_pairs, type_in_twice
from wsp.demo.duties import Duties, contact_tasks
from wsp.demo.employers import make_employers
from wsp.demo.histories import make_histories
from wsp.demo.imports import send_files
from wsp.demo.letters import propose_value, write_letters
from wsp.demo.lists import keep_lists
from wsp.demo.local_rules import enter_local_rules
from wsp.demo.papers import file_papers, fill_outbox
from wsp.demo.payments import pay_subsidies
from wsp.demo.people import People
from wsp.demo.placements import make_placements, numbered
from wsp.demo.plan import RegionPlan, regions
from wsp.demo.portal_stories import open_portal
from wsp.demo.privacy import privacy_work
from wsp.demo.rankings import show_lists
from wsp.demo.rows import Rows
from wsp.demo.searches import keep_searches
from wsp.demo.social_return import keep_social_return
from wsp.demo.stories import tell_stories
from wsp.demo.vacancies import make_vacancies
from wsp.employers.models import Business, Contact, ContactMoment, Employer, EmployerSector, Establishment
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import Conflict, InvalidInput
from wsp.foundation.numbering import reserve
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import hourly
from wsp.law.steps import Working
from wsp.placements.models import (
    InstrumentDecision,
    InstrumentStep,
    Introduction,
    IntroductionStep,
    LoonwaardeTask,
    Placement,
    PlacementInstrument,
    PlacementLoonwaarde,
    PlacementStep,
    PlacementTerms,
)
from wsp.placements.service import advance_placements
from wsp.policy.service import law_book
from wsp.privacy import retention
from wsp.reference.service import load_starter
from wsp.vacancies.models import Vacancy, VacancyTask
from wsp.worklist.models import Task

SEED = 2015
"""The year of the numbers in domain.md; another seed gives another region of the same make."""

_ORDER = (
    Business, Employer, EmployerSector, Establishment, Contact, ContactMoment, Vacancy, VacancyTask, Candidate,
    CandidatePersonal, Wish, Experience, Residence, LoonwaardeIndication, RegisterCheck, SharingAgreement, Introduction,
    IntroductionStep, Placement, PlacementStep, PlacementTerms, PlacementLoonwaarde, LoonwaardeTask,
    PlacementInstrument, InstrumentStep, InstrumentDecision, Task,
)  # fmt: skip
"""Tables in the order in which their references allow them to be written."""

Progress = Callable[[str], None]


def _silent(_line: str) -> None:
    """Say nothing."""


def accounts() -> list[tuple[str, str, str]]:
    """The demo accounts: role with region, e-mail address and password."""
    return [(f"{account.label}, {account.region_id}", account.email, demo.PASSWORD) for account in demo.ACCOUNTS]


def plans(codes: Collection[str] = ()) -> tuple[RegionPlan, ...]:
    """The demo regions with these AM codes; all of them when none is named.

    Raises:
        InvalidInput: a code that is no demo region.

    """
    known = {plan.code for plan in regions()}
    if strange := [code for code in codes if code not in known]:
        raise InvalidInput(f"{', '.join(strange)} is geen demoregio. Kies uit {' en '.join(sorted(known))}.")
    return tuple(plan for plan in regions() if not codes or plan.code in codes)


def is_loaded(chosen: Sequence[RegionPlan] | None = None) -> bool:
    """Tell whether every demo region has employers."""
    return all(_has_data(plan.code) for plan in chosen or regions())


def load(
    *,
    progress: Progress = _silent,
    seed: int = SEED,
    chosen: Sequence[RegionPlan] | None = None,
    missing_only: bool = False,
) -> None:
    """Load the starter set of reference data and the demo regions, each region whole or not at all.

    With `missing_only` regions that have data are left as they are, so that an interrupted load can be finished.

    Raises:
        Conflict: a region has employers already; nothing was written.

    """
    wanted = list(chosen or regions())
    filled = {plan.code for plan in wanted if _has_data(plan.code)}
    if filled and not missing_only:
        raise Conflict(
            f"Er staan al gegevens in {' en '.join(sorted(filled))}. De demo vult alleen een lege database.",
            code="demo-niet-leeg",
        )
    with db.unit_of_work() as session:
        load_starter(session)
    progress("Beroepen, gemeenten en postcodes staan klaar.")
    for plan in wanted:
        if plan.code not in filled:
            with db.unit_of_work(plan.code) as session:
                _load_region(session, plan, seed, progress)
            send_files(plan)
            show_lists(plan, seed)
            if db.may_erase():
                retention.run(plan.code, actor=colleagues.process(plan.code))
    db.refresh_statistics()


def _has_data(region: str) -> bool:
    with db.unit_of_work(region) as session:
        return session.scalar(select(Employer.id).limit(1)) is not None


def _load_region(session: Session, plan: RegionPlan, seed: int, progress: Progress) -> None:
    people = colleagues.hire(session, plan, seed)
    enter_local_rules(session, people)
    rows = Rows(plan.code)
    rows.order(*_ORDER)
    employers = make_employers(rows, plan, people, reserve(session, plan.code, "employers", plan.employers), seed)
    make_contact_moments(rows, plan, people, employers, seed)
    contact_tasks(rows, plan, seed)
    count = plan.open_vacancies + sum(plan.other_vacancies.values())
    minimum_hour = _minimum_hour(law_book(session, region=plan.code))
    vacancies = make_vacancies(
        rows,
        plan,
        people,
        employers,
        reserve(session, plan.code, "vacancies", count),
        minimum_hour,
        seed,
    )
    candidates = make_candidates(rows, plan, people, reserve(session, plan.code, "candidates", plan.candidates), seed)
    books = {
        organisation_id: law_book(session, region=plan.code, municipality=code)
        for code, organisation_id in [(None, people.organisations["uwv"]), *people.municipalities.items()]
    }
    placements = make_placements(rows, plan, people, employers, vacancies, People(candidates), books, seed)
    numbered(placements, reserve(session, plan.code, "placements", len(placements)))
    coming = People(candidates, coming=True, but={placement.person.id for placement in placements})
    make_histories(rows, plan, placements, vacancies, coming, seed)
    type_in_twice(session, rows, plan, people, candidates, seed)
    written = rows.write(session)
    db.refresh_statistics(session)
    told = tell_stories(session, plan, people, vacancies, coming, minimum_hour, seed)
    # As the job of this morning does: some of the stories begin their work today.
    advance_placements(session, actor=colleagues.process(plan.code))
    duties = Duties(session, plan, people, Chance(seed, plan.code, "duties"))
    duties.lived(placements)
    duties.of_placements(placements)
    duties.catch_up()
    duties.longer_contracts(placements)
    duties.of_vacancies()
    duties.of_client_managers(candidates)
    duties.of_job_coaches(placements)
    duties.bring_the_coach_along()
    keep_files(session, people, placements, Chance(seed, plan.code, "coaching"))
    _enter_targets(session, plan)
    open_portal(session, plan, people, employers, vacancies, coming, minimum_hour, seed)
    look_for_pairs(session, plan)
    privacy_work(session, plan, people, seed)
    pay_subsidies(session, plan, people)
    file_papers(session, plan, people, employers, placements, seed)
    write_letters(session, people, placements)
    propose_value(session, people)
    keep_searches(session, people)
    keep_lists(session, people)
    keep_social_return(session, people)
    make_cohorts(session, people)
    couple(session, people)
    fill_outbox(session, plan, people)
    progress(
        f"{plan.house} ({plan.code}): {plan.employers} werkgevers, {count} vacatures, {plan.candidates} kandidaten, "
        f"{len(placements)} plaatsingen, {told} lopende voordrachten ({written} rijen)."
    )


def _enter_targets(session: Session, plan: RegionPlan) -> None:
    """Made-up targets that grow with the years, so that the report has a line to compare with."""
    actor = Actor(user_id=None, region_id=plan.code, organisation_id=None, kind="seed")
    this_year = clock.today().year
    for years_ago, (market, government) in enumerate(((125, 27), (110, 24), (60, 14), (25, 6)), start=-1):
        for sector, jobs in ((TargetSector.MARKET, market), (TargetSector.GOVERNMENT, government)):
            scaled = (Decimal(jobs) * plan.candidates / _FULL_SIZE).quantize(Decimal(1), rounding=ROUND_UP)
            command = SetTarget(year=this_year - years_ago, sector=sector, jobs=scaled, source="Demo, verzonnen doel")
            set_target(session, command, actor=actor)


_FULL_SIZE = 3600  # candidates of the region for which the targets above were thought up


def _minimum_hour(lawbook: LawBook) -> Decimal:
    """The minimum wage per hour for an adult today."""
    working = Working(lawbook, clock.today())
    return hourly(working, int(working.take("wml.adult_age")))
