"""Whom a clause is about: this person or this demand, the organisation, or somebody else."""

import enum
import re
from typing import Final

_KIN: Final = (
    r"(?:zoon(?:tje)?s?|dochter(?:tje)?s?|kind(?:eren)?|man|vrouw|echtgeno\w+|broer(?:tje)?s?|zus(?:je|"
    r"ter)?s?|partner|"
    r"vriend(?:in)?|vader|moeder|ouders?|oom|tante|neef|nicht|opa|oma|buur(?:man|vrouw|jongen|meisje)|"
    r"zwager|"
    r"schoon(?:vader|moeder|ouders|zus|broer|zoon|dochter|familie)|huisgeno\w+|gezin|ex)"
)
_THIRD: Final = (
    r"(?:collega'?s?|medewerkers?|student(?:en)?|stagiai\w+|leerlingen|klanten?|gasten|bezoekers|bewoners|"
    r"clienten|"
    r"chauffeurs|monteurs|koks|lassers|vakmensen|teamleden|vrijwilligers|voorgangers?|voorman|"
    r"ploegleiders?|"
    r"leidinggevende|teamleider|uitzendkrachten|zzp'ers|scholieren)"
)
_COUNT: Final = (
    r"(?:een paar|veel|meer|meerdere|enkele|verschillende|allerlei|twee|drie|vier|vijf|zes|zeven|acht|"
    r"negen|"
    r"tien|elf|"
    r"twaalf|\d+)"
)
_WHOSE: Final = (
    r"(?:de|het|een|zijn|haar|hun|mijn|onze|ons|jouw|je|al|alle|veel|sommige|andere|meeste|beste|"
    r"ervaren|zn|"
    r"d'r|m'n|"
    r"en|want|dus|ook|omdat|of|die|deze|vaste|vorige|oude|\w+se)"
)
_OTHERS: Final = re.compile(
    rf"^\W*(?:(?:de|het|een|zijn|haar|hun|mijn|d'r|zn|en|ook|want|dat|bij|voor|van) )*(?:zijn|haar|hun|"
    rf"mijn|zn|d'r|m'n) "
    rf"(?:\w+ )?(?:{_KIN}|maat|baas|chef|werkgever)\b|"
    r"\bdat (?:zijn|haar) (?:oude |vorige )?(?:baas|chef|werkgever|leidinggevende)\b|"
    r"^\W*(?:de|onze|een) \w*(?:chauffeur|monteur|kok|lasser|planner|voorman|docent|verkoper) "
    r"(?:(?:in|van|op|bij|uit) \w+ \w+ )?(?:heeft|spreekt|rijdt|doet|werkt|draait)\b|"
    r"^\W*(?:al )?(?:onze|ons) \w+'?ers\b|"
    r"^\W*(?:al )?(?:de|onze|alle) (?:\w+ )?\w+(?:ers|eurs|isten|anten|enten|oren) (?:hebben|zijn|spreken|kunnen|"
    r"doen|rijden|draaien|werken|beginnen|starten|komen|lopen|tillen)\b|"
    r"^\W*(?:de|onze) \w+ met (?:hun|een|zijn|haar) (?:mbo|hbo|wo)\b|"
    r"^\W*onze \w+ (?:heeft|rijdt|spreekt) (?!je|jou|u\b|met je)|"
    r"\b(?:is er|zijn er|geldt|nodig|vereist) alleen voor (?:de |het |onze )\w+|\bzoeken (?:we|wij) ook\b|"
    r"^die (?:helpen|doen|bedienen|tillen|sjouwen|staan|maken|draaien|halen|rijden) (?:de|het|onze|alles|dat)\b|"
    r"^\W*de (?:avond|nacht|dag|ochtend|vroege |late )(?:ploeg|dienst) (?:neemt|lost|begint|draagt|komt|maakt)\b|"
    r"\b(?:in|bij|binnen) (?:ons|onze) (?:team|bedrijf|organisatie|afdeling|winkel) (?:werken|zitten|hebben|zijn)\b|"
    r"\b(?:rijbewij\w+|certifica\w+|diploma\w*|vca|vog|bhv) van (?:zijn|haar|onze|mijn|een collega|"
    r"anderen)\b|"
    rf"\b(?:dat|omdat|want|hoe) (?:zijn|haar|hun|de|een) (?:\w+ )?{_KIN}\b|\been ander(?:e)? (?:team|ploeg|"
    rf"collega|bedrijf)\b|"
    r"(?<!het )\bwerkt? samen met\b|"
    r"^\W*(?:de|een) andere (?:plek|functie|vacature|baan|locatie)\b|"
    r"\b(?:op|bij) (?:elke|iedere) \w+ (?:is|staat|werkt|zit)\b|"
    rf"^\W*(?:(?!(?:deze|de|een) (?:man|vrouw)\b){_WHOSE} )*(?:\w+-)?(?:{_KIN}|{_THIRD})\b(?!'s?-|"
    rf" (?:moeten|moet|dienen|"
    rf"dient|gezocht|naar|helpen|ontvangen|bedienen|met|zonder|eist|eisen|vraagt|vragen|verlangt|te)\b|[:?])|"
    rf"(?<!\bje )(?<!\bu )\b(?:is|zijn|was|loopt|lopen|heeft|hebben|werkt|werken|doet|doen|rijdt|rijden|zit|"
    rf"zitten|staat|"
    rf"staan|"
    rf"kan|wil|had|hadden) (?:we |wij )?"
    rf"(?:er |al |ook )*(?:een|de|zijn|haar|onze|hun|je|{_COUNT}) (?:ervaren |"
    rf"vaste )?(?:{_KIN}|{_THIRD})\b|"
    rf"\b(?:werken|hebben) (?:\w+ )?(?:er |al |ook )*(?:{_COUNT}) (?:mensen|{_THIRD})\b|"
    r"\b(?:team|afdeling|groep|kantoor) (?:met|van|vol|waar) (?:\w+ )?(?:hbo'?ers|mbo'?ers|wo'?ers|"
    r"academici)\b|"
    rf"\bdoor (?:\w+ )?(?:{_KIN}|{_THIRD}|anderen)\b|"
    rf"\b\w{{2,}}-{_THIRD}\b|"
    r"^\W*(?:de|het|onze|mijn|zijn|haar) (?:vorige|vertrekkende) (?!keer|baan|functie|jaar|week|"
    r"maand)\w+\b|"
    r"^\W*(?:onze|mijn|zijn|haar) (?:\w+ )?(?:directeur|eigenaar|baas|chef|chauffeur|monteur|kok|manager|"
    r"werkgever)\b"
    r"(?! (?:eist|vraagt|verlangt|zoekt))|"
    r"\b(?:jobcoach|begeleider|klantmanager|consulent) (?:heeft (?!met|contact)|haalt|brengt|rijdt)\b|"
    rf"^\W*(?:de|het|een) \w+ van (?:zijn|haar|hun|mijn|een) {_KIN}\b|"
    r"^\W*(?:de|een) (?:tolk|baas|chef|werkgever|begeleider|jobcoach|consulent) (?:spreekt|rijdt|"
    r"heeft (?:een |het |zijn |haar )?(?:\w+ )?(?:rijbewijs|diploma|certificaat|vca|bhv|vog|mbo|hbo))\b|"
    r"^(?:zij|ze) (?:hebben|zijn|kunnen|willen|spreken|werken|draaien|rijden)\b|"
    r"\b(?:onze|andere) (?:gediplomeerde|gecertificeerde)\b"
)
_OWN: Final = re.compile(r"\b(?:zelf|hij|ze|zij|je|jij|u|mevrouw|meneer|mw|dhr|kandidaat|ik)\b")
_GOES_ON: Final = re.compile(
    r"^(?:en|die|daarom|want|heeft|is|kan|werkt|doet|rijdt|met|zoekt|wil|spreekt|reist|wordt)\b"
)
_OR_THEM: Final = re.compile(r"^(?:die|zij|hij|ze) (?!zelf)")
_THEN: Final = re.compile(r"^(?:en )?(?:dus|dan)\b(?! (?:je|u) (?:bent|staat|zit|krijgt|hoeft)| (?:ben|hoef) )")
_COMPANY: Final = re.compile(
    r"\b(?:wij|we) (?:zelf )?(?:zijn|hebben|bezitten|beschikken|bestaan|werken volgens)\b(?!.*\b(?:op zoek|"
    r"nodig|iemand|"
    r"eis|verplicht)\b)|"
    r"^\W*(?:ons|onze|dit|het|de) (?:\w+ )?(?:bedrijf|organisatie|winkel|zaak|team|school|fabriek|"
    r"restaurant|firma|praktijk)"
    r"\b(?!.*\b(?:vraagt|eist|verlangt|zoekt|stelt|nodig|verplicht)\b)|"
    r"\b(?:wij|we|ons|onze) [^,]*\bgecertificeerd\b|\bleerbedrijf\b|\b(?:wij|we) werken samen\b|"
    r"\bsamenwerking met\b|"
    r"\b(?:gecertificeerde?|erkende?) (?:\w+)?(?:bedrijf|aannemer|organisatie|werkgever|leerbedrijf)\b"
)


