"""A filled region and an empty database."""

import uuid
from collections.abc import Iterator

import pytest

from tests.accounts import factories as accounts
from tests.candidates import factories as candidates
from tests.conftest import copy_template
from tests.duplicates import world
from tests.employers import factories as employers
from tests.exchange.region.world import ELSEWHERE, NASTY, REGION
from wsp.accounts.permissions import Role
from wsp.audit.models import AuditEvent
from wsp.duplicates import service as duplicates
from wsp.foundation import db
from wsp.foundation.private_server import PrivateServer
from wsp.settings import Settings


@pytest.fixture
def filled(committed: Settings) -> Settings:
    """A region with a bit of everything, values that break files, and another region beside it."""
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER)
        one, other = world.employer_pair(session, actor)
        for text_ in NASTY:
            employers.moment(session, actor, one, subject=text_ or "leeg", report=text_)
        pair = world.pair_of(session, actor, one, other)
        duplicates.merge_pair(session, world.merge_of(session, pair, one), actor=actor)
        first, _ = world.candidate_pair(session)
        first.phone = "=HYPERLINK(1)"
        session.add(AuditEvent(region_id=REGION, actor_kind="test", action="test.done", after={"a": [1, None, "é"]}))
    with db.unit_of_work(ELSEWHERE) as session:
        actor = accounts.actor(session, Role.ACCOUNT_MANAGER, region=ELSEWHERE)
        employers.employer(session, actor, "Zebravinkenzaad BV")
        candidates.matchable(session, region=ELSEWHERE, name=("Zoef", None, "Zebravinkenzaad"))
    return committed


@pytest.fixture
def empty(server: PrivateServer, settings: Settings) -> Iterator[Settings]:
    """Another migrated database, with nothing in it."""
    name = f"wsp_{uuid.uuid4().hex[:12]}"
    urls = copy_template(server, name)
    yield settings.with_urls(app=urls.app, owner=urls.owner, retention=urls.retention)
    server.drop(name)
