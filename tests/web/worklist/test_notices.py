"""The page on which somebody chooses what comes by mail."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.conftest import StrictClient
from wsp.worklist.models import NoticeChoice

ClientAs = Callable[..., StrictClient]


def test_the_choices_are_shown_kept_and_shown_again(client_as: ClientAs, session: Session) -> None:
    client = client_as("accountmanager")
    page = client.get("/mijn-account/meldingen").page
    fields = page.fields()
    assert (fields["review"], fields["ending"]) == ("direct", "wekelijks")
    answer = client.post("/mijn-account/meldingen", data=fields | {"review": "niet"})
    assert answer.location == "/mijn-account/meldingen"
    after = client.get("/mijn-account/meldingen").page
    assert after.fields()["review"] == "niet"
    assert "opgeslagen" in after.text
    rows = session.scalars(select(NoticeChoice).where(NoticeChoice.user_id == client.user.id)).all()
    assert len(rows) == 6


def test_an_unknown_choice_is_refused(client_as: ClientAs) -> None:
    client = client_as("jobcoach")
    fields = client.get("/mijn-account/meldingen").page.fields()
    answer = client.post("/mijn-account/meldingen", data=fields | {"review": "elk uur"})
    assert answer.status_code == 400
    assert answer.page.title.startswith("Fout:")
    assert "/mijn-account/meldingen" in [link.get("href") for link in client.get("/mijn-account").page.all("a")]
