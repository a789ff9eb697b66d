"""The tasks of the queue, three lines each; importing this module registers them.

A task gets a region and ids, opens one transaction inside that region, and calls one verb. Every task may run twice.
"""

import uuid

from wsp.accounts.permissions import Permission
from wsp.foundation import db
from wsp.foundation.actor import Actor
from wsp.foundation.queue import task
from wsp.placements import letters
from wsp.vacancies import service as vacancies


@task("placements.send_confirmation")
def send_confirmation(*, region: str, placement_id: str) -> None:
    """Write the confirmation letter of a new placement, once."""
    with db.unit_of_work(region) as session:
        letters.send_confirmation(session, uuid.UUID(placement_id), actor=process(region, Permission.EMPLOYER_READ))


@task("vacancies.expire")
def expire_vacancies(*, region: str) -> None:
    """Close vacancies whose last day has passed."""
    with db.unit_of_work(region) as session:
        vacancies.expire_vacancies(session, actor=process(region, Permission.VACANCY_READ))


def process(region: str, *permissions: Permission) -> Actor:
    """Who acts when a job runs: no person, one region, and no more than this job needs."""
    return Actor(user_id=None, region_id=region, organisation_id=None, permissions=frozenset(permissions), kind="taak")
