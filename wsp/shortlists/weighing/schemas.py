"""How weights are asked: a number per criterion, and why."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from marshmallow import post_load

from matching.types import SOFT_CRITERIA
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.weighing.commands import ProposeWeights
from wsp.shortlists.weighing.enums import BY_POLICY

MOST: Final = 100
_NUMBERS: Final = "Hoe zwaar telt elk onderdeel?"
_POLICY: Final = "Alleen met een besluit"
_WHY: Final = "Waarom"


class WeightsSchema(CommandSchema[ProposeWeights]):
    """What is typed becomes weights by criterion; `form_schema` gives the fields."""

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> ProposeWeights:
        """The command: numbers by criterion."""
        return ProposeWeights(
            values={code: data[code] for code in SOFT_CRITERIA},
            reason=data["reason"],
            policy_decision=data["policy_decision"],
            policy_decided_on=data["policy_decided_on"],
            based_on=_id(data["based_on"]),
        )


def form_schema(today: date) -> WeightsSchema:
    """The form with a field per criterion."""
    every = [code for code in SOFT_CRITERIA if code not in BY_POLICY]
    numbers = {code: _number(code, _NUMBERS) for code in every} | {code: _number(code, _POLICY) for code in BY_POLICY}
    decided: dict[str, fields.Asked] = {
        "policy_decision": fields.Text(
            label="Welk besluit zegt dit?",
            hint="Alleen nodig als een van deze twee meetelt. Bijvoorbeeld: collegebesluit, met het nummer.",
            group=_POLICY,
        ),
        "policy_decided_on": fields.Date(
            label="Dag van het besluit", earliest=date(2015, 1, 1), latest=today, group=_POLICY, width="short"
        ),
    }
    why: dict[str, fields.Asked] = {
        "reason": fields.LongText(
            label="Waarom wil je dit?",
            hint="Je collega leest dit. Het blijft bij deze versie staan.",
            required=True,
            max_length=500,
            rows=3,
            group=_WHY,
        ),
        "based_on": fields.Hidden(label="Overgenomen van"),
    }
    made: type[WeightsSchema] = type("WeightsForm", (WeightsSchema,), numbers | decided | why)
    return made()


def form_values(values: Mapping[str, float], **more: Any) -> dict[str, Any]:
    """Weights as the form shows them: parts of a hundred that add up."""
    total = sum(values.values())
    return {code: round(Decimal(str(100 * values.get(code, 0) / total)), 2) for code in SOFT_CRITERIA} | more


def _number(code: str, group: str) -> fields.Decimal:
    return fields.Decimal(
        label=CRITERION_LABELS[code], minimum=0, maximum=MOST, required=True, group=group, width="short"
    )


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
