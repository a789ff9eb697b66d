"""Find a Chromium, and start it with nothing of the machine's own.

`python -m tests.e2e.chromium` prints its path; exit code 1 and one line when there is none.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_FLAGS: Final = (
    "--no-sandbox",  # containers run as root, where Chromium's own sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=nl",  # how a date field shows its value
)
MISSING: Final = (
    "No Chromium found: install the package 'chromium' (Debian: apt-get install chromium), "
    "or run 'python -m playwright install chromium'."
)


class NoBrowser(Exception):
    """There is no Chromium on this machine; the message says what to install."""


def find() -> Path | None:
    """The machine's Chromium or Chrome, else the one that Playwright installed for itself."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium with an empty profile of its own, closed at the end; raises NoBrowser."""
    path = find()
    if path is None:
        raise NoBrowser(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    where = find()
    sys.stdout.write(f"{where or MISSING}\n")
    sys.exit(where is None)
