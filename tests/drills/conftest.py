"""One stack for all drills of a worker process; every drill leaves it running."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts import factories as accounts
from tests.drills.load import Desk
from tests.drills.stack import Stack
from tests.employers import factories as employers
from wsp.accounts.models import User
from wsp.foundation import crypto, db
from wsp.foundation.crypto import Keyring
from wsp.settings import Settings

REGION = "AM01"


@pytest.fixture(scope="session")
def running_stack() -> Iterator[Stack]:
    """Database, web and worker."""
    folder = Path(tempfile.mkdtemp(prefix="wsp-drill-"))
    folder.chmod(0o755)
    stack = Stack(folder)
    try:
        stack.prepare()
        yield stack
    finally:
        stack.end()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def stack(running_stack: Stack, settings: Settings) -> Iterator[Stack]:
    """The stack, and this process inside its database with its keys."""
    # As the restart policy of the compose file does after a drill that stopped something.
    if not running_stack.alive("web"):
        running_stack.start_web()
    if not running_stack.alive("worker"):
        running_stack.start_worker()
    told = running_stack.settings()
    crypto.configure(Keyring(told.encryption_keys, told.lookup_key))
    own = db.Database(told.database_url, pool_size=2)
    db.configure(own)
    yield running_stack
    db.configure(None)
    own.dispose()
    crypto.configure(Keyring(settings.encryption_keys, settings.lookup_key))


@pytest.fixture
def desk(stack: Stack) -> Desk:
    """An account manager who is logged in, and a new employer."""
    with db.unit_of_work(REGION) as session:
        of = accounts.organisation(session)
        actor = accounts.actor(
            session, of=of, who=accounts.user(session, email=f"drill-{uuid.uuid4().hex[:8]}@demo.example")
        )
        who = session.get_one(User, actor.user_id)
        token = accounts.running_session(session, who, of=of)
        return Desk(employers.employer(session, actor).id, token)
