"""Pure checks and calculations of this room: no session, no clock."""

from wsp.placements.rules.checks import (
    FULL_WEEK,
    MOST_AT_ONCE,
    check_agreement_given,
    check_appointment,
    check_closing,
    check_contract,
    check_end,
    check_extension,
    check_introduction_placeable,
    check_manager_agreed,
    check_measurement,
    check_not_over,
    check_not_placed,
    check_place_free,
    check_terms,
    check_terms_day,
    check_total_hours,
    check_vacancy_open,
    placement_number,
)
from wsp.placements.rules.facts import History, Measured, TermsVersion, facts_on, first_paid_day, hours_at_peak
from wsp.placements.rules.money import MonthAmount, employer_costs, lks_over_time, months, wage_signal
from wsp.placements.rules.timing import durable_from, state_on

__all__ = [
    "FULL_WEEK", "MOST_AT_ONCE", "History", "Measured", "MonthAmount", "TermsVersion", "check_agreement_given",
    "check_appointment", "check_closing", "check_contract", "check_end", "check_extension", "check_introduction_placeable",
    "check_manager_agreed", "check_measurement", "check_not_over", "check_not_placed", "check_place_free",
    "check_terms", "check_terms_day", "check_total_hours", "check_vacancy_open", "durable_from", "employer_costs",
    "facts_on", "first_paid_day", "hours_at_peak", "lks_over_time", "months", "placement_number", "state_on",
    "wage_signal",
]  # fmt: skip
