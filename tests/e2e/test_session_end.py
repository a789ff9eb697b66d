"""The warning before a session ends, in a real browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.e2e.watching import Watched
from wsp.foundation import clock

Visit = Callable[..., Watched]
EMAIL = "accountmanager@demo.example"


@pytest.fixture(scope="module")
def site(demo_site: str) -> str:
    """The small demo region."""
    return demo_site


@pytest.mark.rule("A14")
def test_somebody_is_warned_in_time_and_goes_on_with_one_action(visit: Visit) -> None:
    screen = visit()
    screen.sign_in(EMAIL)
    page = screen.page
    with clock.frozen(clock.now()) as time:
        page.clock.install()
        assert screen.open("/mijn-account") == 200
        dialog = page.locator("dialog.wsp-timeout")
        assert not dialog.is_visible()
        time.tick(timedelta(minutes=28, seconds=10))
        page.clock.fast_forward("28:10")
        dialog.wait_for(state="visible")
        assert "word je uitgelogd" in dialog.inner_text()
        assert not screen.axe().violations
        page.get_by_role("button", name="Blijf ingelogd").click()
        dialog.wait_for(state="hidden")
        time.tick(timedelta(minutes=20))
        assert screen.open("/mijn-account") == 200, "without that action it would have ended after thirty minutes"
