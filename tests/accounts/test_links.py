"""One-time links: once, in time, for one purpose."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts import factories
from wsp.accounts.errors import LinkExpired, LinkUnknown, LinkUsed
from wsp.accounts.models import OneTimeLink
from wsp.accounts.service import links
from wsp.foundation import clock, db
from wsp.foundation.errors import DomainError
from wsp.settings import Settings

ANSWER = "portaal-antwoord"


def test_a_link_tells_what_it_is_about_and_works_once(session: Session) -> None:
    about = ("introduction", uuid.uuid4())
    token = links.make(session, ANSWER, subject=about, region="AM14", valid_for=timedelta(days=3))
    for _ in range(2):
        looked = links.look(session, token, ANSWER)
    assert (looked.subject, looked.region_id, looked.user_id) == (about, "AM14", None)
    assert links.use(session, token, ANSWER) == looked
    for act in (links.look, links.use):
        with pytest.raises(LinkUsed):
            act(session, token, ANSWER)


def test_the_server_keeps_no_token(session: Session) -> None:
    token = links.make(session, links.RESET, user_id=factories.user(session).id)
    stored = session.scalars(select(OneTimeLink)).one()
    body, _, signature = token.partition(".")
    assert len(body) >= 43, "256 random bits"
    assert body not in stored.token_hash
    assert signature not in stored.token_hash


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: "A" + token[1:] if token[0] != "A" else "B" + token[1:],
        lambda token: token.partition(".")[0],
        lambda token: token + "x",
        lambda _token: "",
        lambda _token: ".",
        lambda _token: "één.twee",
    ],
)
def test_what_was_changed_on_the_way_is_no_link(session: Session, spoil: Callable[[str], str]) -> None:
    token = links.make(session, links.RESET, user_id=factories.user(session).id)
    with pytest.raises(LinkUnknown):
        links.use(session, spoil(token), links.RESET)
    assert links.use(session, token, links.RESET)


def test_a_link_does_nothing_but_its_own_purpose(session: Session) -> None:
    token = links.make(session, links.INVITATION, user_id=factories.user(session).id)
    for purpose in (links.RESET, ANSWER):
        with pytest.raises(LinkUnknown):
            links.use(session, token, purpose)


def test_a_link_expires_and_never_works_longer_than_a_fortnight(session: Session) -> None:
    with clock.frozen(clock.now()) as time:
        token = links.make(session, ANSWER, subject=("task", uuid.uuid4()), valid_for=timedelta(days=400))
        time.tick(links.LONGEST - timedelta(seconds=1))
        assert links.look(session, token, ANSWER)
        time.tick(timedelta(seconds=1))
        with pytest.raises(LinkExpired):
            links.use(session, token, ANSWER)


def test_only_the_newest_works_after_the_others_were_withdrawn(session: Session) -> None:
    who, other = factories.user(session), factories.user(session)
    old = links.make(session, links.RESET, user_id=who.id)
    of_other = links.make(session, links.RESET, user_id=other.id)
    assert links.withdraw(session, links.RESET, user_id=who.id) == 1
    new = links.make(session, links.RESET, user_id=who.id)
    with pytest.raises(LinkExpired):
        links.look(session, old, links.RESET)
    assert links.look(session, new, links.RESET).user_id == who.id
    assert links.look(session, of_other, links.RESET).user_id == other.id


def test_a_link_about_nothing_is_a_mistake_of_ours(session: Session) -> None:
    with pytest.raises(ValueError, match="user or a subject"):
        links.make(session, links.RESET)


def test_of_four_who_use_it_at_once_one_wins(committed: Settings) -> None:
    with db.unit_of_work(None) as session:
        token = links.make(session, ANSWER, subject=("task", uuid.uuid4()), valid_for=timedelta(days=1))

    def attempt(_number: int) -> str:
        try:
            with db.unit_of_work(None) as session:
                links.use(session, token, ANSWER)
        except DomainError as error:
            return error.code
        return "gebruikt"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, range(4)))
    assert outcomes == ["gebruikt", "link-gebruikt", "link-gebruikt", "link-gebruikt"]


def test_rolled_back_means_not_used(committed: Settings) -> None:
    with db.unit_of_work(None) as session:
        token = links.make(session, ANSWER, subject=("task", uuid.uuid4()), valid_for=timedelta(days=1))
    with pytest.raises(ZeroDivisionError), db.unit_of_work(None) as session:
        _use_and_fail(session, token)
    with db.unit_of_work(None) as session:
        assert links.look(session, token, ANSWER)


def _use_and_fail(session: Session, token: str) -> None:
    links.use(session, token, ANSWER)
    raise ZeroDivisionError
