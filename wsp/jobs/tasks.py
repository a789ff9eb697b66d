"""The tasks of the queue, three lines each; importing this module registers them.

A task gets a region and ids, opens one transaction inside that region, and calls one verb. Every task may run twice.
"""

import uuid
from typing import Final

from wsp.accounts import queries as accounts
from wsp.accounts import service as log_in
from wsp.accounts.permissions import Permission
from wsp.accounts.service import kept
from wsp.audit import sealing
from wsp.couplings import service as couplings
from wsp.couplings import telling
from wsp.documents.service import scanning
from wsp.duplicates import service as duplicates
from wsp.exchange.region import service as region_export
from wsp.exchange.tables import running as imports
from wsp.exchange.tables import service as tables
from wsp.foundation import db, queue
from wsp.foundation.actor import Actor
from wsp.foundation.logging import request_id
from wsp.foundation.mailer import delivery
from wsp.foundation.queue import task
from wsp.payments.service import running as payments
from wsp.placements import letters
from wsp.placements import service as placements
from wsp.placements.obligations import reminding
from wsp.placements.reindexing import running
from wsp.placements.reindexing import service as reindexing
from wsp.privacy import log_delivery, retention
from wsp.privacy import service as privacy
from wsp.searches import service as searches
from wsp.settings import data_dir
from wsp.shortlists import news as new_candidates
from wsp.shortlists.allocation import service as allocation
from wsp.vacancies import service as vacancies
from wsp.worklist import notices, undelivered
from wsp.worklist.enums import Frequency

_P = Permission
EVERY_MORNING: Final = "30 4 * * *"
"""Before anybody works; in UTC."""
EVERY_FIVE_MINUTES: Final = "*/5 * * * *"
"""Mail that a mail server did not take goes again by itself; so does what a worker that died had in hand."""


@task("mail.deliver")
def deliver_mail(*, region: str, mail_id: str) -> None:
    """Hand one mail to the mail server; when that fails, `deliver_waiting_mail` goes on with it."""
    delivery.deliver(region, uuid.UUID(mail_id), undelivered=undelivered.report)


@task("mail.deliver_waiting", cron=EVERY_FIVE_MINUTES)
def deliver_waiting_mail(*, timestamp: int) -> None:
    """Hand over every mail whose next attempt is due, region by region."""
    del timestamp
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    for region in regions:
        delivery.deliver_due(region, undelivered=undelivered.report)


@task("worklist.tell_now", cron=EVERY_FIVE_MINUTES)
def tell_now(*, timestamp: int) -> None:
    """Mail who wants to be told at once, region by region; what comes within five minutes goes in one mail."""
    del timestamp
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    for region in regions:
        with db.unit_of_work(region) as session:
            notices.tell(session, region, {Frequency.AT_ONCE})


@task("worklist.send_overviews")
def send_overviews(*, region: str) -> None:
    """The daily overview, and on Mondays the weekly one."""
    with db.unit_of_work(region) as session:
        notices.send_overviews(session, region)


@task("documents.scan")
def scan_upload(*, region: str, upload_id: str) -> None:
    """Let the virus scanner look at a file that was handed in."""
    scanning.scan(region, uuid.UUID(upload_id))


@task("documents.scan_waiting", cron=EVERY_FIVE_MINUTES)
def scan_waiting_uploads(*, timestamp: int) -> None:
    """Scan what stayed in quarantine while the scanner was away, region by region."""
    del timestamp
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    for region in regions:
        scanning.scan_waiting(region)


@task("placements.send_confirmation")
def send_confirmation(*, region: str, placement_id: str) -> None:
    """Write the confirmation letter of a new placement, once."""
    with db.unit_of_work(region) as session:
        actor = process(region, _P.PLACEMENT_READ, _P.EMPLOYER_READ)
        letters.send_confirmation(session, uuid.UUID(placement_id), actor=actor)


@task("shortlists.look_for_new")
def look_for_new_candidates(*, region: str) -> None:
    """See who came among the best of vacancies that were looked at before."""
    with db.unit_of_work(region) as session:
        new_candidates.look_for_new(session, region, actor=process(region))


