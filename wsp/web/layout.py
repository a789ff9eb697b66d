"""What the layout needs on every page: navigation, the name of the section, demo mode."""

from typing import Final

from flask import Flask, request

from wsp.accounts.permissions import Permission
from wsp.settings import Settings
from wsp.web.speech import portal_mode

NAVIGATION: Final = (
    ("/mijn-dag", "Mijn dag", Permission.DAY_READ, ("worklist",)),
    ("/werkgevers", "Werkgevers", Permission.EMPLOYER_READ, ("employers",)),
    ("/vacatures", "Vacatures", Permission.VACANCY_READ, ("vacancies", "shortlists")),
    ("/kandidaten", "Kandidaten", Permission.CANDIDATE_READ, ("candidates", "lists", "cohorts")),
    ("/voordrachten", "Voordrachten", Permission.INTRODUCTION_READ, ("introductions",)),
    ("/plaatsingen", "Plaatsingen", Permission.PLACEMENT_READ, ("placements", "documents", "social_return")),
    ("/begeleiding", "Begeleiding", Permission.COACHING_WRITE, ("coaching",)),
    ("/beschikkingen", "Beschikkingen", Permission.DECISION_READ, ("decisions",)),
    ("/betalingen", "Betalingen", Permission.PAYMENT_TOTALS, ("payments",)),
    ("/banenafspraak", "Banenafspraak", Permission.BANENAFSPRAAK_READ, ("banenafspraak",)),
    ("/importeren", "Importeren", Permission.IMPORT, ("imports",)),
    ("/toezicht", "Toezicht", Permission.ALGORITHM_DESCRIBE, ("oversight",)),
    ("/beleid", "Beleid", Permission.POLICY_MANAGE, ("policy",)),
    ("/berichten", "Berichten", Permission.MAIL_MANAGE, ("mails",)),
    ("/koppelingen", "Koppelingen", Permission.COUPLING_MANAGE, ("couplings",)),
    ("/privacy/overzicht", "Privacy", Permission.PRIVACY_MANAGE, ("privacy",)),
    ("/gebruikers", "Gebruikers", Permission.USER_READ, ("accounts",)),
    ("/portaal", "Overzicht", Permission.PORTAL_READ, ("portal",)),
    ("/portaal/vacatures", "Mijn vacatures", Permission.PORTAL_VACANCY, ("portal_vacancies", "portal_posting")),
    ("/portaal/kandidaten", "Kandidaten", Permission.PORTAL_OFFER, ("portal_offers",)),
    ("/portaal/medewerkers", "Mijn medewerkers", Permission.PORTAL_EMPLOYEE, ("portal_employees",)),
    ("/portaal/inleveren", "Inleveren", Permission.PORTAL_EMPLOYEE, ("portal_obligations",)),
    ("/portaal/wat-levert-het-op", "Wat levert het op", Permission.PORTAL_READ, ("portal_benefits",)),
    ("/portaal/berichten", "Berichten", Permission.PORTAL_READ, ("portal_messages",)),
    ("/portaal/organisatie", "Organisatie", Permission.PORTAL_READ, ("portal_organisation",)),
)
"""Address, text, the permission that shows it, and the blueprints that belong to it."""

_SECTIONS: Final = {room: text for _, text, _, rooms in NAVIGATION for room in rooms}


def section_name() -> str:
    """Name of the part of the site, for the page title."""
    house = "Werkgeversportaal" if portal_mode() else "Werkgeversservicepunt"
    return _SECTIONS.get(request.blueprint or "", house)


def init_app(app: Flask, settings: Settings) -> None:
    """Functions that base.html calls."""
    app.jinja_env.globals.update(
        navigation=lambda: NAVIGATION,
        section_name=section_name,
        demo_mode=lambda: settings.demo,
    )
