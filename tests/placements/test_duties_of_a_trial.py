"""What must be done about a trial, and about the job that follows it."""

from datetime import date

from tests.placements.test_duties import START, job, planned
from wsp.instruments import codes
from wsp.placements.enums import PlacementKind
from wsp.placements.rules import Extra


def test_on_trial_the_agreement_and_what_follows_are_asked_for_not_a_contract() -> None:
    found = planned(job(kind=PlacementKind.TRIAL, end=date(2026, 10, 31)))
    assert (found["contract"].title, found["contract"].by) == (
        "Lever de getekende overeenkomst proefplaatsing in.", START,
    )  # fmt: skip
    assert found["contract-stopt"].title == "Beslis over een contract na de proefplaatsing."


def test_what_comes_after_a_trial_is_asked_once() -> None:
    extras = (Extra(codes.PROEFPLAATSING, {"benefit": "bijstand", "prospect": "ja"}),)
    found = planned(job(kind=PlacementKind.TRIAL, end=date(2026, 10, 31)), extras=extras)
    assert "evaluatie-proefplaatsing" in found
    assert "contract-stopt" not in found


def test_the_contract_of_a_job_after_a_trial_is_due_on_its_own_first_day() -> None:
    found = planned(job(kind=PlacementKind.TRIAL, paid_from=date(2026, 11, 1)))
    assert (found["contract"].title, found["contract"].by) == (
        "Lever het getekende contract in.", date(2026, 11, 1),
    )  # fmt: skip
    assert found["contract-stopt"].by == date(2027, 8, 31)
