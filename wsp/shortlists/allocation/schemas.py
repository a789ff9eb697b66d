"""How a plan is asked for."""

from typing import ClassVar

from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema
from wsp.shortlists.allocation.commands import RequestPlan

_MONEY = "Bedragen per jaar"
_MOST = "Hoogstens"
_LEAST = "Minstens"


class RequestPlanSchema(CommandSchema[RequestPlan]):
    """Amounts, limits and floors; the region chooses, the plan shows what each choice costs."""

    command: ClassVar[type[RequestPlan]] = RequestPlan

    benefit = fields.Money(
        label="Wat levert werk van één persoon op?",
        hint="Bijvoorbeeld de uitkering die niet meer nodig is. De subsidie gaat er nog af.",
        required=True,
        minimum=0,
        group=_MONEY,
        width="short",
    )
    effort = fields.Money(
        label="Wat kost één plaatsing aan tijd en begeleiding?", required=True, minimum=0, group=_MONEY, width="short"
    )
    budget = fields.Money(
        label="Budget voor loonkostensubsidie", hint="Leeg: geen grens.", minimum=0, group=_MONEY, width="short"
    )
    subsidy_places = fields.Integer(
        label="Plaatsen met loonkostensubsidie", hint="Leeg: geen grens.", minimum=0, group=_MOST, width="short"
    )
    coach_places = fields.Integer(label="Plaatsen met een jobcoach", minimum=0, group=_MOST, width="short")
    per_employer = fields.Integer(label="Kandidaten per werkgever", minimum=0, group=_MOST, width="short")
    per_manager = fields.Integer(label="Kandidaten per klantmanager", minimum=0, group=_MOST, width="short")
    register_least = fields.Integer(
        label="Kandidaten uit het doelgroepregister", hint="Leeg: geen minimum.", minimum=0, group=_LEAST, width="short"
    )
    waiting_least = fields.Integer(
        label="Kandidaten die langer dan een jaar wachten", minimum=0, group=_LEAST, width="short"
    )