@task("searches.look")
def look_at_searches(*, region: str) -> None:
    """See what is new in the searches that people kept."""
    with db.unit_of_work(region) as session:
        searches.look_again(session, region, actor=process(region))


@task("placements.advance")
def advance_placements(*, region: str) -> None:
    """Let placements start, become durable and end as their dates say."""
    with db.unit_of_work(region) as session:
        actor = process(region, _P.PLACEMENT_READ, _P.PLACEMENT_EDIT, _P.VACANCY_READ, _P.VACANCY_EDIT)
        placements.advance_placements(session, actor=actor)


@task("placements.look_again")
def look_at_placements_again(*, region: str) -> None:
    """Let instruments and obligations follow the calendar and the law, batch by batch; then remind employers."""
    actor = process(region, _P.PLACEMENT_READ, _P.PLACEMENT_EDIT)
    last: uuid.UUID | None = None
    while True:
        with db.unit_of_work(region) as session:
            last = placements.look_again(session, actor=actor, after=last)
        if last is None:
            break
    with db.unit_of_work(region) as session:
        queue.defer(session, "placements.remind", region=region)


@task("placements.remind")
def remind_employers(*, region: str) -> None:
    """Mail employers what they must do soon, and what is late."""
    with db.unit_of_work(region) as session:
        reminding.remind_employers(session, actor=process(region, _P.PLACEMENT_READ, _P.EMPLOYER_READ))


@task(reindexing.JOB)
def reindex_amounts(*, region: str, run_id: str) -> None:
    """Count every subsidy again, batch by batch, from where it stopped."""
    running.run(region, uuid.UUID(run_id))


@task("placements.reindex_new_year")
def reindex_new_year(*, region: str) -> None:
    """Ask for the re-indexation of 1 January, once a year."""
    with db.unit_of_work(region) as session:
        reindexing.reindex_new_year(session, region, actor=process(region, _P.PLACEMENT_READ))


@task("introductions.expire")
def expire_introductions(*, region: str) -> None:
    """Close offers that no employer answered."""
    with db.unit_of_work(region) as session:
        placements.expire_introductions(session, actor=process(region, _P.INTRODUCTION_READ))


@task("vacancies.expire")
def expire_vacancies(*, region: str) -> None:
    """Close vacancies whose last day has passed."""
    with db.unit_of_work(region) as session:
        vacancies.expire_vacancies(session, actor=process(region, _P.VACANCY_READ))


@task("imports.run")
def run_import(*, region: str, import_id: str) -> None:
    """Check or read in the rows of a file, batch by batch, from where it stopped."""
    imports.run(region, uuid.UUID(import_id))


@task("imports.tidy")
def tidy_imports(*, region: str) -> None:
    """Throw away files that nobody goes on with, and reports that are old."""
    with db.unit_of_work(region) as session:
        tables.tidy(session, actor=process(region))


@task(payments.JOB)
def calculate_payments(*, region: str, run_id: str) -> None:
    """Calculate what is owed and ordered per month, subsidy by subsidy, from where it stopped."""
    payments.run(region, uuid.UUID(run_id))


@task("payments.daily")
def daily_payments(*, region: str) -> None:
    """Ask for the calculation of the month that is over, and of what changed since yesterday."""
    with db.unit_of_work(region) as session:
        payments.daily(session, actor=process(region))


@task("duplicates.find")
def find_duplicates(*, region: str) -> None:
    """Look for employers and dossiers that are there twice."""
    with db.unit_of_work(region) as session:
        duplicates.find_pairs(session, actor=process(region))


@task("audit.seal")
def seal_log(*, region: str) -> None:
    """Close the log of the days that are over."""
    with db.unit_of_work(region) as session:
        sealing.seal(session, region)


@task("privacy.deliver_log", cron=EVERY_FIVE_MINUTES)
def deliver_processing_log(*, timestamp: int) -> None:
    """Hand the processing log to the log server of the settings, region by region."""
    del timestamp
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    for region in regions:
        log_delivery.deliver_due(region, actor=process(region))


