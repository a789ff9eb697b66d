"""What a letter is made of, without a database; every name is made up."""

import uuid
from datetime import date
from decimal import Decimal

from wsp.documents.commands import Receiver, Sender
from wsp.law.lookup import LawBook
from wsp.placements.enums import PlacementKind
from wsp.placements.letters.facts import LetterFacts
from wsp.placements.models import Placement
from wsp.placements.rules import TermsVersion

_START = date(2026, 6, 1)
FACTS = LetterFacts(
    placement=Placement(id=uuid.uuid4(), number=88, starts_on=_START, function_title="Orderpicker", forfaitair=True),
    number="P-88",
    today=date(2026, 8, 1),
    terms=TermsVersion(_START, None, PlacementKind.EMPLOYMENT, Decimal(28), Decimal(38), Decimal(1868)),
    last_day=None,
    worker="Sanne de Proef (K-2041)",
    worker_name="Sanne de Proef",
    sender=Sender(region="Proefregio", name="Marloes Proef", organisation="Gemeente Proefstad", phone="+31612345678"),
    receiver=Receiver(name="Proef & Zonen", contact="Karin Proef", address=("Proefstraat 1", "9401 AB Assen")),
    kvk_number="90001234",
    coach="Coach Proef",
    municipality="Gemeente Proefstad",
    answers={},
    held=("loonkostensubsidie",),
    book=LawBook.national(),
)
