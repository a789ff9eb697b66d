"""Letters around the agreements: request, grant and end; and the report of the job coach."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wsp.accounts.permissions import Permission
from wsp.documents.commands import (
    CoachEvaluation,
    Grant,
    HandIn,
    Letter,
    PlacementEnd,
    Receiver,
    Sender,
    Stops,
    SubsidyRequest,
)
from wsp.documents.enums import LetterKind
from wsp.foundation.clock import day_in_words
from wsp.foundation.workdays import add_months
from wsp.instruments import catalogue, loonkostensubsidie
from wsp.placements.coaching.requesting import prepared
from wsp.placements.letters.commands import (
    WriteCoachEvaluation,
    WriteGrant,
    WritePlacementEnd,
    WriteSubsidyRequest,
)
from wsp.placements.letters.facts import LetterFacts, arrangement
from wsp.placements.letters.forms import LetterForm, inside
from wsp.placements.letters.schemas import (
    CoachEvaluationSchema,
    GrantSchema,
    PlacementEndSchema,
    SubsidyRequestSchema,
)

_LKS: Final = loonkostensubsidie.CODE
_REPORT_DAYS: Final = 7


class RequestForm(LetterForm[WriteSubsidyRequest]):
    """The request for loonkostensubsidie."""

    kind = LetterKind.SUBSIDY_REQUEST
    summary = "De werkgever vraagt de gemeente om loonkostensubsidie. Jij vult in, de werkgever tekent."
    schema = SubsidyRequestSchema

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """There is a wage, and nobody decided yet."""
        facts = facts.about_job()
        answer = facts.answers.get(_LKS)
        if not facts.paid or facts.terms.wage is None:
            return "Loonkostensubsidie hoort bij een baan met loon. Leg eerst het contract en het loon vast."
        if answer is None:
            return "Bij deze plaatsing hoort geen loonkostensubsidie. Kijk bij de regelingen waarom."
        if answer.granted:
            return "De loonkostensubsidie is al toegekend. Een aanvraag is niet meer nodig."
        return None

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """From the first day, with the contract and a wage slip."""
        return {
            "wanted_from": facts.about_job().first_day,
            "without_measurement": facts.placement.forfaitair is True,
            "contact": facts.receiver.contact,
            "signs_for_employer": facts.receiver.contact,
            "attachments": ("Kopie van de getekende arbeidsovereenkomst", "Loonstrook van de eerste maand"),
        }

    def problems(self, facts: LetterFacts, command: WriteSubsidyRequest) -> Iterator[tuple[str, str]]:
        """A subsidy is paid over days of work."""
        return inside(facts.about_job(), "wanted_from", command.wanted_from)

    def context(self, facts: LetterFacts, command: WriteSubsidyRequest) -> Letter:
        """What stands in it."""
        facts = facts.about_job()
        assert facts.terms.wage is not None, "see in_the_way"  # noqa: S101 (for mypy)
        answer = facts.answers.get(_LKS)
        return SubsidyRequest(
            reference=facts.number,
            dated=facts.today,
            sender=facts.sender,
            receiver=Receiver(name=facts.municipality),
            employer=facts.receiver.name,
            employer_address=facts.receiver.address,
            employer_contact=command.contact,
            kvk_number=facts.kvk_number,
            worker=facts.worker,
            worker_name=facts.worker_name,
            function=facts.placement.function_title,
            contract=facts.contract,
            hours=facts.terms.hours,
            full_week=facts.terms.full_week,
            wage=facts.terms.wage,
            starts_on=facts.first_day,
            ends_on=facts.last_day,
            wanted_from=command.wanted_from,
            without_measurement=command.without_measurement,
            apply_before=None if answer is None else answer.apply_before,
            article=catalogue.get(_LKS).article,
            attachments=command.attachments,
            signs_for_employer=command.signs_for_employer,
        )


class GrantForm(LetterForm[WriteGrant]):
    """The news that an instrument was granted."""

    kind = LetterKind.GRANT
    summary = "De werkgever leest welke regeling is toegekend, door wie, en wat dat vraagt."
    schema = GrantSchema

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """Something was granted."""
        if not self._granted(facts):
            return "Er is nog geen regeling toegekend. Leg dat eerst vast bij de regeling."
        return None

    def options(self, facts: LetterFacts) -> Mapping[str, Mapping[str, str]]:
        """The instruments that were granted."""
        return {"code": self._granted(facts)}

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """The first of them, decided today."""
        first = next(iter(self._granted(facts)), None)
        return {
            "code": first,
            "decided_by": facts.municipality if first == _LKS else None,
            "decided_on": facts.today,
            "report_days": _REPORT_DAYS,
        }

    def problems(self, facts: LetterFacts, command: WriteGrant) -> Iterator[tuple[str, str]]:
        """Nobody decides in the future."""
        if command.decided_on > facts.today:
            yield "decided_on", f"Kies een dag tot en met vandaag, {day_in_words(facts.today)}."

    def matter(self, command: WriteGrant) -> str:
        """Each decision has a letter of its own."""
        return f"{command.code}-{command.decided_on.isoformat()}"

    def context(self, facts: LetterFacts, command: WriteGrant) -> Letter:
        """What stands in it."""
        answer = facts.answers[command.code]
        return Grant(
            reference=facts.number,
            dated=facts.today,
            sender=facts.sender,
            receiver=facts.receiver,
            worker=facts.worker,
            worker_name=facts.worker_name,
            arrangement=arrangement(command.code, answer),
            starts_on=answer.starts_on or facts.placement.starts_on,
            decided_by=command.decided_by,
            decision_reference=command.decision_reference,
            decided_on=command.decided_on,
            report_days=command.report_days,
            conditions=command.conditions or (),
        )

    def _granted(self, facts: LetterFacts) -> dict[str, str]:
        return {code: catalogue.get(code).title for code, answer in facts.answers.items() if answer.granted}


class EndForm(LetterForm[WritePlacementEnd]):
    """The news that a placement is over."""

    kind = LetterKind.PLACEMENT_END
    summary = "De werkgever leest wanneer de plaatsing stopt en welke regelingen stoppen."
    schema = PlacementEndSchema

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """The last day is known."""
        if facts.last_day is None:
            return "Er is geen laatste werkdag. Beëindig eerst de plaatsing."
        return None

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """A month for the last wage slip."""
        return {"payslip_by": None if facts.last_day is None else add_months(facts.last_day, 1)}

    def problems(self, facts: LetterFacts, command: WritePlacementEnd) -> Iterator[tuple[str, str]]:
        """The last wage slip comes after the last day."""
        if facts.last_day is not None and command.payslip_by < facts.last_day:
            yield "payslip_by", f"Kies een dag na de laatste werkdag, {day_in_words(facts.last_day)}."

    def context(self, facts: LetterFacts, command: WritePlacementEnd) -> Letter:
        """What stands in it."""
        assert facts.last_day is not None, "see in_the_way"  # noqa: S101 (for mypy)
        last = facts.last_day
        hand_in = (HandIn("Stuur ons de laatste loonstrook.", command.payslip_by),) if facts.paid else ()
        return PlacementEnd(
            reference=facts.number,
            dated=facts.today,
            sender=facts.sender,
            receiver=facts.receiver,
            worker=facts.worker,
            worker_name=facts.worker_name,
            function=facts.placement.function_title,
            starts_on=facts.placement.starts_on,
            last_day=last,
            stops=tuple(Stops(catalogue.get(code).title, last) for code in facts.held),
            hand_in=hand_in,
            remark=command.remark,
        )


class EvaluationForm(LetterForm[WriteCoachEvaluation]):
    """The report of a job coach."""

    kind = LetterKind.COACH_EVALUATION
    summary = "De jobcoach schrijft op hoe het gaat. De gemeente besluit daarna over meer begeleiding."
    schema = CoachEvaluationSchema
    needs = frozenset({Permission.DOCUMENT_CREATE})
    wants_coaching = True

    def in_the_way(self, facts: LetterFacts) -> str | None:
        """There is a coach, and somebody to coach."""
        if facts.coach is None:
            return "Er is geen jobcoach bij deze plaatsing. Kies die eerst."
        if facts.placement.starts_on > facts.today:
            return "De plaatsing is nog niet begonnen. Schrijf de evaluatie als er iets te vertellen is."
        return None

    def begin(self, facts: LetterFacts) -> Mapping[str, Any]:
        """From the first day until now."""
        last = facts.today if facts.last_day is None else min(facts.today, facts.last_day)
        return {"first_day": facts.placement.starts_on, "last_day": last}

    def prepared(self, facts: LetterFacts) -> Mapping[str, Any]:
        """From goals and log, when there are granted hours: a request for more is ready to be read."""
        return {} if facts.coaching is None else prepared(facts.coaching, facts.placement.starts_on, facts.today)

    def problems(self, facts: LetterFacts, command: WriteCoachEvaluation) -> Iterator[tuple[str, str]]:
        """A period that lies behind us, during the placement."""
        yield from inside(facts, "first_day", command.first_day)
        yield from inside(facts, "last_day", command.last_day)
        if command.last_day < command.first_day:
            yield "last_day", "Kies een laatste dag na de eerste dag."
        if command.last_day > facts.today:
            yield "last_day", f"Kies een dag tot en met vandaag, {day_in_words(facts.today)}."

    def matter(self, command: WriteCoachEvaluation) -> str:
        """Each period has a report of its own."""
        return command.last_day.isoformat()

    def context(self, facts: LetterFacts, command: WriteCoachEvaluation) -> Letter:
        """What stands in it."""
        assert facts.coach is not None, "see in_the_way"  # noqa: S101 (for mypy)
        return CoachEvaluation(
            reference=facts.number,
            dated=facts.today,
            sender=Sender(region=facts.sender.region, name=facts.coach),
            receiver=Receiver(name=facts.municipality),
            worker=facts.worker,
            employer=facts.receiver.name,
            function=facts.placement.function_title,
            coach=facts.coach,
            first_day=command.first_day,
            last_day=command.last_day,
            hours_given=command.hours_given,
            goals=command.goals,
            goes_well=command.goes_well,
            attention=command.attention,
            agreed=command.agreed,
            advice=command.advice,
            hours_next=command.hours_next,
        )
