"""What ships with the program, and what grows old in it."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from wsp import migrate
from wsp.accounts import queries as accounts
from wsp.foundation import clock, db
from wsp.law.errors import LawError
from wsp.law.lookup import Parameters
from wsp.operations.doctor.finding import Finding, fault, ok, warning
from wsp.policy import service as policy
from wsp.settings import Settings
from wsp.web.assets import MANIFEST, VENDOR

_CHECKED_DAYS: Final = 365


def files(settings: Settings) -> Iterator[Finding]:
    """Templates, migrations, stylesheets and scripts are all there."""
    name = "onderdelen"
    if not (settings.templates_dir / "layout" / "base.html").is_file():
        yield fault(name, "De sjablonen ontbreken.", "Installeer het programma opnieuw, met de map templates.")
        return
    if not migrate.head(settings.migrations_dir):
        yield fault(name, "De migraties ontbreken.", "Installeer het programma opnieuw, met de map migrations.")
        return
    if not MANIFEST.is_file():
        yield fault(name, "De stijlen en scripts ontbreken.", "Draai `python -m wsp.web.assets`.")
        return
    listed = [each["path"] for each in json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]]
    missing = [path for path in listed if not (VENDOR / path).is_file()]
    if missing:
        yield fault(name, f"{len(missing)} stijlen of scripts ontbreken.", "Draai `python -m wsp.web.assets`.")
    else:
        yield ok(name, f"Sjablonen, migraties en {len(listed)} stijlen en scripts zijn er.")


def letters(_settings: Settings) -> Iterator[Finding]:
    """A letter needs the typesetting library of the system."""
    name = "letters"
    try:
        import weasyprint  # noqa: F401, PLC0415 (loading it is the check)
    except OSError:
        yield warning(name, "Brieven als PDF kunnen niet.", "Installeer de systeembibliotheek Pango.")
    else:
        yield ok(name, "Brieven als PDF kunnen.")


def law(_settings: Settings) -> Iterator[Finding]:
    """Values of law that are past their period, unknown, or not checked for a year; per region, as it approves them."""
    name = "wetswaarden"
    with db.unit_of_work(None) as session:
        regions = list(accounts.regions_at_work(session))
    if not regions:
        yield from _stale(name, "het programma", Parameters.load())
    for region in regions:
        with db.unit_of_work(region) as session:
            yield from _stale(name, region, policy.law_book(session, region=region).parameters)


def _stale(name: str, whose: str, parameters: Parameters) -> Iterator[Finding]:
    today = clock.today()
    states: Counter[str] = Counter()
    for code in parameters.codes:
        parameter = parameters.parameter(code)
        if parameter.until is not None and today > parameter.until:
            continue
        try:
            value = parameters.on(code, today)
        except LawError:
            states["onbekend"] += 1
            continue
        if value.provisional:
            states["voorlopig"] += 1
        elif (today - value.last_checked).days > _CHECKED_DAYS:
            states["lang niet gecontroleerd"] += 1
    if states:
        told = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        yield warning(name, f"{whose}: van {len(parameters.codes)} waarden {told}.", "Voer ze in bij Beleid.")
    else:
        yield ok(name, f"{whose}: alle {len(parameters.codes)} waarden gelden vandaag.")


def security_txt(settings: Settings) -> Iterator[Finding]:
    """The way to report a leak works and is not out of date."""
    name = "security.txt"
    from wsp.web.site.views import SECURITY_TXT_DAYS  # noqa: PLC0415 (loads the web; only asked for here)

    if settings.contact_email.rpartition("@")[2].endswith("example") and settings.mode == "production":
        yield fault(name, "Het adres voor meldingen is een voorbeeld.", "Zet WSP_CONTACT_EMAIL op een echt adres.")
    else:
        yield ok(name, f"Meldingen kunnen; de verloopdatum ligt steeds {SECURITY_TXT_DAYS} dagen vooruit.")


def accessibility(_settings: Settings) -> Iterator[Finding]:
    """The accessibility statement is at most a year old, as the Besluit digitale toegankelijkheid overheid asks."""
    name = "toegankelijkheid"
    from wsp.web.site.views import statement  # noqa: PLC0415 (loads the web; only asked for here)

    made_on = statement()["made_on"]
    if clock.today() - made_on > timedelta(days=_CHECKED_DAYS):
        told = f"De toegankelijkheidsverklaring is van {made_on.year} en ouder dan een jaar."
        yield warning(name, told, "Laat opnieuw toetsen en werk de verklaring bij.")
    else:
        yield ok(name, "De toegankelijkheidsverklaring is van het afgelopen jaar.")