@task("privacy.retention")
def apply_retention(*, region: str) -> None:
    """Warn about dossiers at the end of their term, and erase what is past its own."""
    retention.run(region, actor=process(region))


@task("privacy.erase")
def erase_person(*, region: str, request_id: str) -> None:
    """Erase the person of a granted request, once."""
    privacy.erase_for_request(region, uuid.UUID(request_id), actor=process(region))


@task("accounts.mail_reset")
def mail_reset(*, region: str, sealed: str) -> None:
    """Mail a link to whoever forgot the password; nothing when nobody has that address."""
    with db.unit_of_work(region or None) as session:
        log_in.mail_reset(session, sealed)


@task("accounts.tidy")
def tidy_accounts(*, region: str) -> None:
    """Throw away kept forms that nobody came back for."""
    with db.unit_of_work(region) as session:
        kept.forget_old(session)


@task(region_export.JOB)
def export_region(*, region: str, export_id: str) -> None:
    """Write the whole region to a file."""
    region_export.make_export(region, uuid.UUID(export_id), folder=data_dir() / region_export.FOLDER)


@task(allocation.JOB)
def make_plan(*, region: str, plan_id: str) -> None:
    """Make a verdeelplan that somebody asked for."""
    allocation.make_plan(region, uuid.UUID(plan_id))


@task("exchange.clear_exports")
def clear_exports(*, region: str) -> None:
    """Remove exports of the region whose day is over."""
    region_export.clear_exports(region, folder=data_dir() / region_export.FOLDER)


@task(telling.JOB)
def deliver_webhook(*, region: str, delivery_id: str) -> None:
    """Tell a coupled system what happened; when it does not answer, `deliver_waiting_webhooks` goes on with it."""
    telling.deliver(region, uuid.UUID(delivery_id))


@task("couplings.deliver_waiting", cron=EVERY_FIVE_MINUTES)
def deliver_waiting_webhooks(*, timestamp: int) -> None:
    """Send every message whose next attempt is due, region by region."""
    del timestamp
    with db.unit_of_work(None) as session:
        regions = accounts.regions_at_work(session)
    for region in regions:
        telling.deliver_due(region)


@task("couplings.forget_ended")
def forget_ended_couplings(*, region: str) -> None:
    """Close the tasks about couplings that ended long ago."""
    with db.unit_of_work(region) as session:
        couplings.forget_ended(session, actor=process(region))


@task("regions.daily", cron=EVERY_MORNING)
def daily(*, timestamp: int) -> None:
    """Ask for the daily work of every region, each in a transaction of its own."""
    del timestamp
    with db.unit_of_work(None) as session:
        for region in accounts.regions_at_work(session):
            queue.defer(session, "accounts.tidy", region=region)
            queue.defer(session, "placements.advance", region=region)
            # One at a time: two runs at once would look at the same placements.
            queue.defer(session, "placements.look_again", region=region, lock=f"plaatsingen-{region}")
            queue.defer(session, "placements.reindex_new_year", region=region)
            queue.defer(session, "introductions.expire", region=region)
            queue.defer(session, "vacancies.expire", region=region)
            # Before the overviews, which tell of what was found; they do not wait for it.
            queue.defer(session, "searches.look", region=region)
            queue.defer(session, "shortlists.look_for_new", region=region)
            queue.defer(session, "worklist.send_overviews", region=region)
            queue.defer(session, "imports.tidy", region=region)
            queue.defer(session, "duplicates.find", region=region)
            queue.defer(session, "exchange.clear_exports", region=region)
            queue.defer(session, "payments.daily", region=region)
            queue.defer(session, "couplings.forget_ended", region=region)
            queue.defer(session, "audit.seal", region=region)
            # One at a time: two runs at once would look at the same dossiers.
            queue.defer(session, "privacy.retention", region=region, lock=f"retention-{region}")


def process(region: str, *permissions: Permission) -> Actor:
    """Who acts when a job runs: no person, one region, and no more than this job needs."""
    return Actor(
        user_id=None,
        region_id=region,
        organisation_id=None,
        permissions=frozenset(permissions),
        kind="taak",
        request_id=request_id(),
    )
