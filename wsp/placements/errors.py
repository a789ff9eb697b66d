"""What can be refused about introductions and placements."""

from datetime import date

from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import Conflict, InvalidInput, NotAllowed, NotFound


class IntroductionNotFound(NotFound):
    """There is no such introduction for this actor."""

    code = "voordracht-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze voordracht is er niet, of is niet met jou gedeeld. Ga terug naar de lijst.")


class OfferNotFound(NotFound):
    """There is no such offer for this employer, or it is no longer to be seen."""

    code = "aanbod-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze kandidaat is er niet, of is niet meer beschikbaar. Ga terug naar uw overzicht.")


class AnsweredAlready(Conflict):
    """The offer moved on since the employer saw it: a colleague answered, or the account manager took a step."""

    code = "al-geantwoord"

    def __init__(self) -> None:
        super().__init__("Een collega heeft net geantwoord, of er is iets veranderd. Bekijk de kandidaat opnieuw.")


class PlacementNotFound(NotFound):
    """There is no such placement for this actor."""

    code = "plaatsing-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze plaatsing is er niet, of is niet te zien met dit account. Ga terug naar de lijst.")


class NotYourStep(NotAllowed):
    """Somebody of another role takes this step."""

    code = "stap-van-ander"


class PlaceTaken(Conflict):
    """The last place of the vacancy was filled by somebody else."""

    code = "plek-vergeven"

    def __init__(self) -> None:
        super().__init__(
            "De laatste plek van deze vacature is net vergeven. Er is niets opgeslagen. "
            "Kijk bij de vacature wie het werd."
        )


class AlreadyPlaced(Conflict):
    """This introduction led to a placement already."""

    code = "al-geplaatst"

    def __init__(self) -> None:
        super().__init__("Deze voordracht is al een plaatsing. Er is niets opgeslagen. Open de plaatsing die er staat.")


class AlreadyIntroduced(Conflict):
    """The candidate was proposed for this vacancy before, and that introduction still runs."""

    code = "al-voorgedragen"

    def __init__(self, number: str | None = None) -> None:
        who = f"Kandidaat {number}" if number else "Deze kandidaat"
        super().__init__(f"{who} is al voorgedragen voor deze vacature. Open die voordracht.")


class VacancyClosed(Conflict):
    """Nobody looks for candidates for this vacancy any more."""

    code = "vacature-zoekt-niet"

    def __init__(self, label: str) -> None:
        super().__init__(f"Deze vacature is nu '{label.lower()}'. Open de vacature eerst weer.")


class AgreementMissing(Conflict):
    """Somebody did not agree yet: the client manager, or the candidate for this purpose and employer."""

    code = "akkoord-ontbreekt"


class InvalidPlacement(InvalidInput):
    """A fact of the placement cannot be right."""

    code = "plaatsing-ongeldig"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, fields={field: [message]})


class TooManyHours(InvalidPlacement):
    """Over all jobs more than forty hours, without a reason."""

    code = "te-veel-uren"


class PlacementOver(Conflict):
    """The placement has ended; nothing of it changes any more."""

    code = "plaatsing-voorbij"

    def __init__(self, ended_on: date | None) -> None:
        when = f" op {day_in_words(ended_on)}" if ended_on else ""
        super().__init__(f"Deze plaatsing is beëindigd{when}. Maak een nieuwe plaatsing.")


class NothingToRemind(Conflict):
    """The employer has nothing to answer, or was reminded today."""

    code = "niets-te-herinneren"


class NobodyToMail(InvalidInput):
    """The employer has no contact person with an e-mail address."""

    code = "geen-e-mailadres"

    def __init__(self) -> None:
        super().__init__("Bij deze werkgever staat geen e-mailadres van een contactpersoon. Bel, of vul het eerst in.")


class NotAtWork(Conflict):
    """Nobody works here now, so there are no hours to speak of."""

    code = "werkt-hier-niet"

    def __init__(self) -> None:
        super().__init__("Deze medewerker werkt nu niet bij u. U hoeft geen uren door te geven.")


class HoursChanged(Conflict):
    """The hours changed since the employer saw them."""

    code = "uren-gewijzigd"

    def __init__(self) -> None:
        super().__init__("Het aantal uren is net gewijzigd. Kijk welk aantal er nu staat en kies opnieuw.")


class ExcludedTogether(Conflict):
    """Two instruments that exclude each other would run on the same days; the sentence names both."""

    code = "gaat-niet-samen"


class NothingToHandIn(Conflict):
    """The placement ended, or the employer handed in as many files as fit."""

    code = "niets-in-te-leveren"


class NotByTheRules(Conflict):
    """The rules do not give what somebody wants to record as granted; the sentence says why."""

    code = "kan-niet-volgens-regels"


class NothingToResume(Conflict):
    """The placement never ended, or nobody ever worked there."""

    code = "niets-te-hervatten"


class NoTrial(Conflict):
    """There is no trial to go on from."""

    code = "geen-proefplaatsing"

    def __init__(self) -> None:
        super().__init__("Deze plaatsing is geen proefplaatsing. Gebruik de knop Wijzigen voor andere afspraken.")
