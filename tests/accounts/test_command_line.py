"""The first administrator, from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from wsp.accounts import queries, service
from wsp.accounts.command_line import account_commands
from wsp.accounts.commands import ChoosePassword, LogIn, NewLogin
from wsp.accounts.models import User
from wsp.accounts.permissions import Role
from wsp.accounts.service import links
from wsp.foundation import db
from wsp.foundation.errors import InvalidInput
from wsp.settings import Settings

NEW = "twaalf blauwe fietsen"
ASKED = ["admin", "--email", "beheer@demo.example", "--name", "Bea Proef", "--organisation", "Gemeente Proefstad"]


@contextmanager
def _nothing() -> Iterator[None]:
    """The database is up already."""
    yield


def test_the_first_administrator_gets_a_link_and_comes_in(committed: Settings) -> None:
    result = CliRunner().invoke(account_commands(_nothing), [*ASKED, "--region", "AM01"], catch_exceptions=False)
    assert result.exit_code == 0
    token = urlsplit(result.output.splitlines()[0]).path.removeprefix("/uitnodiging/")
    with db.unit_of_work(None) as session:
        service.choose_password(session, ChoosePassword(token, NEW, NEW), links.INVITATION)
    with db.unit_of_work(None) as session:
        new = service.log_in(session, LogIn("beheer@demo.example", NEW, "192.0.2.1"))
        assert isinstance(new, NewLogin)
        (place,) = new.login.workplaces
        assert (place.region_id, place.roles) == ("AM01", (Role.ADMINISTRATOR,))


@pytest.mark.parametrize("region", ["AM99", "x"])
def test_what_cannot_be_is_refused_with_a_sentence(committed: Settings, region: str) -> None:
    with pytest.raises(InvalidInput):
        CliRunner().invoke(account_commands(_nothing), [*ASKED, "--region", region], catch_exceptions=False)
    with db.unit_of_work(None) as session:
        assert session.scalars(select(User)).all() == []
        assert queries.regions_at_work(session) == []
