"""What the ranking is and does, in plain Dutch: for the model card and the algorithm register.

Every criterion and every field that the engine is told has its words here; a test compares these with the engine.
"""

from typing import Final

NAME: Final = "Kandidaten en vacatures bij elkaar zoeken"
SHORT: Final = (
    "Dit algoritme zet kandidaten op volgorde voor een vacature, en vacatures voor een kandidaat. Het kijkt "
    "naar eisen, werk, uren en reistijd. Een medewerker ziet bij elke kandidaat waarom die daar staat. De "
    "medewerker beslist."
)
GOAL: Final = (
    "Een werkgeversservicepunt helpt mensen met een afstand tot werk aan een baan. Een medewerker ziet "
    "met het algoritme sneller wie bij een vacature past, en wat daarvoor nog nodig is. Een kandidaat merkt dit "
    "als een medewerker een vacature bespreekt. Een werkgever ziet de volgorde nooit."
)
HUMAN: Final = (
    "Een medewerker bekijkt de lijst en kiest zelf wie wordt voorgedragen. De klantmanager en de kandidaat "
    "geven daarna akkoord. Niemand wordt vanzelf voorgedragen of afgewezen. Wie afvalt, staat met de reden "
    "onder de lijst en blijft te vinden. Een onbekend gegeven telt niet als nee: het wordt een vraag. Een "
    "kandidaat kan bezwaar maken tegen de rangschikking. Andere gewichten gelden pas als een tweede medewerker"
    " ze goedkeurt."
)
RISKS: Final = (
    "Een groep kan minder in beeld komen dan past bij haar grootte. Daarom telt het portaal hoe vaak groepen "
    "bij de eerste tien staan, wie nooit wordt getoond en waardoor. Een medewerker kan te veel op de lijst "
    "vertrouwen. Daarom staat bij elke score de uitleg en wordt een reden gevraagd als iemand apart wordt "
    "gezet. Een profiel kan verouderd of leeg zijn. Daarom tellen onbekende gegevens niet als nee. Namen, "
    "leeftijd, geslacht en afkomst kent het algoritme niet; een test bewaakt dat."
)
METHOD: Final = (
    "Invoer: het profiel van kandidaten en de eisen van een vacature. Eerst worden harde eisen gecontroleerd: "
    "voldoet, voldoet niet of onbekend. Daarna krijgt elke overgebleven kandidaat een score: de som van "
    "gewicht keer waarde per onderdeel, elk tussen 0 en 1. Aanpassingen die nodig zijn, kosten een deel van de"
    " score. Teksten worden vergeleken op woorden, delen van woorden en soort werk. De uitkomst is een "
    "volgorde met uitleg; de punten tellen op tot de score. Het algoritme is niet zelflerend. Wel kan het uit "
    "besluiten van medewerkers andere gewichten voorstellen. Het kijkt wie zij bekijken, voordragen en apart "
    "zetten, en hoe lang een plaatsing duurt. Dat gebeurt met logistische regressie: de huidige "
    "gewichten zijn het begin, en negatieve gewichten bestaan niet. Andere gewichten "
    "gelden pas na goedkeuring door een tweede persoon."
)
TAGS: Final = "werk, re-integratie, werkgeversservicepunt, matching, banenafspraak, Participatiewet"
NOT_FOR: Final = (
    "Om te beslissen over een uitkering, een maatregel of een subsidie.",
    "Om mensen af te wijzen zonder dat een medewerker kijkt.",
    "Om medewerkers of werkgevers te beoordelen.",
)
LIMITS: Final = (
    "Bij een leeg profiel zegt de volgorde weinig. Vul eerst aan wat onbekend is.",
    "Teksten met woorden die de rekenmachine niet kent, tellen minder goed mee.",
    "De reistijd is een schatting uit de afstand, geen reisadvies.",
    "De score zegt hoe goed iemand past, niet hoe groot de kans op een baan is.",
)

