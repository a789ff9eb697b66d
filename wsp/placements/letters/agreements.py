"""The agreements that are signed: about a job, and about a trial; and the confirmation."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from wsp.documents.commands import (
    Letter,
    PlacementAgreement,
    TrialAgreement,
    Workplace,
)
from wsp.documents.enums import LetterKind
from wsp.foundation.clock import day_in_words
from wsp.foundation.workdays import add_months
from wsp.instruments.answers import months_in_words
from wsp.law.errors import LawError
from wsp.law.steps import Working
from wsp.placements.enums import PlacementKind
from wsp.placements.letters.commands import (
    WriteAgreement,
    WriteConfirmation,
    WritePlacementAgreement,
    WriteTrialAgreement,
)
from wsp.placements.letters.confirmation import confirmation
from wsp.placements.letters.facts import LetterFacts
from wsp.placements.letters.forms import LetterForm, inside
from wsp.placements.letters.schemas import UWV, ConfirmationSchema, PlacementAgreementSchema, TrialAgreementSchema

_DAY: Final = timedelta(days=1)
_FIRST_TALK_MONTHS: Final = 1
_REPORT_DAYS: Final = 7
"""What the form begins with; the parties agree on it."""


class Confirmation(LetterForm[WriteConfirmation]):
    """What was agreed, to read back."""

    kind = LetterKind.PLACEMENT_CONFIRMATION
    summary = "De werkgever leest terug wat is afgesproken. Deze brief maakt het portaal ook zelf."
    schema = ConfirmationSchema

    def context(self, facts: LetterFacts, command: WriteConfirmation) -> Letter:
        """What stands in it."""
        del command
        return confirmation(facts)


class JobAgreement(LetterForm[WritePlacementAgreement]):
    """The agreement about a job."""

    kind = LetterKind.PLACEMENT_AGREEMENT
    summary = "Werkgever, werknemer en werkgeversservicepunt tekenen voor werk, begeleiding en regelingen."
    schema = PlacementAgreementSchema

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """A job has a wage."""
        facts = facts.about_job()
        if not facts.paid:
            return "Bij deze plaatsing is er geen loon. Kies de overeenkomst voor een proefplaatsing."
        if facts.terms.wage is None:
            return "Het loon is nog niet bekend. Wijzig eerst de afspraken van de plaatsing."
        return None

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """Address, contact person, guidance by the coach, and a first talk after a month."""
        facts = facts.about_job()
        talk = add_months(facts.first_day, _FIRST_TALK_MONTHS)
        return {
            **_both(facts),
            "report_days": _REPORT_DAYS,
            "evaluation_1": talk if facts.last_day is None else min(talk, facts.last_day),
        }

    def problems(self, facts: LetterFacts, command: WritePlacementAgreement) -> Iterator[tuple[str, str]]:
        """The talks are held while somebody works there."""
        for name in ("evaluation_1", "evaluation_2", "evaluation_3"):
            yield from inside(facts.about_job(), name, getattr(command, name))

    def context(self, facts: LetterFacts, command: WritePlacementAgreement) -> Letter:
        """What stands in it."""
        facts = facts.about_job()
        assert facts.terms.wage is not None, "see in_the_way"  # noqa: S101 (for mypy)
        return PlacementAgreement(
            reference=facts.number,
            dated=facts.today,
            sender=facts.sender,
            receiver=facts.receiver,
            worker=facts.worker,
            worker_name=facts.worker_name,
            function=facts.placement.function_title,
            contract=facts.contract,
            hours=facts.terms.hours,
            full_week=facts.terms.full_week,
            wage=facts.terms.wage,
            starts_on=facts.first_day,
            ends_on=facts.last_day,
            workplace=_workplace(command),
            tasks=command.tasks,
            coach=facts.coach,
            guidance=command.guidance or (),
            arrangements=tuple(facts.arrangements()),
            report_days=command.report_days,
            evaluations=command.evaluations,
            signs_for_employer=command.signs_for_employer,
        )


class TrialForm(LetterForm[WriteTrialAgreement]):
    """The agreement about a trial."""

    kind = LetterKind.TRIAL_AGREEMENT
    summary = "Werkgever, kandidaat en werkgeversservicepunt tekenen voor een proefplaatsing zonder loon."
    schema = TrialAgreementSchema

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """It is a trial, and its last day is known."""
        if facts.terms.kind is not PlacementKind.TRIAL:
            return "Dit is geen proefplaatsing. Kies de plaatsingsovereenkomst, of wijzig eerst de vorm."
        if facts.stops_on is None:
            return "De laatste dag is nog niet bekend. Vul die eerst in bij de plaatsing."
        return None

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """Address, contact person, the same hours afterwards, and a talk halfway."""
        first, last = facts.placement.starts_on, facts.stops_on
        halfway = first if last is None else first + (last - first) // 2
        return {**_both(facts), "job_hours": facts.terms.hours, "evaluation_on": halfway, "insured_by": "De werkgever"}

    def problems(self, facts: LetterFacts, command: WriteTrialAgreement) -> Iterator[tuple[str, str]]:
        """A trial is no longer than law and by-law allow."""
        yield from inside(facts, "evaluation_on", command.evaluation_on)
        try:
            months, article = _longest(facts, command)
        except LawError as error:
            yield "permission_of", error.message
            return
        last_allowed = add_months(facts.placement.starts_on, months) - _DAY
        if facts.stops_on is not None and facts.stops_on > last_allowed:
            until = day_in_words(last_allowed)
            yield "extended", f"De proefplaatsing mag tot en met {until} duren ({article}). Wijzig de laatste dag."

    def context(self, facts: LetterFacts, command: WriteTrialAgreement) -> Letter:
        """What stands in it."""
        assert facts.stops_on is not None, "see in_the_way"  # noqa: S101 (for mypy)
        months, article = _longest(facts, command)
        return TrialAgreement(
            reference=facts.number,
            dated=facts.today,
            sender=facts.sender,
            receiver=facts.receiver,
            worker=facts.worker,
            worker_name=facts.worker_name,
            function=facts.placement.function_title,
            hours=facts.terms.hours,
            starts_on=facts.placement.starts_on,
            ends_on=facts.stops_on,
            longest=f"Een proefplaatsing duurt ten hoogste {months_in_words(Decimal(months))} ({article}).",
            permission_of="UWV" if command.permission_of == UWV else facts.municipality,
            workplace=_workplace(command),
            tasks=command.tasks,
            goals=command.goals,
            coach=facts.coach,
            job_contract=command.job_contract,
            job_hours=command.job_hours,
            evaluation_on=command.evaluation_on,
            insured_by=command.insured_by,
            signs_for_employer=command.signs_for_employer,
        )


def _longest(facts: LetterFacts, command: WriteTrialAgreement) -> tuple[int, str]:
    """The most months that this trial may take, and the article."""
    day = facts.placement.starts_on
    working = Working(facts.book, day)
    if command.permission_of == UWV:
        code = "uwv.proefplaatsing.months"
        return int(working.take(code)), facts.book.on(code, day).article
    code = "participatiewet.proefplaatsing.months"
    own = working.local("proefplaatsing.maanden")
    months = working.take(code) if own is None else own
    if command.extended:
        more = working.local("proefplaatsing.verlenging_maanden")
        months += working.take("participatiewet.proefplaatsing.extension_months") if more is None else more
    return int(months), facts.book.on(code, day).article


def _both(facts: LetterFacts) -> Mapping[str, Any]:
    return {
        "workplace": facts.receiver.address or None,
        "supervisor": facts.receiver.contact,
        "signs_for_employer": facts.receiver.contact,
    }


def _workplace(command: WriteAgreement) -> Workplace:
    return Workplace(address=command.workplace, schedule=command.schedule, supervisor=command.supervisor)
