"""What can be refused about decisions and payments."""

from collections.abc import Sequence

from wsp.foundation.errors import Conflict, InvalidInput, NotAllowed, NotFound


class DecisionNotFound(NotFound):
    """There is no such beschikking for this actor."""

    code = "beschikking-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze beschikking is er niet, of is van een andere gemeente. Ga terug naar de lijst.")


class OrderNotFound(NotFound):
    """There is no such payment order, subsidy, batch or run for this actor."""

    code = "betaling-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze betaling is er niet, of is van een andere gemeente. Ga terug naar de lijst.")


class NotYourDecision(NotAllowed):
    """The municipality that keeps the dossier decides and pays."""

    code = "andere-gemeente"

    def __init__(self) -> None:
        super().__init__("De gemeente van de kandidaat beslist en betaalt. Vraag het aan die gemeente.")


class SecondPersonNeeded(Conflict):
    """Whoever wrote it may not approve it."""

    code = "vier-ogen"


class DecisionChanged(Conflict):
    """The amounts are no longer those of the draft."""

    code = "bedragen-anders"

    def __init__(self) -> None:
        super().__init__("De bedragen zijn intussen anders. Open de beschikking, reken opnieuw en kijk ze na.")


class InvalidDecision(InvalidInput):
    """A field of the beschikking cannot be right."""

    code = "beschikking-ongeldig"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, fields={field: [message]})


class NoRight(Conflict):
    """The rules give no right or no amount over this period."""

    code = "geen-recht-volgens-regels"


class SettingsMissing(Conflict):
    """The municipality did not say who signs or where an objection goes."""

    code = "gegevens-gemeente-ontbreken"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"Deze beschikking kan nog niet weg. Het adres en de ondertekening van de gemeente ontbreken: "
            f"{', '.join(missing)}. Vraag de beheerder om dit in te vullen bij Betalingen."
        )


class NothingToPay(Conflict):
    """There is no approved order to export, or all wait for something."""

    code = "niets-te-betalen"


class NothingToRecover(Conflict):
    """Nothing of this subsidy was paid too much."""

    code = "niets-terug-te-vorderen"


class OrderChanged(Conflict):
    """Somebody looked at an amount that is no longer the order's."""

    code = "opdracht-gewijzigd"

    def __init__(self) -> None:
        super().__init__("Een bedrag is intussen gewijzigd, of een collega was je voor. Bekijk de lijst opnieuw.")


class RunBusy(Conflict):
    """Payments of this region are being calculated already."""

    code = "berekening-loopt"

    def __init__(self) -> None:
        super().__init__("Er loopt al een berekening. Wacht tot die klaar is.")


class UnreadableFile(InvalidInput):
    """The status file is no table that we know, or rows of it are damaged: [row, order as written, what to do]."""

    code = "statusbestand-onleesbaar"

    def __init__(self, message: str, rows: Sequence[tuple[int, str, str]] = ()) -> None:
        super().__init__(message, fields={"file": [message]})
        self.rows = tuple(rows)
