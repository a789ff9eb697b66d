"""For every table: how long its rows stay, and whether they stand inside the region wall.

Data, not code: `privacy` carries it out, and tests compare it with the whole schema and with what `privacy` does, so
that a new table cannot be added without an answer. Terms count from the event named in `since`.

The municipal client file is kept ten years (Selectielijst gemeenten 2020, as quoted by others: certainty weak, see
docs/privacy/README.md; a municipality sets its own term). Everything with a shorter purpose goes sooner.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Then(StrEnum):
    """What happens at the end of the term."""

    ERASE = "wissen"
    ANONYMISE = "anonimiseren"
    """Personal fields go, year and month stay: counts must still add up."""
    KEEP = "bewaren"
    """No personal data, or rows that the program replaces by itself."""


@dataclass(frozen=True)
class TableRule:
    """The rule of one table.

    `months` after `since`, `then` happens; None with KEEP. `outside_wall` is the written reason why the table has
    no region policy; empty for a table inside the wall.
    """

    reason: str
    then: Then = Then.KEEP
    months: int | None = None
    since: str = ""
    outside_wall: str = ""

    def __post_init__(self) -> None:
        """A term without a start, or an end without a term, would never be carried out."""
        if (self.then is Then.KEEP) != (self.months is None) or (self.months is None) != (not self.since):
            message = f"give months, since and then together: {self.reason}"
            raise ValueError(message)


_CLIENT_FILE: Final = 120
_EMPLOYER_FILE: Final = 84
_LOGS: Final = 60
DOSSIER: Final = "bewaartermijn.dossier"
"""Code of the one term that a municipality sets itself: that of the dossiers of which it is the controller."""
LONGEST_DOSSIER: Final = _CLIENT_FILE
"""Months. Nobody keeps a dossier longer; a shorter term needs a decision with its source."""
SHORTEST_DOSSIER: Final = 12
"""Months. Durability is counted a year after the last day of work; a dossier that is gone by then cannot be."""

_CLOSED: Final = "dossier van de kandidaat afgesloten"
_NO_PERSON: Final = "Bevat geen persoonsgegevens."
_SHIPPED: Final = "Landelijk naslagwerk: openbaar, voor elke regio gelijk."


def _client(reason: str) -> TableRule:
    return TableRule(reason, Then.ERASE, _CLIENT_FILE, _CLOSED)


def _employer(reason: str) -> TableRule:
    return TableRule(reason, Then.ERASE, _EMPLOYER_FILE, "laatste contact met de werkgever")


def _placement(reason: str) -> TableRule:
    return TableRule(reason, Then.ANONYMISE, _CLIENT_FILE, _CLOSED)


def _reference() -> TableRule:
    return TableRule(_NO_PERSON, outside_wall=_SHIPPED)


def _staff(reason: str, months: int, since: str, outside: str) -> TableRule:
    return TableRule(reason, Then.ERASE, months, since, outside)


_BEFORE_REGION: Final = "Inloggen gebeurt voordat een regio bekend is. Alleen gegevens van medewerkers."

TABLES: Final[dict[str, TableRule]] = {
    # audit
    "audit_seals": TableRule("Bewijst dat het logboek niet is veranderd. " + _NO_PERSON),
    "audit_events": TableRule("Verantwoording en onderzoek na een datalek.", Then.ERASE, _LOGS, "gebeurtenis"),
    "read_events": TableRule("Wie heeft mijn gegevens bekeken (AVG art. 15).", Then.ERASE, _LOGS, "inzage"),
    # accounts
    "diary_addresses": _staff("Alleen nodig zolang het agenda-adres aan staat.", 3, "einde adres", _BEFORE_REGION),
    "external_identities": _staff(
        "Zo herkent een andere inlogdienst de medewerker.", _LOGS, "laatste login", _BEFORE_REGION
    ),
    "kept_forms": TableRule("Een half verstuurd formulier, tot na het inloggen.", Then.ERASE, 1, "bewaard"),
    "login_attempts": _staff("Alleen nodig om gokken te remmen.", 1, "poging", _BEFORE_REGION),
    "memberships": _staff("Wie waarvoor werkte hoort bij het logboek.", _LOGS, "einde rol", _BEFORE_REGION),
    "one_time_links": _staff("Een link werkt één keer en hoogstens twee weken.", 1, "einde link", _BEFORE_REGION),
    "organisations": TableRule(_NO_PERSON, outside_wall="Een organisatie kan in meer regio's werken."),
    "recovery_codes": _staff("Alleen nodig zolang de tweede stap aan staat.", 12, "code gebruikt", _BEFORE_REGION),
    "request_counts": _staff("Alleen nodig om te vaak zoeken en exporteren te remmen.", 1, "geteld", _BEFORE_REGION),
    "second_factors": _staff("Geheim van de app, versleuteld.", 12, "tweede stap uitgezet", _BEFORE_REGION),
    "user_sessions": _staff("Alleen nodig zolang de sessie loopt.", 3, "einde sessie", _BEFORE_REGION),
    "users": TableRule(
        "Het logboek verwijst naar de medewerker.", Then.ANONYMISE, _LOGS, "laatste rol beëindigd", _BEFORE_REGION
    ),
    # couplings
    "coupling_requests": TableRule("Voorkomt dat hetzelfde bericht twee keer telt.", Then.ERASE, 1, "ontvangst"),
    "webhook_deliveries": TableRule("Welke melding is bezorgd. Alleen nummers.", Then.ERASE, 1, "melding"),
    "webhooks": TableRule("Welk adres meldingen kreeg hoort bij het logboek. " + _NO_PERSON),
    "couplings": TableRule("Welk systeem toegang had hoort bij het logboek. " + _NO_PERSON),
    # policy
    "law_checks": TableRule("Bewijs dat iemand de bron nakeek. " + _NO_PERSON),
    "policy_proposals": TableRule("Bewijs van de controle door een tweede persoon. " + _NO_PERSON),
    "policy_values": TableRule("Oude besluiten moeten na te rekenen blijven. " + _NO_PERSON),
    # reference
    "isco_groups": _reference(),
    "municipalities": _reference(),
    "occupation_labels": _reference(),
    "occupation_skills": _reference(),
    "occupations": _reference(),
    "postcodes": _reference(),
    "reference_loads": _reference(),
    "regions": _reference(),
    "skill_groups": _reference(),
    "skills": _reference(),
    "title_corrections": TableRule(
        "Welk beroep bij een titel hoort, zonder wie dat koos. " + _NO_PERSON,
        outside_wall="Namen van beroepen zijn landelijk. Er staat geen regio, mens of bedrijf bij.",
    ),
    # foundation
    "editions": TableRule(
        _NO_PERSON,
        outside_wall="Tellers van landelijke lijsten, collega's en beleid; gelezen voordat een regio bekend is.",
    ),
    "mails": TableRule("Wie wanneer welke mail kreeg. De tekst gaat weg zodra de mail weg is.", Then.ERASE, 12, "mail"),
    "number_series": TableRule(_NO_PERSON),
    # lists
    "own_lists": TableRule("Een eigen lijst van een medewerker.", Then.ERASE, 24, "laatst gebruikt"),
    "own_list_members": _client("Wie op een eigen lijst staat; gaat ook weg met de lijst."),
    # cohorts
    "cohorts": TableRule("Wat een groep opleverde, voor wie hem gaf.", Then.ERASE, _LOGS, "laatste dag van de groep"),
    "cohort_members": _client("Wie in een groep meedeed; gaat ook weg met de groep."),
    # searches
    "saved_searches": TableRule("Waar iemand vaker naar zoekt, zonder namen.", Then.ERASE, 24, "laatst bekeken"),
    # worklist, documents
    "documents": _client("Brieven horen bij het dossier."),
    "notice_choices": TableRule("Wat iemand per mail wil krijgen.", Then.ERASE, _LOGS, "laatste keuze"),
    "uploads": _client("Bestanden horen bij het dossier; wat uit het zicht is gehaald ook."),
    "tasks": _client("Een taak noemt vaak een kandidaat."),
    # employers
    "businesses": TableRule(
        "Openbare gegevens uit het handelsregister.",
        outside_wall="De landelijke identiteit van een bedrijf. De relatie ermee staat per regio.",
    ),
    "contact_moments": _employer("Verslag van een gesprek, met namen."),
    "contacts": _employer("Contactpersoon bij een werkgever."),
    "employer_messages": _employer("Vraag van een werkgever met het antwoord, soms over iemand."),
    "employer_portal_links": TableRule("Wie namens een werkgever kon kijken hoort bij het logboek. " + _NO_PERSON),
    "employer_sectors": TableRule("Nodig om de banenafspraak na te tellen. " + _NO_PERSON),
    "employers": TableRule("Nodig om plaatsingen na te tellen. Een werkgever is een organisatie."),
    "establishments": TableRule("Hoort bij de werkgever. " + _NO_PERSON),
    # candidates
    "candidate_experiences": _client("Profiel van de kandidaat."),
    "candidate_personal": _client("Naam, geboortedatum en BSN."),
    "candidate_residences": TableRule(
        "Adres van de kandidaat; de gemeente telt mee in oude rapporten.", Then.ANONYMISE, _CLIENT_FILE, _CLOSED
    ),
    "candidate_wishes": _client("Profiel van de kandidaat."),
    "candidates": TableRule("Het dossier; het aantal per jaar blijft nodig.", Then.ANONYMISE, _CLIENT_FILE, _CLOSED),
    "emergency_accesses": _client("Wie buiten de eigen organisatie keek, en waarom."),
    "erasure_tombstones": TableRule(
        "Voorkomt dat een oud bestand een gewist dossier terugbrengt.", Then.ERASE, _LOGS, "wissing"
    ),
    "loonwaarde_indications": TableRule(
        "Zegt iets over gezondheid; de groep telt mee in oude rapporten.", Then.ANONYMISE, _CLIENT_FILE, _CLOSED
    ),
    "register_checks": TableRule(
        "Zegt iets over gezondheid; telt mee in oude rapporten.", Then.ANONYMISE, _CLIENT_FILE, _CLOSED
    ),
    "sharing_agreements": _client("Bewijs van het akkoord van de kandidaat."),
    # vacancies
    "vacancies": TableRule("Nodig voor de cijfers over vraag en vervulling. " + _NO_PERSON),
    "vacancy_drafts": TableRule("Een half ingevulde vacature van één medewerker.", Then.ERASE, 3, "laatst bewaard"),
    "vacancy_tasks": TableRule("Hoort bij de vacature. " + _NO_PERSON),
    # placements
    "coaching_blocks": _client("Toegekende begeleiding met het plan van de jobcoach."),
    "coaching_goals": _client("Doelen van iemand op het werk."),
    "coaching_hours": _client("Wat een jobcoach wanneer deed, en waarvoor."),
    "instrument_decisions": _placement("Besluit over subsidie: nodig voor de verantwoording."),
    "instrument_steps": _client("Verloop van een regeling: wie wanneer vroeg en besloot."),
    "introduction_steps": _client("Verloop van een voordracht."),
    "obligations": _client("Wie wat moest doen voor een plaatsing, en waarmee het is gedaan."),
    "introductions": TableRule(
        "De trechter van vacature naar plaatsing moet blijven kloppen.", Then.ANONYMISE, _CLIENT_FILE, _CLOSED
    ),
    "placement_instruments": _placement("Nodig voor de verantwoording van subsidie."),
    "placement_loonwaarde_tasks": _client("Hoofdtaken van een meting: onderbouwing van de loonwaarde."),
    "placement_loonwaardes": _placement("Grondslag van de loonkostensubsidie."),
    "placement_steps": _client("Verloop van een plaatsing."),
    "placement_terms": _placement("Uren en loon tellen mee in de banenafspraak."),
    "placements": _placement("Telt mee in de banenafspraak."),
    "reindexed_amounts": _client("Lijst van bedragen die veranderden; het besluit zelf staat bij de plaatsing."),
    "reindexings": TableRule("Verantwoording van een herberekening, in aantallen. " + _NO_PERSON),
    "social_return_activities": TableRule("Verantwoording van social return. " + _NO_PERSON),
    "social_return_obligations": TableRule(
        "Wat een werkgever voor een opdracht moet doen. De contactpersoon gaat eruit zodra die wordt gewist."
    ),
    "social_return_placements": _client("Zegt bij welke groep iemand hoorde; het totaal blijft na afsluiten staan."),
    # payments
    "beschikkingen": _placement("Besluit over subsidie: nodig voor de verantwoording."),
    "creditors": TableRule("Onder welk nummer de administratie een werkgever kent. " + _NO_PERSON),
    "payment_batches": TableRule("Wat naar de betaaladministratie ging, byte voor byte. " + _NO_PERSON),
    "payment_months": _placement("Wat per maand verschuldigd was: nodig voor de aansluiting."),
    "payment_orders": _placement("Wat per maand is betaald: nodig voor de verantwoording."),
    "payment_runs": TableRule("Wanneer betalingen zijn berekend. " + _NO_PERSON),
    "payment_settings": TableRule("Wie namens de gemeente tekent en waar bezwaar heen gaat. " + _NO_PERSON),
    "payment_statements": TableRule("Welk statusbestand is teruggelezen. " + _NO_PERSON),
    # banenafspraak
    "banenafspraak_targets": TableRule("Oude rapporten moeten na te rekenen blijven. " + _NO_PERSON),
    # duplicates
    "duplicate_merges": TableRule(
        "Om een verkeerde samenvoeging terug te draaien; bevat de oude gegevens.", Then.ERASE, 12, "samenvoeging"
    ),
    "duplicate_pairs": _client("Wie er op elkaar lijken, en wat een collega besloot."),
    # privacy
    "data_requests": TableRule("Bewijs dat een verzoek op tijd is beantwoord.", Then.ERASE, _LOGS, "antwoord"),
    "name_mentions": _client("Waar de naam in andere teksten stond, en wat is besloten. Zonder de naam."),
    "retention_holds": _client("Waarom een dossier langer bleef."),
    "retention_runs": TableRule("Verslag van het wissen: aantallen, geen personen.", Then.ERASE, _LOGS, "uitvoering"),
    "retention_warnings": _client("Wanneer voor het wissen is gewaarschuwd."),
    # exchange
    "column_mappings": TableRule("Welke kolom van een bestand welk veld is. " + _NO_PERSON),
    "table_import_chunks": TableRule(
        "Rijen van een bestand dat nog niet is ingelezen; na het inlezen meteen weg.", Then.ERASE, 1, "ontvangst"
    ),
    "table_import_rows": TableRule(
        "Rijen die niet goed waren, om te herstellen.", Then.ERASE, 1, "einde van de import"
    ),
    "table_imports": TableRule("Wie wat heeft ingelezen.", Then.ERASE, _LOGS, "einde van de import"),
    "region_exports": TableRule("Wie de hele regio meenam, en waarom.", Then.ERASE, _LOGS, "aanvraag"),
    "external_ids": _client("Verbindt een dossier met het systeem waar het uit komt."),
    # shortlists
    "algorithm_descriptions": TableRule("Tekst voor het algoritmeregister. " + _NO_PERSON),
    "allocation_pairs": _client("Wie waarvoor was bedacht, en wat een collega besloot."),
    "allocation_plans": TableRule("Welk voorstel met welke keuzes is gedaan. " + _NO_PERSON),
    "index_changes": TableRule("Technisch: welke rij opnieuw gelezen moet worden. Vervalt vanzelf."),
    "index_versions": TableRule("Technisch: teller per regio."),
    "shortlist_decisions": _client("Waarom iemand niet is voorgesteld."),
    "shortlist_rows": _client("Uitleg van een oude matchlijst; na wissen staat er 'gewist'."),
    "shortlist_runs": TableRule(
        "Een rangschikking moet na te spelen zijn (AI-verordening art. 12).", Then.ANONYMISE, 24, "berekening"
    ),
    "weight_versions": TableRule("Een oude lijst moet na te spelen zijn; wie besliste hoort bij het logboek."),
    "text_space_editions": TableRule("Gewichten van woorden: nodig om na te spelen. " + _NO_PERSON),
}
"""Every table of the schema, by room. The queue's own tables are not ours; finished jobs leave within a week."""
