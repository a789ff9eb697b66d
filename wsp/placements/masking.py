"""The one function that decides what an employer sees (product.md 3): `for_employer`.

Every page, mail and file of the portal shows a `Shown`, never a row: `web.portal.page` refuses anything else. What a
candidate is, passes through `candidates.masking` first; this module takes nothing from a candidate's row itself.
No loonwaarde, register, benefit, health, BSN or address is in any of these types, and no money in an offer.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any, Final

from wsp.accounts.models import User
from wsp.accounts.permissions import Role
from wsp.accounts.queries import PersonOf
from wsp.candidates.enums import ProfileField
from wsp.candidates.masking import MaskedCandidate, Viewer, tells_of_circumstances
from wsp.candidates.words import hours as hours_in_words
from wsp.candidates.words import initials
from wsp.candidates.words import shown as in_words
from wsp.documents.enums import UploadState
from wsp.documents.models import Upload
from wsp.employers.models import Employer, EmployerMessage
from wsp.foundation import numbers
from wsp.foundation.actor import Actor
from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.placements.enums import (
    AT_WORK,
    CLOSED,
    CLOSING_LABELS,
    EMPLOYER_REASONS,
    INSTRUMENT_STATES,
    KIND_LABELS,
    NAMED_STATES,
    PLACEMENT_STATES,
    ClosingReason,
    InstrumentState,
    IntroductionState,
    PlacementState,
)
from wsp.placements.models import Introduction, Placement
from wsp.placements.rules import TermsVersion
from wsp.placements.shown import (
    Ask,
    Company,
    Employee,
    HandedIn,
    Helper,
    Message,
    Offer,
    OwnVacancy,
    Person,
    RunningInstrument,
)
from wsp.vacancies import words as vacancy_words
from wsp.vacancies.enums import (
    CLOSED as VACANCY_CLOSED,
)
from wsp.vacancies.enums import (
    EMPLOYER_EDITS,
    EMPLOYER_WITHDRAWS,
    VacancyState,
)
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import vacancy_number

STEPS: Final = ("Ontvangen", "Beoordeeld", "Actief", "Kandidaten", "Vervuld")
"""How an employer follows a vacancy."""

_TOLD: Final[Mapping[IntroductionState, str]] = {
    IntroductionState.ANONYMOUS: "Wacht op uw antwoord",
    IntroductionState.INTEREST: "Wij vragen de kandidaat om akkoord",
    IntroductionState.CANDIDATE_ASKED: "Wij vragen de kandidaat om akkoord",
    IntroductionState.NAMED: "Met naam voorgesteld",
    IntroductionState.INVITED: "Gesprek gepland",
    IntroductionState.INTERVIEW: "Gesprek geweest",
    IntroductionState.HIRED: "Aangenomen",
    IntroductionState.REJECTED: "Niet passend",
    IntroductionState.WITHDRAWN: "Niet meer beschikbaar",
    IntroductionState.EXPIRED: "Verlopen",
}
_VACANCY_TOLD: Final[Mapping[VacancyState, str]] = {
    VacancyState.CONCEPT: "Wacht op u",
    VacancyState.REVIEW: "Wij kijken de vacature na",
    VacancyState.OPEN: "Wij zoeken kandidaten",
    VacancyState.IN_PROGRESS: "Wij zoeken kandidaten",
    VacancyState.FILLED: "Vervuld",
    VacancyState.WITHDRAWN: "Gestopt",
    VacancyState.EXPIRED: "Verlopen",
}
_FILE_TOLD: Final[Mapping[UploadState, str]] = {
    UploadState.QUARANTINE: "Wij controleren het bestand op virussen",
    UploadState.CLEAN: "Ontvangen",
    UploadState.UNSCANNED: "Ontvangen",
    UploadState.INFECTED: "Er zat een virus in. Stuur een schoon bestand",
}
_ABOUT: Final = {"werkgever": "Algemeen", "vacature": "Vacature", "voordracht": "Kandidaat", "plaatsing": "Medewerker"}
_INSTRUMENT_TITLES: Final = {
    "loonkostensubsidie": "Subsidie op loonkosten",
    "no-risk": "No-riskpolis",
    "jobcoaching": "Jobcoach",
}
_VACANCY_FACTS: Final = (
    "description", "tasks", "shifts", "working_times", "skills_required", "skills_wished", "diplomas",
    "driving_licences", "language_nl_min", "work_conditions", "guidance_on_site", "wage_hour", "full_week_hours",
    "contract_months", "start_date",
)  # fmt: skip


@singledispatch
def for_employer(record: Any, /, **_context: Any) -> Any:
    """What an employer may see of `record`; every kind of record that the portal shows has a rule here.

    Raises:
        TypeError: there is no rule, so nothing may be shown.

    """
    message = f"no rule says what an employer sees of {type(record).__name__}"
    raise TypeError(message)


@for_employer.register
def _offer(
    row: Introduction,
    /,
    *,
    vacancy: str,
    place: int,
    offered_at: datetime,
    person: MaskedCandidate | None,
) -> Offer:
    """An introduction that was offered. `person` is masked for an employer already; None: no longer to be shown."""
    state = IntroductionState(row.state)
    closed = state in CLOSED
    if person is not None and person.viewer not in (Viewer.EMPLOYER_ANONYMOUS, Viewer.EMPLOYER_NAMED):
        message = f"masked for {person.viewer}, not for an employer"
        raise TypeError(message)
    name = person.name if person is not None and state in NAMED_STATES else None
    told = "Niet meer beschikbaar" if person is None and not closed else _TOLD[state]
    reason = ClosingReason(row.closed_reason) if row.closed_reason else None
    return Offer(
        id=row.id,
        vacancy_id=row.vacancy_id,
        vacancy=vacancy,
        label=name or f"Kandidaat {letter(place)}",
        name=name,
        state=state.value,
        told=told,
        offered_at=offered_at,
        waiting=person is not None and state in (IntroductionState.ANONYMOUS, IntroductionState.NAMED),
        closed=closed or person is None,
        can=_can(person.profile) if person is not None else (),
        facts=_facts(person.profile) if person is not None else (),
        text=person.profile.get(ProfileField.PROFILE_TEXT) if person is not None else None,
        appointment_at=row.appointment_at if name else None,
        appointment_place=row.appointment_place if name else None,
        reason=CLOSING_LABELS[reason] if reason in EMPLOYER_REASONS and state is IntroductionState.REJECTED else None,
    )


@for_employer.register
def _employee(
    row: Placement,
    /,
    *,
    employer: str,
    person: MaskedCandidate,
    terms: TermsVersion | None,
    instruments: Sequence[tuple[str, str, date | None, Decimal | None]] = (),
    asks: Sequence[Ask] = (),
    job_coach: User | None = None,
    hours_confirmed_on: date | None = None,
    hours_reported: bool = False,
    files: Sequence[Upload] = (),
) -> Employee:
    """A placement; `instruments` are code, state, last day and amount per month of those that were asked for.

    `files` are those that the own organisation handed in.
    """
    if person.viewer is not Viewer.EMPLOYER_NAMED:
        message = f"masked for {person.viewer}, not for the employer where somebody works"
        raise TypeError(message)
    state = PlacementState(row.state)
    return Employee(
        id=row.id,
        number=f"P-{row.number}",
        name=person.name or f"P-{row.number}",
        function=row.function_title,
        employer=employer,
        state=PLACEMENT_STATES.labels[state],
        ended=state is PlacementState.ENDED,
        at_work=state in AT_WORK,
        kind=KIND_LABELS[terms.kind] if terms is not None else "",
        hours=terms.hours if terms is not None else None,
        wage_month=terms.wage if terms is not None else None,
        starts_on=row.starts_on,
        ends_on=row.ended_on or row.ends_on,
        instruments=tuple(
            RunningInstrument(
                _INSTRUMENT_TITLES.get(code, code),
                INSTRUMENT_STATES.labels[InstrumentState(now)].lower(),
                until,
                amount,
            )
            for code, now, until, amount in instruments
        ),
        asks=tuple(asks),
        job_coach=for_employer(job_coach) if job_coach is not None else None,
        hours_confirmed_on=hours_confirmed_on,
        hours_reported=hours_reported,
        files=tuple(for_employer(each) for each in files),
    )


@for_employer.register
def _file(row: Upload, /) -> HandedIn:
    """A file of the own organisation: that it is here and whether it may be opened, not who read it."""
    state = UploadState(row.state)
    return HandedIn(
        name=row.name, handed_in_at=row.created_at, state=_FILE_TOLD[state], refused=state is UploadState.INFECTED
    )


@for_employer.register
def _vacancy(row: Vacancy, /, *, employer: str, offers: int = 0, whole: bool = False) -> OwnVacancy:
    """An own vacancy; with `whole` (establishment and tasks loaded) everything that it says."""
    state = VacancyState(row.state)
    return OwnVacancy(
        id=row.id,
        number=vacancy_number(row.number),
        title=row.title,
        employer=employer,
        state=state.value,
        told=_VACANCY_TOLD[state],
        position=_position(state, offers),
        places=row.places,
        hours=vacancy_words.hours(row.hours_min, row.hours_max),
        closes_on=row.closes_on,
        offers=offers,
        question=row.review_note if state is VacancyState.CONCEPT else None,
        may_change=state in EMPLOYER_EDITS,
        may_withdraw=state in EMPLOYER_WITHDRAWS,
        reason=row.closed_reason if state in VACANCY_CLOSED else None,
        facts=_vacancy_facts(row) if whole else (),
    )


@for_employer.register
def _helper(row: User, /) -> Helper:
    """A colleague who helps this employer: what stands on a business card."""
    first, _, last = row.name.partition(" ")
    return Helper(
        name=row.name,
        initials=initials(first, None, last or first).replace(".", "").replace(" ", ""),
        phone=numbers.format_telephone(row.phone) if row.phone else None,
        phone_link=f"tel:{row.phone}" if row.phone else None,
        email=row.email,
    )


@for_employer.register
def _company(row: Employer, /) -> Company:
    """An own company: never the note that staff keep."""
    return Company(
        id=row.id,
        number=f"W-{row.number}",
        name=row.name,
        phone=numbers.format_telephone(row.phone) if row.phone else None,
        website=row.website,
    )


@for_employer.register
def _message(row: EmployerMessage, /, *, names: Mapping[uuid.UUID, str]) -> Message:
    """A message; `names` are those of its authors."""
    return Message(
        id=row.id,
        about=_ABOUT.get(row.subject_kind, "Algemeen"),
        body=row.body,
        author=names.get(row.author_id, "") if row.author_id else "",
        written_at=row.created_at,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=names.get(row.answered_by_id) if row.answered_by_id else None,
    )


@for_employer.register
def _person(row: PersonOf, /, *, actor: Actor) -> Person:
    """Somebody of the own organisation."""
    return Person(
        id=row.user.id,
        name=row.user.name,
        email=row.user.email,
        role=row.role.value,
        role_label="Beheerder" if row.role is Role.EMPLOYER_ADMIN else "Gewone gebruiker",
        self=row.user.id == actor.user_id,
    )


def letter(place: int) -> str:
    """How an offer without a name is called within its vacancy: A to Z, then AA, AB."""
    text = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _can(profile: Mapping[ProfileField, Any]) -> tuple[str, ...]:
    """What somebody can and did, each as a short line."""
    found: list[str] = []
    for work in profile.get(ProfileField.EXPERIENCES) or []:
        # People write an occupation or what they did ("poetsen"): both must read well.
        years = f", {number(work.years)} jaar" if work.years else ""
        found.append(f"Ervaring: {work.title[:1].lower()}{work.title[1:]}{years}")
    found += [f"Kan {skill[:1].lower()}{skill[1:]}" for skill in profile.get(ProfileField.SKILLS) or []]
    found += [f"Heeft {diploma}" for diploma in profile.get(ProfileField.DIPLOMAS) or []]
    if licences := profile.get(ProfileField.LICENCES):
        found.append(f"Rijbewijs {in_words(ProfileField.LICENCES, licences)}")
    return tuple(found)


def _facts(profile: Mapping[ProfileField, Any]) -> tuple[tuple[str, str], ...]:
    low, high = profile.get(ProfileField.HOURS_MIN), profile.get(ProfileField.HOURS_MAX)
    found = [("Uren per week", hours_in_words(low, high))]
    for label, field in (
        ("Wanneer", ProfileField.SHIFTS),
        ("Nederlands", ProfileField.LANGUAGE),
        ("Opleiding", ProfileField.EDUCATION),
        ("Wil graag leren", ProfileField.DEVELOPMENT),
    ):
        value = profile.get(field)
        # Praktijkonderwijs and vso are grounds of the register: such a level is not said.
        if value not in (None, [], "") and not tells_of_circumstances(text := in_words(field, value)):
            found.append((label, text))
    available = profile.get(ProfileField.AVAILABLE)
    found.append(("Kan beginnen", day_in_words(available) if available else "in overleg"))
    found.append(("Begeleiding", "wij bespreken het met u"))
    return tuple(found)


def _position(state: VacancyState, offers: int) -> int:
    """The step that is now; an open vacancy for which somebody was offered is one further."""
    match state:
        case VacancyState.REVIEW:
            return 1
        case VacancyState.OPEN | VacancyState.IN_PROGRESS:
            return 4 if offers else 3
        case VacancyState.FILLED:
            return 5
    return 0


def _vacancy_facts(row: Vacancy) -> tuple[tuple[str, str], ...]:
    found = [("Uren per week", vacancy_words.hours(row.hours_min, row.hours_max)), ("Plaatsen", str(row.places))]
    if row.establishment is not None:
        found.append(("Waar", f"{row.establishment.name}, {row.establishment.place}"))
    for name in _VACANCY_FACTS:
        value = getattr(row, name)
        if value not in (None, [], ""):
            found.append((vacancy_words.LABELS[name], vacancy_words.shown(name, value)))
    able = [
        text
        for text, yes in (
            ("uren", row.adaptable_hours),
            ("werktijden", row.adaptable_times),
            ("taken", row.adaptable_tasks),
            ("begeleiding", row.adaptable_guidance),
        )
        if yes
    ]
    if able:
        found.append(("Kan anders", ", ".join(able)))
    return tuple(found)