class About(enum.Enum):
    """Whom a clause is about: this person or this demand, the organisation itself, or somebody else."""

    OWN = enum.auto()
    COMPANY = enum.auto()
    OTHERS = enum.auto()


def about_whom(low: str, after: str, before: About) -> About:
    """Whom a clause in lower case is about, given the clause after it and whom the one before was about."""
    if _OTHERS.search(low) and not _THEN.match(after):
        return About.OTHERS
    if before is About.OTHERS and _OR_THEM.match(low) and "zelf" not in low:
        return About.OTHERS
    if before is About.OTHERS and _GOES_ON.match(low) and not _OWN.search(low):
        return About.OTHERS
    return About.COMPANY if _COMPANY.search(low) else About.OWN


_AGAIN: Final = re.compile(
    r"^(?:en |maar |of )?(?:(?:hij|zij|ze|ik|je|jij|u|deze|die)(?: (?:functie|plek|baan))?(?: ?zelf)?|"
    r"zelf|ikzelf|"
    r"bij (?:hem|haar)(?: ?zelf)?)(?: (?:dus|nog|ook|helaas))*[: ]+(?P<yes>niet|wel|"
    r"ook)(?: meer)?(?=\W*$|:)"
)
"""A verdict that leaves out what it is about: "zijn vrouw heeft een rijbewijs, hij zelf niet"."""
_PREDICATE: Final = re.compile(
    r"\b(heeft|hebben|is|staat|staan|valt|vallen|spreekt|spreken|kan|mag|krijgt|haalde|doet|"
    r"moet)\b(.*)",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(r"\b(?:wel|een|de|het|ook|niet|geen)\b ?", re.IGNORECASE)


def own_again(low: str, before: str) -> str | None:
    """What a clause says of this person by leaving out what the one ``before`` (as written) says of somebody else."""
    again = _AGAIN.match(low)
    predicate = _PREDICATE.search(before) if again else None
    if again is None or predicate is None:
        return None
    denies = "geen " if again["yes"] == "niet" else ""
    return f"{predicate[1].lower()} {denies}{_FILLER.sub('', predicate[2]).strip()}"
