"""Pure checks of weights, and how they read as parts of a hundred."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from matching.types import SOFT_CRITERIA
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.shortlists.weighing.enums import BY_POLICY
from wsp.shortlists.weighing.errors import OtherPersonNeeded, UnusableWeights


def check_weights(values: Mapping[str, Decimal]) -> None:
    """Raise UnusableWeights where a list could not be ordered with these numbers."""
    for code, value in values.items():
        if code not in SOFT_CRITERIA:
            raise UnusableWeights("Dit onderdeel bestaat niet. Begin opnieuw met een leeg formulier.")
        if not value.is_finite():
            raise _wrong(code, f"Vul bij '{CRITERION_LABELS[code]}' een getal in.")
        if value < 0:
            raise _wrong(code, f"Een gewicht kan niet onder 0 zijn. Vul bij '{CRITERION_LABELS[code]}' 0 of meer in.")
    if not any(value > 0 for value in values.values()):
        raise UnusableWeights("Alle gewichten zijn 0. Geef minstens één onderdeel een gewicht boven 0.")


def check_policy(command: ProposeWeights, *, today: date) -> None:
    """Motivation and the wish to learn weigh nothing without a dated decision of policy (matching.md section 1)."""
    if not any(command.values.get(code, Decimal(0)) > 0 for code in BY_POLICY):
        return
    names = " of ".join(f"'{CRITERION_LABELS[code]}'" for code in BY_POLICY)
    if not (command.policy_decision or "").strip():
        sentence = f"Geef je {names} gewicht? Schrijf dan op welk besluit dat zegt."
        raise UnusableWeights(sentence, fields={"policy_decision": [sentence]})
    if command.policy_decided_on is None or command.policy_decided_on > today:
        sentence = "Vul de dag van het besluit in. Die ligt niet in de toekomst."
        raise UnusableWeights(sentence, fields={"policy_decided_on": [sentence]})


def check_second_person(entered_by: uuid.UUID | None, decided_by: uuid.UUID | None) -> None:
    """Raise OtherPersonNeeded when both are the same person, or one of them nobody."""
    if entered_by is None or decided_by is None or entered_by == decided_by:
        raise OtherPersonNeeded


def shares(values: Mapping[str, float | Decimal]) -> dict[str, float]:
    """Every criterion as part of 1, in the order in which criteria are shown; zero for what weighs nothing."""
    total = float(sum(values.values()))
    return {code: float(values.get(code, 0)) / total if total else 0.0 for code in SOFT_CRITERIA}


def _wrong(code: str, sentence: str) -> UnusableWeights:
    return UnusableWeights(sentence, fields={code: [sentence]})