TEXTS: Final = (
    "Vaste regels lezen in een omschrijving of profieltekst wat die zegt over bijvoorbeeld uren, tijden en rijbewijs.",
    "Het portaal stelt voor om dat over te nemen in de velden. Een medewerker of werkgever neemt het over, of niet.",
    "Alleen de velden tellen mee als eis. Wat alleen in de tekst staat, sluit niemand uit.",
)
"""What is read in the text of a vacancy or a profile (stated.py)."""

SOFT: Final = {
    "beroep": "Lijkt het werk op wat iemand wil of eerder deed? Een wens telt zwaarder dan ervaring.",
    "vaardigheden_taken": "Welk deel van de taken en vaardigheden kan iemand?",
    "reistijd": "Hoe lang is de reis, vergeleken met wat iemand kan?",
    "opleidingsfit": "Past het niveau van het werk bij de opleiding?",
    "urenfit": "Passen de uren bij wat iemand kan en wil werken?",
    "begeleidingsfit": "Is de begeleiding die iemand nodig heeft aanwezig?",
    "motivatie": "Hoe graag wil iemand aan het werk? Telt alleen mee met een besluit.",
    "ontwikkelwens": "Kan iemand hier leren wat die wil leren? Telt alleen mee met een besluit.",
    "wachttijd": "Hoe lang wacht iemand op werk?",
    "versheid": "Hoe kort geleden is het profiel nagekeken?",
}
"""What each part of the score asks."""
HARD: Final = {
    "uren": "Overlappen de uren?",
    "diensttijden": "Kan iemand op alle gevraagde tijden werken?",
    "werkomstandigheden": "Kan iemand het werk aan? In woorden over wat kan, nooit een diagnose.",
    "begeleiding": "Is er genoeg begeleiding op de werkplek?",
    "rijbewijs": "Heeft iemand het gevraagde rijbewijs?",
    "diploma": "Heeft iemand het diploma dat wettelijk nodig is?",
    "opleiding": "Haalt iemand het gevraagde niveau?",
    "taal": "Spreekt iemand genoeg Nederlands voor dit werk?",
    "doelgroepregister": "Bij een garantiebaan: staat iemand in het doelgroepregister?",
    "reistijd": "Is de reis niet langer dan iemand kan?",
    "beschikbaarheid": "Kan iemand op tijd beginnen?",
}
"""What each demand asks."""

CANDIDATE_FIELDS: Final = {
    "id": "Nummer, alleen om de regel terug te vinden",
    "wishes": "Gewenst werk",
    "experience": "Werkervaring",
    "skills": "Vaardigheden",
    "education_level": "Opleidingsniveau",
    "diplomas": "Diploma's",
    "language_nl": "Nederlands spreken",
    "driving_licences": "Rijbewijs",
    "transport": "Vervoer",
    "pc4": "Vier cijfers van de postcode, alleen voor de afstand",
    "lat": "Plek op de kaart bij die postcode, alleen voor de afstand",
    "lon": "Plek op de kaart bij die postcode, alleen voor de afstand",
    "max_travel_minutes": "Langste reis",
    "hours_min": "Minste uren",
    "hours_max": "Meeste uren",
    "shifts_ok": "Werktijden die kunnen",
    "available_from": "Beschikbaar vanaf",
    "cannot": "Werk dat niet kan, in functionele woorden",
    "needs_guidance": "Hoeveel begeleiding nodig is",
    "loonwaarde": "Loonwaarde, alleen voor de berekening van subsidie naast de lijst",
    "doelgroepregister": "Doelgroepregister, alleen bij een garantiebaan en voor subsidie",
    "motivation": "Motivatie, telt alleen mee met een besluit",
    "notes": "Wat iemand kan, in eigen woorden",
    "development_wishes": "Wat iemand wil leren, telt alleen mee met een besluit",
    "waiting_since": "Wacht op werk sinds",
    "updated_on": "Profiel nagekeken op",
}
"""Every field of a person that the engine is told, as people read it."""
