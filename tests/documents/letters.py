"""Contents of letters for tests; every name is made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from wsp.documents.commands import Arrangement, HandIn, PlacementConfirmation, Receiver, Sender

CONFIRMATION = PlacementConfirmation(
    reference="P-88",
    dated=date(2026, 11, 24),
    sender=Sender(region="Proefregio", name="Marloes Proefpersoon", organisation="Proefstad", phone="+31612345678"),
    receiver=Receiver(name="Proef & Zonen", contact="Karin Proef", address=("Proefstraat 1", "9401 AB Assen")),
    worker="Şükran de Proef (K-2041)",
    worker_name="Şükran de Proef",
    function="Orderpicker",
    contract="Contract voor bepaalde tijd",
    paid=True,
    hours=Decimal("28.0"),
    starts_on=date(2026, 12, 1),
    ends_on=date(2027, 11, 30),
    wage=Decimal("1803.20"),
    arrangements=(
        Arrangement(
            title="Loonkostensubsidie",
            text="De gemeente betaalt een deel van het loon.",
            amount=Decimal("1212.20"),
            rules_of=date(2026, 12, 1),
            provisional=("De bedragen voor 2027 zijn nog niet bekend.",),
        ),
        Arrangement(title="Jobcoaching", text="Een jobcoach helpt op het werk.", settled=False),
    ),
    hand_in=(HandIn("Stuur ons het getekende contract.", date(2026, 12, 1)),),
)


def confirmation(**other: Any) -> PlacementConfirmation:
    """The same letter with other facts."""
    return replace(CONFIRMATION, **other)
