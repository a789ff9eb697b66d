"""The nineteen fundamental choices of a municipality, as a closed list with a default each.

They come from the steering model of the programme Optimale weg naar Participatie (14 April 2015). A default is the
option that withholds nothing from a resident or an employer and steers on nothing: what holds until somebody decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ValueKind(StrEnum):
    """What a dated row of policy says."""

    LAW = "wet"
    """A value of national law that the product's files do not have yet."""
    LOCAL = "lokaal"
    """An amount or term of a municipality's own by-law."""
    CHOICE = "keuze"
    """One of the nineteen choices."""
    RETENTION = "bewaartermijn"
    """How long a municipality keeps something: shorter than the product does, never longer."""


class Verdict(StrEnum):
    """What the second person decided about a proposed row."""

    APPROVED = "goedgekeurd"
    REJECTED = "afgewezen"


class Choice(StrEnum):
    """The nineteen choices; the value is the code in tables, exports and rules."""

    WITHOUT_BENEFIT = "01-zonder-uitkering"
    EMPLOYER_ROLE = "02-rol-werkgever"
    REGULAR_GROUP = "03-geld-reguliere-groep"
    LKS_SCOPE = "04-loonkostensubsidie"
    SHELTERED_WORK = "05-beschut-werk"
    CARE_GROUP = "06-zorg-en-welzijn"
    SCHOOL_LEAVERS = "07-pro-vso"
    PARTICIPATION_BUDGET = "08-participatiebudget"
    INCOME_BUDGET = "09-inkomensbudget"
    EXECUTION_COSTS = "10-uitvoeringskosten"
    YARDSTICK = "11-maatstaf"
    CAPS = "12-plafonds"
    GROUPING = "13-indeling-groepen"
    GATE = "14-poort-of-uitstroom"
    DIAGNOSIS = "15-diagnose"
    PORTFOLIO = "16-portfolio"
    EXISTING_CLIENTS = "17-zittend-bestand"
    EXECUTION = "18-zelf-of-uitbesteden"
    APPROACH = "19-individueel-of-groep"


@dataclass(frozen=True)
class ChoiceText:
    """A choice as people read it: the question, the options, and what holds when nobody chose."""

    question: str
    options: Mapping[str, str]
    default: str

    def __post_init__(self) -> None:
        """A default that is no option would be a silent nineteenth-and-a-half choice."""
        if self.default not in self.options:
            message = f"default {self.default} is not an option of: {self.question}"
            raise ValueError(message)


_YES_NO: Final = {"ja": "Ja", "nee": "Nee"}

CHOICES: Final[Mapping[Choice, ChoiceText]] = {
    Choice.WITHOUT_BENEFIT: ChoiceText("Bemiddelen we ook mensen zonder uitkering?", _YES_NO, "ja"),
    Choice.EMPLOYER_ROLE: ChoiceText(
        "Welke plaats heeft de werkgever?",
        {"centraal": "De werkgever staat centraal", "bepaalt": "De werkgever bepaalt"},
        "centraal",
    ),
    Choice.REGULAR_GROUP: ChoiceText("Is er re-integratiegeld voor de reguliere groep?", _YES_NO, "ja"),
    Choice.LKS_SCOPE: ChoiceText(
        "Zetten we loonkostensubsidie breed of smal in?", {"breed": "Breed", "smal": "Smal"}, "breed"
    ),
    Choice.SHELTERED_WORK: ChoiceText(
        "Wat is beschut werk voor ons?",
        {"baan": "Een baan", "inkomen": "Een voorziening voor inkomen"},
        "baan",
    ),
    Choice.CARE_GROUP: ChoiceText(
        "Is er geld voor de groep zorg en welzijn?",
        {"geen": "Nee", "beperkt": "Beperkt", "individueel": "Per persoon"},
        "individueel",
    ),
    Choice.SCHOOL_LEAVERS: ChoiceText("Zoeken we leerlingen van PrO en VSO zelf op?", _YES_NO, "ja"),
    Choice.PARTICIPATION_BUDGET: ChoiceText(
        "Is het participatiebudget een harde grens?",
        {"hard": "Ja, zonder extra geld", "aanvullen": "Nee, we vullen aan als dat nodig is"},
        "aanvullen",
    ),
    Choice.INCOME_BUDGET: ChoiceText(
        "Hoe gebruiken we het inkomensbudget?",
        {"budget": "Als budget", "resultaat": "Om op resultaat te sturen"},
        "budget",
    ),
    Choice.EXECUTION_COSTS: ChoiceText(
        "Hoe verdelen we de kosten van de uitvoering?",
        {"organisatie": "Per organisatie", "doelgroep": "Per doelgroep"},
        "organisatie",
    ),
    Choice.YARDSTICK: ChoiceText(
        "Waarmee delen we mensen in?",
        {"verdiencapaciteit": "Met verdiencapaciteit", "tijd": "Met de tijd tot betaald werk"},
        "verdiencapaciteit",
    ),
    Choice.CAPS: ChoiceText(
        "Heeft een instrument een plafond?",
        {"open": "Nee, het is open", "plafond": "Ja, per instrument"},
        "open",
    ),
    Choice.GROUPING: ChoiceText(
        "Waar volgt de indeling in groepen uit?",
        {"wet": "Uit de wet", "vraag": "Uit de vraag van werkgevers"},
        "wet",
    ),
    Choice.GATE: ChoiceText(
        "Waar leggen we de nadruk?",
        {"preventie": "Op preventie aan de poort", "uitstroom": "Op snellere uitstroom"},
        "uitstroom",
    ),
    Choice.DIAGNOSIS: ChoiceText(
        "Wie krijgt een diagnose?",
        {"iedereen": "Iedereen", "begeleiding": "Alleen wie begeleiding nodig heeft"},
        "iedereen",
    ),
    Choice.PORTFOLIO: ChoiceText(
        "Wat bieden we werkgevers?",
        {"vacatures": "Alleen bemiddeling bij vacatures", "breed": "Een breed aanbod"},
        "breed",
    ),
    Choice.EXISTING_CLIENTS: ChoiceText(
        "Krijgen mensen die we al kennen dezelfde aanpak?",
        {"zelfde": "Ja, dezelfde", "eigen": "Nee, een eigen aanpak"},
        "zelfde",
    ),
    Choice.EXECUTION: ChoiceText(
        "Doen we het zelf?", {"zelf": "Ja, zelf", "uitbesteden": "Nee, we besteden uit"}, "zelf"
    ),
    Choice.APPROACH: ChoiceText(
        "Werken we met één persoon of met groepen?",
        {"individueel": "Eén op één", "groep": "In groepen"},
        "individueel",
    ),
}
