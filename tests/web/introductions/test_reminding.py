"""Remind an employer: a look at the mail first, at most once a day, never about a closed introduction."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.employers import factories as employers
from tests.placements.world import World
from tests.web.conftest import StrictClient
from wsp.accounts.permissions import Role
from wsp.foundation import clock
from wsp.foundation.mailer import Mail
from wsp.placements.enums import ClosingReason, IntroductionState
from wsp.placements.models import Introduction

AsRole = Callable[..., StrictClient]


@pytest.fixture
def offered(world: World) -> Introduction:
    """An introduction that waits for the employer's answer, with somebody to mail."""
    employers.contact(
        world.session, world.account_manager, world.employer, name="Karin Proef", email="karin@bakkerij.example",
        first_choice=True,
    )  # fmt: skip
    return world.move(world.agree(world.introduce()), IntroductionState.ANONYMOUS)


def sent(session: Session) -> list[Mail]:
    return list(session.scalars(select(Mail).options(undefer(Mail.text), undefer(Mail.html))))


def test_what_is_shown_is_what_goes(
    session: Session, world: World, client: StrictClient, offered: Introduction
) -> None:
    address = f"/voordrachten/{offered.id}/herinneren"
    page = client.get(address).page
    assert "karin@bakkerij.example" in page.text
    assert "nog niet verstuurd" in page.text
    assert sent(session) == [], "looking sends nothing"
    assert client.post(address).location == f"/voordrachten/{offered.id}"
    [mail] = sent(session)
    assert (mail.recipient, mail.reply_to) == ("karin@bakkerij.example", client.user.email)
    assert mail.subject == "Herinnering: wij wachten op uw antwoord"
    assert world.vacancy.title in (mail.text or "")
    assert "Beste Karin Proef," in (mail.text or "")
    assert (mail.text or "").split()[:12] == page.one(class_="wsp-sheet").text.split()[:12]  # type: ignore[union-attr]  # the strict client's page


@pytest.mark.rule("G10")
def test_the_mail_never_names_the_candidate(
    session: Session, world: World, client: StrictClient, offered: Introduction
) -> None:
    client.post(f"/voordrachten/{offered.id}/herinneren")
    [mail] = sent(session)
    told = (mail.text or "") + (mail.html or "") + mail.subject
    assert world.candidate.last_name not in told
    assert f"K-{world.candidate.number}" not in told


def test_once_a_day_and_the_last_one_is_shown(
    session: Session, world: World, client: StrictClient, offered: Introduction
) -> None:
    address = f"/voordrachten/{offered.id}/herinneren"
    client.post(address)
    again = client.post(address)
    assert again.status_code == 409
    assert "vandaag al een herinnering" in again.page.text
    assert len(sent(session)) == 1
    assert clock.day_in_words(clock.today()) in client.get(address).page.text


def test_a_closed_introduction_is_not_reminded_of(
    session: Session, world: World, client: StrictClient, offered: Introduction
) -> None:
    world.move(offered, IntroductionState.WITHDRAWN, reason=ClosingReason.OTHER, note="Voorbij")
    assert client.post(f"/voordrachten/{offered.id}/herinneren").status_code == 409
    assert sent(session) == []


def test_without_an_address_the_page_says_what_to_do(session: Session, world: World, client: StrictClient) -> None:
    offered = world.move(world.agree(world.introduce()), IntroductionState.ANONYMOUS)
    answer = client.get(f"/voordrachten/{offered.id}/herinneren")
    assert answer.status_code == 400
    assert "geen e-mailadres" in answer.page.text


@pytest.mark.rule("S6")
def test_others_cannot_remind(world: World, as_role: AsRole, offered: Introduction) -> None:
    address = f"/voordrachten/{offered.id}/herinneren"
    assert as_role(Role.CLIENT_MANAGER).post(address).status_code == 403
    assert as_role(Role.ACCOUNT_MANAGER, region="AM14").post(address).status_code == 404
