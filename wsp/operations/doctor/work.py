"""What happens after a request: jobs and mail."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from wsp.accounts import queries as accounts
from wsp.documents import queries as documents
from wsp.foundation import clock, db, queue
from wsp.foundation.mailer import outbox, transport
from wsp.foundation.mailer.transport import NotSent
from wsp.operations.doctor.finding import Finding, fault, ok, warning
from wsp.privacy import log_delivery
from wsp.settings import Settings

_LATE: Final = 300
_VERY_LATE: Final = 3600
_MAIL_LATE: Final = 3600
_SCAN_LATE: Final = timedelta(hours=1)
_LOG_LATE: Final = timedelta(hours=1)


def queued(_settings: Settings) -> Iterator[Finding]:
    """How long the oldest job waits that could be done now."""
    name = "wachtrij"
    with db.unit_of_work(None) as session:
        found = queue.figures(session)
    minutes = found.oldest_seconds / 60
    if found.oldest_seconds >= _VERY_LATE:
        yield fault(name, f"De oudste taak wacht al {minutes:.0f} minuten.", "Start de worker: `wsp worker`.")
    elif found.oldest_seconds >= _LATE:
        yield warning(name, f"De oudste taak wacht al {minutes:.0f} minuten.", "Kijk of de worker loopt.")
    else:
        yield ok(name, f"Er wachten {found.waiting} taken.")
    if found.failed:
        yield warning(
            name, f"{found.failed} taken zijn na vijf pogingen opgegeven.", "Zoek `job.failed` op in het log."
        )


def workers(settings: Settings) -> Iterator[Finding]:
    """Whether a worker shows that it is alive."""
    name = "worker"
    with db.unit_of_work(None) as session:
        alive = queue.figures(session).workers
    if alive:
        yield ok(name, f"{alive} worker(s) gaven de afgelopen minuut een levensteken.")
    elif settings.mode == "production":
        yield fault(name, "Geen enkele worker geeft een levensteken.", "Start de worker: `wsp worker`.")
    else:
        yield warning(name, "Geen enkele worker geeft een levensteken.", "Start de worker: `wsp worker`.")


def mail(settings: Settings) -> Iterator[Finding]:
    """Whether mail can be sent, and goes."""
    name = "mail"
    if settings.mail.server is None:
        yield warning(name, "Er is geen mailserver ingesteld: mail blijft wachten.", "Zet WSP_SMTP_HOST.")
    else:
        try:
            transport.try_connection(settings.mail)
        except NotSent as error:
            yield fault(name, f"De mailserver neemt niets aan ({error.code}).", "Controleer de WSP_SMTP-instellingen.")
        else:
            yield ok(name, "De mailserver antwoordt.")
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    waiting, oldest = 0, 0.0
    for region in regions:
        with db.unit_of_work(region) as session:
            found = outbox.waiting(session)
        waiting, oldest = waiting + found.count, max(oldest, found.oldest_seconds)
    if oldest >= _MAIL_LATE:
        yield warning(
            name, f"{waiting} mails wachten, de oudste {oldest / 60:.0f} minuten.", "Kijk naar mailserver en worker."
        )


def uploads(settings: Settings) -> Iterator[Finding]:
    """Whether files that were handed in come out of quarantine."""
    name = "bestanden"
    since = []
    with db.unit_of_work(None) as session:
        regions = list(accounts.regions_at_work(session))
    for region in regions:
        with db.unit_of_work(region) as session:
            since.append(documents.oldest_in_quarantine(session, region))
    oldest = min((moment for moment in since if moment is not None), default=None)
    if oldest is not None and clock.now() - oldest > _SCAN_LATE:
        minutes = (clock.now() - oldest).total_seconds() / 60
        told = f"Een bestand wacht al {minutes:.0f} minuten op de virusscanner."
        yield warning(name, told, "Kijk of de worker en de virusscanner lopen.")
    elif not settings.files.scanner and settings.mode == "production":
        yield warning(name, "Er is geen virusscanner: bestanden worden niet nagekeken.", "Zet WSP_CLAMAV.")
    else:
        yield ok(name, "Er wacht geen bestand te lang op de virusscanner.")


def processing_log(settings: Settings) -> Iterator[Finding]:
    """Whether the log server takes the processing log."""
    name = "verwerkingenlog"
    if settings.log_server is None:
        yield ok(name, "Er is geen logserver ingesteld: het log blijft in deze database.")
        return
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    since = []
    for region in regions:
        with db.unit_of_work(region) as session:
            since.append(log_delivery.waiting_since(session, region))
    oldest = min((each for each in since if each is not None), default=None)
    if oldest is not None and clock.now() - oldest > _LOG_LATE:
        yield fault(
            name,
            f"Regels wachten sinds {clock.local(oldest):%d-%m-%Y %H:%M} op de logserver.",
            "Kijk of WSP_LOG_SERVER bereikbaar is en zoek `processing_log.away` op in het log.",
        )
    else:
        yield ok(name, "De logserver is bij.")
