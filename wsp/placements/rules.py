"""The checks of this room, by name; pure."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.foundation.errors import InvalidInput
from wsp.placements.enums import NEEDS_REASON, UNPAID, ClosingReason, IntroductionState, PlacementKind, PlacementState
from wsp.placements.errors import AgreementMissing, InvalidPlacement, PlaceTaken, VacancyNotOpen

USUAL_FULL_WEEK: Final = Decimal(40)
"""Above this total a reason is asked (design.md, how a write walks): several jobs are allowed."""


def placement_number(number: int) -> str:
    """P-88, as people say it."""
    return f"P-{number}"


def check_vacancy_open(state: str, searching: Collection[str]) -> None:
    """Nobody is introduced or placed on a vacancy that is not searched for."""
    if state not in searching:
        raise VacancyNotOpen


def check_place_free(*, places: int, taken: int) -> None:
    """The last open place is filled once."""
    if taken >= places:
        one = "De plaats is" if places == 1 else f"Alle {places} plaatsen zijn"
        raise PlaceTaken(f"{one} al vergeven. Een collega was je net voor. Kijk bij de plaatsingen van de vacature.")


def check_introduction_leads_here(
    *, vacancy_id: object, candidate_id: object, of_vacancy: object, of_candidate: object, state: str
) -> None:
    """An introduction leads to one placement, of its own candidate on its own vacancy."""
    if state == IntroductionState.HIRED:
        raise PlaceTaken("Deze voordracht heeft al een plaatsing. Open die plaatsing.")
    if vacancy_id != of_vacancy or candidate_id != of_candidate:
        raise InvalidPlacement("Deze voordracht hoort bij een andere kandidaat of vacature. Begin opnieuw.")


def check_total_hours(*, other: Decimal, new: Decimal, reason: str | None) -> None:
    """Several jobs are allowed; above 40 hours in all a reason is needed."""
    total = other + new
    if total > USUAL_FULL_WEEK and not (reason or "").strip():
        text = f"Samen met ander werk is dit {_hours(total)} uur per week. Schrijf op waarom dat kan."
        raise InvalidPlacement(text, fields={"many_hours_reason": [text]})


def check_agreement_given(given: bool, *, number: str) -> None:
    """An employer learns a name only after the candidate agreed for this employer (product.md 4)."""
    if not given:
        raise AgreementMissing(
            f"{number} gaf nog geen akkoord om met naam naar deze werkgever te gaan. "
            "Vraag de klantmanager om dit akkoord vast te leggen."
        )


def check_may_be_offered(*, client_manager_agreed: bool, candidate_agreed: bool, number: str) -> None:
    """An anonymous profile goes out after the client manager agreed and the candidate agreed to be offered."""
    if not client_manager_agreed:
        raise AgreementMissing("De klantmanager gaf nog geen akkoord. Wacht op het antwoord of bel even.")
    if not candidate_agreed:
        raise AgreementMissing(
            f"{number} gaf nog geen akkoord om zonder naam te worden aangeboden. Vraag het de klantmanager."
        )


def check_closing(to: IntroductionState, reason: ClosingReason | None, note: str | None) -> None:
    """A refusal has a reason; "anders" has a few words."""
    if to not in NEEDS_REASON:
        return
    if reason is None:
        raise InvalidInput("Kies een reden.", fields={"reason": ["Kies waarom deze voordracht stopt."]})
    if reason is ClosingReason.OTHER and not (note or "").strip():
        raise InvalidInput("Schrijf de reden op.", fields={"note": ["Schrijf in een paar woorden waarom."]})


def check_terms(
    *, kind: PlacementKind, hours: Decimal, full_week: Decimal, wage: Decimal | None, minimum: Decimal | None
) -> None:
    """Hours, week, kind and wage belong together; `minimum` is the least wage per month for these hours."""
    problems: dict[str, list[str]] = {}
    if hours > full_week:
        problems["hours_per_week"] = [
            f"Een volle week is hier {_hours(full_week)} uur. Vul niet meer uren in, of pas de volle week aan."
        ]
    if kind in UNPAID and wage:
        problems["wage_month"] = ["Bij een proefplaatsing hoort geen loon. Laat dit veld leeg."]
    if kind not in UNPAID and wage is None:
        problems["wage_month"] = ["Vul het bruto loon per maand in."]
    if wage is not None and minimum is not None and kind not in UNPAID and wage < minimum:
        shown = f"{minimum:.2f}".replace(".", ",")
        problems["wage_month"] = [f"Dit is minder dan het minimumloon voor deze uren: € {shown} per maand."]
    if problems:
        raise InvalidPlacement("Nog niet alles klopt. Kijk bij de velden.", fields=problems)


def check_period(*, starts_on: date, ends_on: date | None, kind: PlacementKind) -> None:
    """A fixed term has an end, a permanent contract has none."""
    problems: dict[str, list[str]] = {}
    if ends_on is not None and ends_on < starts_on:
        problems["ends_on"] = ["De einddatum ligt voor de startdatum. Pas een van beide aan."]
    if kind is PlacementKind.PERMANENT and ends_on is not None:
        problems["ends_on"] = ["Een vast contract heeft geen einddatum. Maak het veld leeg."]
    if kind in (PlacementKind.FIXED_TERM, PlacementKind.TRIAL) and ends_on is None:
        problems["ends_on"] = ["Vul de laatste dag in."]
    if problems:
        raise InvalidPlacement("Nog niet alles klopt. Kijk bij de velden.", fields=problems)


def check_measurement(*, percentage: int, measured_on: date, valid_from: date, starts_on: date, today: date) -> None:
    """A measurement happened, in this job, and gives a whole percentage."""
    problems: dict[str, list[str]] = {}
    if not 0 <= percentage <= 100:  # noqa: PLR2004 (percent)
        problems["percentage"] = ["Vul een heel percentage in van 0 tot en met 100."]
    if measured_on > today:
        problems["measured_on"] = ["De meetdatum ligt in de toekomst. Vul de dag van de meting in."]
    if valid_from < starts_on:
        problems["valid_from"] = ["De plaatsing begint later. Kies een dag vanaf de startdatum."]
    if problems:
        raise InvalidPlacement("Nog niet alles klopt. Kijk bij de velden.", fields=problems)


def state_at_start(*, kind: PlacementKind, starts_on: date, today: date) -> PlacementState:
    """What state a new placement has."""
    if starts_on > today:
        return PlacementState.PLANNED
    return PlacementState.TRIAL if kind in UNPAID else PlacementState.RUNNING


def _hours(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
