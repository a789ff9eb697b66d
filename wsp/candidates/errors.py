"""What can be refused about a candidate."""

import uuid
from collections.abc import Mapping, Sequence

from wsp.foundation.errors import Conflict, InvalidInput, NotAllowed, NotFound


class CandidateNotFound(NotFound):
    """There is no such candidate for this actor: also the answer for somebody of another organisation."""

    code = "kandidaat-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze kandidaat is er niet, of is niet met jou gedeeld. Ga terug naar de lijst.")


class CandidateNotYours(NotAllowed):
    """The actor sees the candidate but may not change the dossier."""

    code = "kandidaat-van-ander"

    def __init__(self) -> None:
        super().__init__("Alleen de klantmanager kan dit dossier wijzigen. Vraag het aan de klantmanager.")


class DuplicateCandidate(Conflict):
    """There is a candidate who looks the same; `twins` are those the actor may see."""

    code = "kandidaat-bestaat-al"

    def __init__(
        self,
        twins: tuple[uuid.UUID, ...],
        *,
        certain: bool,
        reasons: Mapping[uuid.UUID, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(
            "Er is al een dossier met dit BSN. Gebruik dat dossier."
            if certain
            else "Er is al een dossier dat hierop lijkt. Kijk eerst of het dezelfde persoon is."
        )
        self.twins = twins
        self.reasons: Mapping[uuid.UUID, Sequence[str]] = reasons or {}
        """What is the same, in words, per twin."""
        self.certain = certain
        """True for the same BSN: then there is no way round it."""


class BsnNotUsable(Conflict):
    """The BSN belongs to a dossier that this actor may not see: nothing of the person may show.

    `keeper` is the organisation to ask, for somebody who may know it (`policy.may_know_keeper`).
    """

    code = "bsn-niet-te-gebruiken"

    def __init__(self, keeper: str | None = None) -> None:
        message = (
            f"Er is mogelijk al een dossier van deze persoon. Vraag het aan een collega van {keeper}."
            if keeper
            else "Met dit BSN kun je nu geen dossier maken. Vraag je functioneel beheerder om mee te kijken."
        )
        super().__init__(message, fields={"bsn": [message]})


class PersonErased(Conflict):
    """Somebody with these traits was erased here: an old file may not bring the dossier back (AVG art. 17)."""

    code = "persoon-gewist"

    def __init__(self) -> None:
        super().__init__(
            "Het dossier van deze persoon is eerder gewist. Neem deze rij niet over. "
            "Wil de persoon zelf terugkomen? Maak dan met de hand een nieuw dossier."
        )


class ProfileIncomplete(Conflict):
    """The stage needs facts that are not known yet; `missing` names them in Dutch."""

    code = "profiel-niet-volledig"

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"Deze kandidaat kan nog niet op matchbaar. Vul eerst in: {', '.join(missing)}. "
            "Kies daarna opnieuw voor matchbaar."
        )
        self.missing = missing


class InvalidProfile(InvalidInput):
    """A field of the profile cannot have this value."""

    code = "profiel-ongeldig"


class InvalidFact(InvalidInput):
    """A loonwaarde, register check, residence or agreement cannot be right as it was given."""

    code = "gegeven-ongeldig"
