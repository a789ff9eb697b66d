"""`python -m tests.placements.letter_words`: the words of every letter into `letter_texts/`, to read and compare.

A change of a letter shows as a change of these files, sentence by sentence.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tests.placements.letter_facts import FACTS
from wsp.documents import content
from wsp.documents.enums import LetterKind
from wsp.documents.service.letters import preview
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.letters import FORMS, commands
from wsp.placements.letters.facts import Answer, LetterFacts

FOLDER: Final = Path(__file__).parent / "letter_texts"
_K = LetterKind
_ANSWER: Final = Answer(
    InstrumentState.GRANTED,
    {
        "status": "eligible", "amount_per_month": "952.08", "on": "2026-08-01", "term": None,
        "apply_before": "2026-06-01",
        "provisional_reasons": ["De vergoeding voor werkgeverslasten is niet bevestigd."],
    },
    date(2026, 6, 1),
)  # fmt: skip
_AT_WORK: Final[Mapping[str, Any]] = {
    "workplace": ("Proefstraat 1", "9401 AB Assen"),
    "schedule": "maandag tot en met donderdag, 8.00 tot 15.30 uur",
    "supervisor": "Karin Proef",
    "signs_for_employer": "Dirk Proef",
    "tasks": ("Orders verzamelen", "Dozen inpakken"),
}
COMMANDS: Final[Mapping[LetterKind, commands.WriteLetter]] = {
    _K.PLACEMENT_CONFIRMATION: commands.WriteConfirmation(),
    _K.PLACEMENT_AGREEMENT: commands.WritePlacementAgreement(
        **_AT_WORK, guidance=("De jobcoach komt elke week langs.",), report_days=7, evaluation_1=date(2026, 9, 1),
        evaluation_2=date(2026, 12, 1), evaluation_3=None,
    ),
    _K.TRIAL_AGREEMENT: commands.WriteTrialAgreement(
        **_AT_WORK, permission_of="gemeente", extended=False, goals=("Op tijd komen",),
        job_contract="een contract voor een jaar", job_hours=Decimal(24), evaluation_on=date(2026, 6, 20),
        insured_by="De werkgever",
    ),
    _K.SUBSIDY_REQUEST: commands.WriteSubsidyRequest(
        wanted_from=date(2026, 6, 1), without_measurement=True, attachments=("Kopie van het contract",),
        contact="Karin Proef", signs_for_employer="Dirk Proef",
    ),
    _K.GRANT: commands.WriteGrant(
        code="loonkostensubsidie", decided_by="Gemeente Proefstad", decision_reference="B-12",
        decided_on=date(2026, 7, 1), report_days=7, conditions=("Stuur elke maand de loonstrook.",),
    ),
    _K.PLACEMENT_END: commands.WritePlacementEnd(payslip_by=date(2026, 9, 30), remark="Bel ons gerust."),
    _K.COACH_EVALUATION: commands.WriteCoachEvaluation(
        first_day=date(2026, 6, 1), last_day=date(2026, 8, 1), hours_given=Decimal("12.5"),
        goals=("Zelf de dag plannen",), goes_well="Het tempo stijgt.", attention="Vragen stellen blijft lastig.",
        agreed=("De leidinggevende vraagt elke dag hoe het gaat.",), advice="Nog drie maanden begeleiden.",
        hours_next=Decimal(6),
    ),
}  # fmt: skip


def text(kind: LetterKind) -> str:
    """The words of one letter, a line for each heading, paragraph, item and cell."""
    form = FORMS[kind]
    found = preview(kind, form.context(_facts(kind), COMMANDS[kind]))
    return "\n".join(line.replace("\n", " / ") for line in content.sentences(found)) + "\n"


def _facts(kind: LetterKind) -> LetterFacts:
    facts = replace(FACTS, answers={"loonkostensubsidie": _ANSWER})
    if kind is _K.TRIAL_AGREEMENT:
        terms = replace(facts.terms, kind=PlacementKind.TRIAL, wage=None)
        return replace(facts, terms=terms, last_day=date(2026, 7, 15))
    if kind is _K.PLACEMENT_END:
        return replace(facts, last_day=date(2026, 8, 31))
    return facts


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in FORMS:
        (FOLDER / f"{each.value}.txt").write_text(text(each), encoding="utf-8")
