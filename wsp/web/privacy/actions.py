"""How the acts of the audit log read in Dutch: the officer need not know the names of the program."""

import uuid
from collections.abc import Mapping
from typing import Final

from wsp.audit.models import AuditEvent
from wsp.audit.service import REFUSED

LABELS: Final = {
    "banenafspraak.exported": "Banenafspraak geëxporteerd",
    "banenafspraak.target_set": "Doel van de banenafspraak ingevuld",
    "candidates.agreement": "Akkoord vastgelegd",
    "candidates.assign": "Begeleiders gewijzigd",
    "candidates.confirm": "Profiel nagekeken",
    "candidates.emergency": "Noodtoegang gebruikt",
    "candidates.exported": "Kandidaten geëxporteerd",
    "candidates.identity": "Naam of contact gewijzigd",
    "candidates.loonwaarde": "Loonwaarde vastgelegd",
    "candidates.objection": "Bezwaar vastgelegd of ingetrokken",
    "candidates.personal": "Afgeschermde gegevens gewijzigd",
    "candidates.profile": "Profiel gewijzigd",
    "candidates.register": "Dossier gemaakt",
    "candidates.register_check": "Antwoord van UWV vastgelegd",
    "candidates.residence": "Woonplaats gewijzigd",
    "candidates.restriction": "Beperking gezet of opgeheven",
    "candidates.stage": "Fase gewijzigd",
    "candidates.withdraw": "Akkoord ingetrokken",
    "document.made": "Brief gemaakt",
    "document.removed": "Bestand weggehaald",
    "document.scanned": "Bestand gecontroleerd op virussen",
    "document.uploaded": "Bestand toegevoegd",
    "duplicates.decided": "Dubbele beoordeeld",
    "duplicates.merge": "Dubbele samengevoegd",
    "duplicates.undo": "Samenvoeging teruggedraaid",
    "employer.added": "Werkgever toegevoegd",
    "employer.contact_added": "Contactpersoon toegevoegd",
    "employer.contact_edited": "Contactpersoon gewijzigd",
    "employer.contact_logged": "Gesprek vastgelegd",
    "employer.edited": "Werkgever gewijzigd",
    "employer.establishment_added": "Vestiging toegevoegd",
    "employer.establishment_edited": "Vestiging gewijzigd",
    "employer.exported": "Werkgevers geëxporteerd",
    "employer.owner_changed": "Vaste contactpersoon gewijzigd",
    "employer.portal_closed": "Portaal gesloten",
    "employer.portal_opened": "Portaal geopend",
    "employer.sector_set": "Sector gewijzigd",
    "imports.received": "Bestand ontvangen",
    "imports.taken": "Bestand ingelezen",
    "introduction.agreed": "Akkoord met voordracht",
    "introduction.handed_over": "Voordracht overgedragen",
    "introduction.made": "Kandidaat voorgedragen",
    "introduction.moved": "Stap in voordracht",
    "introductions.exported": "Voordrachten geëxporteerd",
    "organisation.add": "Organisatie toegevoegd",
    "placement.contract_extended": "Contract verlengd",
    "placement.ended": "Plaatsing beëindigd",
    "placement.facts_set": "Gegevens van plaatsing gewijzigd",
    "placement.handed_over": "Plaatsing overgedragen",
    "placement.instrument_moved": "Stap in instrument",
    "placement.instrument_attached": "Instrument toegevoegd",
    "placement.loonwaarde_measured": "Gemeten loonwaarde vastgelegd",
    "placement.made": "Kandidaat geplaatst",
    "placement.state": "Status van plaatsing gewijzigd",
    "placement.terms_changed": "Uren of loon gewijzigd",
    "placements.exported": "Plaatsingen geëxporteerd",
    "portal.person-invited": "Werkgever uitgenodigd",
    "portal.person-role": "Rol in het portaal gewijzigd",
    "privacy.access_exported": "Overzicht van gegevens gemaakt",
    "privacy.answered": "Verzoek beantwoord",
    "privacy.breach_exported": "Lijst van datalek geëxporteerd",
    "privacy.emergency_reviewed": "Noodtoegang beoordeeld",
    "privacy.erased": "Persoon gewist",
    "privacy.events_exported": "Handelingen geëxporteerd",
    "privacy.extended": "Termijn van verzoek verlengd",
    "privacy.filed": "Verzoek vastgelegd",
    "privacy.handed_over": "Werk overgedragen",
    "privacy.hold": "Dossier langer bewaard",
    "privacy.hold_ended": "Langer bewaren opgeheven",
    "privacy.lifted": "Beperking opgeheven",
    "privacy.reads_exported": "Inzagelog geëxporteerd",
    "privacy.retention_run": "Bewaartermijnen uitgevoerd",
    "privacy.started": "Verzoek opgepakt",
    "privacy.warned": "Gewaarschuwd voor wissen",
    "session.end": "Uitgelogd",
    "session.end-all": "Alle sessies beëindigd",
    "session.region": "Regio gekozen",
    "session.start": "Ingelogd",
    "session.verified": "Tweede stap gedaan",
    "shortlist.asked": "Vraag gesteld bij matchlijst",
    "shortlist.set_aside": "Kandidaat apart gezet",
    "shortlist.take_back": "Kandidaat teruggezet",
    "task.dropped": "Taak vervallen",
    "task.finished": "Taak afgerond",
    "task.planned": "Taak gepland",
    "task.postponed": "Taak verzet",
    "task.reassigned": "Taak doorgegeven",
    "task.replanned": "Taak opnieuw gepland",
    "user.add": "Gebruiker toegevoegd",
    "user.deactivate": "Gebruiker afgesloten",
    "user.edit": "Gebruiker gewijzigd",
    "user.invite": "Gebruiker uitgenodigd",
    "user.password": "Wachtwoord gewijzigd",
    "user.reactivate": "Gebruiker weer geopend",
    "user.reset-password": "Wachtwoord opnieuw ingesteld",
    "user.roles": "Rollen gewijzigd",
    "vacancies.add": "Vacature toegevoegd",
    "vacancies.edit": "Vacature gewijzigd",
    "vacancies.exported": "Vacatures geëxporteerd",
    "vacancies.state": "Status van vacature gewijzigd",
    "vacancy.handed_over": "Vacature overgedragen",
}
SUBJECTS: Final = {
    "candidate": "kandidaat",
    "data_request": "verzoek",
    "document": "brief",
    "emergency": "noodtoegang",
    "employer": "werkgever",
    "introduction": "voordracht",
    "kandidaat": "kandidaat",
    "organisation": "organisatie",
    "placement": "plaatsing",
    "retention_run": "uitvoering",
    "task": "taak",
    "upload": "bestand",
    "user": "gebruiker",
    "vacancy": "vacature",
    "banenafspraak_target": "doel",
}


def act(event: AuditEvent) -> str:
    """What was done, in words; of a refused attempt the page that was asked for."""
    if event.result == REFUSED and event.action not in LABELS:
        return f"Pagina gevraagd: {event.action}"
    return LABELS.get(event.action, event.action)


def about(event: AuditEvent, numbers: Mapping[uuid.UUID, str]) -> str | None:
    """What it was about: the number of a dossier, or the kind of record; None for nothing in particular."""
    if event.subject_id is None:
        return None
    kind = event.subject_kind or ""
    return numbers.get(event.subject_id) or SUBJECTS.get(kind, kind)
