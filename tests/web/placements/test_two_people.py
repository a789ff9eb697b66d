"""Two people have the same placement open; the one who saves last is told first."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.placements.world import World
from tests.web.conftest import StrictClient
from tests.web.placements.conftest import TODAY
from wsp.audit.models import AuditEvent
from wsp.placements.models import Placement

YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
FORMS = [
    ("afspraken", {"valid_from": "2026-10-01", "hours_per_week": "32"}, ("Uren per week", "32", "28")),
    ("contract", {"ends_on": "2028-01-31"}, ("Laatste dag van het contract", "31 januari 2028", "30 juni 2027")),
    (
        "loonwaarde",
        {"percentage": "55", "measured_on": YESTERDAY, "expert": "Proef Deskundige"},
        ("Loonwaarde", "55", "leeg"),
    ),
    ("vragen", {"needs_guidance": "nee"}, ("Begeleiding nodig", "nee", "ja")),
    (
        "beeindigen",
        {"ended_on": TODAY.isoformat(), "reason": "werknemer-stopt"},
        ("Reden", "De werknemer stopt", "leeg"),
    ),
]


def events(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


@pytest.fixture
def placement(world: World) -> Placement:
    return world.place(starts_on=TODAY - timedelta(days=30), ends_on=TODAY + timedelta(days=400))


@pytest.mark.parametrize(("path", "typed", "compared"), FORMS, ids=[each[0] for each in FORMS])
def test_an_old_form_changes_nothing_and_shows_both_versions(
    session: Session,
    client: StrictClient,
    placement: Placement,
    path: str,
    typed: dict[str, str],
    compared: tuple[str, str, str],
) -> None:
    at = f"/plaatsingen/{placement.id}"
    form = client.get(f"{at}/{path}").page.fields() | typed
    other = client.get(f"{at}/contract").page.fields() | {"ends_on": "2027-06-30"}
    assert client.post(f"{at}/contract", data=other).status_code == 303
    before = events(session)

    refused = client.post(f"{at}/{path}", data=form)

    assert refused.status_code == 409
    assert events(session) == before
    label, mine, theirs = compared
    shown = refused.page.text
    assert "Iemand anders wijzigde deze plaatsing" in shown
    row = shown[shown.index(label) :]
    assert row.index(mine) < row.index(theirs)

    again = client.post(f"{at}/{path}", data=refused.page.fields())
    assert again.status_code == 303
    assert events(session) > before


def test_a_form_without_a_version_never_wins(client: StrictClient, placement: Placement) -> None:
    refused = client.post(f"/plaatsingen/{placement.id}/contract", data={"ends_on": "2028-01-31"})
    assert refused.status_code == 409
