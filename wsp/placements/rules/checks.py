"""Everything that can be refused, one named check each."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from wsp.foundation.clock import day_in_words
from wsp.foundation.money import number
from wsp.placements.commands import EndPlacement, MoveIntroduction, PlaceCandidate, ResumePlacement, Terms
from wsp.placements.enums import (
    AGREEMENT_NEEDED,
    INTERNAL_REASONS,
    INTRODUCTION_STATES,
    NAMED_STATES,
    NOTE_NEEDED,
    UNPAID,
    EndReason,
    IntroductionState,
    PlacementState,
)
from wsp.placements.errors import (
    AgreementMissing,
    AlreadyPlaced,
    InvalidPlacement,
    PlacementOver,
    PlaceTaken,
    TooManyHours,
    VacancyClosed,
)

MOST_AT_ONCE: Final = 3
"""Candidates that are proposed together: more is a pile, not a choice."""
FULL_WEEK: Final = Decimal(40)
"""Above this number of hours over all jobs somebody writes down why (design.md, how a write walks)."""
WEEK_MAXIMUM: Final = Decimal(60)
"""The longest week that the column of hours takes (Arbeidstijdenwet art. 5:7 lid 2)."""
EARLIEST: Final = date(2015, 1, 1)
"""The Participatiewet starts here; nothing before it is supported."""
AHEAD: Final = timedelta(days=730)


def placement_number(value: int) -> str:
    """The number that people read aloud: 88 is "P-88"."""
    return f"P-{value}"


def check_place_free(places: int, taken: int) -> None:
    """Refuse when every place of the vacancy is taken.

    Raises:
        PlaceTaken: somebody else was first.

    """
    if taken >= places:
        raise PlaceTaken


def check_not_placed(placements: int) -> None:
    """Refuse when this introduction led to a placement already.

    Raises:
        AlreadyPlaced: somebody else was first.

    """
    if placements:
        raise AlreadyPlaced


def check_vacancy_open(label: str, *, searching: bool) -> None:
    """Refuse when the vacancy (with this state's `label`) looks for nobody.

    Raises:
        VacancyClosed: names the state.

    """
    if not searching:
        raise VacancyClosed(label)


def check_introduction_placeable(state: IntroductionState) -> None:
    """Refuse to place from an introduction that has not come so far, or that stopped.

    Raises:
        Conflict: names the state.

    """
    if state not in NAMED_STATES:
        INTRODUCTION_STATES.check(state, IntroductionState.HIRED)


def check_manager_agreed(new: IntroductionState, agreed_at: datetime | None) -> None:
    """Refuse to show anything to an employer before the client manager agreed.

    Raises:
        AgreementMissing: says whom to wait for.

    """
    if new in AGREEMENT_NEEDED and agreed_at is None:
        raise AgreementMissing("De klantmanager gaf nog geen akkoord. Wacht op het akkoord of bel de klantmanager.")


def check_agreement_given(*, given: bool, named: bool) -> None:
    """Refuse to go on without the candidate's agreement: for a profile without name, or with the name.

    Raises:
        AgreementMissing: says what to ask the client manager.

    """
    if given:
        return
    what = "met naam bij deze werkgever" if named else "zonder naam bij een werkgever"
    raise AgreementMissing(
        f"Er is nog geen akkoord van de kandidaat om {what} te staan. Vraag de klantmanager om dit vast te leggen."
    )


def check_closing(command: MoveIntroduction) -> None:
    """Refuse to reject or withdraw without a reason, or to share what stays among colleagues.

    Raises:
        InvalidPlacement: at the field to fill in.

    """
    if command.state not in (IntroductionState.REJECTED, IntroductionState.WITHDRAWN):
        return
    if command.reason is None:
        raise InvalidPlacement("reason", "Kies waarom de voordracht stopt.")
    if command.reason in NOTE_NEEDED and not (command.note or "").strip():
        raise InvalidPlacement("note", "Vul in waarom de voordracht stopt.")
    if command.shared and command.reason in INTERNAL_REASONS:
        raise InvalidPlacement("shared", "Deze reden is alleen voor collega’s. Zet het vinkje uit.")


def check_appointment(command: MoveIntroduction, *, now: datetime) -> None:
    """Refuse an invitation without day and time, or a talk that starts in the past.

    Raises:
        InvalidPlacement: at the field to fill in.

    """
    if command.state is not IntroductionState.INVITED:
        return
    if command.appointment_at is None:
        raise InvalidPlacement("appointment_at", "Vul in wanneer het gesprek is.")
    if command.appointment_at < now:
        raise InvalidPlacement("appointment_at", "Dit moment is voorbij. Kies een dag die nog komt.")


def check_contract(starts_on: date, ends_on: date | None, *, today: date) -> None:
    """Refuse a contract that ends before it starts, or starts too long ago or too far ahead.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    if not EARLIEST <= starts_on <= today + AHEAD:
        raise InvalidPlacement("starts_on", "Vul een eerste werkdag in vanaf 2015, en ten hoogste 2 jaar vooruit.")
    if ends_on is not None and ends_on < starts_on:
        raise InvalidPlacement("ends_on", "De laatste dag ligt voor de eerste dag. Controleer de datums.")


def check_terms(terms: Terms) -> None:
    """Refuse hours and wages that cannot be.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    if not 0 < terms.hours_per_week <= WEEK_MAXIMUM:
        raise InvalidPlacement(
            "hours_per_week", f"Vul meer dan 0 en ten hoogste {number(WEEK_MAXIMUM)} uur per week in."
        )
    if not 0 < terms.full_week_hours <= FULL_WEEK:
        raise InvalidPlacement("full_week_hours", f"Vul ten hoogste {number(FULL_WEEK)} uur in voor een volle week.")
    if terms.wage_month and terms.wage_hour:
        raise InvalidPlacement("wage_hour", "Vul het loon per maand of per uur in, niet allebei.")
    paid = terms.wage_month or terms.wage_hour
    if terms.kind in UNPAID and paid:
        field = "wage_month" if terms.wage_month else "wage_hour"
        raise InvalidPlacement(field, "Bij werk met een uitkering is er geen loon. Laat dit leeg.")
    if terms.kind not in UNPAID and not paid:
        raise InvalidPlacement("wage_month", "Vul het brutoloon per maand in voor deze uren.")


def check_resumption(command: ResumePlacement, *, ended_on: date, today: date) -> None:
    """Refuse to go on before the last day, far ahead, or without saying why.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    if command.resumes_on <= ended_on:
        raise InvalidPlacement("resumes_on", f"De plaatsing stopte op {day_in_words(ended_on)}. Kies een dag daarna.")
    if command.resumes_on > today + AHEAD:
        raise InvalidPlacement("resumes_on", "Kies een dag binnen 2 jaar.")
    if command.ends_on is not None and command.ends_on < command.resumes_on:
        raise InvalidPlacement("ends_on", "De laatste dag ligt voor de eerste dag. Controleer de datums.")
    if not command.reason.strip():
        raise InvalidPlacement("reason", "Vul in waarom de plaatsing verder gaat.")


def check_found(command: PlaceCandidate) -> None:
    """Refuse to say that the employer found somebody whom we introduced.

    Raises:
        InvalidPlacement: says which of both.

    """
    if command.found_by_employer and command.introduction_id is not None:
        raise InvalidPlacement("found_by_employer", "Wij droegen deze kandidaat voor. Zet het vinkje uit.")


def check_total_hours(total: Decimal, reason: str | None) -> None:
    """Several jobs are allowed; above forty hours together somebody writes down why.

    Raises:
        TooManyHours: names the total.

    """
    if total > FULL_WEEK and not (reason or "").strip():
        raise TooManyHours(
            "hours_reason",
            f"Met alle banen samen is dit {number(total)} uur per week. Vul in waarom dat kan.",
        )


def check_terms_day(valid_from: date, starts_on: date, ends_on: date | None) -> None:
    """Refuse new terms on a day outside the contract.

    Raises:
        InvalidPlacement: names the first or last day.

    """
    if valid_from < starts_on:
        raise InvalidPlacement(
            "valid_from", f"De plaatsing begint op {day_in_words(starts_on)}. Kies die dag of later."
        )
    if ends_on is not None and valid_from > ends_on:
        raise InvalidPlacement("valid_from", f"Het contract stopt op {day_in_words(ends_on)}. Kies een eerdere dag.")


def check_other_hours(reported: Decimal, known: Decimal) -> None:
    """Refuse a report of the hours that are known already: there is another button for that.

    Raises:
        InvalidPlacement: says which.

    """
    if reported == known:
        raise InvalidPlacement(
            "hours_per_week", "Dit aantal kennen wij al. Vul een ander aantal in, of kies 'Ja, dit klopt'."
        )


def check_extension(ends_on: date | None, *, today: date) -> None:
    """Refuse a last day that has passed: that is ending the placement, with a reason.

    Raises:
        InvalidPlacement: says which button to use.

    """
    if ends_on is not None and ends_on < today:
        raise InvalidPlacement("ends_on", "Deze dag is voorbij. Gebruik de knop Beëindigen.")


def check_not_over(state: PlacementState, ended_on: date | None) -> None:
    """Refuse a change to a placement that has ended.

    Raises:
        PlacementOver: names the day.

    """
    if state is PlacementState.ENDED:
        raise PlacementOver(ended_on)


def check_end(command: EndPlacement, *, starts_on: date, ends_on: date | None) -> None:
    """Refuse a last day before the first or after the contract, or a reason that says nothing.

    Raises:
        InvalidPlacement: at the field to mend.

    """
    if command.ended_on < starts_on and command.reason is not EndReason.NEVER_STARTED:
        raise InvalidPlacement("ended_on", f"De plaatsing begint op {day_in_words(starts_on)}. Kies die dag of later.")
    if ends_on is not None and command.ended_on > ends_on:
        raise InvalidPlacement("ended_on", f"Het contract stopt op {day_in_words(ends_on)}. Kies die dag of eerder.")
    if command.reason is EndReason.OTHER and not (command.note or "").strip():
        raise InvalidPlacement("note", "Vul in waarom de plaatsing stopt.")
