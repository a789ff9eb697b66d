"""The form in which a colleague says with what an obligation was done."""

from typing import Final

from wsp.foundation import fields
from wsp.placements.obligations.commands import SettleObligation
from wsp.placements.obligations.enums import BY_HAND, DONE_LABELS, DoneWith
from wsp.placements.schemas import PlacementSchema

LONGEST: Final = 200


class SettleObligationSchema(PlacementSchema[SettleObligation]):
    """With what, when, and in words; the door gives the obligation and the version that was shown."""

    command = SettleObligation

    done_with = fields.Choice(
        label="Waarmee is het gedaan?",
        options={each.value: DONE_LABELS[each] for each in BY_HAND},
        convert=DoneWith,
        required=True,
        widget="radios",
    )
    done_on = fields.Date(label="Op welke dag?", required=True, width="medium")
    note = fields.Text(
        label="Toelichting",
        hint="Bijvoorbeeld het kenmerk van de brief. Schrijf geen naam op.",
        max_length=LONGEST,
    )
