"""What the program was told from outside."""

from collections.abc import Iterator

from wsp.operations.doctor.finding import Finding, fault, ok, warning
from wsp.settings import Settings

_LOCAL = {"127.0.0.1", "localhost"}


def mode(settings: Settings) -> Iterator[Finding]:
    """Mode, hosts, https."""
    name = "instellingen"
    if settings.mode != "production":
        yield warning(name, f"Dit is de stand {settings.mode}.", "Gebruik voor echt werk WSP_MODE=production.")
        return
    yield ok(name, "De stand is production.")
    if not settings.https:
        yield fault(name, "De cookies zijn niet beveiligd.", "Zet WSP_HTTPS op 1.")
    hosts = {host.partition(":")[0] for host in settings.hosts}
    if hosts <= _LOCAL:
        yield warning(name, "Alleen deze machine zelf wordt bediend.", "Zet de naam van de site in WSP_HOSTS.")
    if settings.proxy_hops == 0:
        yield warning(
            name,
            "Er is geen proxy ingesteld; iedereen lijkt van hetzelfde adres te komen.",
            "Zet WSP_PROXY_HOPS op het aantal proxy's voor dit programma.",
        )


def secrets(settings: Settings) -> Iterator[Finding]:
    """Every secret has one purpose. That none is an example was checked at the start."""
    name = "geheimen"
    given = [settings.secret_key, settings.lookup_key, *settings.encryption_keys]
    if settings.metrics_token:
        given.append(settings.metrics_token)
    if len(set(given)) < len(given):
        yield fault(name, "Twee geheimen zijn gelijk.", "Maak nieuwe met `wsp keys new`, voor elk doel een.")
        return
    if len(settings.encryption_keys) > 1:
        yield warning(
            name,
            "Er staat nog een oude sleutel in WSP_ENCRYPTION_KEYS.",
            "Draai `wsp keys rotate` en haal de oude sleutel daarna weg.",
        )
        return
    yield ok(name, "Alle geheimen zijn er en ze zijn verschillend.")
